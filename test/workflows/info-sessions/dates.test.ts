import assert from 'node:assert/strict';
import { buttonsOf, openHouse } from '../../support/house.js';
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
});
