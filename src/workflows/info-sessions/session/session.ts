/** An information session, its dates and its life: draft, published, cancelled. */
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';

export const MODES = { 'in-person': 'In person', virtual: 'Virtual' } as const;
export type Mode = keyof typeof MODES;

/** One mode of one date: what a place is for. */
export interface Slot {
  readonly date: string;
  readonly mode: Mode;
}

export interface SessionDate {
  /** Unique within the session; it never changes, so that a place survives a new time. */
  readonly id: string;
  /** ISO instants. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly inPerson?: { readonly venue: string; readonly places: number };
  /** Without a number, the places are unlimited. The link may follow later. */
  readonly virtual?: { readonly link: string; readonly places?: number };
  /** What is shown in the session, so that those who are there can say so. */
  readonly code: string;
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly speaker: string;
  readonly organisation: string;
  /** The speaker's address, lower case or empty: they are reminded, by e-mail if they are no member. */
  readonly email: string;
}

/** Places of a mode, on each date, for one organisation until a day (ISO date, inclusive). */
export interface Reservation {
  readonly id: string;
  readonly organisation: string;
  readonly mode: Mode;
  readonly places: number;
  readonly until: string;
}

export const AUDIENCES = {
  members: 'Every member',
  'working-group': 'The Working Group',
  organisations: 'Only the organisations chosen below',
} as const;
export type Audience = keyof typeof AUDIENCES;

/** Everything that a coordinator decides about a session. */
export interface Details {
  readonly title: string;
  readonly about: string;
  /** In the order of their start; at least one. */
  readonly dates: readonly SessionDate[];
  readonly topics: readonly Topic[];
  /** ISO date, or empty: from publishing on. */
  readonly opensOn: string;
  /** ISO date, the last day of sign-up, or empty: until the start. */
  readonly closesOn: string;
  readonly offers: 'automatic' | 'by hand';
  readonly recorded: boolean;
  readonly feedback: 'named' | 'anonymous';
  readonly reservations: readonly Reservation[];
  readonly awarenessWeek: string;
  readonly priority: string;
  /** An https address or empty. */
  readonly programme: string;
  /** The number of an action in the plan, or empty. */
  readonly action: string;
  readonly audience: Audience;
  /** Ids of organisations, when the audience is organisations. */
  readonly organisations: readonly string[];
  /** Ids of channels. */
  readonly channels: readonly string[];
  /** Whether each person of the audience is asked by a message of their own. */
  readonly invite: boolean;
}

export interface Session extends Stored, Details {
  readonly state: 'draft' | 'published' | 'cancelled';
  /** ISO instant of the draft, for the order of sessions. */
  readonly createdAt: string;
  /** ISO instant of the last date's end, for the question what is still to come. */
  readonly lastEnd: string;
  /** Changes of a published session that nobody was told of yet. */
  readonly pending?: Details;
  /** What was written to everybody when it was cancelled. */
  readonly cancelledBecause?: string;
  /** Who was shown on a saved list and not chosen, as `<date>.<member>`; see afterwards/presence.ts. Absent until a list is saved. */
  readonly missed?: readonly string[];
  /** For those who came and those who could not: https addresses or empty. */
  readonly materials?: { readonly recording: string; readonly papers: string; readonly note: string };
}

export const sessions = collection<Session>('info-sessions.sessions', [
  ['state', 'lastEnd'],
  ['state', 'createdAt'],
]);

/** Published sessions that are not over, in the order of their end. */
export function comingSessions({ store, now }: Context): Promise<readonly Session[]> {
  return store.find(sessions, { where: { state: 'published' }, by: 'lastEnd', from: now.toISOString() });
}

/** Published sessions whose last date ended after `from` (ISO instant) and before now, the latest first. */
export function pastSessions({ store, now }: Context, from: string): Promise<readonly Session[]> {
  return store.find(sessions, {
    where: { state: 'published' },
    ...{ by: 'lastEnd', from, to: now.toISOString(), order: 'descending', limit: 50 },
  });
}

export function dateOf(session: Details, id: string): SessionDate | undefined {
  return session.dates.find((each) => each.id === id);
}

/** The modes that a date is held in. */
export function modesOf(date: SessionDate): readonly Mode[] {
  return [
    ...(date.inPerson === undefined ? [] : (['in-person'] as const)),
    ...(date.virtual === undefined ? [] : (['virtual'] as const)),
  ];
}

export function slotsOf(session: Details): readonly Slot[] {
  return session.dates.flatMap((date) => modesOf(date).map((mode) => ({ date: date.id, mode })));
}

export function isSameSlot(one: Slot | undefined, other: Slot | undefined): boolean {
  return one?.date === other?.date && one?.mode === other?.mode;
}

/** A slot as a button carries it, so that an old one does not speak of another place; empty for none. */
export function slotName(slot: Slot | undefined): string {
  return slot === undefined ? '' : `${slot.date}/${slot.mode}`;
}

/** Whether the date has begun: no place of it changes hands any more. */
export function hasBegun(date: SessionDate | undefined, now: Date): boolean {
  return date === undefined || date.startsAt <= now.toISOString();
}

export function isOver(session: Session, now: Date): boolean {
  return session.lastEnd <= now.toISOString();
}

/**
 * Whether new sign-ups are taken for a date.
 * @param today ISO date
 * @throws {UserError} with what to do instead
 */
export function mustTakeSignUps(
  session: Session,
  date: SessionDate,
  { now, today }: { readonly now: Date; readonly today: string },
  words: { readonly opens: string; readonly closed: string },
): void {
  mustBePublished(session);
  if (hasBegun(date, now)) {
    throw new UserError('info-sessions.begun', `'${session.title}' has begun, so its places do not change.`);
  }
  if (session.opensOn > today) {
    throw new UserError(
      'info-sessions.notOpenYet',
      `Sign-up for '${session.title}' opens on ${words.opens}.`,
    );
  }
  if (session.closesOn !== '' && session.closesOn < today) {
    throw new UserError(
      'info-sessions.signUpClosed',
      `Sign-up for '${session.title}' closed on ${words.closed}.`,
    );
  }
}

/**
 * From the first start on people answer, with their name or without: who answered could answer again the other way.
 * @throws {UserError} for another way than the one that was promised
 */
export function mustKeepFeedback(session: Session, next: Details['feedback'], now: Date): void {
  if (session.state !== 'published' || next === session.feedback || !hasBegun(session.dates[0], now)) return;
  throw new UserError(
    'info-sessions.feedbackBegun',
    `Feedback on '${session.title}' has begun, so it stays ${session.feedback}.`,
  );
}

/** @throws {UserError} when a date of a published session that has begun is not there any more: people came to it */
export function mustKeepHeldDates(session: Session, next: Pick<Details, 'dates'>, now: Date): void {
  if (session.state !== 'published') return;
  const left = new Set(next.dates.map(({ id }) => id));
  if (session.dates.every((each) => left.has(each.id) || !hasBegun(each, now))) return;
  throw new UserError(
    'info-sessions.dateHeld',
    `A date of '${session.title}' that has begun stays. Remove another one, or throw the changes away.`,
  );
}

/** @throws {UserError} for a session that was held: what people came to does not change any more */
export function mustNotBeOver(session: Session, now: Date): void {
  if (session.state !== 'published' || !isOver(session, now)) return;
  throw new UserError(
    'info-sessions.over',
    `'${session.title}' is over, so it does not change any more. Duplicate it to hold it again.`,
  );
}

/** @throws {UserError} for a draft or a cancelled session */
export function mustBePublished(session: Session): void {
  if (session.state === 'published') return;
  const what = session.state === 'draft' ? 'is not open yet' : 'was cancelled';
  throw new UserError(
    `info-sessions.${session.state}`,
    `'${session.title}' ${what}. Say sessions to see what is on.`,
  );
}
