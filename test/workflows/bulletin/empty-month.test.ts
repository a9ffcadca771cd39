import assert from 'node:assert/strict';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import { openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ALEX, MEGAN, newest, sent } from './people.js';

describe('A month without an item', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse({ empty: true, now: '2026-12-01T09:00:00Z' });
    for (const name of [ALEX, MEGAN]) await house.meet(name);
    await house.tick();
  });
  afterEach(() => house.close());

  const states = (): Promise<readonly string[]> =>
    house.inside(async (tx) =>
      (await tx.find(issues, { by: 'opensOn' })).map(({ id, state }) => `${id} ${state}`),
    );
  async function tickAt(instant: string): Promise<void> {
    house.at(instant);
    await house.tick();
  }
  /** What the desk decides about Megan's newest item. */
  async function decide(verb: 'accept' | 'decline' | 'hold', words = ''): Promise<void> {
    const { id: item, version } = await newest(house, MEGAN);
    await house.send(ALEX, `bulletin/${verb}`, { item, version, words });
  }

  it('ends by itself, and the desk goes on with the next', async () => {
    await tickAt('2026-12-26T09:00:00Z');
    const between = await house.say(ALEX, 'bulletin desk');
    await tickAt('2027-01-04T09:00:00Z');
    await sent(house, MEGAN, { headline: 'January news' });
    const desk = await house.say(ALEX, 'bulletin desk');
    const compile = await house.say(ALEX, 'compile');
    const waiting = await house.say(ALEX, 'my items');
    const ended = await house.send(ALEX, 'bulletin/compile', { issue: '2026-12' });

    assert.deepEqual(await states(), ['2026-12 empty', '2027-01 open']);
    assert.ok(wordsOf(between.card).some((words) => words.startsWith('No issue is open.')));
    assert.ok(wordsOf(desk.card).includes('January news'), wordsOf(desk.card).join('\n'));
    assert.ok(wordsOf(compile.card).includes('January 2027 e-bulletin'));
    assert.ok(wordsOf(waiting.card).some((words) => words.includes('1 item waits for a decision.')));
    assert.ok(wordsOf(ended.card).includes('Ended without an item. 0 items.'));
  });

  it('ends once the last item is declined, and not while one is to be decided', async () => {
    await sent(house, MEGAN);
    await tickAt('2026-12-26T09:00:00Z');
    const before = await states();
    await decide('decline', 'Too late');
    await house.tick();

    assert.deepEqual(before, ['2026-12 closed']);
    assert.deepEqual(await states(), ['2026-12 empty']);
  });

  it('gives what was held to the next issue', async () => {
    await sent(house, MEGAN);
    await decide('hold');
    await tickAt('2026-12-26T09:00:00Z');
    await tickAt('2027-01-04T09:00:00Z');

    const { issue, state } = await newest(house, MEGAN);
    assert.deepEqual([issue, state], ['2027-01', 'waiting']);
  });

  it('leaves an issue with an accepted item to be sent, while the desk sees what comes in for the next', async () => {
    await sent(house, MEGAN, { headline: 'December news' });
    await decide('accept');
    await tickAt('2027-01-04T09:00:00Z');
    await sent(house, MEGAN, { headline: 'January news', link: 'https://kent.example/january' });
    const words = wordsOf((await house.say(ALEX, 'bulletin desk')).card);

    assert.deepEqual(await states(), ['2026-12 closed', '2027-01 open']);
    for (const each of [
      'December 2026: closed to new items, and being compiled.',
      'January 2027: takes items until 25 January 2027.',
      '1 item to decide, 1 accepted, 0 held.',
      'January news',
    ])
      assert.ok(words.includes(each), `${each} in\n${words.join('\n')}`);
  });
});
