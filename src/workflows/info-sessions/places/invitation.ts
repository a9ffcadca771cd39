/** Who was asked by a message of their own, and whether they answered. */
import type { Member } from '../../../directory.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context, Handler, Notification } from '../../workflow.js';
import { keepBooks, openBooks } from './books.js';
import { announcementCard, chooseCard, placeCard } from './cards.js';
import { giveUpCard, noticeCard } from './place-cards.js';
import { loadSession } from '../session/load.js';
import type { Details, Session } from '../session/session.js';
import { isLive } from './sign-up.js';
import { giveUpWish, signUpOf } from './waiting-list.js';
import type { Books } from './waiting-list.js';

/** `id` is `<session>.<member>`. Whoever signs up has answered. */
export interface Invitation extends Stored {
  readonly session: string;
  readonly member: string;
  readonly answer: 'none' | 'signed up' | 'not coming';
}

export const invitations = collection<Invitation>('info-sessions.invitations', [
  ['session'],
  ['session', 'answer'],
]);

function invitationKey(session: string, member: string): string {
  return `info-sessions.invitation:${session}:${member}`;
}

/** Every member that the session is for. */
export async function audienceOf(context: Context, session: Details): Promise<readonly Member[]> {
  const everybody = await context.directory.members();
  return everybody.filter((member) => {
    if (session.audience === 'members') return true;
    return session.audience === 'working-group'
      ? member.roles.includes('working-group')
      : session.organisations.includes(member.organisation);
  });
}

/** Asks everybody of the audience who was not asked yet. */
export async function invite(context: Context, books: Books): Promise<readonly Notification[]> {
  const { session, signUps } = books;
  if (!session.invite) return [];
  const notify: Notification[] = [];
  const notice = 'You are invited. One press takes a place.';
  for (const { id } of await audienceOf(context, session)) {
    const known = await context.store.get(invitations, `${session.id}.${id}`);
    if (known !== undefined) continue;
    const answer = signUps.some(({ member }) => member === id) ? 'signed up' : 'none';
    const base = { id: `${session.id}.${id}`, version: 0, session: session.id, member: id };
    await context.store.put(invitations, { ...base, answer });
    if (answer !== 'none') continue;
    const card = announcementCard(context, books, { notice, invitation: true });
    notify.push({ to: { kind: 'member', id }, card, key: invitationKey(session.id, id) });
  }
  return notify;
}

/** What those who have not answered were asked is changed where it stands: nobody is called for it again. */
export async function updateInvitations(context: Context, books: Books): Promise<readonly Notification[]> {
  const { session } = books;
  const silent = await context.store.find(invitations, { where: { session: session.id, answer: 'none' } });
  const notice = session.state === 'cancelled' ? '' : 'You are invited. One press takes a place.';
  const card = announcementCard(context, books, { notice, invitation: true });
  return silent.map(({ member }) => {
    const replaces = invitationKey(session.id, member);
    return { to: { kind: 'member', id: member }, card, key: `${replaces}:${session.version}`, replaces };
  });
}

/** Notes that a member has answered, when they were asked: also by the colleague who signed them up. */
export async function invitationAnswer(
  { store }: Context,
  session: Session,
  member: string,
  answer: 'signed up' | 'not coming',
): Promise<void> {
  const known = await store.get(invitations, `${session.id}.${member}`);
  if (known !== undefined && known.answer !== answer) await store.put(invitations, { ...known, answer });
}

/**
 * *I cannot come*: no reminder follows, and the materials afterwards still do. Whoever has a place is asked to give it up; a
 * waiting list is left at once. To a session that was cancelled nobody is asked to come.
 */
export const notComing: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const before = await openBooks(context, session);
  const mine = signUpOf(before, context.actor.id);
  if (session.state === 'cancelled') {
    const isTheirs = mine !== undefined && isLive(mine);
    return {
      reply: isTheirs ? await placeCard(context, before, mine) : chooseCard(context, before, undefined),
    };
  }
  if (mine?.place !== undefined) return { reply: await giveUpCard(context, before, mine.place) };
  const after = giveUpWish(before, context.actor.id);
  const { notify } = await keepBooks(context, before, after, context.actor.id);
  await invitationAnswer(context, session, context.actor.id, 'not coming');
  const sentence =
    'Noted that you cannot come. Nothing more is asked of you; you can still sign up by saying sessions.';
  return { reply: noticeCard(session.title, sentence), notify };
};
