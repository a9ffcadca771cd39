/** The desk: what coordinators decide about an item, and what the sender answers. */
import { invalid } from '../../../shared/result.js';
import { UserError } from '../../../shared/errors.js';
import type { Action, ActorContext, Card, Handler, Input, Outcome } from '../../workflow.js';
import { deskItemCard, ownItemCard } from './cards.js';
import { deskCard } from './desk-cards.js';
import { bulletinItems, mustBeUnmarked, referenceOf } from './item.js';
import type { Item, ItemState } from './item.js';
import { loadAnswerable, loadDecidable, mustBeCurrent } from './load.js';
import { itemsOf, lastPosition } from '../issue/order.js';
import { mayAccept, mustEditBulletin } from '../policy.js';
import { tellDesk, tellSender } from './told.js';
import { parseWords, wordsFormCard } from '../words-form.js';
import type { WordsForm } from '../words-form.js';

/** *bulletin desk*. */
export const showDesk: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  return { reply: await deskCard(context) };
};

/** Accepts an item for its issue. A sensitive one is accepted by the second coordinator who does. */
export const accept: Handler = async (input, context) => {
  const { item } = await loadDecidable(input, context);
  const { actor, store, partnership } = context;
  if (item.state === 'accepted') return { reply: await deskItemCard(context, item) };
  mustBeCurrent(input, item);
  mustBeUnmarked(item, partnership);
  if (!mayAccept(actor, item)) {
    throw new UserError(
      'bulletin.ownSensitive',
      'You sent in this sensitive item, so two other coordinators accept it.',
    );
  }
  const readers = [...new Set([...item.readers, actor.id])];
  if (item.sensitive === 'yes' && readers.length < 2) {
    if (item.readers.length === readers.length) return { reply: await deskItemCard(context, item) };
    const read = await store.put(bulletinItems, { ...item, readers });
    const notice = 'Read and accepted by you. It needs a second reader.';
    return { reply: await deskItemCard(context, read, { notice }), notify: await tellDesk(context, read) };
  }
  const position = lastPosition(await itemsOf(store, item.issue), item.kind);
  return decide(context, { ...item, readers, position, reason: '' }, 'accepted', 'Your item is accepted.');
};

/**
 * A form of one field for a decision that has words.
 * @param form `already` is the state in which the decision stands: a second press only shows it
 */
function decision(
  form: Omit<WordsForm, 'heading' | 'press'> & { readonly title: string; readonly already?: ItemState },
  act: (item: Item, words: string, context: ActorContext) => Promise<Outcome>,
  load: typeof loadDecidable = loadDecidable,
): { readonly open: Handler; readonly save: Action } {
  const card = async (input: Input, context: ActorContext, trouble = {}): Promise<Card> => {
    const { item } = await load(input, context);
    const heading = `${form.title} ${referenceOf(item, context.partnership)}`;
    const lines = [item.headline, ...form.lines, item.state === 'asked' ? item.question : ''];
    return wordsFormCard(
      { ...form, heading, lines, press: { item: item.id, version: item.version } },
      trouble,
    );
  };
  return {
    open: async (input, context) => ({ reply: await card(input, context) }),
    save: {
      async handle(input, context) {
        const read = parseWords(input.data, form);
        if (!read.ok) return invalid(read.problems);
        const { item } = await load(input, context);
        if (item.state === form.already) return { reply: await deskItemCard(context, item) };
        mustBeCurrent(input, item);
        return act(item, read.value.words, context);
      },
      form: (typed, trouble, context) => card(typed, context, { typed: typed.data, ...trouble }),
    },
  };
}

export const decline = decision(
  {
    title: 'Decline',
    lines: ['The sender reads your reason.'],
    ...{ label: 'Reason', most: 1000, long: true, missing: 'Enter the reason, for the sender to read' },
    ...{ button: 'Decline', verb: 'bulletin/decline', backVerb: 'bulletin/item' },
  },
  (item, reason, context) =>
    decide(context, { ...item, reason, position: 0 }, 'declined', 'Your item is not used this time.'),
);

/** Keeps an item for the next issue. */
export const hold = decision(
  {
    title: 'Hold',
    lines: ['It comes before the desk again for the next issue. The sender is told, with your reason.'],
    ...{ label: 'Reason (optional)', most: 1000, long: true, missing: '', already: 'held' },
    ...{ button: 'Hold', verb: 'bulletin/hold', backVerb: 'bulletin/item' },
  },
  (item, reason, context) =>
    decide(context, { ...item, reason, position: 0 }, 'held', 'Your item is held for the next issue.'),
);

export const ask = decision(
  {
    title: 'Ask about',
    lines: ['The sender gets your question and answers it here.'],
    ...{ label: 'Question', most: 1000, long: true, missing: 'Enter what you want to know' },
    ...{ button: 'Ask', verb: 'bulletin/ask', backVerb: 'bulletin/item' },
  },
  (item, question, context) =>
    decide(
      context,
      { ...item, question, reason: '', answer: '', position: 0 },
      'asked',
      'The team has a question about your item.',
    ),
);

/** The sender's answer puts the item back before the desk. */
export const answer = decision(
  {
    title: 'Answer about',
    lines: [],
    ...{ label: 'Your answer', most: 1000, long: true, missing: 'Enter your answer' },
    ...{ button: 'Send the answer', verb: 'bulletin/answer', backVerb: 'bulletin/item' },
  },
  async (item, words, context) => {
    if (item.by !== context.actor.id || item.state !== 'asked') {
      return { reply: await ownOrDesk(context, item) };
    }
    const answered = await context.store.put(bulletinItems, { ...item, state: 'waiting', answer: words });
    const reply = await ownItemCard(context, answered, { notice: 'Your answer is with the team.' });
    return { reply, notify: await tellDesk(context, answered) };
  },
  loadAnswerable,
);

/** Records a decision; the sender hears it, and the desk's messages show it. */
async function decide(context: ActorContext, item: Item, state: ItemState, notice: string): Promise<Outcome> {
  const decided = await context.store.put(bulletinItems, { ...item, state });
  const reference = referenceOf(decided, context.partnership);
  return {
    reply: await deskItemCard(context, decided, { notice: `Recorded for ${reference}. The sender is told.` }),
    notify: [...(await tellSender(context, decided, { notice })), ...(await tellDesk(context, decided))],
  };
}

async function ownOrDesk(context: ActorContext, item: Item): ReturnType<typeof deskItemCard> {
  return item.by === context.actor.id ? ownItemCard(context, item) : deskItemCard(context, item);
}
