import assert from 'node:assert/strict';
import { rounds } from '../../../src/workflows/check-ins/round.js';
import { checkIns } from '../../../src/workflows/check-ins/index.js';
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

/** By Greenwich: before eight in winter and after it in summer, midday, before six and after it, and night. */
const HOURS = ['07:30', '12:00', '17:30', '22:00'];
const HOUR = 60 * 60 * 1000;

interface Heard {
  readonly name: string;
  readonly at: Date;
  readonly words: readonly string[];
}

describe('A year of check-ins', () => {
  let house: House;
  let reminded: Heard[];
  let proposed: Heard[];

  before(async () => {
    house = await openHouse({ now: '2026-11-23T09:00:00Z', workflows: [checkIns, members] });
    const meetings = ['2027-02-11', '2027-04-22', '2027-09-16', '2027-12-09'];
    Object.assign(house.partnership.working_group, { meetings });
    for (const name of PEOPLE) await house.meet(name);
    // The sample's round of before.
    await closeRound();
    reminded = [];
    proposed = [];
    for (let day = Date.parse('2026-12-14'); day < Date.parse('2028-01-01'); day += 24 * HOUR) {
      await liveThrough(new Date(day).toISOString().slice(0, 10));
    }
  });
  after(() => house.close());

  async function liveThrough(day: string): Promise<void> {
    // Three days without the bot, over the day on which answers are due.
    if (['2027-01-31', '2027-02-01', '2027-02-02'].includes(day)) return;
    for (const hour of HOURS) {
      const at = new Date(`${day}T${hour}:00Z`);
      const before = new Map(PEOPLE.map((name) => [name, house.inbox(name).length]));
      house.at(at.toISOString());
      await house.tick();
      for (const name of PEOPLE) {
        for (const shown of house.inbox(name).slice(before.get(name))) await react(name, shown, at);
      }
    }
    if (meetingsWere(day)) await closeRound();
    // Away over the first and the second step of the round of April.
    if (day === '2027-04-05') await house.say(PATTI, 'away until 14 April');
  }

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
  function meetingsWere(day: string): boolean {
    return house.partnership.working_group.meetings.includes(day);
  }
  async function closeRound(): Promise<void> {
    const [open] = await house.inside((tx) => tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' }));
    const card = await house.send(ALEX, 'check-ins/close', { round: open!.id });
    await house.press(ALEX, card, 'Close the check-in');
  }
  const daysOf = (name: string): readonly string[] =>
    reminded.filter((each) => each.name === name).map(({ at }) => wall(at).day);

  it('proposes four rounds, each once, three weeks before answers are due', () => {
    assert.deepEqual(
      proposed.map(({ name, at }) => `${name} ${wall(at).day}`),
      [`${ALEX} 2027-01-11`, `${ALEX} 2027-03-22`, `${ALEX} 2027-08-16`, `${ALEX} 2027-11-08`],
    );
  });

  it('writes of itself in reminder hours alone, whatever the clocks do', () => {
    const wrong = [...reminded, ...proposed].filter(({ at }) => !isReminderHour(at));

    assert.deepEqual(wrong, []);
    // At half past seven by Greenwich it is past eight in summer alone.
    const hours = new Set([...reminded, ...proposed].map(({ at }) => `${wall(at).hour}`));
    assert.deepEqual([...hours].sort(), ['12', '8']);
  });

  it('reminds nobody twice a day', () => {
    const days = reminded.map(({ name, at }) => `${name} ${wall(at).day}`);

    assert.deepEqual(days, [...new Set(days)]);
  });

  it('reminds who never answers three times a round; after three days of outage once, of the newest', () => {
    assert.deepEqual(daysOf(ISAIAH), [
      // Due on 1 February, in the outage: the reminders of 1 and of 3 February become one.
      ...['2027-01-27', '2027-02-03'],
      // Due on 12 April.
      ...['2027-04-07', '2027-04-12', '2027-04-14'],
      // Due on 6 September.
      ...['2027-09-01', '2027-09-06', '2027-09-08'],
      // Due on 29 November.
      ...['2027-11-24', '2027-11-29', '2027-12-01'],
    ]);
  });

  it('reminds who answers when reminded once a round, and who answers at once never', () => {
    assert.deepEqual(daysOf(ADELE), ['2027-01-27', '2027-04-07', '2027-09-01', '2027-11-24']);
    assert.deepEqual(daysOf(MEGAN), []);
  });

  it('keeps for who is away what still matters, and tells the coordinators that nobody stands in', () => {
    const april = daysOf(PATTI).filter((day) => day.startsWith('2027-04'));
    const told = reminded.filter(
      ({ name, words }) => name === ALEX && words.join().includes('is away until'),
    );

    assert.deepEqual(april, ['2027-04-14']);
    assert.deepEqual(
      told.map(({ at }) => wall(at).day),
      ['2027-04-07'],
    );
  });

  it('tells the coordinators once a round how many have not replied', () => {
    const counts = reminded.filter(
      ({ name, words }) => name === ALEX && words.join().includes('have replied'),
    );

    assert.deepEqual(
      counts.map(({ at }) => wall(at).day),
      ['2027-02-05', '2027-04-16', '2027-09-10', '2027-12-03'],
    );
  });
});
