import assert from 'node:assert/strict';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { applicants, proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import type { Proposal } from '../../../src/workflows/grants/proposal/proposal.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { FULL, IDEA, aRound } from './records.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';

describe('a proposal', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2023-04-03T09:00:00Z' });
    await house.inside((tx) =>
      tx.put(grantRounds, aRound({ version: 0, state: 'open', questions: ['Who else pays?'] })),
    );
  });
  afterEach(() => house.close());

  async function drafted(): Promise<Shown> {
    return house.press(MEGAN, await house.say(MEGAN, 'propose'), 'Save', IDEA);
  }
  async function proposed(): Promise<Shown> {
    return house.press(MEGAN, await drafted(), 'Propose');
  }
  async function stored(): Promise<Proposal> {
    const [first] = await house.inside((tx) =>
      tx.find(proposals, { where: { round: aRound().id }, by: 'createdAt' }),
    );
    return first!;
  }
  async function open(section: string): Promise<Shown> {
    return house.send(MEGAN, 'grants/section', { proposal: (await stored()).id, section });
  }
  async function grown(): Promise<Shown> {
    return house.press(MEGAN, await drafted(), 'Make it a full proposal');
  }

  it('is kept as a draft from the first section saved, even half written', async () => {
    const half = await house.press(MEGAN, await house.say(MEGAN, 'propose'), 'Save', {
      title: 'Spot the Signs',
    });

    const words = wordsOf(half.card);
    assert.ok(words.includes('Saved: The idea.'));
    assert.ok(words.includes('In progress'));
    assert.ok(words.some((word) => word.startsWith('Still needed: what, who it is for')));
    assert.ok(words.includes('1 section is still to do.'));
    assert.ok(!buttonsOf(half.card).some(({ title }) => title === 'Propose'));
  });

  it('is the team’s own when a coordinator writes it, unless they choose for whom', async () => {
    const form = await house.say(ALEX, 'propose');
    const partner = await house.say(MEGAN, 'propose');
    const start = inputsOf(form.card).organisation;
    await house.press(ALEX, form, 'Save', IDEA);
    const team = await stored();
    const again = await house.send(ALEX, 'grants/section', { proposal: team.id, section: 'idea' });
    await house.press(ALEX, again, 'Save', { organisation: 'kent-police' });
    const chosen = await stored();

    assert.equal(start, 'team');
    assert.equal(inputsOf(partner.card).organisation, undefined);
    assert.equal(team.organisation, 'team');
    assert.equal(chosen.organisation, 'kent-police');
  });

  it('is named by its round alone until it has a title', async () => {
    const words = wordsOf((await house.say(MEGAN, 'propose')).card);

    assert.ok(words.includes('A proposal for Crime Reduction Grant 2023/24.'), words.join('\n'));
  });

  it('says what a co-applicant may do before one is added', async () => {
    const form = await house.press(MEGAN, await drafted(), 'Co-applicants');

    assert.match(
      wordsOf(form.card).join('\n'),
      /They can change the proposal too, and hear what becomes of it\./,
    );
  });

  it('keeps nothing before something is saved', async () => {
    const form = await house.say(MEGAN, 'propose');
    const back = await house.press(MEGAN, form, 'Back');

    assert.equal(wordsOf(back.card)[0], 'My proposals');
    assert.ok(
      wordsOf((await house.say(MEGAN, 'my proposals')).card).includes(
        'You have no proposals. Say propose to begin one.',
      ),
    );
  });

  it('keeps nothing when nothing is typed, and says so', async () => {
    const empty = await house.press(MEGAN, await house.say(MEGAN, 'propose'), 'Save');
    const none = await stored();
    await grown();
    const money = await house.press(MEGAN, await open('money'), 'Save');

    assert.match(wordsOf(empty.card).join('\n'), /Nothing is filled in yet: The idea\./);
    assert.equal(none, undefined);
    assert.match(wordsOf(money.card).join('\n'), /Nothing is filled in yet: Money\./);
  });

  it('takes amounts as people type them, and says what is none', async () => {
    const form = await house.say(MEGAN, 'propose');

    for (const asked of ['about 2k', '-5', '9'.repeat(30)]) {
      const again = await house.press(MEGAN, form, 'Save', { ...IDEA, asked });
      assert.ok(wordsOf(again.card).includes('Enter an amount in pounds, like 1200 or 1,837.50'), asked);
      assert.equal(inputsOf(again.card).title, IDEA.title);
    }
    for (const asked of ['£1,837.50', '1837.5']) {
      await house.press(MEGAN, form, 'Save', { ...IDEA, asked });
      assert.equal((await stored()).askedPence, 183_750);
    }
  });

  it('gets a reference when it is proposed, once, and a receipt', async () => {
    const draft = await drafted();

    const receipt = await house.press(MEGAN, draft, 'Propose');
    const again = await house.press(MEGAN, draft, 'Propose');

    assert.deepEqual(wordsOf(receipt.card).slice(0, 3), [
      'Proposal received',
      'KCSP-G-2023-001',
      'Spot the Signs',
    ]);
    assert.ok(wordsOf(again.card).includes('KCSP-G-2023-001. Proposed, £1,200.'));
    assert.equal((await stored()).proposedAt, '2023-04-03T09:00:00.000Z');
  });

  it('counts references on, and never gives one twice', async () => {
    await proposed();
    await house.press(MEGAN, await drafted(), 'Propose');

    const all = await house.inside((tx) =>
      tx.find(proposals, { where: { round: aRound().id }, by: 'createdAt' }),
    );

    assert.deepEqual(all.map(({ reference }) => reference).sort(), ['KCSP-G-2023-001', 'KCSP-G-2023-002']);
  });

  it('grows from an expression of interest, section by section, until nothing is missing', async () => {
    let list = await grown();
    const notStarted = wordsOf(list.card).filter((word) => word === 'Not started').length;
    for (const [section, typed] of Object.entries(FULL)) {
      list = await house.press(MEGAN, await open(section), 'Save', typed);
    }
    const page = await house.press(MEGAN, list, 'Check your answers');
    const next = await house.press(MEGAN, page, 'Show the next 2');

    // Who does it begins with the proposer's own organisation.
    assert.equal(notStarted, 6);
    assert.equal(wordsOf(list.card).filter((word) => word === 'Done').length, 8);
    assert.ok(!wordsOf(list.card).some((word) => word.includes('still to do')));
    assert.ok(wordsOf(page.card).includes('Priorities: Domestic Abuse and Road Safety'));
    assert.ok(wordsOf(page.card).includes('Applies with: Kent Fire and Rescue Service'));
    assert.ok(wordsOf(next.card).includes('Costs: Leaflets, £1,000\n\nVenue hire, £500'));
    assert.ok(wordsOf(next.card).includes('Starts: 1 June 2023'));
  });

  it('says what is missing under each section, and only its sections where the list is not in view', async () => {
    const list = await grown();
    const check = await house.press(MEGAN, list, 'Check your answers');
    const receipt = await house.press(MEGAN, list, 'Propose');

    assert.ok(wordsOf(list.card).includes('6 sections are still to do.'));
    assert.doesNotMatch(wordsOf(list.card).join(), /Missing|ot funded elsewhere/);
    for (const { card } of [check, receipt]) {
      assert.match(wordsOf(card).join('\n'), /ot fully formed yet\. Still to do: Money; What happens when; /);
    }
  });

  it('asks for nothing more once it cannot be changed, and leads back to my proposals', async () => {
    await house.press(MEGAN, await grown(), 'Propose');
    const { id: proposal } = await stored();
    house.at('2023-05-02T09:00:00Z');
    const closed = await house.send(MEGAN, 'grants/proposal', { proposal });
    const check = await house.send(MEGAN, 'grants/check', { proposal });
    const sure = await house.press(MEGAN, closed, 'Withdraw');
    const gone = await house.press(MEGAN, sure, 'Withdraw it');
    const back = await house.press(MEGAN, gone, 'My proposals');

    for (const { card } of [closed, check, gone]) {
      assert.doesNotMatch(wordsOf(card).join('\n'), /still to do|Still|ot fully formed/);
    }
    assert.equal(wordsOf(back.card)[0], 'My proposals');
  });

  it('asks when it is proposed for what it cannot be proposed without, and for the rest in a full proposal', async () => {
    const idea = await house.say(MEGAN, 'propose');
    await grown();
    const money = await open('money');

    assert.match(JSON.stringify(idea.card), /"Title \(needed when you propose\)"/);
    assert.match(JSON.stringify(money.card), /"Costs, [^"]*£1,200 \(needed for a full proposal\)"/);
    assert.doesNotMatch(JSON.stringify(money.card), /needed when you propose/);
  });

  it('names what does not hold together: the sums, and outcomes without a number', async () => {
    await grown();
    for (const [section, typed] of Object.entries(FULL))
      await house.press(MEGAN, await open(section), 'Save', typed);
    await house.press(MEGAN, await open('money'), 'Save', { other: '' });

    const list = await house.press(MEGAN, await open('outcomes'), 'Save', { outcomes: 'People feel safer.' });

    assert.deepEqual(
      wordsOf(list.card).filter((word) => /^Still needed|still to do/.test(word)),
      [
        'Still needed: costs that add up (they make £1,500, what you ask for and other funding £1,200).',
        'Still needed: a number in what will be different.',
        '2 sections are still to do.',
      ],
    );
  });

  it('says which line of the costs has no amount, and that an end is before the start', async () => {
    await grown();

    const costs = await house.press(MEGAN, await open('money'), 'Save', { costs: 'Leaflets, £20\nVenue' });
    const dates = await house.press(MEGAN, await open('plan'), 'Save', {
      startsOn: '2023-06-01',
      endsOn: '2023-05-01',
    });

    assert.ok(
      wordsOf(costs.card).includes('End line 2 with an amount in pounds, like Training materials, £1,200'),
    );
    assert.ok(wordsOf(dates.card).includes('Enter a day from the start, 1 June 2023, on'));
  });

  it('changes until the end of the last day and not after it', async () => {
    await proposed();
    const form = await open('idea');
    const emptied = await house.press(MEGAN, form, 'Save', { title: '' });
    house.at('2023-04-24T22:59:00Z');
    const inTime = await house.press(MEGAN, form, 'Save', { title: 'Spot the Signs 2' });
    house.at('2023-04-24T23:01:00Z');
    const late = await house.press(MEGAN, form, 'Save', { title: 'Too late' });

    assert.ok(wordsOf(emptied.card).includes('Enter a title'));
    assert.ok(wordsOf(inTime.card).includes('Saved: The idea.'));
    assert.match(wordsOf(late.card)[1]!, /Proposals closed on 24 April 2023\. It cannot be changed now\.$/);
    assert.equal(inputsOf(late.card).title, 'Too late');
    assert.equal((await stored()).title, 'Spot the Signs 2');
    assert.match((await house.say(ADELE, 'propose')).text, /^No grant round is open/);
  });

  it('is withdrawn after asking once, and stays so', async () => {
    await proposed();
    const list = await house.press(MEGAN, await house.say(MEGAN, 'my proposals'), 'Open');

    const sure = await house.press(MEGAN, list, 'Withdraw');
    const gone = await house.press(MEGAN, sure, 'Withdraw it');
    const again = await house.press(MEGAN, sure, 'Withdraw it');

    assert.ok(wordsOf(gone.card).includes('KCSP-G-2023-001. Withdrawn, £1,200.'));
    assert.ok(!wordsOf(again.card).includes('Withdrawn.'));
    assert.match((await open('idea')).text, /This proposal is withdrawn\. It cannot be changed now\.$/);
  });

  it('is shared with a co-applicant, who may change it until removed', async () => {
    await house.meet(ADELE);
    const people = await house.press(MEGAN, await drafted(), 'Co-applicants');
    const nobody = await house.press(MEGAN, people, 'Add', { email: 'nobody@kfrs.example' });
    const added = await house.press(MEGAN, nobody, 'Add', { email: 'adele.vance@kfrs.example' });
    await house.press(MEGAN, added, 'Add', { email: 'adele.vance@kfrs.example' });
    const { id } = await stored();
    const hers = await house.send(ADELE, 'grants/section', { proposal: id, section: 'idea' });
    const theirs = await house.press(ADELE, hers, 'Save', { title: 'Spot the Signs together' });
    const meanwhile = await house.press(MEGAN, { ...hers }, 'Save', { title: 'Mine' });
    await house.press(MEGAN, added, 'Remove');
    const out = await house.send(ADELE, 'grants/proposal', { proposal: id });

    assert.match(wordsOf(nobody.card).join(), /Nobody on the list of members has this address/);
    assert.equal((await house.inside((tx) => tx.find(applicants, { where: { proposal: id } }))).length, 1);
    assert.equal(house.inbox(ADELE).length, 1);
    assert.ok(wordsOf(theirs.card).includes('Saved: The idea.'));
    assert.match(wordsOf(meanwhile.card)[1]!, /^This proposal was saved since you opened the form/);
    assert.match(out.text, /^This proposal is not one of yours/);
  });

  it('is nobody else’s to read or change, and a draft not the team’s either', async () => {
    await drafted();
    const { id } = await stored();

    for (const [name, verb] of [
      [ADELE, 'proposal'],
      [ADELE, 'section'],
      [ADELE, 'confirm-withdraw'],
      [ADELE, 'applicants'],
      [ADELE, 'copy'],
      [ALEX, 'proposal'],
      [ALEX, 'check'],
    ] as const) {
      const { text } = await house.send(name, `grants/${verb}`, { proposal: id, section: 'idea' });
      assert.match(text, /^This proposal is not one of yours/, `${name} ${verb}`);
    }
    assert.match((await house.send(ALEX, 'grants/read', { proposal: id })).text, /^This is a draft/);
    assert.match(
      (await house.send(ADELE, 'grants/read', { proposal: id })).text,
      /^Only the coordinating team/,
    );
  });

  it('is listed for the coordinator by state, with what is not fully formed, and drafts only counted', async () => {
    await proposed();
    await grown();

    const all = await house.say(ALEX, 'proposals');
    const none = await house.press(ALEX, all, 'Show', { state: 'refused' });
    const read = await house.press(ALEX, all, 'Open');

    assert.ok(wordsOf(all.card).includes('1 proposal, £1,200 together. 1 draft not proposed yet.'));
    assert.ok(wordsOf(all.card).includes('Kent Police. KCSP-G-2023-001. Proposed, £1,200.'));
    assert.ok(wordsOf(none.card).some((word) => word.startsWith('0 proposals')));
    assert.ok(wordsOf(read.card).includes('Title: Spot the Signs'));
    assert.match((await house.say(MEGAN, 'proposals')).text, /^Only the coordinating team/);
  });

  it('has one section reopened by a coordinator, also after the deadline, and closed again once saved', async () => {
    await house.meet(MEGAN);
    await house.meet(ALEX);
    await proposed();
    house.at('2023-05-02T09:00:00Z');
    const read = await house.press(ALEX, await house.say(ALEX, 'proposals'), 'Open');
    const form = await house.press(ALEX, read, 'Ask for a change');
    const empty = await house.press(ALEX, form, 'Ask', { section: 'idea', note: '' });
    await house.press(ALEX, empty, 'Ask', { note: 'Say which districts.' });
    await house.press(ALEX, empty, 'Ask', { note: 'Say which districts.' });

    const list = await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Open the proposal');
    const items = await house.say(MEGAN, 'my items');
    const section = await house.press(MEGAN, list, 'Open');
    const saved = await house.press(MEGAN, section, 'Save', { who: 'Dover and Thanet' });

    assert.ok(wordsOf(empty.card).includes('Enter what should change'));
    assert.equal(house.inbox(MEGAN).length, 1);
    assert.ok(wordsOf(items.card).includes('A change is asked for: Say which districts.'));
    assert.ok(wordsOf(section.card).includes('Asked for: Say which districts.'));
    assert.ok(wordsOf(saved.card).includes('Saved: The idea.'));
    assert.ok(!buttonsOf(saved.card).some(({ title }) => title === 'Open'));
    assert.match(house.inbox(ALEX).at(-1)!.text, /Megan Bowen saved the section that you asked to change\.$/);
  });

  it('can be kept as a file', async () => {
    await proposed();
    const list = await house.press(MEGAN, await house.say(MEGAN, 'my proposals'), 'Open');

    const copy = await house.press(MEGAN, list, 'Keep a copy');

    assert.equal(wordsOf(copy.card)[0], 'Spot the Signs');
    assert.match(JSON.stringify(copy.card), /https:\/\/roundtable\.example\//);
  });

  it('waits among my items while it is a draft, and can be changed from there once proposed', async () => {
    await drafted();
    const draft = await house.say(MEGAN, 'my items');
    await house.press(MEGAN, await house.press(MEGAN, draft, 'Open the proposal'), 'Propose');

    const sent = await house.say(MEGAN, 'my items');

    assert.ok(wordsOf(draft.card).includes('A draft. Propose it by 24 April 2023.'));
    assert.ok(
      wordsOf(sent.card).includes(
        'KCSP-G-2023-001. Proposed, £1,200. You can change it until 24 April 2023.',
      ),
    );
  });
});
