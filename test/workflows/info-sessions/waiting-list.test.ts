import assert from 'node:assert/strict';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import {
  ADELE,
  ISAIAH,
  MEGAN,
  ALEX,
  PATTI,
  latest,
  publishChanges,
  published,
  says,
  signUpsOf,
  take,
} from './support.js';

describe('The waiting list of a session', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house);
  });
  afterEach(() => house.close());

  it('changes the mode in one step, and keeps the place until the new one is sure', async () => {
    await take(house, ADELE, session, 'in-person');
    await take(house, ISAIAH, session, 'in-person');
    const place = await take(house, MEGAN, session, 'virtual');

    const choose = await house.press(MEGAN, place, 'Change');
    const waiting = await house.press(MEGAN, choose, 'Join the waiting list in person');
    const between = (await signUpsOf(house, session)).find(({ wish }) => wish !== undefined)!;
    await house.press(
      ADELE,
      await house.send(ADELE, 'info-sessions/give-up', { session: session.id }),
      'Cancel my place',
    );
    const offer = house.inbox(MEGAN).at(-1)!;
    const after = await house.press(MEGAN, offer, 'Take the place');

    assert.match(says(waiting), /You keep your place until then\./);
    assert.equal(between.place?.mode, 'virtual');
    assert.match(
      says(offer),
      /You were next on the waiting list .* held for you until 9am on 25 November 2026/,
    );
    assert.match(says(after), /You have a place: .* in person at County Hall/);
  });

  it('ends an offer in its time and passes the place on', async () => {
    await house.meet(PATTI);
    await take(house, MEGAN, session, 'in-person');
    await take(house, ADELE, session, 'in-person');
    await take(house, ISAIAH, session, 'in-person');
    house.at('2026-11-23T09:00:05Z');
    await take(house, PATTI, session, 'in-person');
    await house.press(
      MEGAN,
      await house.send(MEGAN, 'info-sessions/give-up', { session: session.id }),
      'Cancel my place',
    );
    const offer = house.inbox(ISAIAH).at(-1)!;

    house.at('2026-11-25T09:00:06Z');
    await house.tick();

    const ended = house.inbox(ISAIAH).find((each) => says(each).includes('The offer has ended'))!;
    assert.match(says(offer), /held for you until/);
    assert.match(says(ended), /The offer has ended/);
    assert.match(house.inbox(PATTI).map(says).join(), /held for you until 9am on 27 November 2026/);
    assert.match(says(await house.press(ISAIAH, offer, 'Take the place')), /The offer has ended/);
  });

  it('offers raised places at once, and refuses fewer than are taken', async () => {
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'in-person');
    const date = session.dates[0]!.id;

    const form = await house.send(ALEX, 'info-sessions/places', { session: session.id, date });
    const refused = await house.press(ALEX, form, 'Save', { places: '1' });
    const sections = await house.press(ALEX, refused, 'Save', { places: '3' });
    await house.press(ALEX, await house.press(ALEX, sections, 'Preview'), 'Publish the changes');

    assert.match(says(refused), /Enter at least 2: 2 places are taken and 0 held/);
    assert.match(says(house.inbox(ISAIAH).at(-1)), /held for you until/);
    assert.equal((await latest(house, session.id)).dates[0]!.inPerson?.places, 3);
  });

  it('ends an offer when the session moves earlier and has begun', async () => {
    const one = await published(house, { title: 'Scams' }, { places: '1' });
    await take(house, MEGAN, one, 'in-person');
    await take(house, ADELE, one, 'in-person');
    house.at('2026-11-30T09:00:00Z');
    await house.send(MEGAN, 'info-sessions/confirm-give-up', { session: one.id });
    const date = one.dates[0]!.id;
    const form = await house.send(ALEX, 'info-sessions/date', { session: one.id, date });
    await house.press(ALEX, form, 'Continue', { day: '2026-11-30' });
    await publishChanges(house, one);
    house.at('2026-11-30T12:00:00Z');

    await house.send(ADELE, 'info-sessions/accept', { session: one.id });

    // In no order of their own: their ids are random.
    assert.deepEqual(
      new Set((await signUpsOf(house, one)).map(({ place, ended }) => place ?? ended)),
      new Set(['cancelled', 'expired']),
    );
  });

  it('tells whoever still waits when it begins that no place became free, once', async () => {
    const inVain = (name: string): readonly string[] =>
      house
        .inbox(name)
        .map(says)
        .filter((each) => each.includes('No place became free'));
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'in-person');
    house.at('2026-12-09T09:59:00Z');
    await house.tick();
    const before = inVain(ISAIAH).length;
    for (const instant of ['2026-12-09T10:00:00Z', '2026-12-09T10:05:00Z', '2026-12-09T15:00:00Z']) {
      house.at(instant);
      await house.tick();
    }

    assert.deepEqual([before, inVain(ISAIAH).length, inVain(MEGAN).length], [0, 1, 0]);
    const [told = ''] = inVain(ISAIAH);
    assert.match(told, /The date you waited for has begun\. Thank you for waiting\./);
    assert.match(
      told,
      /You were on the waiting list\..*No place became free for you: 9 December 2026, 10am to 11am/,
    );
    assert.doesNotMatch(told, /You are number/);
  });

  it('tells it also when the bot was away at the start', async () => {
    const inVain = (): number =>
      house.inbox(ISAIAH).filter((each) => says(each).includes('No place became free')).length;
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'in-person');
    house.at('2026-12-09T18:00:00Z');
    await house.tick();
    const late = inVain();
    house.at('2026-12-11T18:00:00Z');
    await house.tick();

    assert.deepEqual([late, inVain()], [1, 1]);
  });
});
