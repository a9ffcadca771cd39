import assert from 'node:assert/strict';
import { attendedOf } from '../../../src/workflows/info-sessions/attendance.js';
import type { Session } from '../../../src/workflows/info-sessions/session.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, isHere, published, take, withSecondDate } from './support.js';

describe('Attendance of a session with two dates', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await withSecondDate(house, await published(house, {}, { places: '5' }));
  });
  afterEach(() => house.close());

  /** Saves the coordinator's list of a date with these people chosen. */
  async function list(date: number, names: readonly string[]): Promise<void> {
    const ids = await Promise.all(names.map(async (name) => (await house.member(name)).id));
    const which = { session: session.id, date: session.dates[date]!.id };
    const form = await house.send(ALEX, 'info-sessions/attendance', which);
    await house.press(ALEX, form, 'Save', { came: ids.join(',') });
  }

  it('stays as it was on the one date when the list of the other is saved', async () => {
    await take(house, MEGAN, session, 'in-person', 1);
    await take(house, ADELE, session, 'in-person', 1);
    house.at('2026-12-09T10:10:00Z');
    // Megan came to the first date after all.
    await isHere(house, MEGAN, session);
    house.at('2026-12-16T10:10:00Z');

    await list(1, [ADELE]);

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
