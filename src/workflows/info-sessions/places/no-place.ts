/** Whoever still waits when a date begins is told, once, that no place became free. */
import type { Context, Job, Notification } from '../../workflow.js';
import { openBooks } from './books.js';
import { placeCard } from './cards.js';
import { comingSessions, hasBegun, pastSessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import { signUps } from './sign-up.js';

export const tellOfNoPlace: Job = {
  name: 'tell-of-no-place',
  async run(context) {
    const notify: Notification[] = [];
    for (const session of [
      ...(await comingSessions(context)),
      ...(await pastSessions(context, dayAgo(context))),
    ]) {
      notify.push(...(await tell(context, session)));
    }
    return notify;
  },
};

async function tell(context: Context, session: Session): Promise<readonly Notification[]> {
  const { now, store } = context;
  // After a day it is news to nobody: an outage was longer than that.
  const began = session.dates.filter((each) => hasBegun(each, now) && each.startsAt >= dayAgo(context));
  if (began.length === 0) return [];
  const waiting = await store.find(signUps, { where: { session: session.id, waits: true } });
  if (waiting.length === 0) return [];
  const books = await openBooks(context, session);
  const notify: Notification[] = [];
  for (const each of waiting) {
    const date = began.find(({ id }) => id === each.wish?.slot.date);
    if (date === undefined || each.wish?.state !== 'waiting') continue;
    // Another start is another list.
    const key = `info-sessions.no-place:${each.id}:${date.startsAt}`;
    if ((await context.delivery(key)) !== undefined) continue;
    const notice = 'The date you waited for has begun. Thank you for waiting.';
    const card = await placeCard(context, books, each, notice);
    notify.push({ to: { kind: 'member', id: each.member }, card, key });
  }
  return notify;
}

function dayAgo({ now }: Context): string {
  return new Date(now.getTime() - 86_400_000).toISOString();
}
