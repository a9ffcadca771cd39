import assert from 'node:assert/strict';
import { needs } from '../../../src/workflows/info-sessions/places/kept-needs.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, published, publishChanges, says, take, withSecondDate } from './support.js';

describe('Access and dietary needs', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await published(house, {}, { places: '1' });
    await take(house, MEGAN, session, 'in-person');
  });
  afterEach(() => house.close());

  async function tells(name: string): Promise<void> {
    const form = await house.send(name, 'info-sessions/needs', { session: session.id });
    await house.press(name, form, 'Save', { access: 'A hearing loop.' });
  }
  async function kept(): Promise<number> {
    return (await house.inside((tx) => tx.find(needs, { where: { session: session.id } }))).length;
  }

  it('are erased at once when the place is given up, which the question says', async () => {
    const plain = await house.send(MEGAN, 'info-sessions/give-up', { session: session.id });
    await tells(MEGAN);
    const before = await kept();
    const ask = await house.send(MEGAN, 'info-sessions/give-up', { session: session.id });
    await house.press(MEGAN, ask, 'Cancel my place');

    assert.doesNotMatch(says(plain), /erased/);
    assert.match(says(ask), /What you told of your needs is erased at once\./);
    assert.deepEqual([before, await kept()], [1, 0]);
  });

  it('are erased with the waiting list, and stay while somebody still waits', async () => {
    await take(house, ADELE, session, 'in-person');
    await tells(ADELE);
    const waiting = await kept();
    await house.send(ADELE, 'info-sessions/leave-list', { session: session.id });

    assert.deepEqual([waiting, await kept()], [1, 0]);
  });

  it('stay while a place is held beside the list that is left', async () => {
    await take(house, ADELE, session, 'virtual');
    await take(house, ADELE, session, 'in-person');
    await tells(ADELE);
    await house.send(ADELE, 'info-sessions/leave-list', { session: session.id });

    assert.equal(await kept(), 1);
  });

  it('are erased for whoever a coordinator takes off, and for everybody when the session is cancelled', async () => {
    await take(house, ADELE, session, 'virtual');
    for (const name of [MEGAN, ADELE]) await tells(name);
    const { id: member } = await house.member(MEGAN);
    const slot = `${session.dates[0]!.id}/in-person`;
    await house.send(ALEX, 'info-sessions/confirm-cancel-place', { session: session.id, member, slot });
    const left = await kept();
    await house.send(ALEX, 'info-sessions/confirm-cancel-session', { session: session.id, reason: '' });

    assert.deepEqual([left, await kept()], [1, 0]);
  });

  it('are erased with a date that is cancelled, and whoever had told them hears to tell them again', async () => {
    session = await withSecondDate(house, session);
    await take(house, ADELE, session, 'in-person', 1);
    await tells(ADELE);
    const { version, id } = session;
    const date = session.dates[1]!.id;
    await house.send(ALEX, 'info-sessions/remove-date', { session: id, date, version });
    await publishChanges(house, session);

    assert.equal(await kept(), 0);
    assert.match(says(house.inbox(ADELE).at(-1)), /tell your access and dietary needs again if you have any/);
  });

  it('that an earlier version kept, without a day, are erased after the session too', async () => {
    const gone = 'somesessionid000';
    await house.inside(async (tx) => {
      for (const each of [session.id, gone]) {
        const old = { id: `${each}.someone`, version: 0, session: each, access: 'A loop.', diet: '' };
        await tx.put(needs, { ...old, ...{ eraseOn: '2026-12-16' } });
      }
    });
    const all = async (): Promise<number> =>
      (await house.inside((tx) => tx.find(needs, { by: 'session' }))).length;
    await house.tick();
    const coming = await all();
    house.at('2026-12-15T09:00:00Z');
    await house.tick();
    const dayBefore = await all();
    house.at('2026-12-16T09:00:00Z');
    await house.tick();

    // Of a session that is not kept any more there is nothing to wait for.
    assert.deepEqual([coming, dayBefore, await all()], [1, 1, 0]);
  });

  it('are not taken any more once the session is over, and may still be erased', async () => {
    const form = await house.send(MEGAN, 'info-sessions/needs', { session: session.id });
    await house.press(MEGAN, form, 'Save', { access: 'A hearing loop.' });
    house.at('2026-12-09T12:00:00Z');

    const late = await house.press(MEGAN, form, 'Save', { access: 'A ramp.' });
    const [found] = await house.inside((tx) => tx.find(needs, { where: { session: session.id } }));
    await house.press(MEGAN, form, 'Save', { access: '' });

    assert.match(says(late), /What you typed was not kept/);
    assert.equal(found?.access, 'A hearing loop.');
    assert.equal(await kept(), 0);
  });
});
