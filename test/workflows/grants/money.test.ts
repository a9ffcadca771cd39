import assert from 'node:assert/strict';
import { moneySteps } from '../../../src/workflows/grants/money/step.js';
import { parseStep } from '../../../src/workflows/grants/money/form.js';
import type { FormKind } from '../../../src/workflows/grants/money/form.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { buttonsOf, inputsOf, nodesOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, addProject, checked, fundProject, ledgerOf, openYear } from './year.js';

const MEGAN = 'Megan Bowen';
const YEAR = '2021/22';

describe('the money of a year', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2021-04-12T09:00:00Z' });
    await openYear(house, { year: YEAR, closesOn: '2021-05-28' });
  });
  afterEach(() => house.close());

  function roundId(): Promise<string> {
    return house.inside(
      async (tx) => (await tx.find(grantRounds, { where: { year: YEAR }, by: 'createdAt' }))[0]!.id,
    );
  }

  it('is recorded once, however often the press comes, and not before it is confirmed', async () => {
    await addProject(house, { title: 'Spot the Signs', approved: '1,200' });
    const check = await checked(house, 'Allocate', {
      project: 'Spot the Signs',
      pot: 'upfront',
      amount: '1200',
    });
    const before = (await ledgerOf(house, YEAR)).length;

    const first = await house.press(ALEX, check, 'Record £1,200');
    const second = await house.press(ALEX, check, 'Record £1,200');

    assert.equal(before, 1);
    assert.deepEqual(wordsOf(second.card), wordsOf(first.card));
    assert.equal((await ledgerOf(house, YEAR)).length, 2);
  });

  it('is called a payment from the button to the ledger', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const check = await checked(house, 'Payment', { project: 'Spot the Signs', payees: 'Print House: 200' });
    const recorded = await house.press(ALEX, check, 'Record £200');
    const ledger = await house.press(ALEX, recorded, 'Ledger');

    assert.equal(wordsOf(recorded.card)[0], 'Recorded: payment');
    assert.ok(wordsOf(ledger.card).some((word) => word.endsWith(': payment')));
  });

  it('says of an invoice what the project has left, before, at the check and after, and leads back to it', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const form = await house.press(ALEX, await house.say(ALEX, 'funding'), 'Invoice');
    const wrong = await checked(house, 'Invoice', { project: 'Spot the Signs', payees: 'Print House: 2000' });
    const check = await checked(house, 'Invoice', { project: 'Spot the Signs', payees: 'Print House: 200' });
    const recorded = await house.press(ALEX, check, 'Record £200');
    const project = await house.press(ALEX, recorded, 'Open the project');

    assert.match(JSON.stringify(form.card), /Spot the Signs: £1,200 left/);
    assert.ok(!wordsOf(form.card).some((word) => word.includes('Upfront projects')));
    assert.ok(wordsOf(wrong.card).some((word) => word.startsWith('Spot the Signs: £1,200 left. Enter what')));
    assert.ok(wordsOf(check.card).includes('Project: £1,000 of its allocation left afterwards'));
    assert.ok(wordsOf(recorded.card).includes('Spot the Signs: £1,200 allocated, £1,000 left of it.'));
    assert.equal(wordsOf(project.card)[0], 'Spot the Signs');
  });

  it('asks in a forecast for what is spent in all, and records no amount as if it moved', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const form = await house.press(ALEX, await house.say(ALEX, 'funding'), 'Forecast');
    const check = await checked(house, 'Forecast', { project: 'Spot the Signs', amount: '900' });

    assert.ok(wordsOf(form.card).some((word) => word.includes('in all, with what it has spent already')));
    assert.deepEqual(buttonsOf(check.card)[0]?.title, 'Record the forecast');
  });

  it('asks the rules again when it is recorded: two coordinators cannot spend a pot twice', async () => {
    await addProject(house, { title: 'Spot the Signs', approved: '20,000' });
    const typed = { project: 'Spot the Signs', pot: 'upfront', amount: '20,000' };
    const mine = await checked(house, 'Allocate', typed);
    const other = await checked(house, 'Allocate', typed);

    await house.press(ALEX, mine, 'Record £20,000');
    const { text } = await house.press(ALEX, other, 'Record £20,000');

    assert.equal(text, 'The upfront pot holds £6,441; £20,000 is £13,559 more. Enter up to £6,441.');
    assert.equal((await ledgerOf(house, YEAR)).length, 2);
  });

  it('comes back with everything that was typed when a rule refuses or a change is wanted', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');

    const above = await checked(house, 'Payment', {
      ...{ project: 'Spot the Signs', payees: 'Meta: 1,200.01', on: '2021-04-01', why: 'Advertisements' },
    });
    const check = await house.press(ALEX, above, 'Continue', { payees: 'Meta: 195.32\nPrint House 4.68' });
    const again = await house.press(ALEX, check, 'Change');

    assert.ok(
      wordsOf(above.card).includes(
        'Spot the Signs was allocated £1,200 and has spent £0: £1,200.01 is £0.01 too much. Allocate more first, or enter what the grant pays.',
      ),
    );
    assert.equal(inputsOf(above.card).payees, 'Meta: 1,200.01');
    assert.equal(
      wordsOf(check.card)[1],
      'Spot the Signs pays Meta £195.32 and Print House £4.68: £200 for 2 payees.',
    );
    assert.equal(inputsOf(again.card).payees, 'Meta: 195.32\nPrint House: 4.68');
    assert.equal(inputsOf(again.card).why, 'Advertisements');
  });

  it('is corrected by another entry that names the wrong one; both stay', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const ledger = await house.press(ALEX, await house.say(ALEX, 'funding'), 'Ledger');
    const form = await house.press(ALEX, ledger, 'Correct an entry');
    const check = await house.press(ALEX, form, 'Continue', { why: 'Meant for another project' });

    const recorded = await house.press(ALEX, check, 'Record the correction');

    const words = 'Reverses £1,200 from the upfront pot to Spot the Signs.';
    assert.equal(wordsOf(recorded.card)[1], words);
    assert.ok(wordsOf(recorded.card).includes('Upfront projects: £26,441 left. Tactical pot: £13,220 left.'));
    const after = wordsOf((await house.press(ALEX, await house.say(ALEX, 'funding'), 'Ledger')).card);
    assert.ok(after.includes('12 Apr 2021: allocation, corrected'));
    const again = await house.press(ALEX, ledger, 'Correct an entry');
    assert.equal(again.text, 'This entry was corrected on 12 April 2021. Both stay in the ledger.');
  });

  it('shows a cut of the award below what is allocated as a shortfall, and allocates no more', async () => {
    await fundProject(house, 'Business Crime Reduction Partnerships', '£25,047');
    const round = await roundId();
    const form = await house.send(ALEX, 'grants/change-money', { round });
    await house.press(ALEX, form, 'Save', { award: '30,000', upfront: '20,000', tactical: '10,000' });

    const words = wordsOf((await house.say(ALEX, 'funding')).card);
    const refused = await checked(house, 'Allocate', {
      ...{ project: 'Business Crime', pot: 'tactical', amount: '1' },
    });

    assert.ok(words.includes('£30,000 awarded (confirmed).'));
    assert.ok(
      words.includes('The upfront pot is £5,047 short: nothing more can be allocated until that is settled.'),
    );
    assert.ok(words.includes('£20,000 of the award; £25,047 allocated; £5,047 short.'));
    assert.ok(
      wordsOf(refused.card).some((word) =>
        word.startsWith('The upfront pot is £5,047 short since the award was cut.'),
      ),
    );
    const fresh = wordsOf((await house.press(ALEX, await house.say(ALEX, 'funding'), 'Ledger')).card);
    assert.ok(
      fresh.includes(
        '£9,661 from the award to the funder, £6,441 from the upfront pot to the award and £3,220 from the tactical pot to the award',
      ),
    );
  });

  it('warns when a forecast falls short, with what may come free', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const check = await checked(house, 'Forecast', { project: 'Spot the Signs', amount: '195.32' });
    await house.press(ALEX, check, 'Record the forecast');

    const words = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.ok(
      words.includes(
        'Forecasts fall £1,004.68 short of what is allocated: Spot the Signs £1,004.68. Nobody is waiting on the shortlist.',
      ),
    );
  });

  it('goes back to the funder as underspend, from a project or a pot', async () => {
    await fundProject(house, 'Spot the Signs', '£1,200');
    const one = await checked(house, 'Return underspend', { from: 'Spot the Signs', amount: '1,004.68' });
    await house.press(ALEX, one, 'Record £1,004.68');
    const two = await checked(house, 'Return underspend', { from: 'The tactical pot', amount: '13,220' });
    await house.press(ALEX, two, 'Record £13,220');

    const words = wordsOf((await house.say(ALEX, 'funding')).card);

    assert.ok(words.includes('£13,220 of the award; £0 allocated; £13,220 returned to the funder; £0 left.'));
    assert.ok(wordsOf(one.card)[1]?.startsWith('Return £1,004.68 from Spot the Signs to the funder'));
  });

  it('closes with the tactical pot on the day the funder sets', async () => {
    await addProject(house, { title: 'Spot the Signs', approved: '100' });
    const round = await roundId();
    const dates = await house.send(ALEX, 'grants/change-dates', { round });
    await house.press(ALEX, dates, 'Save', { tacticalOn: '2022-02-24' });
    house.at('2022-02-25T09:00:00Z');

    const refused = await checked(house, 'Allocate', {
      project: 'Spot the Signs',
      pot: 'tactical',
      amount: '1',
    });

    assert.ok(
      wordsOf(refused.card).includes(
        'The tactical pot closed on 24 February 2022. What is left in it goes back to the funder.',
      ),
    );
    assert.ok(wordsOf((await house.say(ALEX, 'funding')).card).includes('Closed on 24 February 2022.'));
  });

  it('can be had as a file by those who may see the ledger, and moved by coordinators alone', async () => {
    const ledger = await house.press(MEGAN, await house.say(MEGAN, 'funding'), 'Ledger');
    const files = await house.press(MEGAN, ledger, 'Download');

    const titles = nodesOf(files.card).flatMap((each) =>
      each.type === 'Action.OpenUrl' ? [String(each.title)] : [],
    );
    assert.ok(titles.length >= 3, titles.join());
    const own = await house.say(MEGAN, 'funding');
    assert.deepEqual(
      buttonsOf(own.card).map(({ title }) => title),
      ['Ledger'],
    );
    for (const verb of [
      'money',
      'check-money',
      'record-money',
      'edit-money',
      'add-project',
      'save-project',
    ]) {
      const { text } = await house.send(MEGAN, `grants/${verb}`, { year: YEAR, kind: 'allocation' });
      assert.match(text, /^Only the coordinating team can do this\./, verb);
    }
  });

  it('forgets a step that nobody confirmed in a week', async () => {
    await addProject(house, { title: 'Spot the Signs', approved: '100' });
    const check = await checked(house, 'Allocate', {
      project: 'Spot the Signs',
      pot: 'upfront',
      amount: '100',
    });
    house.at('2021-04-20T09:00:00Z');
    await house.tick();

    const { text } = await house.press(ALEX, check, 'Record £100');

    assert.equal(text, 'This is not kept any more. Say funding to start again.');
    assert.deepEqual(await house.inside((tx) => tx.find(moneySteps, { by: 'preparedOn' })), []);
  });

  it('says what to do when there is no year, or no project yet', async () => {
    const bare = await openHouse({ empty: true });
    const { text } = await bare.say(ALEX, 'funding');
    await bare.close();

    const year = await house.say(ALEX, 'funding');
    const none = await house.send(ALEX, 'grants/money', { year: YEAR, kind: 'allocation' });

    assert.match(text, /^No grant round was opened yet/);
    assert.match(none.text, /^No project of 2021\/22 is approved yet\./);
    assert.deepEqual(
      buttonsOf(year.card).map(({ title }) => title),
      ['Ledger', 'To the funder', 'Move money', 'Return underspend', 'Add a project'],
    );
  });
});

describe('what is typed about money', () => {
  const choices = { project: { p1: 'Signs' }, pot: { upfront: '', tactical: '' }, from: { upfront: '' } };
  const common = { on: '2021-10-07', why: 'Agreed' };

  function problemsOf(kind: FormKind, data: object): object {
    const read = parseStep(kind, { ...common, ...data }, choices, '', '2021-10-07');
    return read.ok ? {} : read.problems;
  }

  it('names everything that is wrong at once', () => {
    const problems = problemsOf('allocation', {
      on: '2021-10-08',
      why: ' ',
      amount: 'about 2k',
      pot: 'single',
    });

    assert.deepEqual(problems, {
      project: 'Choose the project',
      pot: 'Choose the pot',
      amount: 'Enter an amount in pounds, like 1200 or 1,837.50',
      on: 'Enter a day up to today, 7 October 2021',
      why: 'Enter why, so that an auditor can follow it',
    });
    for (const amount of ['-5', '0', '', '9'.repeat(30)]) {
      const data = { project: 'p1', pot: 'upfront', amount };
      assert.deepEqual(Object.keys(problemsOf('allocation', data)), ['amount'], amount);
    }
  });

  it('takes one payee or many, a line each, whatever stands between name and amount', () => {
    const typed = ['Ashford BCRP: 3,771.67', 'Dover 2, £400', 'Maidstone - 12', '', 'Unit 7 £0.50'].join(
      '\r\n',
    );

    const read = parseStep('invoice', { ...common, project: 'p1', payees: typed }, choices, '', '2021-10-07');

    assert.ok(read.ok && read.value.step.kind === 'invoice');
    assert.deepEqual(read.value.step.payees, [
      { payee: 'Ashford BCRP', amount: 377167 },
      { payee: 'Dover 2', amount: 40000 },
      { payee: 'Maidstone', amount: 1200 },
      { payee: 'Unit 7', amount: 50 },
    ]);
  });

  it('says which line has no payee or no amount', () => {
    const lines = { project: 'p1' };
    const wrong = ['Meta', '195.32', 'Meta: -5', 'Meta: about 2k', 'Meta: 0', `${'x'.repeat(101)}: 5`];

    for (const line of wrong) {
      assert.deepEqual(
        problemsOf('spend', { ...lines, payees: `Print House: 5\n${line}` }),
        { payees: 'Enter a payee and an amount in line 2, like Print House: 1,200 or 1,837.50' },
        line,
      );
    }
    const many = Array.from({ length: 31 }, (_, index) => `Payee ${index}: 1`).join('\n');
    assert.deepEqual(problemsOf('spend', { ...lines, payees: many }), {
      payees: 'Enter up to 30 payees at a time; these are 31',
    });
    assert.deepEqual(problemsOf('spend', lines), {
      payees: 'Enter who is paid and how much, like Print House: 1,200',
    });
  });
});
