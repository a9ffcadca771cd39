/** Making and changing a session, section by section. What is published changes only when that is published too. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { dayOf, inputTime } from '../../../shared/calendar.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { mustManage } from '../policy.js';
import { dateOf, hasBegun, mustNotBeOver, sessions } from './session.js';
import type { Details, Session, SessionDate } from './session.js';
import type { How, Times } from './form.js';

export const EMPTY: Details = {
  ...{ title: '', about: '', dates: [], topics: [], opensOn: '', closesOn: '', offers: 'automatic' },
  ...{ recorded: false, feedback: 'named', reservations: [], awarenessWeek: '', priority: '' },
  ...{ programme: '', action: '', audience: 'members', organisations: [], channels: [], invite: false },
};

/** A new draft with its first date; where it is held and for how many is the next form. */
export function newDraft(id: string, now: Date, details: Details): Session {
  const base = { id, version: 0, state: 'draft', createdAt: now.toISOString() } as const;
  return { ...base, ...details, lastEnd: lastEndOf(details) };
}

export function newDate({ startsAt, endsAt }: Times, id = newId()): SessionDate {
  // Five of 27 letters and digits: short enough to be read out, long enough not to be guessed.
  return { id, startsAt, endsAt, code: newId().slice(0, 5) };
}

export function lastEndOf({ dates }: Details): string {
  return (
    dates
      .map(({ endsAt }) => endsAt)
      .sort()
      .at(-1) ?? ''
  );
}

/** What the forms show and change: the draft, or the changes of a published session. */
export function draftOf(session: Session): Details {
  return session.pending ?? detailsOf(session);
}

export function detailsOf(session: Details): Details {
  const { title, about, dates, topics, opensOn, closesOn, offers, recorded, feedback } = session;
  const { reservations, awarenessWeek, priority, programme, action } = session;
  const { audience, organisations, channels, invite } = session;
  return {
    ...{ title, about, dates, topics, opensOn, closesOn, offers, recorded, feedback },
    ...{ reservations, awarenessWeek, priority, programme, action },
    ...{ audience, organisations, channels, invite },
  };
}

/** The session with other details: in place in a draft, as pending changes once it is published. */
export function withDetails(session: Session, details: Details): Session {
  const sorted = { ...details, dates: [...details.dates].sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1)) };
  if (session.state === 'draft') return { ...session, ...sorted, lastEnd: lastEndOf(sorted) };
  const published = withoutChanges(session);
  return says(detailsOf(session)) === says(sorted) ? published : { ...published, pending: sorted };
}

/** The session as people see it now. */
export function withoutChanges(session: Session): Session {
  const { pending, ...rest } = session;
  return pending === undefined ? session : rest;
}

/** Equal for details that say the same. */
export function says(part: unknown): string {
  return JSON.stringify(part);
}

/** How a date is held, as far as that was said. */
export function howOfDate({ inPerson, virtual }: SessionDate): How | '' {
  if (inPerson !== undefined && virtual !== undefined) return 'hybrid';
  if (inPerson !== undefined) return 'in-person';
  return virtual === undefined ? '' : 'virtual';
}

/**
 * Whether every date is complete and to come, so that it can be published.
 * @param was what is public already: a date of it may have passed
 */
export function isComplete({ dates }: Details, now: Date, was?: Details): boolean {
  return dates.every((date) => {
    const known = was !== undefined && dateOf(was, date.id)?.startsAt === date.startsAt;
    return howOfDate(date) !== '' && (known || !hasBegun(date, now));
  });
}

/** A date as its form's fields. */
export function dateValues(date: SessionDate | undefined, zone: string) {
  if (date === undefined) return { day: '', from: '', to: '', how: '' };
  const [start, end] = [new Date(date.startsAt), new Date(date.endsAt)];
  return {
    day: dayOf(start, zone),
    from: inputTime(start, zone),
    to: inputTime(end, zone),
    how: howOfDate(date),
  };
}

/** @throws {UserError} for everybody but coordinators, and when the session is gone */
export async function loadManaged(input: Input, context: ActorContext): Promise<Session> {
  mustManage(context.actor);
  const session = await context.store.get(sessions, textOf(input.data, 'session'));
  if (session !== undefined) return session;
  throw new UserError(
    'info-sessions.gone',
    'This session is not kept any more. Say sessions to see them all, or new session to make one.',
  );
}

/** The same, for a change. @throws {UserError} when it was cancelled */
export async function loadChangeable(input: Input, context: ActorContext): Promise<Session> {
  const session = await loadManaged(input, context);
  if (session.state !== 'cancelled') return session;
  throw new UserError(
    'info-sessions.cancelled',
    `'${session.title}' was cancelled. Duplicate it to hold it after all.`,
  );
}

/** The same, for a change of what people sign up to. @throws {UserError} when it is over, too */
export async function loadComing(input: Input, context: ActorContext): Promise<Session> {
  const session = await loadChangeable(input, context);
  mustNotBeOver(session, context.now);
  return session;
}

/**
 * Keeps what a form says. The same words again change nothing.
 * @throws {UserError} when the session was changed since the form was opened
 */
export async function saveDetails(
  input: Input,
  { store }: ActorContext,
  session: Session,
  change: Partial<Details>,
): Promise<Session> {
  const details = { ...draftOf(session), ...change };
  if (says(details) === says(draftOf(session))) return session;
  if (numberOf(input.data, 'version') !== session.version) {
    throw new UserError(
      'info-sessions.changedMeanwhile',
      'The session was changed since you opened this form. Compare your words with how it stands now; save again to replace it.',
    );
  }
  return store.put(sessions, withDetails(session, details));
}

/** A form that opens with the session as it stands, and comes back with what was typed. */
export function section(
  card: (session: Session, trouble: Trouble, input: Input, context: ActorContext) => Promise<Card> | Card,
  save: (session: Session, input: Input, context: ActorContext) => ReturnType<Handler>,
): { readonly open: Action; readonly save: Action } {
  return {
    open: {
      handle: async (input, context) => {
        const session = await loadComing(input, context);
        return { reply: withBack(await card(session, {}, input, context), input) };
      },
    },
    save: {
      handle: async (input, context) => save(await loadComing(input, context), input, context),
      form: async (typed, trouble, context) => {
        const session = await loadComing(typed, context);
        return withBack(await card(session, { typed: typed.data, ...trouble }, typed, context), typed);
      },
    },
  };
}

/** Where a form's *Go back* leads: to the list of sections if it was opened there, else to the preview. */
export function backVerbOf({ data }: Input): string {
  return textOf(data, 'back') === '' ? 'info-sessions/preview' : 'info-sessions/sections';
}

/** The form with what its button said of the card it was opened from: saving leads back there. */
export function withBack(card: Card, { data }: Input): Card {
  const back = textOf(data, 'back');
  const { press = {} } = card.data as { readonly press?: object };
  return back === '' ? card : { ...card, data: { ...card.data, press: { ...press, back } } };
}
