import assert from 'node:assert/strict';
import { buttonsOf, openHouse } from '../../support/house.js';
import { ALEX, published, says } from './support.js';

describe('Changes that nobody sees yet', () => {
  it('are one press away from the session that says so', async () => {
    const house = await openHouse({ empty: true });
    const session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/about', { session: session.id });
    await house.press(ALEX, form, 'Save', { title: 'Beats' });
    const shown = await house.send(ALEX, 'info-sessions/session', { session: session.id });
    const preview = await house.press(ALEX, shown, 'See the changes');

    assert.match(says(shown), /There are changes that nobody sees yet/);
    assert.ok(buttonsOf(preview.card).some(({ title }) => title === 'Publish the changes'));
    await house.close();
  });
});
