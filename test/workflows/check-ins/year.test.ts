import assert from 'node:assert/strict';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { asks, rounds } from '../../../src/workflows/check-ins/round/round.js';
import type { Round } from '../../../src/workflows/check-ins/round/round.js';
import { members } from '../../../src/workflows/members/index.js';
import { isReminderHour, wall } from '../../digest/wall.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const ISAIAH = 'Isaiah Langer';
const PATTI = 'Patti Fernandez';
const PEOPLE = [ALEX, MEGAN, ADELE, ISAIAH, PATTI];

/**
 * Answers are due on Easter Monday, the day after the clocks go forward; on a bank holiday; on the day after they go
 * back; in the outage; and, of the next year, on a bank holiday again.
 */
const MEETINGS = ['2027-04-08', '2027-09-09', '2027-11-11', '2028-02-10', '2028-05-11'];
/** No bot from the day before answers are due until the late evening of the day after. */
const OUTAGE = ['2028-01-30', '2028-01-31', '2028-02-01'];

/** By Greenwich: night; before eight in winter and after it in summer; midday; and past six. */
const HOURS = ['00:30', '07:30', '12:00', '19:00'];
const HOUR = 60 * 60 * 1000;

interface Heard {
  readonly name: string;
  readonly at: Date;
  readonly words: readonly string[];
}

describe('A year of check-ins', () => {
  let house: House;
  const reminded: Heard[] = [];
  const proposed: Heard[] = [];
  /** What the coordinator's results said of each round before it closed. */
  const results: (readonly string[])[] = [];
  /** What the next year's first round asked Adele. */
  let asked: readonly string[] = [];

  before(async () => {
    house = await openHouse({ now: '2027-02-22T09:00:00Z', workflows: [checkIns, members] });
    Object.assign(house.partnership.working_group, { meetings: MEETINGS });
    for (const name of PEOPLE) await house.meet(name);
    // The sample's round of before.
    await closeRound();
    results.length = 0;
    for (let day = Date.parse('2027-03-01'); day < Date.parse('2028-05-13'); day += 24 * HOUR) {
      await liveThrough(new Date(day).toISOString().slice(0, 10));
    }
  });
  after(() => house.close());

  async function liveThrough(day: string): Promise<void> {
    for (const hour of HOURS) {
      if (OUTAGE.includes(day) && !(day === OUTAGE.at(-1) && hour === '19:00')) continue;
      const at = new Date(`${day}T${hour}:00Z`);
      const before = new Map(PEOPLE.map((name) => [name, house.inbox(name).length]));
      house.at(at.toISOString());
      await house.tick();
      for (const name of PEOPLE) {
        for (const shown of house.inbox(name).slice(before.get(name))) await react(name, shown, at);
      }
    }
    if (MEETINGS.includes(day)) await closeRound();
    await DIARY[day]?.();
  }

  /** What people do of themselves, in the evening of the day. */
  const DIARY: Readonly<Record<string, () => Promise<unknown>>> = {
    // Away over the first and the second step of the round of April.
    '2027-03-22': () => house.say(PATTI, 'away until 1 April'),
    '2028-01-10': refresh,
    // Adele corrects what she said in the last round of the year.
    '2028-01-27': update,
    '2028-02-14': sendDraft,
    '2028-02-15': comment,
    '2028-03-16': agree,
    '2028-04-11': async () => {
      asked = wordsOf((await house.say(ADELE, 'check-ins')).card);
    },
  };

  async function react(name: string, shown: Shown, at: Date): Promise<void> {
    const words = wordsOf(shown.card);
    const heard = { name, at, words };
    if (/things? for you$/.test(words[0] ?? '')) {
      reminded.push(heard);
      // Adele answers when she is reminded.
      const open = buttonsOf(shown.card).some(({ title }) => title === 'Answer now');
      if (name === ADELE && open) await answerAll(name, await house.press(name, shown, 'Answer now'));
    } else if ((words[0] ?? '').startsWith('Open the check-in')) {
      proposed.push(heard);
      await house.press(name, shown, 'Ask 5 people now');
    } else if (name === MEGAN) {
      // Megan answers at once; Isaiah and Patti never do.
      await answerAll(name, shown);
    }
  }
  async function answerAll(name: string, shown: Shown): Promise<void> {
    let list = shown;
    while (buttonsOf(list.card).some(({ title }) => title === 'Nothing has changed')) {
      list = await house.press(name, list, 'Nothing has changed');
    }
  }
  async function closeRound(): Promise<void> {
    results.push(wordsOf((await house.say(ALEX, 'check-in results')).card));
    const [open] = await house.inside((tx) => tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' }));
    const card = await house.send(ALEX, 'check-ins/close', { round: open!.id });
    await house.press(ALEX, card, 'Close the check-in');
  }

  /** Completes Megan's only action against anti-social behaviour, and renames the priority that it was in. */
  async function refresh(): Promise<void> {
    const start = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Start the refresh');
    const { refresh: id } = buttonsOf(start.card)[0]!.data;
    const [action] = await house.inside((tx) => tx.find(planActions, { where: { number: '4.1' } }));
    const step = await house.send(ALEX, 'check-ins/refresh-step', { refresh: id, action: action!.id });
    await house.press(ALEX, step, 'Complete');
    const list = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Priorities');
    const names = wordsOf(list.card).filter((word) => word === 'Road Safety');
    assert.deepEqual(names, ['Road Safety']);
    const form = await house.send(ALEX, 'check-ins/refresh-priority', { refresh: id, priority: 1 });
    await house.press(ALEX, form, 'Save', { name: 'Safer Roads' });
    const all = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'All decisions');
    await house.press(ALEX, all, 'Retain the other 24');
  }
  async function update(): Promise<void> {
    const recorded = await house.press(ADELE, await house.say(ADELE, 'check-ins'), 'Open');
    const form = await house.press(ADELE, recorded, 'Change');
    await house.press(ADELE, form, 'Save', {
      status: 'in-progress',
      rag: 'green',
      done: 'Shared in 12 towns.',
    });
  }
  async function sendDraft(): Promise<void> {
    const form = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Send the draft');
    const send = buttonsOf(form.card).find(({ title }) => title.startsWith('Send to'))!;
    await house.press(ALEX, form, send.title, { commentsUntil: '2028-03-10' });
  }
  async function comment(): Promise<void> {
    const form = await house.press(ADELE, house.inbox(ADELE).at(-1)!, 'Comment');
    await house.press(ADELE, form, 'Save', { text: 'Road safety is more than roads.' });
  }
  async function agree(): Promise<void> {
    const form = await house.press(ALEX, await house.say(ALEX, 'refresh plan'), 'Record the agreement');
    const values = { meetingOn: '2028-03-16', number: '2.0', from: '2028-04-01' };
    await house.press(ALEX, form, 'Record the agreement', values);
  }

  const daysOf = (name: string, about = ''): readonly string[] =>
    reminded
      .filter((each) => each.name === name && each.words.join('\n').includes(about))
      .map(({ at }) => wall(at).day);
  const allRounds = (): Promise<readonly Round[]> =>
    house.inside((tx) => tx.find(rounds, { by: 'createdAt', order: 'descending', limit: 5 }));

  it('proposes four rounds and the next year’s first, each once, in time', () => {
    assert.deepEqual(
      proposed.map(({ name, at }) => `${name} ${wall(at).day}`),
      // Three weeks before answers are due.
      ['2027-03-08', '2027-08-09', '2027-10-11', '2028-01-10', '2028-04-10'].map((day) => `${ALEX} ${day}`),
    );
  });

  it('writes of itself in reminder hours alone, whatever the clocks do', () => {
    const all = [...reminded, ...proposed];

    assert.deepEqual(
      all.filter(({ at }) => !isReminderHour(at)),
      [],
    );
    // At half past seven by Greenwich it is half past eight in summer: the clocks go forward on 28 March and 26 March.
    const early = new Set(all.map(({ at }) => `${wall(at).day} at ${wall(at).hour}`));
    for (const hour of ['2027-03-23 at 12', '2027-03-30 at 8', '2027-10-27 at 8', '2027-11-01 at 12']) {
      assert.ok(early.has(hour), `${hour} of ${[...early].join(', ')}`);
    }
  });

  it('reminds nobody twice a day', () => {
    const days = reminded.map(({ name, at }) => `${name} ${wall(at).day}`);

    assert.deepEqual(days, [...new Set(days)]);
  });

  it('reminds who never answers three times a round; after three days of outage once, of the newest', () => {
    assert.deepEqual(daysOf(ISAIAH), [
      // Due on Easter Monday, 29 March; the Friday before is no working day either.
      ...['2027-03-23', '2027-03-30', '2027-03-31'],
      // Due on the bank holiday of 30 August.
      ...['2027-08-25', '2027-08-31', '2027-09-01'],
      // Due on 1 November.
      ...['2027-10-27', '2027-11-01', '2027-11-03'],
      // Due on 31 January, in the outage: the reminders of that day and of 2 February become one.
      ...['2028-01-26', '2028-02-02'],
      // Due on the bank holiday of 1 May.
      ...['2028-04-26', '2028-05-02', '2028-05-03'],
    ]);
  });

  it('reminds who answers when reminded once a round, and who answers at once never', () => {
    const first = ['2027-03-23', '2027-08-25', '2027-10-27', '2028-01-26', '2028-04-26'];

    assert.deepEqual(daysOf(ADELE), first);
    assert.deepEqual(daysOf(MEGAN), []);
  });

  it('keeps for who is away what still matters, and tells the coordinators that nobody stands in', () => {
    const others = daysOf(ISAIAH).slice(3);

    assert.deepEqual(daysOf(PATTI), ['2027-04-01', ...others]);
    assert.deepEqual(daysOf(ALEX, 'is away until'), ['2027-03-23']);
  });

  it('tells the coordinators once a round how many have not replied, and what the refresh waits for', () => {
    assert.deepEqual(daysOf(ALEX, 'have replied'), [
      ...['2027-04-02', '2027-09-03', '2027-11-05', '2028-02-04', '2028-05-05'],
    ]);
    assert.deepEqual(daysOf(ALEX, 'Record the Working Group’s agreement'), ['2028-03-13']);
    // In force since Saturday, 1 April.
    assert.deepEqual(daysOf(ALEX, 'Version 2.0 of the plan is in force'), ['2028-04-03']);
  });

  it('asks in the next year’s first round about the new version, going on from the last answers', async () => {
    const [first, last] = await allRounds();
    const megan = (await house.member(MEGAN)).id;
    const actions = (round: Round): Promise<number> =>
      house.inside(async (tx) => (await tx.get(asks, `${round.id}.${megan}`))!.actions.length);

    assert.notEqual(first!.plan, last!.plan);
    assert.deepEqual([await actions(last!), await actions(first!)], [5, 4]);
    assert.ok(asked.includes('Safer Roads'), asked.join('\n'));
    assert.ok(asked.includes('Last status: In progress, green'), asked.join('\n'));
  });

  it('reads the old year’s rounds in the names of their time', async () => {
    const [, last] = await allRounds();
    const old = wordsOf((await house.send(ALEX, 'check-ins/results', { round: last!.id })).card);

    assert.equal(results.length, 5);
    for (const words of [...results.slice(0, 4), old]) assert.ok(words.includes('Road Safety'));
    assert.ok(results[4]!.includes('Safer Roads'));
    assert.ok(!results[4]!.includes('Road Safety'));
  });
});
