import assert from 'node:assert/strict';
import type { NotSent } from '../../../src/message.js';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { subscriberWith, subscribers, turned } from '../../../src/workflows/bulletin/list/subscriber.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { approved, got, issueOf, reader, rowsOf, withReaders } from './approved.js';
import { ISAIAH } from './people.js';

const BUSY: NotSent = { state: 'try again', reason: 'busy' };
const SENT = 'November 2026 bulletin: sent';

describe('An issue of which every letter is out', () => {
  let house: House;
  let busy = true;
  /** As long as the server is busy, the last of three letters waits. */
  beforeEach(async () => {
    busy = true;
    house = await openHouse({
      post: ({ to }) => (busy && to.address === reader(2) ? BUSY : undefined),
    });
    await withReaders(house, 3);
  });
  afterEach(() => house.close());

  const begun = async (): Promise<Shown> => {
    const asked = await approved(house);
    return house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
  };
  async function atOnce(): Promise<Shown> {
    busy = false;
    return begun();
  }
  const outcomes = async (): Promise<readonly string[]> =>
    (await rowsOf(house)).map(({ outcome }) => outcome);
  /** Nobody is told that zero people are left, and nothing waits for another press. */
  async function isSent(shown: Shown): Promise<void> {
    const words = wordsOf(shown.card);
    assert.ok(words.includes(SENT), words.join('\n'));
    assert.doesNotMatch(JSON.stringify(shown.card), /\b0 people/);
    assert.equal((await issueOf(house)).state, 'sent');
    assert.deepEqual(new Set(await outcomes()), new Set(['sent']));
  }

  for (const title of ['Pause', 'Stop']) {
    it(`is sent when somebody presses ${title}`, async () => {
      await isSent(await house.press(ISAIAH, await atOnce(), title));
      const told = house.inbox(ISAIAH).filter(({ card }) => wordsOf(card)[0] === SENT);

      assert.deepEqual(got(house, 3), [1, 1, 1]);
      assert.equal(told.length, 1);
    });
  }

  it('is sent when the last letter left between the question and the press that stops', async () => {
    const asked = await house.press(ISAIAH, await begun(), 'Stop');
    busy = false;
    house.at('2026-11-23T11:00:00Z');
    await house.tick();
    const { state } = await issueOf(house);

    assert.equal(state, 'sending');
    await isSent(await house.press(ISAIAH, asked, 'Stop before 1 person'));
  });

  it('is sent when it was paused by a press of before, and somebody presses Stop', async () => {
    const going = await atOnce();
    const issue = await issueOf(house);
    await house.inside((tx) => tx.put(issues, { ...issue, state: 'paused' }));

    await isSent(await house.press(ISAIAH, going, 'Stop'));
  });

  it('ends by itself though it is paused, once nobody waits any more', async () => {
    await house.press(ISAIAH, await begun(), 'Pause');
    await house.tick();
    const { state } = await issueOf(house);
    const last = (await house.inside((tx) => subscriberWith(tx, reader(2))))!;
    await house.inside((tx, { now }) => tx.put(subscribers, turned(last, 'unsubscribed', now)));
    house.at('2026-11-23T11:00:00Z');
    await house.tick();
    await house.tick();

    assert.equal(state, 'paused');
    assert.equal((await issueOf(house)).state, 'sent');
    assert.deepEqual([...(await outcomes())].sort(), ['left', 'sent', 'sent']);
  });

  it('is paused and stopped as before while one person waits', async () => {
    const paused = await house.press(ISAIAH, await begun(), 'Pause');
    const asked = await house.press(ISAIAH, paused, 'Stop');
    await house.press(ISAIAH, asked, 'Stop before 1 person');

    assert.ok(wordsOf(paused.card).includes('November 2026 bulletin: paused'));
    assert.equal((await issueOf(house)).state, 'stopped');
  });
});
