import assert from 'node:assert/strict';
import { invitations } from '../../../src/workflows/info-sessions/places/invitation.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, press, published, says, signUpsOf, take } from './support.js';

describe('An invitation', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await published(house, {}, { places: '1' }, { invite: 'yes' });
  });
  afterEach(() => house.close());

  const invited = (name: string): Shown =>
    house.inbox(name).find((each) => says(each).includes('You are invited'))!;
  async function answerOf(name: string): Promise<string | undefined> {
    const { id } = await house.member(name);
    return house.inside(async (tx) => (await tx.get(invitations, `${session.id}.${id}`))?.answer);
  }

  it('answered with a no by somebody with a place asks whether they give it up', async () => {
    await house.send(MEGAN, 'info-sessions/take', press(session, 'in-person'), { personal: false });

    const asked = await house.press(MEGAN, invited(MEGAN), 'I cannot come');
    const [between] = await signUpsOf(house, session);
    await house.press(MEGAN, asked, 'Cancel my place');

    const [after] = await signUpsOf(house, session);
    assert.match(says(asked), /You give up your place: 9 December 2026/);
    assert.equal(between?.place?.mode, 'in-person');
    assert.equal(after?.ended, 'cancelled');
  });

  it('answered with a no by somebody on a waiting list takes them off it', async () => {
    await take(house, ADELE, session, 'in-person');
    await take(house, MEGAN, session, 'in-person');

    const noted = await house.press(MEGAN, invited(MEGAN), 'I cannot come');

    const waiting = (await signUpsOf(house, session)).filter(({ wish }) => wish !== undefined);
    assert.match(says(noted), /Noted that you cannot come/);
    assert.deepEqual(waiting, []);
    assert.equal(await answerOf(MEGAN), 'not coming');
  });

  it('is answered for somebody whom a colleague signed up: they are not asked again', async () => {
    const form = await house.send(ALEX, 'info-sessions/colleague', { session: session.id });
    const { email = '' } = await house.member(ADELE);
    await house.press(ALEX, form, 'Sign them up', { email });
    const answer = await answerOf(ADELE);
    // As it was recorded until now.
    const { id } = await house.member(ADELE);
    await house.inside(async (tx) =>
      tx.put(invitations, { ...(await tx.get(invitations, `${session.id}.${id}`))!, answer: 'none' }),
    );
    for (const day of ['2026-12-02', '2026-12-04', '2026-12-08']) {
      house.at(`${day}T09:00:00Z`);
      await house.tick();
    }

    assert.equal(answer, 'signed up');
    assert.doesNotMatch(house.inbox(ADELE).map(says).join('\n'), /Say whether you come/);
  });
});
