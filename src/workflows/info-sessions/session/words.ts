/** How sessions, dates and places read. */
import { clockTime, dayOf, longDate } from '../../../shared/calendar.js';
import { count } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import { freeFor, placesOf, reservedPlaces, useOf } from '../places/places.js';
import { MODES, dateOf, hasBegun, isOver } from './session.js';
import type { Details, Mode, Session, SessionDate, Slot, Topic } from './session.js';
import { waitingFor } from '../places/waiting-list.js';
import type { Books } from '../places/waiting-list.js';

/** `12 May 2027, 10am to 11am`. */
export function whenOf({ startsAt, endsAt }: SessionDate, zone: string): string {
  const [start, end] = [new Date(startsAt), new Date(endsAt)];
  return `${longDate(dayOf(start, zone))}, ${clockTime(start, zone)} to ${clockTime(end, zone)}`;
}

/** `10am on 12 May 2027`. */
export function momentOf(instant: string, zone: string): string {
  const at = new Date(instant);
  return `${clockTime(at, zone)} on ${longDate(dayOf(at, zone))}`;
}

/** `in person at County Hall, Maidstone` or `virtual`. */
export function howOf(date: SessionDate, mode: Mode): string {
  return mode === 'in-person' ? `in person at ${date.inPerson?.venue ?? ''}` : 'virtual';
}

/** `12 May 2027, 10am to 11am, in person at County Hall, Maidstone`. */
export function slotWords(session: Details, slot: Slot, zone: string): string {
  const date = dateOf(session, slot.date);
  return date === undefined
    ? 'a date that is not held any more'
    : `${whenOf(date, zone)}, ${howOf(date, slot.mode)}`;
}

/** `In person at County Hall: 12 of 16 places left, 2 kept for Kent Police until 3 May 2027.`; what is kept for `organisation` is left for it. Of a session that was cancelled or is over nothing is counted. */
export function placesSentence(
  books: Books,
  slot: Slot,
  organisationName: (id: string) => string,
  organisation?: string,
): string {
  const { session, signUps, today } = books;
  const date = dateOf(session, slot.date);
  const places = placesOf(session, slot) ?? 0;
  const free = freeFor(session, slot, useOf(signUps, slot), organisation, today);
  const waiting = waitingFor(books, slot).length;
  const where = slot.mode === 'in-person' ? `In person at ${date?.inPerson?.venue ?? ''}` : MODES.virtual;
  if (session.state === 'cancelled' || isOver(session, books.now)) return `${where}.`;
  const kept = reservedPlaces(session, slot, today).map(
    ({ organisation, places: number, until }) =>
      `${number} kept for ${organisationName(organisation)} until ${longDate(until)}`,
  );
  const left = places === Infinity ? 'places for everybody' : leftOf(free, places);
  const queue = waiting === 0 ? '' : `${count(waiting, 'person', 'people')} waiting`;
  return `${where}: ${[left, queue, ...kept].filter((each) => each !== '').join(', ')}.`;
}

function leftOf(free: number, places: number): string {
  return free === 0 ? `no place left of ${places}` : `${free} of ${count(places, 'place')} left`;
}

/** A line each. */
export function topicLines({ topics }: Details): readonly string[] {
  return topics.map(topicLine);
}

/** `Safer streets (Megan Bowen, Kent Police)`. */
export function topicLine({ title, speaker, organisation }: Topic): string {
  const who = [speaker, organisation].filter((each) => each !== '').join(', ');
  return who === '' ? title : `${title} (${who})`;
}

/** `Awareness week: Stalking Awareness Week. Priority: Road Safety.`, or empty. */
export function partSentence({ awarenessWeek, priority }: Details): string {
  const week = awarenessWeek === '' ? '' : `Awareness week: ${awarenessWeek}.`;
  return [week, priority === '' ? '' : `Priority: ${priority}.`].filter((each) => each !== '').join(' ');
}

/** Where sign-up stands, in one sentence. */
export function signUpSentence(
  { now, today, partnership }: Context,
  session: Session,
): { readonly sentence: string; readonly open: boolean } {
  if (session.state === 'cancelled') {
    return { sentence: `This session was cancelled.${whyCancelled(session)}`, open: false };
  }
  if (session.state === 'draft') return { sentence: 'This is a draft: nobody sees it yet.', open: false };
  if (isOver(session, now)) return { sentence: 'This session is over.', open: false };
  if (session.dates.every((date) => hasBegun(date, now))) {
    return { sentence: 'This session has begun, so its places do not change.', open: false };
  }
  if (session.opensOn > today) {
    return { sentence: `Sign-up opens on ${longDate(session.opensOn)}.`, open: false };
  }
  if (session.closesOn !== '' && session.closesOn < today) {
    return { sentence: `Sign-up closed on ${longDate(session.closesOn)}.`, open: false };
  }
  const until = session.closesOn === '' ? 'until it starts' : `until ${longDate(session.closesOn)}`;
  return {
    sentence: `Sign up ${until}. For help, write to ${partnership.team.mailbox}.`,
    open: true,
  };
}

/** Why it was cancelled, with a space in front, when that was said. */
export function whyCancelled({ cancelledBecause: why = '' }: Session): string {
  return why === '' ? '' : ` ${why}`;
}
