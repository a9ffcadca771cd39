import assert from 'node:assert/strict';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { attended, attendedOf } from '../../../src/workflows/info-sessions/afterwards/attendance.js';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  MEGAN,
  isHere,
  latest,
  published,
  says,
  take,
  withSecondDate,
} from './support.js';

/** Saves the coordinator's list of a date with these people chosen. */
async function list(house: House, session: Session, date: number, names: readonly string[]): Promise<void> {
  const ids = await Promise.all(names.map(async (name) => (await house.member(name)).id));
  const which = { session: session.id, date: session.dates[date]!.id };
  const form = await house.send(ALEX, 'info-sessions/attendance', which);
  await house.press(ALEX, form, 'Save', { came: ids.join(',') });
}

describe('Attendance of a session with two dates', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await withSecondDate(house, await published(house, {}, { places: '5' }));
  });
  afterEach(() => house.close());

  it('stays as it was on the one date when the list of the other is saved', async () => {
    await take(house, MEGAN, session, 'in-person', 1);
    await take(house, ADELE, session, 'in-person', 1);
    house.at('2026-12-09T10:10:00Z');
    // Megan came to the first date after all.
    await isHere(house, MEGAN, session);
    house.at('2026-12-16T10:10:00Z');

    await list(house, session, 1, [ADELE]);

    const [adele, megan] = [(await house.member(ADELE)).id, (await house.member(MEGAN)).id];
    const came = await house.inside((tx) => attendedOf(tx, session.id));
    const dates = new Map(came.map(({ member, date }) => [member, date]));
    assert.deepEqual(
      dates,
      new Map([
        [megan, session.dates[0]!.id],
        [adele, session.dates[1]!.id],
      ]),
    );
  });
});

describe('One person who is noted', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await withSecondDate(house, await published(house, {}, { places: '5' }));
    await take(house, MEGAN, session, 'in-person');
    await take(house, ADELE, session, 'in-person');
    await take(house, ISAIAH, session, 'in-person', 1);
    house.at('2026-12-09T10:10:00Z');
    await isHere(house, MEGAN, session);
  });
  afterEach(() => house.close());

  async function asked(): Promise<readonly string[]> {
    house.at('2026-12-16T12:00:00Z');
    await house.tick();
    return [MEGAN, ADELE, ISAIAH].filter((name) =>
      house.inbox(name).some((each) => each.card !== undefined && says(each).includes('How was')),
    );
  }

  it('by the code makes nobody else absent', async () => {
    assert.deepEqual(await asked(), [MEGAN, ADELE, ISAIAH]);
  });

  it('on the list of one date makes nobody of another absent', async () => {
    await list(house, session, 0, [MEGAN]);

    assert.deepEqual(await asked(), [MEGAN, ISAIAH]);
  });

  it('makes absent whom a saved list does not have, also when nobody came', async () => {
    house.at('2026-12-16T10:10:00Z');
    await list(house, session, 1, []);

    assert.deepEqual(await asked(), [MEGAN, ADELE]);
  });

  it('on a list that an earlier version saved is still what that list said', async () => {
    await list(house, session, 0, [MEGAN]);
    const { missed, ...earlier } = await latest(house, session.id);
    const [id] = (await house.inside((tx) => attendedOf(tx, session.id))).map((each) => each.id);
    await house.inside(async (tx) => {
      await tx.put(sessions, earlier);
      await tx.put(attended, { ...(await tx.get(attended, id!))!, how: 'list' });
    });

    assert.equal(missed?.length, 1);
    assert.deepEqual(await asked(), [MEGAN, ISAIAH]);
  });

  it('does not tell those with a place that they could not be there', async () => {
    house.at('2026-12-16T12:00:00Z');
    const form = await house.send(ALEX, 'info-sessions/materials', { session: session.id });
    await house.press(ALEX, form, 'Send to 3 people', { recording: 'https://video.example/1' });

    const told = house.inbox(ADELE).at(-1)!;
    assert.match(says(form), /1 person who came, 2 with a place and on no saved list, and 0 who/);
    assert.match(says(told), /What was shown in the session you had a place in\./);
    assert.ok(buttonsOf(told.card).some(({ title }) => title === 'Give feedback'));
  });
});

describe('Before the day of a session', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    await house.meet(MEGAN);
    session = await published(house);
    await take(house, MEGAN, session, 'in-person');
  });
  afterEach(() => house.close());

  it('whoever has a place and enters the code reads the day, and has a way on', async () => {
    const { code } = session.dates[0]!;
    const entered = async (name: string, typed: string): Promise<Shown> =>
      house.press(name, await house.say(name, 'I am here'), 'I am here', { code: typed });

    const early = await entered(MEGAN, code);
    const wrong = await entered(MEGAN, 'wrong');
    const without = await entered(ADELE, code);
    const list = await house.press(MEGAN, early, 'My sessions');

    const day = "'Neighbourhood Policing' is on 9 December 2026, 10am to 11am. Enter its code then";
    assert.ok(says(early).includes(`You are not noted as here yet. | ${day}`), says(early));
    for (const shown of [wrong, without])
      assert.match(says(shown), /No session that is on now has this code/);
    assert.doesNotMatch(says(wrong), /Not saved/);
    assert.match(says(list), /You have a place/);
  });

  it('the code is there to be shown, and nobody is ticked or saved as here', async () => {
    const which = { session: session.id, date: session.dates[0]!.id };
    const { id } = await house.member(MEGAN);
    const early = await house.send(ALEX, 'info-sessions/attendance', which);
    const old = { ...which, page: 0, people: id, came: id };
    const saved = await house.send(ALEX, 'info-sessions/save-attendance', old);
    house.at('2026-12-09T07:00:00Z');
    const day = await house.send(ALEX, 'info-sessions/attendance', which);

    for (const shown of [early, saved]) {
      const words = says(shown);
      assert.match(words, /Attendance is taken on 9 December 2026\./);
      assert.ok(words.includes(`Code to show in the session: ${session.dates[0]!.code.toUpperCase()}`));
      assert.doesNotMatch(words, /Megan|need you/);
      assert.deepEqual(
        buttonsOf(shown.card).map(({ title }) => title),
        ['Back to the session'],
      );
    }
    assert.deepEqual(await house.inside((tx) => attendedOf(tx, session.id)), []);
    assert.ok(buttonsOf(day.card).some(({ title }) => title === 'Save'));
  });
});
