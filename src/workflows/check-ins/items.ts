/** What waits for a member here, and what they may still change. */
import { longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { ActorContext, Item } from '../workflow.js';
import { earlyItems } from './answer/early.js';
import { waitingItems } from './answer/waiting.js';
import { enquiryItems } from './enquiry/items.js';
import { ownAsk } from './plan/sight.js';
import { refreshItems } from './refresh/items.js';
import { mayManageRounds } from './policy.js';
import { progressOf } from './round/progress.js';
import { askId, asks, openRounds, rounds } from './round/round.js';
import type { Round } from './round/round.js';

export async function items(context: ActorContext): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const round of await openRounds(context)) {
    const item = await ownActions(context, round);
    if (item !== undefined) found.push(item);
  }
  found.push(
    ...(await earlyItems(context)),
    ...(await waitingItems(context)),
    ...(await enquiryItems(context)),
    ...(await refreshItems(context)),
  );
  return mayManageRounds(context.actor) ? [...found, ...(await drafts(context))] : found;
}

async function ownActions(context: ActorContext, round: Round): Promise<Item | undefined> {
  const { store, actor } = context;
  const given = await store.get(asks, askId(round.id, actor.id));
  const ask = given && (await ownAsk(context, given));
  // Who passed everything on has nothing here.
  if (ask === undefined || ask.actions.length === 0) return undefined;
  const { left, asked } = await progressOf(store, ask);
  const open = { verb: 'check-ins/actions', data: { round: round.id } };
  if (left.length === 0) {
    const detail = `${count(asked, 'action')} answered. You can change your answers until it closes.`;
    return { waiting: false, title: round.name, detail, open: { ...open, title: 'See your answers' } };
  }
  const detail = `${left.length} of ${count(asked, 'action')} to answer by ${longDate(round.dueOn)}.`;
  return { waiting: true, title: round.name, detail, open: { ...open, title: 'Answer now' } };
}

async function drafts({ store }: ActorContext): Promise<readonly Item[]> {
  const waiting = await store.find(rounds, { where: { state: 'draft' }, by: 'dueOn' });
  return waiting.map((round) => ({
    waiting: true,
    title: round.name,
    detail: 'A draft: nobody is asked until you open it.',
    open: { verb: 'check-ins/round', data: { round: round.id }, title: 'Look at the draft' },
  }));
}
