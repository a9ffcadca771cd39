import assert from 'node:assert/strict';
import { outboxRows } from '../../src/outbox/rows.js';
import { UserError } from '../../src/shared/errors.js';
import { invalid } from '../../src/shared/result.js';
import type { Card, Workflow } from '../../src/workflows/workflow.js';
import { collection } from '../../src/store/store.js';
import type { Stored } from '../../src/store/store.js';
import { openHouse, wordsOf } from '../support/house.js';
import type { House } from '../support/house.js';

const ALEX = 'Alex Wilber';

interface Note extends Stored {
  readonly text: string;
}
const notes = collection<Note>('toy.notes', [['text']]);

function aCard(sentence: string): Card {
  return { template: 'shared/notice', summary: sentence, data: { heading: 'Toy', sentence } };
}

const toy: Workflow = {
  name: 'toy',
  title: 'Toy',
  help: 'For tests.',
  collections: [notes],
  commands: [
    { phrases: ['toy box'], help: 'open the box', handle: async () => ({ reply: aCard('The box') }) },
  ],
  actions: {
    keep: {
      async handle({ data }, { store, actor }) {
        const text = String(data.text);
        await store.put(notes, { id: 'n1', version: (await store.get(notes, 'n1'))?.version ?? 0, text });
        if (text === '') return invalid({ text: 'Enter a text' });
        if (text === 'forbidden') throw new UserError('toy.forbidden', 'That is not allowed.');
        if (text === 'broken') throw new Error('secret detail');
        if (text === 'faceless') return { reply: { ...aCard(''), template: 'toy/none' } };
        return {
          reply: aCard(`Kept ${text}`),
          notify: [{ to: { kind: 'member', id: actor.id }, card: aCard('Note'), key: 'toy.note' }],
        };
      },
      form: async ({ data }, { problems, refusal }) =>
        aCard(`${String(data.text)}|${problems.text ?? ''}|${refusal}`),
    },
    look: { handle: async () => ({ reply: aCard('Just looking') }) },
  },
};

describe('The router', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ workflows: [toy], faulty: true });
    await house.meet(ALEX);
  });
  afterEach(() => house.close());

  const note = () => house.inside((tx) => tx.get(notes, 'n1'));
  const keep = (text: string, message = 'm1') =>
    house.send(
      ALEX,
      'toy/keep',
      { text },
      { personal: true, message: { conversation: 'c', activity: message, serviceUrl: 'https://s/' } },
    );

  it('answers words only as a whole: "I am devoted to toy boxes" is not a command', async () => {
    assert.equal((await house.say(ALEX, '  TOY  box! ')).text, 'The box');
    assert.match((await house.say(ALEX, 'I am devoted to toy boxes')).text, /^I did not understand/);
  });

  it('offers what somebody may have meant, as buttons that work', async () => {
    const answer = await house.say(ALEX, 'toybox');
    const opened = await house.press(ALEX, answer, 'Toy box');

    assert.equal(answer.text, "I did not understand 'toybox'. Did you mean: toy box?");
    assert.equal(opened.text, 'The box');
  });

  it('answers hello, thanks, cancel and help', async () => {
    assert.match((await house.say(ALEX, 'Hello')).text, /^Hello\./);
    assert.equal((await house.say(ALEX, 'Thank you!')).text, 'Glad to help.');
    assert.match((await house.say(ALEX, 'cancel')).text, /^Nothing is under way/);
    assert.ok(wordsOf((await house.say(ALEX, 'help')).card).includes('Open the box'));
  });

  it('commits what was changed together with what is sent and the edit of the pressed message', async () => {
    const answer = await keep('tea');
    const rows = await house.inside((tx) => tx.find(outboxRows, { where: { activity: 'm1' } }));

    assert.equal(answer.text, 'Kept tea');
    assert.equal((await note())?.text, 'tea');
    assert.equal(house.inbox(ALEX)[0]?.text, 'Note');
    assert.equal(rows.length, 1);
  });

  it('does not edit the message when nothing was changed', async () => {
    const message = { conversation: 'c', activity: 'm2', serviceUrl: 'https://s/' };
    await house.send(ALEX, 'toy/look', {}, { personal: true, message });

    assert.deepEqual(await house.inside((tx) => tx.find(outboxRows, { where: { activity: 'm2' } })), []);
  });

  it('brings the form back with what was typed when the input has problems, and keeps nothing', async () => {
    assert.equal((await keep('')).text, '|Enter a text|');
    assert.equal(await note(), undefined);
  });

  it('brings the form back with the sentence when a rule refuses, and keeps nothing', async () => {
    assert.equal((await keep('forbidden')).text, 'forbidden||That is not allowed.');
    assert.equal(await note(), undefined);
    assert.deepEqual(house.inbox(ALEX), []);
  });

  it('tells a fault with a reference and no detail, and keeps nothing', async () => {
    const { text } = await keep('broken');

    assert.match(
      text,
      /^broken\|\|Something went wrong on our side, and nothing was saved\..* this reference: \w{6}\.$/,
    );
    assert.doesNotMatch(text, /secret/);
    assert.equal(await note(), undefined);
  });

  it('records nothing that it cannot show', async () => {
    await keep('faceless');

    assert.equal(await note(), undefined);
  });

  it('answers a button that nobody knows with what can be done now', async () => {
    const answer = await house.send(ALEX, 'toy/gone', { text: 'x' });

    assert.equal(wordsOf(answer.card)[0], 'This card is out of date. Here is what I can do now.');
  });

  it('shows a stranger nothing', async () => {
    const stranger = { account: 't/unknown', name: 'Nestor Wilke' };

    const heard = await house.router.hear('toy box', stranger, { personal: true });
    const pressed = await house.router.press('toy/keep', { text: 'x' }, stranger, { personal: true });

    assert.match(heard.text, /^Hello Nestor\. .* not on its list/);
    assert.equal(heard.card, undefined);
    assert.equal(pressed.card, undefined);
    assert.equal(await note(), undefined);
  });
});
