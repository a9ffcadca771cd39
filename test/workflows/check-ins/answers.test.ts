import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answers } from '../../../src/workflows/check-ins/answer/answer.js';
import type { Answer } from '../../../src/workflows/check-ins/answer/answer.js';
import {
  figureIn,
  figuresIn,
  outcomeProblem,
  outcomesIn,
} from '../../../src/workflows/check-ins/answer/figures.js';
import {
  describe as factsOf,
  evidenceLine,
  parseWords,
} from '../../../src/workflows/check-ins/answer/form.js';
import { keptOutcomes } from '../../../src/workflows/check-ins/answer/kept-outcomes.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { receiver, sourceOf } from '../../support/offers.js';
import { workflows } from '../../../src/workflows/index.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const WORDS = { status: 'in-progress', rag: 'green', done: 'Two seminars held.' };

describe('An outcome in numbers', () => {
  for (const [line, name, number, unit] of [
    ['59 trained', 'trained', 59, ''],
    ['98% rated it good or better', 'rated it good or better', 98, '%'],
    ['about 900 pupils', 'pupils', 900, ''],
    [
      'over 600 professionals and frontline staff attended',
      'professionals and frontline staff attended',
      600,
      '',
    ],
    ['£1,837.50 spent', 'spent', 1837.5, '£'],
    ['Schools reached: 12', 'Schools reached', 12, ''],
    ['Session of 14 September 2022: 62 people', 'Session of 14 September 2022', 62, 'people'],
    ['Burglary is down by 12 % on last year', 'Burglary is down by on last year', 12, '%'],
    ['1,200 leaflets', 'leaflets', 1200, ''],
  ] as const) {
    it(`reads '${line}' as name, number and unit`, () => {
      assert.deepEqual(figureIn(line), { name, number, unit, text: line });
    });
  }

  it('is one a line, or after a comma or semicolon when a number follows', () => {
    assert.deepEqual(
      outcomesIn('59 trained, 98% rated it good, very good or excellent; 1,200 leaflets\n- 3 films.'),
      ['59 trained', '98% rated it good, very good or excellent', '1,200 leaflets', '3 films'],
    );
  });

  it('needs a number, which the name of a road or of a quarter is not', () => {
    for (const bare of ['many came', 'A249 closed', 'ready by Q3']) {
      assert.match(outcomeProblem(bare), /Enter a number for each outcome, like 59 trained; '.*' has none/);
    }
    assert.equal(outcomeProblem('59 trained\n98% rated it good'), '');
    assert.equal(outcomeProblem(''), '');
    assert.match(outcomeProblem('1 a\n'.repeat(11)), /Keep to 10 outcomes; these are 11/);
  });

  it('keeps any whole number as it was typed, whatever stands around it', () => {
    const word = fc.constantFrom('trained', 'people came', 'schools', 'of the leads');
    fc.assert(
      fc.property(fc.nat(9_999_999), word, fc.boolean(), (number, name, grouped) => {
        const digits = grouped ? number.toLocaleString('en-GB') : String(number);
        const [figure, ...others] = figuresIn(`${digits} ${name}`);

        assert.deepEqual([figure?.number, figure?.name, others.length], [number, name, 0]);
      }),
      { numRuns: 100 },
    );
  });

  it('is read from any text without a fault, and keeps the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        for (const line of outcomesIn(text)) {
          const figure = figureIn(line);
          if (figure !== undefined) assert.ok(Number.isFinite(figure.number) && figure.text === line);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('What is said of an action', () => {
  it('has a colour for delivery and one for money, each with its reason', () => {
    const both = parseWords({ ...WORDS, money: 'red' }, 'quarterly');
    const none = parseWords(WORDS, 'quarterly');

    assert.deepEqual(both, { ok: false, problems: { reason: 'Enter why the money is red' } });
    assert.ok(none.ok && none.value.money === 'none');
  });

  it('is, at the end of the year, complete, carried over or stopped', () => {
    const problem = (data: object) => {
      const read = parseWords(data, 'year-end');
      return read.ok ? '' : Object.values(read.problems).join();
    };

    assert.equal(problem({ ...WORDS, status: 'complete' }), '');
    assert.equal(problem({ ...WORDS, status: 'ongoing' }), 'Choose what becomes of the action');
    assert.equal(problem({ ...WORDS, status: 'stopped' }), 'Enter why the action was stopped');
    assert.equal(problem({ ...WORDS, status: 'carried-over' }), 'Enter why the action is carried over');
    assert.equal(parseWords({ ...WORDS, status: 'stopped', reason: 'No money.' }, 'quarterly').ok, false);
  });

  it('shows a link that may not be shared to nobody but the lead and the coordinating team', () => {
    const link = { next: '', nextOn: '', evidence: 'https://kent.gov.uk/r', evidenceOn: '2026-11-03' };

    const kept = evidenceLine({ ...link, evidenceShared: 'no' }, 'shared');
    const own = evidenceLine({ ...link, evidenceShared: 'no' }, 'all');
    const shared = evidenceLine({ ...link, evidenceShared: 'yes' }, 'shared');

    assert.equal(kept, 'Given to the coordinating team; not for sharing');
    assert.equal(own, 'https://kent.gov.uk/r (3 November 2026), not for sharing');
    assert.equal(shared, 'https://kent.gov.uk/r (3 November 2026)');
  });

  it('reads as it did when it was recorded before money and evidence had fields of their own', () => {
    const [migrate] = answers.migrations;
    const old = { id: 'r.a', version: 1, ...{ ...WORDS, reason: '', next: '', nextOn: '' }, evidence: '' };

    const read = migrate!({ ...old, outcome: '59 trained', answeredAt: '2026-11-23T09:00:00Z' });

    assert.equal(read.firstAnsweredAt, '2026-11-23T09:00:00Z');
    assert.deepEqual(
      factsOf(read as unknown as Answer).map(({ title }) => title),
      ['Status', 'Done', 'Outcome'],
    );
  });
});

describe('A lead', () => {
  let house: House;
  let list: Shown;

  beforeEach(async () => {
    house = await openHouse({ workflows: [...workflows, receiver, sources] });
    await house.meet(MEGAN);
    list = house.inbox(MEGAN)[0]!;
  });
  afterEach(() => house.close());

  /** A session that hands its figures on to action 4.1. */
  const sources = sourceOf([
    { kind: 'outcomes', action: '4.1', sentence: 'Session of 14 September 2022: 62 attended.' },
    { kind: 'outcomes', action: '99.9', sentence: '62 attended.' },
    { kind: 'outcomes', action: '4.1', sentence: ' \n ' },
  ]);
  const kept = () =>
    house.inside(async (tx) => {
      const [round] = await tx.find(rounds, { by: 'createdAt' });
      return tx.find(answers, { where: { round: round!.id } });
    });
  const waiting = () =>
    house.inside((tx) => tx.find(keptOutcomes, { by: 'at', where: { action: action41 } }));
  let action41 = '';
  beforeEach(() => {
    action41 = String(buttonsOf(list.card)[0]!.data.action);
  });
  const handOn = (name: string, which = 0): Promise<Shown> =>
    house.send(name, 'roundtable/offer', {
      ...{ offer: 'check-ins/outcomes', material: 'any-source/each', ids: [String(which)] },
    });
  /** From an answered row of a list to its form. */
  async function change(shown: Shown): Promise<Shown> {
    return house.press(MEGAN, await house.press(MEGAN, shown, 'Open'), 'Change');
  }
  async function closeTheRound(): Promise<void> {
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
  }
  async function openAnother(kind = 'quarterly'): Promise<void> {
    // Later, since the newest check-in stands first.
    house.at(new Date(house.clock.now().getTime() + 60_000).toISOString());
    const form = await house.say(ALEX, 'new check-in');
    const preview = await house.press(ALEX, form, 'Continue', { kind });
    await house.press(ALEX, preview, 'Ask 5 people now');
  }

  it('says how the money stands, and shows its reason as an exception', async () => {
    const form = await house.press(MEGAN, list, 'Update');

    const recorded = await house.press(MEGAN, form, 'Save', {
      ...WORDS,
      money: 'amber',
      reason: 'No grant yet.',
    });

    assert.ok(wordsOf(recorded.card).includes('Money: Amber'));
    assert.ok(wordsOf((await house.say(ALEX, 'check-in results')).card).includes('Reason: No grant yet.'));
  });

  it('is not late by a correction, and is by a first answer after the due day', async () => {
    const recorded = await house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', WORDS);
    house.at('2026-12-02T09:00:00Z');
    const amber = { rag: 'amber', reason: 'Venue.' };
    await house.press(MEGAN, await house.press(MEGAN, recorded, 'Change'), 'Save', amber);
    const second = buttonsOf(list.card).filter(({ title }) => title === 'Update')[1]!;
    await house.send(MEGAN, 'check-ins/save', { ...WORDS, ...amber, ...second.data });

    const words = wordsOf((await house.say(ALEX, 'check-in results')).card);

    assert.deepEqual(
      words.filter((word) => word.startsWith(MEGAN)),
      [MEGAN, `${MEGAN}, late`],
    );
  });

  it('takes figures and evidence of last time over into no new round', async () => {
    const form = await house.press(MEGAN, list, 'Update');
    const recorded = await house.press(MEGAN, form, 'Save', { ...WORDS, outcome: '61 came' });
    await house.press(MEGAN, await house.press(MEGAN, recorded, 'Add next step and evidence'), 'Save', {
      ...{ evidence: 'https://www.kent.gov.uk/report', evidenceOn: '2026-11-03' },
    });
    await closeTheRound();
    await openAnother();
    const next = house.inbox(MEGAN).at(-1)!;

    const update = await house.press(MEGAN, next, 'Update');
    const unchanged = await house.press(MEGAN, next, 'Nothing has changed');
    const shown = await house.press(MEGAN, unchanged, 'Open');

    assert.equal(inputsOf(update.card).done, WORDS.done);
    assert.equal(inputsOf(update.card).outcome, '');
    assert.ok(!JSON.stringify(shown.card).includes('61 came'));
    assert.ok(!JSON.stringify(shown.card).includes('kent.gov.uk'));
  });

  it('answers early between check-ins, and the next one has the answer already', async () => {
    await closeTheRound();
    const early = await house.say(MEGAN, 'check-ins');
    const recorded = await house.press(MEGAN, await house.press(MEGAN, early, 'Update'), 'Save', WORDS);
    await house.press(MEGAN, await house.press(MEGAN, recorded, 'Change'), 'Save', { done: 'Three held.' });
    const mine = await house.say(MEGAN, 'my items');
    await openAnother();

    const asked = house.inbox(MEGAN).at(-1)!;
    const changed = await house.press(MEGAN, await change(asked), 'Save', {
      done: 'Four held.',
    });

    assert.ok(
      wordsOf(early.card).includes('Nobody is asking yet. What you record now counts in the next check-in.'),
    );
    assert.ok(wordsOf(mine.card).some((word) => word.startsWith('1 action answered early.')));
    assert.ok(wordsOf(asked.card).includes('1 of 5 answered'));
    assert.ok(wordsOf(asked.card).includes('Recorded: In progress, green'));
    assert.ok(wordsOf(changed.card).includes('Done: Four held.'));
  });

  describe('early, when the check-in that took the answer is cancelled', () => {
    async function cancel(meetingOn: string): Promise<void> {
      const [round] = await house.inside(async (tx) =>
        (await tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' })).filter(
          (each) => each.meetingOn === meetingOn,
        ),
      );
      const sure = await house.send(ALEX, 'check-ins/cancel', { round: round!.id });
      await house.press(ALEX, sure, 'Cancel the check-in');
    }

    beforeEach(async () => {
      await closeTheRound();
      const list = await house.say(MEGAN, 'check-ins');
      await house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', WORDS);
    });

    it('has answered the next one instead, as last corrected', async () => {
      await openAnother();
      const form = await change(house.inbox(MEGAN).at(-1)!);
      await house.press(MEGAN, form, 'Save', { done: 'Four held.' });
      await cancel('2027-02-11');
      const mine = await house.say(MEGAN, 'my items');
      await openAnother();

      const list = await house.say(MEGAN, 'check-ins');
      const recorded = await change(list);

      assert.ok(wordsOf(mine.card).some((word) => word.startsWith('1 action answered early.')));
      assert.ok(wordsOf(list.card).includes('1 of 5 answered'));
      assert.equal(inputsOf(recorded.card).done, 'Four held.');
    });

    it('has answered the one that is open beside it', async () => {
      await openAnother();
      await openAnother();
      await cancel('2027-02-11');

      const list = await house.say(MEGAN, 'check-ins');

      assert.ok(wordsOf(list.card).includes('1 of 5 answered'));
    });

    it('counts in the next one when a year-end check-in had it in its form alone', async () => {
      await openAnother('year-end');
      await cancel('2027-02-11');
      await openAnother();

      const list = await house.say(MEGAN, 'check-ins');

      assert.ok(wordsOf(list.card).includes('1 of 5 answered'));
    });

    it('keeps what was answered since in the check-in that is cancelled', async () => {
      await openAnother('year-end');
      const form = await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Update');
      await house.press(MEGAN, form, 'Save', { status: 'carried-over', reason: 'One seminar is left.' });
      await cancel('2027-02-11');
      await openAnother();

      const list = await house.say(MEGAN, 'check-ins');

      assert.ok(wordsOf(list.card).includes('0 of 5 answered'));
      assert.ok(wordsOf(list.card).includes('Last status: Carried over, green'));
    });
  });

  it('saves an early form into the check-in that opened meanwhile', async () => {
    await closeTheRound();
    const form = await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Update');
    await openAnother();

    const recorded = await house.press(MEGAN, form, 'Save', WORDS);

    assert.ok(wordsOf(recorded.card).includes('You can change it until the check-in closes.'));
    assert.ok(wordsOf((await house.say(MEGAN, 'check-ins')).card).includes('Check-in for 11 February 2027'));
    assert.ok(wordsOf((await house.say(MEGAN, 'check-ins')).card).includes('1 of 5 answered'));
  });

  it('answers at the end of the year what becomes of an action, whatever they said early', async () => {
    await closeTheRound();
    const early = await house.say(MEGAN, 'check-ins');
    await house.press(MEGAN, await house.press(MEGAN, early, 'Update'), 'Save', WORDS);
    await openAnother('year-end');
    const asked = house.inbox(MEGAN).at(-1)!;

    const form = await house.press(MEGAN, asked, 'Update');
    const missing = await house.press(MEGAN, form, 'Save');
    const recorded = await house.press(MEGAN, missing, 'Save', {
      status: 'carried-over',
      reason: 'One seminar is left.',
    });
    const old = await house.send(MEGAN, 'check-ins/unchanged', buttonsOf(asked.card)[0]!.data);

    assert.ok(wordsOf(asked.card).includes('0 of 5 answered'));
    assert.ok(!buttonsOf(asked.card).some(({ title }) => title === 'Nothing has changed'));
    assert.equal(inputsOf(form.card).done, WORDS.done);
    assert.equal(inputsOf(form.card).status, '');
    assert.ok(wordsOf(missing.card).includes('Choose what becomes of the action'));
    assert.ok(wordsOf(recorded.card).includes('Status: Carried over, green'));
    assert.ok(wordsOf(recorded.card).includes('Reason: One seminar is left.'));
    assert.ok(
      wordsOf(old.card).some((word) => word.startsWith('This is the year-end check-in. Choose Update')),
    );
  });

  it('reads, at the end of the year, words of the year-end in every form', async () => {
    await closeTheRound();
    await openAnother('year-end');

    const form = await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Update');
    const several = await house.say(MEGAN, '4.1 done, 3 seminars; 5.1a carried over, no venue');

    for (const { card } of [form, several]) {
      const drawn = JSON.stringify(card);
      assert.ok(drawn.includes('Choose what becomes of the action'));
      assert.ok(!drawn.includes('Choose how the action stands'));
      assert.ok(drawn.includes('needed when stopped, carried over, amber or red'));
    }
  });

  it('stands in the results with what became of the actions, at the end of the year', async () => {
    await closeTheRound();
    await openAnother('year-end');
    const words = { done: 'All held.', reason: 'No venue.', rag: 'green' };
    for (const status of ['complete', 'stopped', 'carried-over']) {
      const list = await house.say(MEGAN, 'check-ins');
      await house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', { ...words, status });
    }

    const results = wordsOf((await house.say(ALEX, 'check-in results')).card);

    const sentence = '3 of 23 actions answered: 1 complete, 1 carried over and 1 stopped.';
    assert.ok(results.some((word) => word.startsWith(sentence)));
    assert.ok(results.includes('Exceptions: stopped, amber or red'));
  });

  it('goes on from an action that was carried over as from one in progress', async () => {
    await closeTheRound();
    await openAnother('year-end');
    const form = await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Update');
    await house.press(MEGAN, form, 'Save', { ...WORDS, status: 'carried-over', reason: 'One is left.' });
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');
    await openAnother();

    const next = house.inbox(MEGAN).at(-1)!;
    const update = await house.press(MEGAN, next, 'Update');
    const unchanged = await house.press(MEGAN, next, 'Nothing has changed');

    assert.equal(inputsOf(update.card).status, 'in-progress');
    assert.ok(wordsOf(unchanged.card).includes('Recorded: nothing has changed (In progress, green)'));
  });

  it('uses figures of another workflow in the form of their own action, and nothing is kept before it is saved', async () => {
    const form = await handOn(MEGAN);

    assert.equal(wordsOf(form.card)[0], 'Update 4.1');
    assert.equal(inputsOf(form.card).outcome, 'Session of 14 September 2022: 62 attended.');
    assert.deepEqual(await waiting(), []);
    const recorded = await house.press(MEGAN, form, 'Save', WORDS);
    assert.ok(wordsOf(recorded.card).includes('Outcome: Session of 14 September 2022: 62 attended.'));
  });

  it('finds the figures that a coordinator handed on in their form, until they have saved it', async () => {
    const told = await handOn(ALEX);
    await handOn(ALEX);
    const form = await house.press(MEGAN, list, 'Update');
    const held = await waiting();
    const recorded = await house.press(MEGAN, form, 'Save', WORDS);
    const again = await house.press(MEGAN, recorded, 'Change');

    assert.equal(
      told.text,
      'Kept for 4.1, led by Megan Bowen. It will stand in the form of its next update.',
    );
    assert.equal(told.card, undefined);
    assert.equal(held.length, 1);
    assert.equal(inputsOf(form.card).outcome, 'Session of 14 September 2022: 62 attended.');
    assert.deepEqual(await waiting(), []);
    assert.equal(inputsOf(again.card).outcome, 'Session of 14 September 2022: 62 attended.');
  });

  it('finds them in the next check-in when none is open, and loses none that came while they typed', async () => {
    await closeTheRound();
    const form = await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Update');
    await handOn(ALEX);
    await house.press(MEGAN, form, 'Save', WORDS);
    await openAnother();

    const update = await change(house.inbox(MEGAN).at(-1)!);

    assert.equal(inputsOf(update.card).outcome, 'Session of 14 September 2022: 62 attended.');
  });

  it('does not take figures for an action of somebody else, one that is not in the plan, or none', async () => {
    const others = await handOn(ADELE);
    const unknown = await handOn(ALEX, 1);
    const empty = await handOn(ALEX, 2);

    assert.match(others.text, /^Action 4\.1 is not one of yours, led by Megan Bowen\./);
    assert.equal(unknown.text, 'The plan has no action 99.9 now. Say plan to see its actions.');
    assert.equal(empty.text, 'There are no figures in it to use.');
    assert.deepEqual(await waiting(), []);
  });

  it('offers a recorded answer as news only where a workflow takes news', async () => {
    const recorded = await house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', WORDS);
    const alone = await openHouse();
    await alone.meet(MEGAN);
    const without = await alone.press(
      MEGAN,
      await alone.press(MEGAN, alone.inbox(MEGAN)[0]!, 'Update'),
      'Save',
      WORDS,
    );

    const taken = await house.press(MEGAN, recorded, 'Take the news');
    const [button] = buttonsOf(recorded.card).filter(({ title }) => title === 'Take the news');
    const stolen = await house.send(ADELE, button!.verb, button!.data);

    assert.equal(taken.text, 'Taken.');
    assert.equal(stolen.text, 'The answer for 4.1 is not yours to hand on.');
    const takers = workflows
      .flatMap(({ offers = {} }) => Object.values(offers))
      .filter(({ takes }) => takes === 'news');
    assert.equal(
      buttonsOf(without.card).filter(({ verb }) => verb === 'roundtable/offer').length > 0,
      takers.length > 0,
    );
    assert.equal((await kept()).length, 1);
    await alone.close();
  });
});
