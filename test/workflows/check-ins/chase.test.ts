import assert from 'node:assert/strict';
import fc from 'fast-check';
import { members } from '../../../src/directory.js';
import { addDays, isWorkingDay } from '../../../src/shared/calendar.js';
import { answers } from '../../../src/workflows/check-ins/answer/answer.js';
import { chaseDay, latestStep } from '../../../src/workflows/check-ins/round/chase.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const ALEX = 'Alex Wilber';

describe('A step of the chase', () => {
  it('is counted in working days from the due day', () => {
    assert.equal(chaseDay('2026-11-30', -3), '2026-11-25');
    assert.equal(chaseDay('2026-11-30', 0), '2026-11-30');
    assert.equal(chaseDay('2026-11-30', 4), '2026-12-04');
    // Due on a Sunday; and across Christmas, with Boxing Day taken on the Monday.
    assert.equal(chaseDay('2026-11-29', 0), '2026-11-30');
    assert.equal(chaseDay('2026-11-29', -1), '2026-11-27');
    assert.equal(chaseDay('2026-12-29', -2), '2026-12-23');
  });

  it('falls on a working day, later for a later step', () => {
    const days = fc.integer({ min: 0, max: 800 }).map((days) => addDays('2026-01-01', days));
    const steps = fc.integer({ min: -10, max: 10 });
    fc.assert(
      fc.property(days, steps, (due, step) => {
        assert.ok(isWorkingDay(chaseDay(due, step)));
        const [one, next] = [chaseDay(due, step), chaseDay(due, step + 1)];
        assert.ok(isWorkingDay(due) ? one < next : one <= next);
      }),
      { numRuns: 200 },
    );
  });

  it('is the newest that was reached', () => {
    assert.equal(latestStep('2026-11-30', [-3, 0, 2], '2026-11-24'), undefined);
    assert.equal(latestStep('2026-11-30', [-3, 0, 2], '2026-11-25'), -3);
    assert.equal(latestStep('2026-11-30', [2, -3, 0], '2026-12-09'), 2);
  });
});

describe('The chase', () => {
  let house: House;

  beforeEach(async () => {
    // The sample's first round is due on Monday 30 November 2026, for the meeting on 10 December.
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ADELE);
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  /** Ticks at ten on each of the days of November and December. */
  async function tickOn(...days: readonly string[]): Promise<void> {
    for (const day of days) {
      house.at(`2026-${day}T10:00:00Z`);
      await house.tick();
    }
  }
  const told = (name: string): readonly string[] =>
    house
      .inbox(name)
      .map(({ card }) => wordsOf(card).join(' | '))
      .filter((words) => / things? for you/.test(words));
  const everyDay = Array.from({ length: 17 }, (_, index) => addDays('2026-11-24', index).slice(5));

  function nameDeputy(email: string): void {
    const post = house.partnership.posts.find(({ name }) => name.endsWith('Kent Police'))!;
    const deputies = [{ email, from: '2026-11-01', to: '2026-12-31' }];
    Object.assign(post, { deputies });
  }

  it('reminds a lead three working days before, on the day and two after, and then no more', async () => {
    const heard: number[] = [];
    for (const day of everyDay) {
      await tickOn(day);
      heard.push(told(MEGAN).length);
    }

    // From 24 November: 25 November, 30 November, 2 December.
    assert.deepEqual(heard, [0, 1, 1, 1, 1, 1, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3]);
    assert.match(told(MEGAN)[0]!, /Answers are due on 30 November 2026\./);
    assert.match(told(MEGAN)[1]!, /Answers are due today\./);
    assert.match(told(MEGAN)[2]!, /Answers were due on 30 November 2026\./);
  });

  it('starts anew for a round that is extended', async () => {
    await tickOn('11-25', '11-30');
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    const form = await house.press(ALEX, round, 'Extend');
    await house.press(ALEX, form, 'Save', { dueOn: '2026-12-09' });

    await tickOn('12-01', '12-02', '12-03', '12-04', '12-09');

    assert.equal(told(MEGAN).length, 4);
  });

  it('tells the lead whose words they are when the deputy answered', async () => {
    nameDeputy('adele.vance@kfrs.example');
    await tickOn('12-03');
    const list = await house.press(ADELE, house.inbox(ADELE).at(-1)!, 'Answer in their place');
    const fromMegan = buttonsOf(list.card).findLast(({ verb }) => verb === 'check-ins/unchanged')!;
    await house.send(ADELE, fromMegan.verb, fromMegan.data);

    const hers = await house.press(MEGAN, await house.say(MEGAN, 'check-ins'), 'Open');
    const own = await house.press(ADELE, await house.say(ADELE, 'check-ins'), 'Open');

    const recorded = (shown: typeof own) =>
      wordsOf(shown.card).find((word) => /^Recorded (by|on) /.test(word));
    assert.match(recorded(hers) ?? '', /^Recorded by Adele Vance on 3 December 2026 at /);
    assert.match(recorded(own) ?? '', /^Recorded on 3 December 2026 at /);
  });

  it('asks the deputy of the post after the lead, who then answers for both', async () => {
    nameDeputy('adele.vance@kfrs.example');
    await tickOn('12-02');
    const before = told(ADELE).at(-1)!;
    await tickOn('12-03');
    const asked = house.inbox(ADELE).at(-1)!;

    let list = await house.press(ADELE, asked, 'Answer in their place');
    const inPlace = wordsOf(list.card).filter((word) => word === 'In place of Megan Bowen.');
    const again = await house.press(ADELE, asked, 'Answer in their place');
    const missing = await house.say(ALEX, 'who has not replied');
    for (let left = 5; left > 0; left -= 1) list = await house.press(ADELE, list, 'Nothing has changed');
    const after = await house.say(ALEX, 'who has not replied');

    assert.doesNotMatch(before, /in place of/);
    assert.equal(inPlace.length, 2);
    assert.ok(wordsOf(asked.card).some((word) => word.endsWith('in place of Megan Bowen')));
    assert.match(again.text, /actions answered/);
    const people = (shown: typeof missing): number =>
      wordsOf(shown.card).filter((word) => /: \d+ of \d+ answered/.test(word)).length;
    assert.equal(people(missing), 5);
    assert.equal(people(after), 4);
  });

  it('lets nobody answer in place of somebody whose deputy they are not', async () => {
    const { text } = await house.send(ADELE, 'check-ins/stand-in', {
      ask: `${await roundId()}.${(await house.member(MEGAN)).id}`,
    });

    assert.match(text, /^Nothing of Megan Bowen waits for you/);
  });

  it('asks the deputy at once for a lead who is away past the due day', async () => {
    nameDeputy('adele.vance@kfrs.example');
    await house.say(MEGAN, 'away until 7 December');

    await tickOn('11-25', '11-30', '12-02', '12-04');
    const meanwhile = told(MEGAN).length;
    await tickOn('12-07', '12-08');

    assert.match(told(ADELE)[0]!, /Megan Bowen is away until 7 December 2026\./);
    assert.equal(meanwhile, 0);
    assert.equal(told(MEGAN).length, 1);
  });

  it('tells the coordinators once when a lead is away and nobody stands in', async () => {
    await house.say(MEGAN, 'away until 7 December');

    await tickOn('11-24', '11-25', '11-26', '11-27', '11-30', '12-01');

    assert.equal(told(ALEX).length, 1);
    assert.match(told(ALEX)[0]!, /Megan Bowen is away until 7 December 2026, with 5 actions to answer\./);
    assert.match(
      told(ALEX)[0]!,
      /Nobody stands in: name a deputy, or who holds the post now, in the partnership file\./,
    );
  });

  it('asks nobody else for a lead who is back in time', async () => {
    nameDeputy('adele.vance@kfrs.example');
    await house.say(MEGAN, 'away until 30 November');

    await tickOn('11-25', '11-27', '11-30');

    assert.equal(told(ALEX).length, 0);
    assert.ok(told(ADELE).every((words) => !words.includes('in place of')));
    assert.equal(told(MEGAN).length, 1);
  });

  it('tells the coordinators once that a lead has left, and asks who holds the post now', async () => {
    await house.inside(async (tx) => {
      const [megan] = await tx.find(members, { where: { email: 'megan.bowen@kent-police.example' } });
      await tx.put(members, { ...megan!, standing: 'left' });
    });

    await tickOn('11-24', '11-25', '11-26', '11-30');

    assert.equal(told(ALEX).length, 1);
    assert.match(told(ALEX)[0]!, /Megan Bowen has left the list of members, with 5 actions to answer\./);
    assert.equal(told(MEGAN).length, 0);
  });

  describe('of a post that changes hands', () => {
    const POST = 'Head of Strategic Partnerships, Kent Police';

    async function handOver(to: string): Promise<void> {
      const post = house.partnership.posts.find(({ name }) => name === POST)!;
      const { email } = await house.member(to);
      Object.assign(post, { holders: [email] });
    }
    const update = (list: Shown) => buttonsOf(list.card).find(({ title }) => title === 'Update')!.data;

    it('asks its new holder, and the former one no more', async () => {
      const pressed = update(await house.say(MEGAN, 'check-ins'));
      const form = await house.send(MEGAN, 'check-ins/update', pressed);
      await handOver(ADELE);
      await tickOn('11-24', '11-25');

      const late = await house.press(MEGAN, form, 'Save', {
        status: 'in-progress',
        rag: 'green',
        done: 'x',
      });
      const opened = await house.send(ADELE, 'check-ins/update', pressed);
      const missing = wordsOf((await house.say(ALEX, 'who has not replied')).card).join(' | ');

      assert.match(late.text, /^This action is not one of yours in this check-in\./);
      assert.ok(inputsOf(opened.card).status !== undefined);
      assert.doesNotMatch(missing, /Megan Bowen/);
      assert.match(told(ADELE).at(-1)!, /9 of 9 actions to answer/);
      assert.deepEqual(told(MEGAN), []);
    });

    it('refuses what the former holder answers before that, names the new one, and keeps what was typed', async () => {
      const list = await house.say(MEGAN, 'check-ins');
      const pressed = update(list);
      const form = await house.send(MEGAN, 'check-ins/update', pressed);
      const words = { status: 'in-progress', rag: 'green', done: 'Two seminars held' };
      await handOver(ADELE);
      // In the evening, when nothing moves to the holders of posts.
      house.at('2026-11-23T20:00:00Z');
      await house.tick();

      const late = await house.press(MEGAN, form, 'Save', words);
      const refusal =
        /^Adele Vance leads [\d.a-z]+ now, so it is theirs to answer\. Tell them what you know\.$/;
      const others: string[] = [];
      for (const verb of ['update', 'unchanged', 'pass-on']) {
        const { card, text } = await house.send(MEGAN, `check-ins/${verb}`, pressed);
        others.push([...wordsOf(card), text].find((each) => refusal.test(each)) ?? text);
      }
      const said = await house.say(MEGAN, '4.1 done, 3 seminars');

      const round = String(pressed.round);
      assert.equal((await house.inside((tx) => tx.find(answers, { where: { round } }))).length, 0);
      assert.ok(
        wordsOf(late.card).some((each) => refusal.test(each)),
        wordsOf(late.card).join(' | '),
      );
      assert.match(JSON.stringify(late.card), /Two seminars held/);
      for (const each of others) assert.match(each, refusal);
      assert.match(wordsOf(said.card).join(' | '), /Adele Vance leads/);
    });

    it('sends whoever was asked nothing the check-in’s card, once', async () => {
      const [asked] = await house.inside((tx) => tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' }));
      const before = house.inbox(ALEX).length;
      await handOver(ALEX);
      await tickOn('11-24');
      house.at('2026-11-24T10:05:00Z');
      await house.tick();

      assert.equal(house.inbox(ALEX).length, before + 1);
      const words = wordsOf(house.inbox(ALEX).at(-1)!.card);
      assert.ok(words.includes(asked!.name) && words.includes('0 of 5 answered'));
    });

    it('leaves what nobody holds with whoever was asked', async () => {
      const post = house.partnership.posts.find(({ name }) => name === POST)!;
      Object.assign(post, { holders: [] });
      await tickOn('11-24');
      const list = await house.say(MEGAN, 'check-ins');

      assert.ok(wordsOf(list.card).includes('0 of 5 answered'));
    });
  });

  it('names nobody in the count that the coordinators get', async () => {
    await tickOn('12-04');

    assert.match(
      told(ALEX)[0]!,
      /0 of 5 people have replied in full\. Answers were due on 30 November 2026\./,
    );
    assert.doesNotMatch(told(ALEX)[0]!, /Megan|Adele/);
  });

  it('keeps nothing of an answer that comes while the round closes, and says so with the words kept', async () => {
    const list = house.inbox(MEGAN)[0]!;
    const form = await house.press(MEGAN, list, 'Update');
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    await house.press(ALEX, await house.press(ALEX, round, 'Close'), 'Close the check-in');

    const words = { status: 'in-progress', rag: 'green', done: 'Two seminars held' };
    const late = await house.press(MEGAN, form, 'Save', words);

    assert.ok(wordsOf(late.card).some((word) => /closed on 23 November 2026/.test(word)));
    assert.match(JSON.stringify(late.card), /Two seminars held/);
    const round1 = await roundId();
    assert.equal((await house.inside((tx) => tx.find(answers, { where: { round: round1 } }))).length, 0);
  });

  async function roundId(): Promise<string> {
    const card = await house.say(ALEX, 'check-ins');
    return /"round":"([a-z0-9]{16})"/.exec(JSON.stringify(card.card))![1]!;
  }
});
