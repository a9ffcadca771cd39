import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { answers } from '../../../src/workflows/check-ins/answer/answer.js';
import { rounds } from '../../../src/workflows/check-ins/round/round.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const AMBER = { status: 'in-progress', rag: 'amber', done: 'Two held.', reason: 'No room.' };

describe('A coordinator who reads an answer', () => {
  let house: House;
  let recorded: Shown;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(MEGAN);
    await house.meet(ALEX);
    const form = await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Update');
    recorded = await house.press(MEGAN, form, 'Save', AMBER);
  });
  afterEach(() => house.close());

  const history = () => house.say(ALEX, 'history 4.1');
  const ask = async (question = 'How many came?') =>
    house.press(ALEX, await house.press(ALEX, await history(), 'Ask a question'), 'Send the question', {
      question,
    });
  const SEEN = 'Seen by Alex Wilber on 23 November 2026.';

  it('takes note of it: the lead sees so where the answer stands, and gets no message', async () => {
    const before = house.inbox(MEGAN).length;

    const noted = await house.press(ALEX, await history(), 'Take note');
    const shown = await house.press(MEGAN, await house.press(MEGAN, recorded, 'Change'), 'Save');

    assert.ok(wordsOf(noted.card).includes(SEEN));
    assert.ok(!buttonsOf(noted.card).some(({ title }) => title === 'Take note'));
    assert.ok(wordsOf(shown.card).includes(SEEN));
    assert.equal(house.inbox(MEGAN).length, before);
  });

  it('has taken note of those words only: a changed answer is unseen', async () => {
    await house.press(ALEX, await history(), 'Take note');
    const form = await house.press(MEGAN, recorded, 'Change');

    const changed = await house.press(MEGAN, form, 'Save', { done: 'Three held.' });

    assert.ok(!wordsOf(changed.card).includes(SEEN));
    assert.ok(buttonsOf((await history()).card).some(({ title }) => title === 'Take note'));
  });

  it('asks a question, and the lead answers in that very card', async () => {
    const asked = await ask();
    const message = house.inbox(MEGAN).at(-1)!;
    const before = house.inbox(ALEX).length;

    const done = await house.press(MEGAN, message, 'Answer', { reply: '61, of six organisations.' });

    assert.ok(
      wordsOf(asked.card).some((word) => /^Question: .*How many came\?\s+No answer yet\.$/.test(word)),
    );
    assert.equal(wordsOf(message.card)[0], 'Alex Wilber asks about 4.1');
    assert.deepEqual(house.inbox(MEGAN).at(-1)!.card, done.card);
    assert.ok(wordsOf(done.card).includes('Answer: 61, of six organisations.'));
    const told = house.inbox(ALEX).slice(before);
    assert.equal(told.length, 1);
    assert.equal(wordsOf(told[0]!.card)[0], 'Megan Bowen has answered about 4.1');
    assert.ok(wordsOf((await history()).card).some((word) => word.includes('61, of six organisations.')));
    assert.equal(wordsOf((await house.press(MEGAN, done, 'Change the update of 4.1')).card)[0], 'Update 4.1');
  });

  it('reads beside the question what was said, the reason too', async () => {
    const form = await house.press(ALEX, await history(), 'Ask a question');

    const words = wordsOf(form.card);
    assert.ok(words.includes('Status: In progress, amber'));
    assert.ok(words.includes('Done: Two held.'));
    assert.ok(words.includes('Reason: No room.'));
  });

  it('is offered no second question while one is open, and reads who was asked', async () => {
    const before = await history();
    const asked = await ask();
    const old = await house.press(ALEX, before, 'Ask a question');
    await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Answer', { reply: '61.' });
    const after = await history();

    const titles = (shown: Shown) => buttonsOf(shown.card).map(({ title }) => title);
    assert.deepEqual(titles(asked), ['Take note', 'Back to the results']);
    assert.ok(wordsOf(asked.card).some((word) => word.startsWith('Question: Megan Bowen was asked on')));
    assert.match(old.text, /^Megan Bowen was asked on 23 November 2026 and has not answered yet/);
    assert.ok(titles(after).includes('Ask a question'));
  });

  it('comes from the answer to their question to the history of the action', async () => {
    await ask();
    await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Answer', { reply: '61.' });

    const opened = await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Open the history');

    assert.equal(wordsOf(opened.card)[0], 'History of 4.1');
    assert.ok(wordsOf(opened.card).some((word) => word.includes('61.')));
  });

  it('asks the same once, and another thing when the first is answered', async () => {
    const before = house.inbox(MEGAN).length;
    const form = await house.press(ALEX, await history(), 'Ask a question');
    await house.press(ALEX, form, 'Send the question', { question: 'How many?' });
    await house.press(ALEX, form, 'Send the question', { question: 'How many?' });
    const refused = await house.press(ALEX, form, 'Send the question', { question: 'And when?' });
    await house.press(MEGAN, house.inbox(MEGAN).at(-1)!, 'Answer', { reply: '61.' });
    await house.press(ALEX, refused, 'Send the question');

    assert.ok(wordsOf(refused.card).some((word) => word.includes('has not answered yet')));
    assert.equal(house.inbox(MEGAN).length, before + 2);
    assert.ok(wordsOf(house.inbox(MEGAN).at(-1)!.card).includes('And when?'));
  });

  it('enters a question before one is sent', async () => {
    const form = await house.press(ALEX, await history(), 'Ask a question');

    const back = await house.press(ALEX, form, 'Send the question', { question: '  ' });

    assert.ok(wordsOf(back.card).includes('Enter your question'));
  });

  it('hears that whoever gave the answer has left', async () => {
    const megan = await house.member(MEGAN);
    await house.inside((tx) => tx.put(members, { ...megan, standing: 'left' }));

    const { text } = await house.press(ALEX, await history(), 'Ask a question');

    assert.equal(text, 'Megan Bowen is not a member any more. Ask whoever leads the action now.');
  });

  it('is alone in it: the Working Group reads, and does not ask here', async () => {
    const shown = await house.say(MEGAN, 'history 4.1');
    const [button] = buttonsOf((await history()).card).filter(({ title }) => title === 'Ask a question');

    const refused = await house.send(MEGAN, 'check-ins/ask-question', { ...button!.data, question: 'x' });
    const noted = await house.send(MEGAN, 'check-ins/take-note', button!.data);

    assert.deepEqual(buttonsOf(shown.card), []);
    for (const { text } of [refused, noted]) assert.match(text, /^Only the coordinating team can do this\./);
  });

  it('hears after five working days that no answer came, the lead after two that one is asked for', async () => {
    await ask();
    const heard: string[] = [];
    for (const day of ['11-24', '11-25', '11-30']) {
      house.at(`2026-${day}T10:00:00Z`);
      await house.tick();
      for (const name of [MEGAN, ALEX]) {
        const words = house.inbox(name).flatMap(({ card }) => wordsOf(card));
        const said = words.filter((word) => word === 'Alex Wilber asks' || word.startsWith('No answer from'));
        heard.push(`${day} ${name}: ${said.join()}`);
      }
    }
    const open = await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'See the answer');

    assert.deepEqual(heard, [
      ...['11-24 Megan Bowen: ', '11-24 Alex Wilber: '],
      ...['11-25 Megan Bowen: Alex Wilber asks', '11-25 Alex Wilber: '],
      ...['11-30 Megan Bowen: Alex Wilber asks', '11-30 Alex Wilber: No answer from Megan Bowen yet'],
    ]);
    assert.equal(wordsOf(open.card)[0], 'History of 4.1');
  });

  it('asks anew whoever answers now, when whom they had asked has left', async () => {
    await ask();
    const megan = await house.member(MEGAN);
    const { id: adele } = await house.member('Adele Vance');
    await house.inside(async (tx) => {
      await tx.put(members, { ...megan, standing: 'left' });
      const [round] = await tx.find(rounds, { where: { state: 'open' }, by: 'dueOn' });
      const [answer] = await tx.find(answers, { where: { round: round!.id } });
      await tx.put(answers, { ...answer!, by: adele });
    });

    const asked = await ask('And how many stayed?');

    const questions = wordsOf(asked.card).filter((word) => word.startsWith('Question: '));
    assert.equal(questions.length, 1);
    assert.match(questions[0]!, /^Question: And how many stayed\?\s+Adele Vance is not reached yet\./);
  });
});
