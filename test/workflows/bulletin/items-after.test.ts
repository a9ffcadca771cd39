import assert from 'node:assert/strict';
import type { NotSent } from '../../../src/message.js';
import { places } from '../../../src/workflows/bulletin/places.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { MONTH, approved, reader, withReaders } from './approved.js';
import { ISAIAH, MEGAN, newest } from './people.js';

const BUSY: NotSent = { state: 'try again', reason: 'busy' };
const WENT_OUT = 'Your item went out with the November 2026 issue.';
const WAITS = 'Nobody got the November 2026 issue, so your item waits for the next one.';

describe('The items of an issue that is sent', () => {
  let house: House;
  /** The letters from this reader on wait as long as the server is busy. */
  let busyFrom = 0;
  beforeEach(async () => {
    house = await openHouse({ post: ({ to }) => (to.address >= reader(busyFrom) ? BUSY : undefined) });
    await withReaders(house, 3);
  });
  afterEach(() => house.close());

  async function begun(from: number): Promise<Shown> {
    busyFrom = from;
    const asked = await approved(house);
    return house.press(ISAIAH, asked, buttonsOf(asked.card)[0]!.title);
  }
  async function goOn(from = busyFrom): Promise<void> {
    busyFrom = from;
    house.at('2026-11-23T11:00:00Z');
    for (let each = 0; each < 3; each += 1) await house.tick();
  }
  async function stopped(from: number, left: string): Promise<Shown> {
    const asked = await house.press(ISAIAH, await begun(from), 'Stop');
    await house.press(ISAIAH, asked, `Stop before ${left}`);
    await goOn();
    return asked;
  }
  const told = (): readonly string[] =>
    house.inbox(MEGAN).flatMap(({ text }) => (/ issue[.,]/.test(text) ? [text] : []));
  const stateOf = async (): Promise<readonly string[]> => {
    const { state, issue } = await newest(house, MEGAN);
    return [state, issue];
  };

  it('went out once the sending has ended: their senders hear it then, and not before', async () => {
    await begun(2);
    await house.tick();
    const before = [told(), await stateOf()];
    await goOn(3);
    const words = wordsOf(house.inbox(MEGAN).find(({ text }) => text === WENT_OUT)?.card);

    assert.deepEqual(before, [[], ['accepted', MONTH]]);
    assert.deepEqual(told(), [WENT_OUT]);
    assert.deepEqual(await stateOf(), ['published', MONTH]);
    assert.equal(words.filter((each) => /goes out|went out/.test(each)).length, 1, words.join('\n'));
  });

  it('go to the next issue when it is stopped before anybody got it, and their senders hear that', async () => {
    const asked = await stopped(0, '3 people');
    const held = await stateOf();
    const progress = wordsOf((await house.send(ISAIAH, 'bulletin/progress', { issue: MONTH })).card);
    house.at('2026-12-01T09:00:00Z');
    await house.tick();

    assert.ok(wordsOf(asked.card).includes('If it reaches nobody, its items go to the next issue.'));
    assert.deepEqual(told(), [WAITS]);
    assert.deepEqual(held, ['held', 'next']);
    assert.ok(progress.includes('Nobody got it, so its items wait for the next issue.'), progress.join('\n'));
    assert.deepEqual(await stateOf(), ['waiting', '2026-12']);
  });

  it('went out when it is stopped after somebody got it', async () => {
    await stopped(1, '2 people');

    assert.deepEqual([told(), await stateOf()], [[WENT_OUT], ['published', MONTH]]);
  });

  it('went out when a channel got it, though no letter left', async () => {
    const id = '19:news@thread.tacv2';
    await house.addChannel(id, 'News');
    await house.inside((tx) => tx.put(places, { id, version: 0, use: 'bulletin' }));
    await stopped(0, '3 people');

    assert.deepEqual([told(), await stateOf()], [[WENT_OUT], ['published', MONTH]]);
  });
});
