import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { answerId, answers } from '../../../src/workflows/check-ins/answer/answer.js';
import { planActions } from '../../../src/workflows/check-ins/plan/plan.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const WORDS = { status: 'in-progress', rag: 'amber', done: 'Two seminars held.', reason: 'Venue.' };

describe('The history of an action', () => {
  let house: House;
  let list: Shown;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    list = house.inbox(MEGAN)[0]!;
  });
  afterEach(() => house.close());

  const answer = async (words: object = {}) =>
    house.press(MEGAN, await house.press(MEGAN, list, 'Update'), 'Save', { ...WORDS, ...words });
  /** Answers of rounds of other years, the newest last. */
  const before = (number: number) =>
    house.inside(async (tx) => {
      const [round] = await tx.find(rounds, { by: 'createdAt' });
      const action = String(buttonsOf(list.card)[0]!.data.action);
      const answer = (await tx.get(answers, answerId(round!.id, action)))!;
      for (let year = 2026 - number; year < 2026; year += 1) {
        const id = answerId(`r${year}`, action);
        const at = `${year}-06-01T09:00:00Z`;
        await tx.put(rounds, {
          ...round!,
          id: `r${year}`,
          version: 0,
          name: `Check-in of ${year}`,
          createdAt: at,
        });
        await tx.put(answers, {
          ...{ ...answer, id, version: 0, round: `r${year}`, done: `Done in ${year}.` },
          ...{ answeredAt: at, firstAnsweredAt: at },
        });
      }
    });

  it('is on one card by its number, in any case, and from the results', async () => {
    await answer();

    const said = await house.say(ALEX, 'History 4.1');
    const pressed = await house.press(ALEX, await house.say(ALEX, 'check-in results'), 'History');

    const words = wordsOf(said.card);
    assert.equal(words[0], 'History of 4.1');
    assert.ok(words.includes('Led by Megan Bowen.'));
    assert.ok(words.includes('Check-in for 10 December 2026'));
    assert.ok(words.includes('Done: Two seminars held.'));
    assert.ok(words.includes('Megan Bowen, 23 November 2026'));
    assert.deepEqual(wordsOf(pressed.card), words);
  });

  it('shows the newest first and the older ones page by page', async () => {
    await answer();
    await before(6);

    const newest = await house.say(ALEX, 'history 4.1');
    const older = await house.press(ALEX, newest, 'Older answers');
    const back = await house.press(ALEX, older, 'Newer answers');

    const rounds = (shown: Shown) => wordsOf(shown.card).filter((word) => word.startsWith('Check-in '));
    assert.deepEqual(rounds(newest), [
      ...['Check-in for 10 December 2026', 'Check-in of 2025', 'Check-in of 2024', 'Check-in of 2023'],
    ]);
    assert.deepEqual(rounds(older), ['Check-in of 2022', 'Check-in of 2021', 'Check-in of 2020']);
    assert.ok(!buttonsOf(older.card).some(({ title }) => title === 'Older answers'));
    assert.deepEqual(rounds(back), rounds(newest));
  });

  it('leads back to the results that it was opened from, from any page and after a question', async () => {
    await answer();
    await before(6);
    const results = await house.say(ALEX, 'check-in results');

    const newest = await house.press(ALEX, results, 'History');
    const older = await house.press(ALEX, newest, 'Older answers');
    const form = await house.press(ALEX, newest, 'Ask a question');
    const left = await house.press(ALEX, form, 'Go back');

    for (const shown of [newest, older, left]) {
      const back = await house.press(ALEX, shown, 'Back to the results');
      assert.deepEqual(wordsOf(back.card), wordsOf(results.card));
    }
    const titles = buttonsOf((await house.say(ALEX, 'history 4.1')).card).map(({ title }) => title);
    assert.ok(!titles.includes('Back to the results'));
  });

  it('says when an action has no answer yet, and how to ask', async () => {
    const none = await house.say(ALEX, 'history 1.1');
    const how = await house.say(ALEX, 'history');
    const unknown = await house.say(ALEX, 'history 99.9');

    assert.ok(wordsOf(none.card).includes('No check-in has an answer for it yet.'));
    assert.equal(how.text, 'Say history and the number of an action, like history 1.2.');
    assert.equal(unknown.text, 'The plan has no action 99.9 now. Say plan to see its actions.');
  });

  describe('that is out of the plan', () => {
    const end = async (number: string) => {
      const [action] = await house.inside((tx) => tx.find(planActions, { where: { number } }));
      const card = await house.send(ALEX, 'check-ins/plan-action', { action: action!.id });
      const form = await house.press(ALEX, card, 'Complete or take out');
      await house.press(ALEX, form, 'Save', { state: 'complete', why: 'Agreed by e-mail.' });
    };

    it('is found by its number, in any case, and says what became of it', async () => {
      await answer();
      await end('4.1');
      await end('1.2a');

      const words = wordsOf((await house.say(ALEX, 'history 4.1')).card);
      const letter = await house.say(ALEX, 'history 1.2A');

      assert.equal(words[0], 'History of 4.1');
      assert.ok(words.includes('Complete. Led by Megan Bowen.'), words.join('\n'));
      assert.ok(words.includes('Done: Two seminars held.'));
      assert.equal(wordsOf(letter.card)[0], 'History of 1.2a');
    });

    it('gives way to the action that has its number now', async () => {
      await end('4.1');
      const form = await house.press(ALEX, await house.say(ALEX, 'plan'), 'Add an action');
      const words = { number: '4.1', priority: 'Road Safety', text: 'Teach cycling', why: 'New' };
      await house.press(ALEX, form, 'Save', words);

      const found = wordsOf((await house.say(ALEX, 'history 4.1')).card);

      assert.ok(found.includes('Teach cycling'), found.join('\n'));
    });
  });

  it('is for those who lead the action, the Working Group and the coordinating team', async () => {
    await answer();
    const group = await house.member('Adele Vance');
    const plain = { ...group, roles: [] };
    await house.inside(async (tx) => {
      await tx.put(members, plain);
    });

    const own = await house.say(MEGAN, 'history 4.1');
    const others = await house.say('Adele Vance', 'history 4.1');

    assert.ok(own.card);
    assert.match(others.text, /^The history of 4\.1 is for its leads, the Working Group and/);
  });
});
