import assert from 'node:assert/strict';
import { needs } from '../../../src/workflows/info-sessions/places/kept-needs.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, ISAIAH, MEGAN, PATTI, published, says, signUpsOf, take } from './support.js';

const NOTHING_EXPECTED = 'This session was cancelled, so nothing is expected of you. The speaker is ill.';

describe('A session that was cancelled', () => {
  let house: House;
  let session: Session;
  /** What stood on their screens before: a place offered, and a number on the list. */
  let offer: Shown;
  let waiting: Shown;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house, {}, { places: '1' });
    await take(house, ISAIAH, session, 'in-person');
    house.at('2026-11-23T09:01:00Z');
    await take(house, ADELE, session, 'in-person');
    house.at('2026-11-23T09:02:00Z');
    waiting = await take(house, MEGAN, session, 'in-person');
    await house.send(ISAIAH, 'info-sessions/confirm-give-up', { session: session.id });
    offer = house.inbox(ADELE).at(-1)!;
  });
  afterEach(() => house.close());

  async function cancelIt(): Promise<Shown> {
    const form = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });
    return house.press(ALEX, form, 'Cancel the session', { reason: 'The speaker is ill.' });
  }
  const titles = (shown: Shown): readonly string[] => buttonsOf(shown.card).map(({ title }) => title);
  /** The heading, the one sentence, and the way on. */
  function saysItOnce(shown: Shown): void {
    const words = says(shown);
    assert.ok(words.includes(NOTHING_EXPECTED), words);
    assert.equal(words.match(/cancelled/gi)?.length, 1, words);
    assert.doesNotMatch(words, /number|waiting list|offered|held for you|ill\..*ill\./);
    assert.deepEqual(titles(shown), ['My sessions']);
  }

  for (const [name, standing] of [
    [MEGAN, 'waited'],
    [ADELE, 'was offered a place'],
  ] as const) {
    it(`tells whoever ${standing} once, and expects nothing of them`, async () => {
      await cancelIt();

      const told = house.inbox(name).at(-1)!;
      saysItOnce({ ...told, text: '' });
      saysItOnce({
        ...(await house.send(name, 'info-sessions/show', { session: session.id })),
        text: '',
      });
    });
  }

  it('is said to be cancelled when an older card is pressed, and nothing changes', async () => {
    await cancelIt();
    const before = await signUpsOf(house, session);

    for (const [name, card, title] of [
      [MEGAN, waiting, 'Leave the waiting list'],
      [ADELE, offer, 'Take the place'],
      [ADELE, offer, 'Decline it'],
    ] as const) {
      saysItOnce({ ...(await house.press(name, card, title)), text: '' });
    }

    assert.deepEqual(await signUpsOf(house, session), before);
  });

  it('counts no places any more, and before that whoever waits once', async () => {
    const live = await house.send(ALEX, 'info-sessions/session', { session: session.id });
    const cancelled = await cancelIt();
    const choose = await house.send(PATTI, 'info-sessions/show', { session: session.id });

    const line = (shown: Shown): string | undefined =>
      wordsOf(shown.card).find((each) => each.startsWith('In person at'));
    assert.equal(
      line(live),
      'In person at County Hall, Maidstone: no place left of 1, 1 person waiting. 0 taken, 1 held.',
    );
    assert.deepEqual([cancelled, choose].map(line), Array(2).fill('In person at County Hall, Maidstone.'));
  });

  it('asks nobody whether they give up a place that is none', async () => {
    house.at('2026-11-23T09:03:00Z');
    const place = await house.press(ADELE, offer, 'Take the place');
    await cancelIt();

    saysItOnce({ ...(await house.press(ADELE, place, 'Cancel my place')), text: '' });
  });

  it('keeps no needs told through an older card or form, and says so', async () => {
    house.at('2026-11-23T09:03:00Z');
    const place = await house.press(ADELE, offer, 'Take the place');
    const title = titles(place).find((each) => each.includes('needs'))!;
    const form = await house.press(ADELE, place, title);
    await cancelIt();

    saysItOnce({ ...(await house.press(ADELE, place, title)), text: '' });
    for (const access of ['A hearing loop.', 'x'.repeat(501)]) {
      const answer = await house.press(ADELE, form, 'Save', { access });
      saysItOnce({ ...answer, text: '' });
      assert.match(says(answer), /What you typed was not kept: nobody needs it any more\./);
    }
    const kept = await house.inside((tx) => tx.find(needs, { where: { session: session.id } }));
    assert.deepEqual(kept, []);
  });

  it('asks nobody who answers an old invitation with a no, and notes nothing', async () => {
    const send = (name: string): Promise<Shown> =>
      house.send(name, 'info-sessions/not-coming', { session: session.id });
    house.at('2026-11-23T09:03:00Z');
    await house.press(ADELE, offer, 'Take the place');
    await cancelIt();
    const before = await signUpsOf(house, session);

    for (const name of [ADELE, MEGAN]) saysItOnce({ ...(await send(name)), text: '' });
    const invited = await send(PATTI);

    assert.match(says(invited), /This session was cancelled\. The speaker is ill\./);
    assert.doesNotMatch(says(invited), /Noted|sign up/i);
    assert.deepEqual(await signUpsOf(house, session), before);
  });
});
