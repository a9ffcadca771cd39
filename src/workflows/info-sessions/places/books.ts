/** The books of one session: read before a change, kept after it, with everything that follows for others. */
import type { Context, Notification } from '../../workflow.js';
import { announcementUpdates } from '../session/announce.js';
import { calendarLetters } from './calendar.js';
import { offerCard, placeCard } from './cards.js';
import { forgetNeeds } from './kept-needs.js';
import { isLive, signUps } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { isSameSlot } from '../session/session.js';
import type { Session } from '../session/session.js';
import type { Books } from './waiting-list.js';

export async function openBooks(context: Context, session: Session): Promise<Books> {
  return {
    session,
    signUps: await context.store.find(signUps, { where: { session: session.id } }),
    now: context.now,
    today: context.today,
    holdHours: context.partnership.info_sessions.offer_hold_hours,
  };
}

export interface Kept {
  /** As stored. */
  readonly books: Books;
  readonly notify: readonly Notification[];
}

/**
 * Stores what changed, and says whom to tell: people who are offered a place or whose offer ended, and the
 * channels that show the places left.
 * @param told the member who is answered anyway
 */
export async function keepBooks(
  context: Context,
  before: Books,
  after: Books,
  told: string | undefined,
): Promise<Kept> {
  const changed: { readonly was: SignUp | undefined; readonly is: SignUp }[] = [];
  const all: SignUp[] = [];
  for (const each of after.signUps) {
    const was = before.signUps.find(({ id }) => id === each.id);
    const is = was === each ? each : await context.store.put(signUps, each);
    all.push(is);
    if (was !== each) changed.push({ was, is });
    if (isLive(was) && !isLive(is)) await forgetNeeds(context, is.id);
  }
  const books = { ...after, signUps: all };
  const notify: Notification[] = [];
  for (const { was, is } of changed) {
    notify.push(...(await follows(context, books, was, is, told)));
    if (!isSameSlot(was?.place, is.place)) {
      notify.push(...(await calendarLetters(context, books.session, is)));
    }
  }
  if (changed.length > 0 || before.session !== after.session) {
    notify.push(...announcementUpdates(context, books));
  }
  return { books, notify };
}

/** The key of the message that offers a place: one for each time it is offered. */
function offerKey({ id }: SignUp, until: string): string {
  return `info-sessions.offer:${id}:${until}`;
}

async function follows(
  context: Context,
  books: Books,
  was: SignUp | undefined,
  is: SignUp,
  told: string | undefined,
): Promise<readonly Notification[]> {
  const to = { kind: 'member', id: is.member } as const;
  const wasOffered = was?.wish?.state === 'offered' ? was.wish.until : undefined;
  if (is.wish?.state === 'offered' && wasOffered === undefined) {
    return [{ to, card: await offerCard(context, books, is), key: offerKey(is, is.wish.until) }];
  }
  if (is.wish?.state === 'offered' || wasOffered === undefined) return [];
  const card = await placeCard(context, books, is);
  const key = `info-sessions.offer-ended:${is.id}:${wasOffered}`;
  const replaces = offerKey(is, wasOffered);
  // Whoever just answered reads it in the answer; a message that offered the place says it from now on too.
  const asked = await context.delivery(replaces);
  return told === is.member && asked === undefined ? [] : [{ to, card, key, replaces }];
}
