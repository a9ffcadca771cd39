import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseMoney, proposedPots } from '../../../src/workflows/grants/round/form.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import type { GrantRound } from '../../../src/workflows/grants/round/round.js';
import { mustStep, mustTakeProposals, takesProposals } from '../../../src/workflows/grants/round/life.js';
import { lockOf, parseUnlock } from '../../../src/workflows/grants/round/unlock.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { aRound } from './records.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';

describe('a grant round', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2023-03-20T09:00:00Z' });
  });
  afterEach(() => house.close());

  async function started(): Promise<Shown> {
    const form = await house.say(ALEX, 'new grant round');
    return house.press(ALEX, form, 'Continue', { award: '£39,661' });
  }
  /** The button of a part of the round: all are called Change. */
  function change(part: string): Promise<Shown> {
    return house
      .inside((tx) => tx.find(grantRounds, { by: 'createdAt' }))
      .then(([round]) => house.send(ALEX, `grants/change-${part}`, { round: round!.id }));
  }
  async function opened(): Promise<Shown> {
    await started();
    const dated = await house.press(ALEX, await change('dates'), 'Save', { closesOn: '2023-04-24' });
    return house.press(ALEX, dated, 'Open for proposals');
  }

  it('splits the award into two thirds and one third, in whole pounds', async () => {
    const draft = await started();

    const words = wordsOf(draft.card);
    assert.equal(words[0], 'Crime Reduction Grant 2023/24');
    assert.ok(words.includes('£39,661 (indicative): upfront projects £26,441 and tactical pot £13,220'));
    assert.ok(words.includes('Before it opens, enter the last day for proposals.'));
    assert.ok(!buttonsOf(draft.card).some(({ title }) => title === 'Open for proposals'));
  });

  it('takes the split of the papers of 2023/24, and none that misses a pound', async () => {
    await started();
    const form = await change('money');

    const wrong = await house.press(ALEX, form, 'Save', { upfront: '26,440', tactical: '13,220' });
    const right = await house.press(ALEX, wrong, 'Save', { upfront: '26,440', tactical: '13,221' });

    assert.ok(
      wordsOf(wrong.card).includes(
        'The pots make £39,660 and the award is £39,661. Enter amounts that add up to it',
      ),
    );
    assert.ok(
      wordsOf(right.card).includes('£39,661 (indicative): upfront projects £26,440 and tactical pot £13,221'),
    );
  });

  it('shows what a changed award does before it is saved', async () => {
    await started();

    const effect = await house.press(ALEX, await change('money'), 'Save', {
      award: '38000',
      standing: 'confirmed',
    });
    const before = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));
    const saved = await house.press(ALEX, effect, 'Save');

    assert.match(wordsOf(effect.card)[1]!, /^The award changes from £39,661 to £38,000, £1,661 less\./);
    assert.deepEqual([inputsOf(effect.card).upfront, inputsOf(effect.card).tactical], ['25334', '12666']);
    assert.equal(before[0]!.awardPence, 3_966_100);
    assert.ok(
      wordsOf(saved.card).includes('£38,000 (confirmed): upfront projects £25,334 and tactical pot £12,666'),
    );
  });

  it('keeps one pot or two from its beginning, and says so where its money is changed', async () => {
    await started();
    const draft = wordsOf((await change('money')).card);
    await house.press(ALEX, await change('dates'), 'Save', { closesOn: '2023-04-24' });
    const round = (await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' })))[0]!;
    await house.send(ALEX, 'grants/open-round', { round: round.id });

    const open = wordsOf((await change('money')).card);

    assert.ok(
      draft.includes(
        'A round made with two pots keeps them. For one pot, discard this draft and make a new round.',
      ),
    );
    assert.ok(open.includes('The round keeps its two pots: proposals and the ledger stand on them.'));
  });

  it('is told what is no amount, no year, and no deadline to come', async () => {
    const form = await house.say(ALEX, 'new grant round');
    for (const award of ['about 2k', '-5', '9'.repeat(30), '']) {
      const again = await house.press(ALEX, form, 'Continue', { award, year: '2023/25' });
      assert.ok(wordsOf(again.card).includes('Enter an amount in pounds, like 1200 or 1,837.50'), award);
      assert.ok(wordsOf(again.card).includes('Enter the financial year, like 2023/24'));
    }
    await started();

    const past = await house.press(ALEX, await change('dates'), 'Save', { closesOn: '2023-03-19' });

    assert.ok(wordsOf(past.card).includes('Enter a day from today, 20 March 2023, on'));
  });

  it('is one for each year', async () => {
    await started();

    const second = await started();

    assert.ok(wordsOf(second.card).includes('There is a round for 2023/24 already. Say grants to open it'));
  });

  it('keeps what is asked and how the vote is decided', async () => {
    await started();

    await house.press(ALEX, await change('asked'), 'Save', {
      focus: '0,7',
      criteria: 'No duplicate funding\n\n Fits the agreement ',
      questions: 'Who else pays?',
    });
    const wrong = await house.press(ALEX, await change('voting'), 'Save', {
      kind: 'threshold',
      threshold: '0',
    });
    const voting = await house.press(ALEX, wrong, 'Save', { threshold: '60%' });

    assert.ok(wordsOf(wrong.card).includes('Enter a whole number from 1 to 100, like 60'));
    const words = wordsOf(voting.card).join('\n');
    assert.match(
      words,
      /In focus: Domestic Abuse and Road Safety\. Criteria: No duplicate funding; Fits the agreement/,
    );
    assert.match(words, /60% of those who say yes or no must support it/);
  });

  it('is open to partners once it opens, and drafts are the team’s alone', async () => {
    await started();
    const hidden = await house.say(MEGAN, 'grants');
    await house.press(ALEX, await change('dates'), 'Save', { closesOn: '2023-04-24' });
    const round = await house.press(ALEX, await house.say(ALEX, 'grants'), 'Open');
    await house.press(ALEX, round, 'Open for proposals');

    const seen = await house.press(MEGAN, await house.say(MEGAN, 'grants'), 'Open');

    assert.ok(wordsOf(hidden.card).includes('There is no grant round yet.'));
    assert.ok(wordsOf(seen.card).some((word) => word.includes('Proposals until 24 April 2023.')));
    assert.deepEqual(
      buttonsOf(seen.card).map(({ title }) => title),
      ['Propose a project', 'All grant rounds'],
    );
  });

  it('takes proposals until the end of its last day, and is closed by itself after it', async () => {
    await opened();
    await house.meet(ALEX);
    house.at('2023-04-24T22:30:00Z');
    await house.tick();
    const onTheDay = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));
    house.at('2023-04-24T23:30:00Z');

    await house.tick();
    await house.tick();

    const [after] = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));
    assert.equal(onTheDay[0]!.state, 'open');
    assert.equal(after!.state, 'closed');
    const told = house.inbox(ALEX);
    assert.deepEqual(
      told.map(({ text }) => text),
      ['Crime Reduction Grant 2023/24 closed for proposals. 0 proposals came in.'],
    );
    const round = await house.press(ALEX, told[0]!, 'Open the round');
    assert.ok(buttonsOf(round.card).some(({ title }) => title === 'Reopen'));
  });

  it('is closed early only after asking, and reopened until another day', async () => {
    const round = await opened();

    const sure = await house.press(ALEX, round, 'Close for proposals');
    const closed = await house.press(ALEX, sure, 'Close for proposals');
    const form = await house.press(ALEX, closed, 'Reopen');
    const past = await house.press(ALEX, form, 'Save', { closesOn: '2023-03-01' });
    const open = await house.press(ALEX, past, 'Save', { closesOn: '2023-11-30' });

    assert.ok(wordsOf(closed.card).some((word) => word.includes('Proposals closed on 20 March 2023.')));
    assert.ok(wordsOf(past.card).includes('Enter a day from today, 20 March 2023, on'));
    assert.ok(wordsOf(open.card).some((word) => word.includes('Proposals until 30 November 2023.')));
  });

  it('is thrown away while it is a draft, and finished when nothing came in', async () => {
    const draft = await started();
    const sure = await house.press(ALEX, draft, 'Discard');
    const gone = await house.press(ALEX, sure, 'Discard the draft');
    const open = await opened();
    const closed = await house.press(
      ALEX,
      await house.press(ALEX, open, 'Close for proposals'),
      'Close for proposals',
    );
    const finish = await house.press(ALEX, closed, 'Finish the round');
    const finished = await house.press(ALEX, finish, 'Finish the round');
    const again = await house.press(ALEX, finish, 'Finish the round');

    assert.ok(wordsOf(gone.card).includes('There is no grant round yet.'));
    assert.ok(wordsOf(finished.card).some((word) => word.startsWith('Finished.')));
    assert.deepEqual(wordsOf(again.card), wordsOf(finished.card));
    assert.match((await change('money')).text, /is finished and stays as it is\.$/);
  });

  it('changed by two coordinators at once asks the second to look', async () => {
    await started();
    const one = await change('dates');
    const other = await change('dates');

    await house.press(ALEX, one, 'Save', { closesOn: '2023-04-24' });
    const refused = await house.press(ALEX, other, 'Save', { closesOn: '2023-05-01' });
    const saved = await house.press(ALEX, refused, 'Save');

    assert.match(
      wordsOf(refused.card)[1]!,
      /was changed since you opened the form\. Save again to replace that\.$/,
    );
    assert.ok(wordsOf(saved.card).includes('Proposals until 1 May 2023'));
  });

  it('keeps the tactical pot locked as in 2021/22, until the three are delivered', async () => {
    await started();
    const projects = [
      'Kent Community Vulnerability Guidance Webapp (2019/20)',
      'Prevention Crime Education Videos (2020/21)',
      'Hate Crime Publicity Material (2020/21)',
    ];
    const wrong = await house.press(ALEX, await change('unlock'), 'Save', { projects: 'Hate Crime' });
    await house.press(ALEX, wrong, 'Save', { projects: projects.join('\n') });
    const dated = await house.press(ALEX, await change('dates'), 'Save', { closesOn: '2023-04-24' });
    const round = await house.press(ALEX, dated, 'Open for proposals');

    const [stored] = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));
    let lock = await house.send(ALEX, 'grants/lock', { round: stored!.id });
    for (let left = 3; left > 0; left -= 1) {
      assert.ok(wordsOf(lock.card).includes('Locked'));
      lock = await house.press(ALEX, lock, 'Delivered');
    }

    assert.ok(wordsOf(wrong.card).some((word) => word.startsWith('Enter each project with its year')));
    assert.ok(
      wordsOf(round.card).some((word) => word.startsWith('Locked. Not delivered yet: Kent Community')),
    );
    assert.ok(wordsOf(lock.card).includes('Open'));
  });

  it('opens the tactical pot by hand, with a reason', async () => {
    await started();
    await house.press(ALEX, await change('unlock'), 'Save', { from: '2023-12-01' });
    const [round] = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));
    const lock = await house.send(ALEX, 'grants/lock', { round: round!.id });

    const without = await house.press(ALEX, lock, 'Open the tactical pot');
    const open = await house.press(ALEX, without, 'Open the tactical pot', {
      reason: 'Agreed with the OPCC.',
    });

    assert.ok(wordsOf(lock.card).includes('It opens on 1 December 2023.'));
    assert.ok(wordsOf(without.card).includes('Enter why the pot opens now'));
    assert.ok(wordsOf(open.card).includes('Opened by hand: Agreed with the OPCC.'));
  });

  it('is managed by coordinators alone', async () => {
    await opened();
    const [round] = await house.inside((tx) => tx.find(grantRounds, { by: 'createdAt' }));

    for (const verb of [
      'change-money',
      'save-dates',
      'close-round',
      'confirm-close-round',
      'lock',
      'unlock',
    ]) {
      const { text } = await house.send(MEGAN, `grants/${verb}`, { round: round!.id, reason: 'x' });
      assert.match(text, /^Only the coordinating team can do this\./, verb);
    }
  });
});

describe('the split of an award', () => {
  const pence = fc.integer({ min: 1, max: 99_999_999_999 });

  it('adds up to the award for 1,000 random awards, in one pot or two', () => {
    fc.assert(
      fc.property(pence, fc.constantFrom('one' as const, 'two' as const), (award, pots) => {
        const sum = proposedPots(award, pots).reduce((total, pot) => total + pot.pence, 0);
        assert.equal(sum, award);
      }),
      { numRuns: 1000 },
    );
  });

  it('is taken exactly when it adds up', () => {
    fc.assert(
      fc.property(pence, pence, pence, (award, upfront, tactical) => {
        const round = aRound();
        const form = { award: String(award), upfront: String(upfront), tactical: String(tactical) };
        const read = parseMoney({ ...form, standing: 'confirmed' }, round);
        const tooLarge = [award, upfront, tactical].some((each) => each > 999_999_999);
        assert.equal(read.ok, !tooLarge && upfront + tactical === award);
      }),
      { numRuns: 100 },
    );
  });
});

describe('what locks the tactical pot', () => {
  const known = { today: '2022-06-01', upfront: [], earlier: new Map() };
  const round: Pick<GrantRound, 'unlock'> = { unlock: [{ kind: 'upfront decided' }] };

  it('as in 2022/23: the upfront projects are decided, four of five approved', () => {
    const five = ['approved', 'approved', 'approved', 'approved', 'refused'] as const;
    const upfront = five.map((state, index) => ({ state, title: `Project ${index}` }));

    assert.equal(lockOf(round, { ...known, upfront }).locked, false);
    assert.deepEqual(
      lockOf(round, { ...known, upfront: [...upfront, { state: 'pending', title: 'Joint' }] }).reasons,
      ['Not decided yet: Joint.'],
    );
    assert.deepEqual(lockOf(round, known).reasons, ['No upfront project is decided yet.']);
  });

  it('follows an earlier project that the bot has itself', () => {
    const project = { title: 'Videos', year: '2020/21', proposal: 'p1', deliveredOn: '' };
    const rule = { unlock: [{ kind: 'delivered' as const, projects: [project] }] };

    const late = lockOf(rule, { ...known, earlier: new Map([['p1', { state: 'approved' as const }]]) });
    const done = lockOf(rule, { ...known, earlier: new Map([['p1', { state: 'delivered' as const }]]) });

    assert.deepEqual(late.reasons, ['Not delivered yet: Videos (2020/21).']);
    assert.equal(done.locked, false);
  });

  it('is nothing when no rule was given', () => {
    const read = parseUnlock({ decided: 'no' }, aRound());

    assert.deepEqual(read, { ok: true, value: [] });
  });
});

describe('the life of a round', () => {
  it('takes proposals while it is open and its last day is not over', () => {
    const round = aRound({ state: 'open', closesOn: '2023-04-24' });

    assert.equal(takesProposals(round, '2023-04-24'), true);
    assert.equal(takesProposals(round, '2023-04-25'), false);
    assert.throws(() => mustTakeProposals(round, '2023-04-25'), /Proposals closed on 24 April 2023\./);
    assert.throws(() => mustTakeProposals(aRound({ state: 'draft' }), '2023-04-01'), /It is not open yet\./);
  });

  it('does not go back to a draft, and a finished one does not vote', () => {
    assert.throws(() => mustStep(aRound({ state: 'open' }), 'draft'), { code: 'grants.noStep' });
    assert.throws(() => mustStep(aRound({ state: 'finished' }), 'voting'), { code: 'grants.noStep' });
  });
});
