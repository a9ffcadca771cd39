/** What the sessions do by themselves. */
import { isActive } from '../../directory.js';
import { isReminderTime } from '../../shared/calendar.js';
import type { Context, Job, Notification } from '../workflow.js';
import { announcementUpdates } from './session/announce.js';
import { attendedOf } from './afterwards/attendance.js';
import { keepBooks, openBooks } from './places/books.js';
import { askFeedbackCard } from './afterwards/feedback-cards.js';
import { presenceOf } from './afterwards/presence.js';
import { comingSessions, pastSessions } from './session/session.js';
import type { Session } from './session/session.js';
import { isLive, signUps } from './places/sign-up.js';
import { dropLeavers, settle } from './places/waiting-list.js';

/** Ends offers whose time is over and offers what is free now: a reservation may have lapsed, too. */
export const settleWaitingLists: Job = {
  name: 'settle-waiting-lists',
  async run(context) {
    const notify: Notification[] = [];
    for (const session of await comingSessions(context)) {
      const waiting = await context.store.find(signUps, { where: { session: session.id, waits: true } });
      if (waiting.length === 0) continue;
      const before = await openBooks(context, session);
      const after = settle(before);
      const changed = after.signUps.some((each, index) => each !== before.signUps[index]);
      if (changed) notify.push(...(await keepBooks(context, before, after, undefined)).notify);
    }
    return notify;
  },
};

/**
 * Whoever left the list of members leaves their places and their waiting lists, too: no place is wasted. Asked from what is
 * held, so that it does not cost more with each year's leavers.
 */
export const releaseLeavers: Job = {
  name: 'release-leavers',
  async run(context) {
    const notify: Notification[] = [];
    for (const session of await comingSessions(context)) {
      const leavers = await formerMembers(context, session);
      if (leavers.size === 0) continue;
      const before = await openBooks(context, session);
      const after = dropLeavers(before, leavers);
      const changed = after.signUps.some((each, index) => each !== before.signUps[index]);
      if (changed) notify.push(...(await keepBooks(context, before, after, undefined)).notify);
    }
    return notify;
  },
};

/** Those with a place or on a list who left, also when they have asked to join again since. */
async function formerMembers({ directory, store }: Context, { id }: Session): Promise<ReadonlySet<string>> {
  const left = new Set<string>();
  for (const each of await store.find(signUps, { where: { session: id } })) {
    if (!isLive(each)) continue;
    const member = await directory.member(each.member);
    if (member === undefined || !isActive(member)) left.add(each.member);
  }
  return left;
}

/** Time changes a card too: sign-up opens and closes, a kept place becomes free, the session begins and is over. */
export const refreshCards: Job = {
  name: 'refresh-cards',
  async run(context) {
    const dayAgo = new Date(context.now.getTime() - 86_400_000).toISOString();
    const notify: Notification[] = [];
    for (const session of [...(await comingSessions(context)), ...(await pastSessions(context, dayAgo))]) {
      if (session.channels.length === 0) continue;
      notify.push(...announcementUpdates(context, await openBooks(context, session)));
    }
    return notify;
  },
};

/**
 * Asks those who came how it was, once, in reminder hours after the session; and those with a place of whom no saved list
 * says that they were not there.
 */
export const askForFeedback: Job = {
  name: 'ask-for-feedback',
  async run(context) {
    const { now, partnership, store } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const days = partnership.info_sessions.feedback.open_days;
    const notify: Notification[] = [];
    for (const session of await pastSessions(
      context,
      new Date(now.getTime() - days * 86_400_000).toISOString(),
    )) {
      const attended = await attendedOf(store, session.id);
      const signed = await store.find(signUps, { where: { session: session.id } });
      const { came, supposed } = presenceOf(session, attended, signed, now);
      for (const id of [...came, ...supposed]) {
        const key = `info-sessions.feedback:${session.id}:${id}`;
        if ((await context.delivery(key)) !== undefined) continue;
        notify.push({ to: { kind: 'member', id }, card: askFeedbackCard(session), key });
      }
    }
    return notify;
  },
};
