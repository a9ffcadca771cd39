import assert from 'node:assert/strict';
import { contextIn } from '../../../src/context.js';
import { members } from '../../../src/directory.js';
import type { Transaction } from '../../../src/store/store.js';
import { releaseLeavers } from '../../../src/workflows/info-sessions/jobs.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ADELE, ALEX, ISAIAH, MEGAN, published, says, signUpsOf, take } from './support.js';

describe('No place is wasted', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house, {}, { places: '1' });
    await take(house, MEGAN, session, 'in-person');
    house.at('2026-11-23T09:01:00Z');
    await take(house, ADELE, session, 'in-person');
  });
  afterEach(() => house.close());

  async function leaves(name: string): Promise<void> {
    const { id } = await house.member(name);
    await house.send(ALEX, 'members/confirm-remove', { member: id });
  }
  /** What each has: `place`, `waiting`, `offered` or how it ended. */
  async function standings(): Promise<Record<string, string | undefined>> {
    const found = await signUpsOf(house, session);
    const rows = await house.inside((tx) =>
      Promise.all(
        found.map(async ({ member, place, wish, ended }) => {
          const name = (await tx.get(members, member))?.name ?? '';
          return [name, place === undefined ? (wish?.state ?? ended) : 'place'] as const;
        }),
      ),
    );
    return Object.fromEntries(rows);
  }

  it('when somebody with a place leaves the list of members', async () => {
    await leaves(MEGAN);
    await house.tick();

    assert.deepEqual(await standings(), { [MEGAN]: 'cancelled', [ADELE]: 'offered' });
    assert.match(says(house.inbox(ADELE).at(-1)), /held for you until/);
  });

  it('when the first on the waiting list left, whom a place is offered to meanwhile', async () => {
    house.at('2026-11-23T09:02:00Z');
    await take(house, ISAIAH, session, 'in-person');
    await leaves(ADELE);
    await house.send(MEGAN, 'info-sessions/confirm-give-up', { session: session.id });
    await house.tick();

    assert.deepEqual(await standings(), { [MEGAN]: 'cancelled', [ADELE]: 'cancelled', [ISAIAH]: 'offered' });
  });

  it('and what was held on a date that has begun stays what happened', async () => {
    house.at('2026-12-09T10:05:00Z');
    await leaves(MEGAN);
    await house.tick();

    assert.equal((await standings())[MEGAN], 'place');
  });

  it('when somebody rings up: a coordinator cancels their place, asked once, and they are told', async () => {
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const ask = await house.press(ALEX, people, 'Cancel their place');
    const between = await standings();
    const after = await house.press(ALEX, ask, 'Cancel their place');
    await house.press(ALEX, ask, 'Cancel their place');

    assert.match(says(ask), /Cancel the place of Megan Bowen\?.*It goes to the waiting list at once/);
    assert.equal(between[MEGAN], 'place');
    assert.deepEqual(await standings(), { [MEGAN]: 'cancelled', [ADELE]: 'offered' });
    assert.match(says(after), /0 with a place, 1 offered one/);
    const told = house.inbox(MEGAN).filter((each) => says(each).includes('The coordinating team cancelled'));
    assert.equal(told.length, 1);
  });

  it('when somebody on the list rings up', async () => {
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const ask = await house.press(ALEX, people, 'Take them off the list');
    await house.press(ALEX, ask, 'Take them off the list');

    assert.deepEqual(await standings(), { [MEGAN]: 'place', [ADELE]: 'cancelled' });
  });

  it('and an old question does not cancel what was taken since', async () => {
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const ask = await house.press(ALEX, people, 'Cancel their place');
    await take(house, MEGAN, session, 'virtual');
    const after = await house.press(ALEX, ask, 'Cancel their place');

    assert.equal((await standings())[MEGAN], 'place');
    assert.match(says(after), /Megan Bowen.*virtual/);
  });

  it('and only the coordinating team cancels for others, up to the start', async () => {
    const { id: member } = await house.member(MEGAN);
    const refused = await house.send(ADELE, 'info-sessions/confirm-cancel-place', {
      ...{ session: session.id, member, slot: `${session.dates[0]!.id}/in-person` },
    });
    house.at('2026-12-09T10:05:00Z');
    const begun = await house.send(ALEX, 'info-sessions/cancel-place', { session: session.id, member });
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });

    assert.match(refused.text, /Only the coordinating team/);
    assert.match(begun.text, /has begun/);
    assert.ok(!buttonsOf(people.card).some(({ title }) => title === 'Cancel their place'));
    assert.equal((await standings())[MEGAN], 'place');
  });

  it('and looking for it costs no more when many have left over the years', async () => {
    // How many records the job reads.
    const reads = (): Promise<number> =>
      house.inside(async (tx, { now }) => {
        let read = 0;
        const counting: Transaction = {
          ...tx,
          async get(kind, id) {
            read += 1;
            return tx.get(kind, id);
          },
          async find(kind, query) {
            const found = await tx.find(kind, query);
            read += found.length;
            return found;
          },
        };
        await releaseLeavers.run(contextIn(counting, house.partnership, now));
        return read;
      });
    const before = await reads();
    await house.inside(async (tx) => {
      for (const id of ['one', 'two', 'three']) {
        const left = { id, version: 0, name: id, standing: 'left', organisation: 'kent-police' } as const;
        await tx.put(members, { ...left, roles: [] });
      }
    });

    assert.equal(await reads(), before);
  });
});
