import assert from 'node:assert/strict';
import { carriedInto } from '../../../src/workflows/bulletin/issue/month.js';
import { bulletinItems } from '../../../src/workflows/bulletin/item/item.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, MEGAN, atDesk, newest, sent } from './people.js';

const QUESTION = 'The team asked: Which four dates?';

describe('A question of the desk, and a reason', () => {
  let house: House;
  beforeEach(async () => {
    house = await openHouse();
    for (const name of [ALEX, MEGAN]) await house.meet(name);
    await sent(house, MEGAN);
  });
  afterEach(() => house.close());

  const opened = async (): Promise<Shown> => atDesk(house, ALEX, await newest(house, MEGAN));
  async function desk(title: string, then: string, words: string): Promise<Shown> {
    return house.press(ALEX, await house.press(ALEX, await opened(), title), then, { words });
  }
  async function answered(): Promise<void> {
    await desk('Ask the sender', 'Ask', 'Which four dates?');
    const form = await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Answer');
    await house.press(MEGAN, form, 'Send the answer', { words: '7, 14, 21 and 28 January.' });
  }
  /** What the sender was told last. */
  const told = (): readonly string[] => wordsOf(house.inbox(MEGAN).at(-1)?.card);

  it('are two things: a question is never the reason for a hold', async () => {
    await answered();
    const held = wordsOf((await desk('Hold', 'Hold', 'It is for the spring.')).card);

    for (const words of [held, told()]) {
      assert.ok(words.includes('Reason: It is for the spring.'), words.join('\n'));
      assert.ok(words.includes(QUESTION), words.join('\n'));
      assert.ok(!words.includes('Reason: Which four dates?'));
    }
    assert.ok(held.includes('Answer of the sender: 7, 14, 21 and 28 January.'));
  });

  it('asks for a reason before a hold, and the sender hears nothing until then', async () => {
    const before = house.inbox(MEGAN).length;
    const form = await house.press(ALEX, await opened(), 'Hold');
    const during = [house.inbox(MEGAN).length, (await newest(house, MEGAN)).state];
    await house.press(ALEX, form, 'Hold', { words: '' });
    await house.press(ALEX, form, 'Hold', { words: 'Typed again' });

    assert.ok(JSON.stringify(form.card).includes('Reason (optional)'));
    assert.deepEqual(during, [before, 'waiting']);
    assert.equal(house.inbox(MEGAN).length, before + 1);
    assert.ok(!told().some((words) => words.startsWith('Reason')), told().join('\n'));
    assert.deepEqual([(await newest(house, MEGAN)).state, (await newest(house, MEGAN)).reason], ['held', '']);
  });

  it('stands on the desk with the reason, so that a colleague need not open the item', async () => {
    await desk('Hold', 'Hold', 'It is for the spring.');
    const words = wordsOf((await house.say(ALEX, 'bulletin desk')).card);

    assert.ok(
      words.some((word) => word.endsWith('. Held: It is for the spring.')),
      words.join('\n'),
    );
  });

  it('shows an answer with its question, also once the item is accepted', async () => {
    await answered();
    const accepted = await house.press(ALEX, await opened(), 'Accept');

    for (const words of [wordsOf(accepted.card), told()]) {
      const at = words.indexOf(QUESTION);
      assert.ok(at > 0, words.join('\n'));
      assert.match(words[at + 1] ?? '', /^(Your answer|Answer of the sender): 7, 14, 21 and 28 January\.$/);
    }
  });

  it('tells the desk that decides again why the item was held before', async () => {
    await desk('Hold', 'Hold', 'It is for the spring.');
    const held = await newest(house, MEGAN);
    await house.inside((tx) => tx.put(bulletinItems, carriedInto(held, { id: '2026-11' }, '2026-12-01')));
    const again = await opened();

    assert.ok(wordsOf(again.card).includes('Held before. Reason: It is for the spring.'));
    assert.ok(buttonsOf(again.card).some(({ title }) => title === 'Accept'));
  });

  it('tells apart what an earlier version kept in one field', () => {
    const [migrate] = bulletinItems.migrations;

    for (const state of ['asked', 'waiting', 'held', 'accepted']) {
      const { question, reason } = migrate!({ state, reason: 'Which four dates?', answer: '' });
      assert.deepEqual([question, reason], ['Which four dates?', ''], state);
    }
    const { question, reason } = migrate!({ state: 'declined', reason: 'Too late.', answer: 'Yes.' });
    assert.deepEqual([question, reason], ['', 'Too late.']);
  });
});
