/** What waits for a member here, and what they may still change. */
import type { ActorContext, Item } from '../workflow.js';
import { openBooks } from './places/books.js';
import { sessionLine, wishSentence } from './places/cards.js';
import { mayManage } from './policy.js';
import { comingSessions, sessions } from './session/session.js';
import type { Session } from './session/session.js';
import { signUpId, signUps } from './places/sign-up.js';

export async function items(context: ActorContext): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const session of await comingSessions(context)) {
    const item = await ownPlace(context, session);
    if (item !== undefined) found.push(item);
  }
  return mayManage(context.actor) ? [...found, ...(await drafts(context))] : found;
}

async function ownPlace(context: ActorContext, session: Session): Promise<Item | undefined> {
  const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
  if (mine === undefined || (mine.place === undefined && mine.wish === undefined)) return undefined;
  const waiting = mine.wish?.state === 'offered';
  const detail =
    mine.wish === undefined
      ? `You have a place: ${sessionLine(context, session)}`
      : wishSentence(context, await openBooks(context, session), mine);
  const title = waiting ? 'Take or decline' : 'See your place';
  return {
    waiting,
    title: session.title,
    detail,
    open: { verb: 'info-sessions/show', data: { session: session.id }, title },
  };
}

async function drafts({ store }: ActorContext): Promise<readonly Item[]> {
  const waiting = await store.find(sessions, { where: { state: 'draft' }, by: 'createdAt' });
  return waiting.map((session) => ({
    waiting: true,
    title: session.title,
    detail: 'A draft: nobody sees it until you publish it.',
    open: { verb: 'info-sessions/preview', data: { session: session.id }, title: 'Look at the draft' },
  }));
}
