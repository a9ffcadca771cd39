/** What a sender does: write an item, look at it, send it in, change it, take it back. */
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Card, Handler } from '../../workflow.js';
import { NEW_WORDS, deskItemCard, detailsFormCard, itemFormCard, ownItemCard } from './cards.js';
import type { Shown } from './cards.js';
import { changesBetween, parseDetails, parseWords } from './form.js';
import type { Change } from './form.js';
import { openIssue } from '../issue/issue.js';
import { DRAFTS, NEXT, bulletinItems, nextNumber, referenceOf } from './item.js';
import type { Item } from './item.js';
import { loadChangeable, loadItem, mustBeCurrent } from './load.js';
import { mayEditBulletin, mayUnmark } from '../policy.js';
import { tellDesk, tellSender } from './told.js';
import { linkKeyOf, twinsOf } from './twins.js';

/** *submit item*. */
export const newItem: Handler = async (_input, context) => ({
  reply: itemFormCard({ id: newId(), version: 0 }, NEW_WORDS, {}, context),
});

/** The item, as whoever asks may see it. */
export const showItem: Handler = async (input, context) => {
  const { item } = await loadItem(input, context);
  return { reply: await cardFor(context, item) };
};

export const changeItem: Handler = async (input, context) => {
  const { item } = await loadChangeable(input, context);
  return { reply: itemFormCard(item, item, {}, context) };
};

/** The first section: a new draft, the sender's correction, or the desk's edit. */
export const saveItem: Action = {
  async handle(input, context) {
    const words = parseWords(input.data, context.partnership, context.today);
    if (!words.ok) return words;
    const item = await draftOrItem(textOf(input.data, 'item'), input, context);
    return save(input, context, item, { ...item, ...words.value, linkKey: linkKeyOf(words.value.link) });
  },
  form: async (typed, trouble, context) => {
    const item = await draftOrItem(textOf(typed.data, 'item'), typed, context);
    return itemFormCard(item, item, { typed: typed.data, ...trouble }, context);
  },
};

export const openDetails: Handler = async (input, context) => {
  const { item } = await loadChangeable(input, context);
  return { reply: detailsFormCard(item, {}) };
};

export const saveDetails: Action = {
  async handle(input, context) {
    const details = parseDetails(input.data);
    if (!details.ok) return details;
    const { item } = await loadChangeable(input, context);
    return save(input, context, item, { ...item, ...details.value });
  },
  form: async (typed, trouble, context) => {
    const { item } = await loadChangeable(typed, context);
    return detailsFormCard(item, { typed: typed.data, ...trouble });
  },
};

/** Sends a draft in: it gets its reference, and the desk sees it. */
export const sendItem: Handler = async (input, context) => {
  const { item: draft } = await loadItem(input, context);
  if (draft.state !== 'draft') return { reply: await cardFor(context, draft) };
  mustBeCurrent(input, draft);
  const issue = await openIssue(context);
  const year = Number(context.today.slice(0, 4));
  const item = await context.store.put(bulletinItems, {
    ...draft,
    ...{ state: 'waiting', issue: issue?.id ?? NEXT, year },
    number: await nextNumber(context.store, year),
  });
  const notice = `Item received: ${referenceOf(item, context.partnership)}`;
  return { reply: await ownItemCard(context, item, { notice }), notify: await tellDesk(context, item) };
};

/** Throws a draft away, or takes an item back. */
export const withdraw: Handler = async (input, context) => {
  const { item } = await loadItem(input, context);
  if (item.state === 'withdrawn') return { reply: await cardFor(context, item) };
  const { item: open } = await loadChangeable(input, context);
  if (open.by !== context.actor.id) return { reply: await cardFor(context, open) };
  if (open.state === 'draft') {
    await context.store.remove(bulletinItems, open.id);
    return { reply: 'The draft is gone. Say submit item to begin another one.' };
  }
  const gone = await context.store.put(bulletinItems, { ...open, state: 'withdrawn', position: 0 });
  return {
    reply: await cardFor(context, gone, { notice: 'Withdrawn. The team sees it too.' }),
    notify: await tellDesk(context, gone),
  };
};

/** The item of the form: a new one keeps the id that the form brought, so that a second press finds it. */
async function draftOrItem(id: string, input: Parameters<Handler>[0], context: ActorContext): Promise<Item> {
  const known = await context.store.get(bulletinItems, id);
  if (known !== undefined || !/^[a-z0-9]{16}$/.test(id)) return (await loadChangeable(input, context)).item;
  const { actor, directory, today, now } = context;
  return {
    ...{ id, version: 0, state: 'draft', issue: DRAFTS, by: actor.id, from: actor.organisation },
    ...{ createdAt: now.toISOString(), year: 0, number: 0, position: 0, readers: [] },
    ...{ reason: '', question: '', answer: '' },
    ...{ kind: '', headline: '', summary: '', link: '', sensitive: 'no', linkKey: '' },
    ...{ startsOn: '', endsOn: '', audience: '', validUntil: '' },
    contact: actor.email === undefined ? actor.name : `${actor.name}, ${actor.email}`,
    organisation: directory.organisationName(actor.organisation, today),
  };
}

const STAYS_SENSITIVE =
  'Choose yes. Once one coordinator has accepted the item, another can take the mark off';

/** Keeps the new version, tells whoever should know, and shows it. The same words again change nothing. */
async function save(
  input: Parameters<Handler>[0],
  context: ActorContext,
  before: Item,
  after: Item,
): ReturnType<Handler> {
  const changes = changesBetween(before, after, context.partnership);
  if (before.version > 0 && changes.length === 0) return { reply: await cardFor(context, before) };
  if (before.version > 0) mustBeCurrent(input, before);
  const unmarked = before.state !== 'draft' && before.sensitive === 'yes' && after.sensitive === 'no';
  if (unmarked && !mayUnmark(context.actor, before)) return invalid({ sensitive: STAYS_SENSITIVE });
  const own = before.by === context.actor.id;
  const item = await context.store.put(bulletinItems, afterChange(after, own, context));
  if (item.state === 'draft') return { reply: await cardFor(context, item) };
  return {
    reply: await cardFor(context, item, { notice: 'Saved.', changes }),
    notify: [...(await tellDesk(context, item)), ...(await tellEdit(context, item, changes))],
  };
}

/** What the desk accepted is not what the sender wrote afterwards, and a sensitive text needs new readers. */
function afterChange(item: Item, own: boolean, { actor }: ActorContext): Item {
  if (item.state === 'draft') return item;
  const bySender = own && !mayEditBulletin(actor);
  if (!bySender && item.sensitive === 'no') return item;
  const again = bySender || item.state === 'accepted';
  return { ...item, readers: [], ...(again && { state: 'waiting', position: 0 }) };
}

async function tellEdit(
  context: ActorContext,
  item: Item,
  changes: readonly Change[],
): ReturnType<typeof tellSender> {
  const notice = `The ${context.partnership.team.name} edited your item. Nothing is needed from you.`;
  return tellSender(context, item, { notice, changes });
}

/** An editor sees the desk's card, also of their own items; twins are shown to both. */
async function cardFor(context: ActorContext, item: Item, shown: Shown = {}): Promise<Card> {
  const desk = mayEditBulletin(context.actor) && item.state !== 'draft';
  const undecided = item.state === 'draft' || item.state === 'waiting';
  const twins = undecided ? await twinsOf(context.store, item) : [];
  if (desk) return deskItemCard(context, item, { ...shown, twins });
  const visible = twins.filter(({ sensitive }) => sensitive === 'no');
  return ownItemCard(context, item, { ...shown, twins: visible });
}
