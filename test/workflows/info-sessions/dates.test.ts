import assert from 'node:assert/strict';
import { buttonsOf, inputsOf, openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import {
  ALEX,
  MEGAN,
  latest,
  published,
  publishChanges,
  says,
  signUpsOf,
  take,
  withSecondDate,
} from './support.js';

describe('The dates of a published session', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  it('are published only when each is complete', async () => {
    const session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/date', { session: session.id, date: '' });
    const day = { day: '2026-12-16', from: '10:00', to: '11:00', how: 'in-person' };
    await house.press(ALEX, form, 'Continue', day);

    const preview = await house.send(ALEX, 'info-sessions/preview', { session: session.id });
    const refused = await house.send(ALEX, 'info-sessions/publish-changes', { session: session.id });

    assert.match(says(preview), /Say where it is held.*A date is not complete or has passed\. Change it/);
    assert.ok(!buttonsOf(preview.card).some(({ title }) => title === 'Publish the changes'), says(preview));
    assert.match(says(refused), /A date is not complete or has passed\. Change it before you publish\./);
    assert.equal((await latest(house, session.id)).dates.length, 1);
  });

  it('stay once they have begun, and other changes are published beside them', async () => {
    const session = await withSecondDate(house, await published(house));
    await take(house, MEGAN, session, 'in-person');
    house.at('2026-12-10T10:00:00Z');

    const refused = await house.send(ALEX, 'info-sessions/remove-date', {
      ...{ session: session.id, date: session.dates[0]!.id, version: session.version },
    });
    const form = await house.send(ALEX, 'info-sessions/about', { session: session.id });
    await house.press(ALEX, form, 'Save', { about: 'What changes, and when.' });
    const after = await publishChanges(house, session);

    assert.match(says(refused), /A date of 'Neighbourhood Policing' that has begun stays\./);
    assert.deepEqual([after.dates.length, after.about], [2, 'What changes, and when.']);
    assert.equal((await signUpsOf(house, session))[0]?.place?.date, session.dates[0]!.id);
  });

  it('ask again how a date is held whose second form was left, and keep to the answer', async () => {
    const session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/date', { session: session.id, date: '' });
    const day = { day: '2026-12-16', from: '10:00', to: '11:00', how: 'in-person' };
    const left = await house.press(ALEX, form, 'Continue', day);
    const preview = await house.press(ALEX, left, 'Go back');
    const asked = await house.press(ALEX, preview, 'Where and places');
    const places = await house.press(ALEX, asked, 'Continue', { how: 'in-person' });
    await house.press(ALEX, places, 'Save', { venue: 'Oakwood House', places: '2' });
    const { pending } = await latest(house, session.id);

    assert.equal(inputsOf(asked.card).day, '2026-12-16');
    assert.equal(pending?.dates[1]?.inPerson?.venue, 'Oakwood House');
    assert.equal(pending?.dates[1]?.virtual, undefined);
  });

  it('start at different times, and a new one at the same time is refused', async () => {
    const session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/date', { session: session.id, date: '' });
    const day = { day: '2026-12-09', from: '10:00', to: '15:00', how: 'virtual' };
    const refused = await house.press(ALEX, form, 'Continue', day);

    assert.match(says(refused), /Another date of this session starts at the same time/);
  });
});
