import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  MEGAN,
  isHere,
  latest,
  linksOf,
  press,
  publishChanges,
  published,
  says,
  signUpsOf,
  take,
} from './support.js';

describe('Who is no longer among those a session is for', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house, {}, { places: '1' }, { invite: 'yes' });
    await take(house, MEGAN, session, 'in-person');
    await take(house, ADELE, session, 'in-person');
    const form = await house.send(ALEX, 'info-sessions/audience', { session: session.id });
    const typed = { audience: 'organisations', organisations: 'kent-fire-and-rescue', invite: 'yes' };
    await house.press(ALEX, form, 'Save', typed);
    session = await publishChanges(house, session);
  });
  afterEach(() => house.close());

  const send = (name: string, verb: string) =>
    house.send(name, `info-sessions/${verb}`, { session: session.id });

  it('keeps what they took, sees it, and gives it up, and the next person is offered it', async () => {
    const shown = await send(MEGAN, 'show');
    const needs = await send(MEGAN, 'needs');
    const calendar = await send(MEGAN, 'calendar');
    await house.press(MEGAN, await house.press(MEGAN, shown, 'Cancel my place'), 'Cancel my place');

    const offered = (await signUpsOf(house, session)).filter(({ wish }) => wish?.state === 'offered');
    assert.match(says(shown), /You have a place: 9 December 2026/);
    assert.match(says(needs), /Only the coordinating team sees this/);
    assert.notDeepEqual(linksOf(calendar), []);
    assert.deepEqual(
      offered.map(({ member }) => member),
      [(await house.member(ADELE)).id],
    );
  });

  it('may change how they come, and takes no place anew', async () => {
    const changed = await take(house, MEGAN, session, 'virtual');
    await send(MEGAN, 'confirm-give-up');
    const anew = await take(house, MEGAN, session, 'virtual');

    assert.match(says(changed), /You have a place: .*virtual/);
    assert.match(anew.text, /is for other members/);
    assert.match((await send(MEGAN, 'show')).text, /is for other members/);
  });

  it('says in the session that they are there', async () => {
    house.at('2026-12-09T10:10:00Z');
    await isHere(house, MEGAN, session);

    const list = await house.send(ALEX, 'info-sessions/attendance', { session: session.id });
    assert.match(says(list), /1 person came/);
  });

  it('is reminded of their place, and no longer of an invitation', async () => {
    for (const instant of ['2026-12-02T09:00:00Z', '2026-12-04T09:00:00Z']) {
      house.at(instant);
      await house.tick();
    }
    const told = (name: string): string => house.inbox(name).map(says).join('\n');

    assert.match(told(MEGAN), /You have a place/);
    assert.doesNotMatch(told(ISAIAH), /Say whether you come/);
    assert.match(says(await send(ISAIAH, 'not-coming')), /Noted that you cannot come/);
  });

  it('is whoever lost the role that it is for, too', async () => {
    const group = await published(house, { title: 'For the group' }, {}, { audience: 'working-group' });
    const adele = await house.member(ADELE);
    await house.inside((tx) => tx.put(members, { ...adele, roles: ['working-group'] }));
    await take(house, ADELE, group, 'virtual');
    const now = await house.member(ADELE);
    await house.inside((tx) => tx.put(members, { ...now, roles: [] }));

    const form = await house.send(ADELE, 'info-sessions/give-up', press(group, 'virtual'));
    await house.press(ADELE, form, 'Cancel my place');

    const left = await signUpsOf(house, await latest(house, group.id));
    assert.deepEqual(
      left.map(({ ended }) => ended),
      ['cancelled'],
    );
  });
});
