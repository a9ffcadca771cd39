/** What the sessions remind of, counted back from the start: a session that moves takes its reminders with it. */
import { addDays, dayOf } from '../../shared/calendar.js';
import type { Context, Job, Notification, Reminder } from '../workflow.js';
import { openBooks } from './places/books.js';
import { placeCard } from './places/cards.js';
import { invitations } from './places/invitation.js';
import { isFor } from './policy.js';
import { comingSessions, dateOf, hasBegun } from './session/session.js';
import type { Session, SessionDate } from './session/session.js';
import { signUpId, signUps } from './places/sign-up.js';
import { slotWords, whenOf } from './session/words.js';

/** People with a place, people who were asked and have not answered, and speakers. */
export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const session of await comingSessions(context)) {
    for (const date of session.dates.filter((each) => !hasBegun(each, context.now))) {
      found.push(
        ...(await ofRegistered(context, session, date)),
        ...(await ofSpeakers(context, session, date)),
      );
    }
    found.push(...(await ofInvited(context, session)));
  }
  return found;
}

/** The step of a ladder that stands today: the last whose day has come, or undefined before the first. */
export function stepToday(
  startsOn: string,
  daysBefore: readonly number[],
  today: string,
): number | undefined {
  const due = daysBefore.filter((days) => addDays(startsOn, -days) <= today && startsOn >= today);
  return due.length === 0 ? undefined : Math.min(...due);
}

async function ofRegistered(
  context: Context,
  session: Session,
  date: SessionDate,
): Promise<readonly Reminder[]> {
  const { partnership, store } = context;
  const step = stepOf(context, date, partnership.info_sessions.reminders.registered_days_before);
  if (step === undefined) return [];
  const placed = await store.find(signUps, { where: { session: session.id } });
  return placed.flatMap(({ member, place, steps }) => {
    if (place === undefined || place.date !== date.id) return [];
    // Whoever took the place today has just read about it.
    const since = dayOf(new Date(steps.at(-1)?.at ?? 0), partnership.time_zone);
    if (since === context.today) return [];
    return [
      {
        member,
        key: `info-sessions.place:${session.id}:${date.id}:${date.startsAt}:${step}`,
        title: session.title,
        detail: `You have a place: ${slotWords(session, place, partnership.time_zone)}.`,
        open: { verb: 'info-sessions/show', data: { session: session.id }, title: 'See your place' },
      },
    ];
  });
}

async function ofSpeakers(
  context: Context,
  session: Session,
  date: SessionDate,
): Promise<readonly Reminder[]> {
  const { directory, partnership } = context;
  const step = stepOf(context, date, partnership.info_sessions.reminders.speakers_days_before);
  if (step === undefined) return [];
  const found: Reminder[] = [];
  for (const { email, title } of session.topics) {
    const speaker = email === '' ? undefined : await directory.memberByEmail(email);
    if (speaker === undefined) continue;
    found.push({
      member: speaker.id,
      key: `info-sessions.speaks:${session.id}:${date.id}:${date.startsAt}:${step}`,
      title: session.title,
      detail: `You speak about '${title}': ${whenOf(date, partnership.time_zone)}.`,
      open: { verb: 'info-sessions/show', data: { session: session.id }, title: 'See the session' },
    });
  }
  return found;
}

async function ofInvited(context: Context, session: Session): Promise<readonly Reminder[]> {
  const { store, directory, partnership, now, today } = context;
  const date = session.dates.find((each) => !hasBegun(each, now));
  if (date === undefined || session.opensOn > today) return [];
  if (session.closesOn !== '' && session.closesOn < today) return [];
  const step = stepOf(context, date, partnership.info_sessions.reminders.invited_days_before);
  if (step === undefined) return [];
  const silent = await store.find(invitations, { where: { session: session.id, answer: 'none' } });
  const found: Reminder[] = [];
  for (const { member } of silent) {
    const asked = await directory.member(member);
    // Whoever signed up has answered, and the audience may be another one by now.
    if ((await store.get(signUps, signUpId(session.id, member))) !== undefined) continue;
    if (asked === undefined || !isFor(asked, session)) continue;
    found.push({
      member,
      key: `info-sessions.invited:${session.id}:${date.startsAt}:${step}`,
      title: session.title,
      detail: `You are invited: ${whenOf(date, partnership.time_zone)}. Say whether you come.`,
      open: { verb: 'info-sessions/show', data: { session: session.id }, title: 'See and answer' },
    });
  }
  return found;
}

/** The step of a date's ladder that stands today. */
export function stepOf(
  { today, partnership }: Context,
  date: SessionDate,
  days: readonly number[],
): number | undefined {
  return stepToday(dayOf(new Date(date.startsAt), partnership.time_zone), days, today);
}

/** Shortly before the start, whatever the hour: the place once more, with the joining link. */
export const remindBeforeStart: Job = {
  name: 'remind-before-start',
  async run(context) {
    const minutes = context.partnership.info_sessions.reminders.registered_minutes_before;
    const soon = new Date(context.now.getTime() + minutes * 60_000).toISOString();
    const notify: Notification[] = [];
    if (minutes === 0) return notify;
    for (const session of await comingSessions(context)) {
      const near = session.dates.filter((each) => !hasBegun(each, context.now) && each.startsAt <= soon);
      if (near.length === 0) continue;
      const books = await openBooks(context, session);
      for (const mine of books.signUps) {
        const date = dateOf({ ...session, dates: near }, mine.place?.date ?? '');
        const key = `info-sessions.soon:${mine.id}:${date?.startsAt ?? ''}`;
        if (date === undefined || (await context.delivery(key)) !== undefined) continue;
        const card = await placeCard(context, books, mine, 'It starts soon.');
        notify.push({ to: { kind: 'member', id: mine.member }, card, key });
      }
    }
    return notify;
  },
};
