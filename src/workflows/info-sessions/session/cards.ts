/** What a coordinator's cards show of a session: its preview, and how it stands. */
import { newId } from '../../../shared/ids.js';
import { count, inWords } from '../../../shared/text.js';
import type { ActorContext, Card, Context, OfferButton } from '../../workflow.js';
import { changesOf } from './changes.js';
import { openBooks } from '../places/books.js';
import { attendanceFrom } from '../afterwards/attendance-cards.js';
import { figureOffers } from '../afterwards/feedback-cards.js';
import { sessionLine } from '../places/cards.js';
import { reachOf } from './task-list-cards.js';
import { draftOf, howOfDate, isComplete } from './draft.js';
import { useOf } from '../places/places.js';
import { hasBegun, isOver, modesOf } from './session.js';
import type { Session } from './session.js';
import { isLive } from '../places/sign-up.js';
import { placesSentence, signUpSentence, topicLines, whenOf } from './words.js';

/** A draft, or a published session's changes, as they would be; and what publishing does. */
export async function previewCard(context: Context, session: Session): Promise<Card> {
  const draft = draftOf(session);
  const isDraft = session.state === 'draft';
  const shown = { ...session, ...draft };
  const books = await openBooks(context, { ...shown, state: 'published' });
  const zone = context.partnership.time_zone;
  const people = books.signUps.filter(isLive).length;
  const changes = isDraft ? [] : changesOf(context, session, draft);
  const ready = isComplete(draft, context.now, isDraft ? undefined : session);
  const { sentence: reach, nobody } = await reachOf(context, draft);
  const what = isDraft
    ? `Publishing: ${reach}.${nobody ? ' People find it under sessions.' : ''}`
    : `${count(people, 'person', 'people')} with a place or on a waiting list ${people === 1 ? 'is' : 'are'} told once: ${inWords(changes)}.`;
  return {
    template: 'info-sessions/preview',
    summary: `${draft.title}: ${what}`,
    data: {
      heading: draft.title,
      about: draft.about,
      topics: topicLines(draft).map((text) => ({ text })),
      dates: draft.dates.map((date) => ({
        when: whenOf(date, zone),
        places: modesOf(date).map((mode) => ({
          text: placesSentence(books, { date: date.id, mode }, (id) =>
            context.directory.organisationName(id, context.today),
          ),
        })),
        missing: howOfDate(date) === '' ? 'Say where it is held, and for how many.' : '',
        press: { session: session.id, date: date.id },
      })),
      sentence: signUpSentence(context, { ...shown, state: 'published' }).sentence,
      what: ready ? what : 'A date is not complete or has passed. Change it before you publish.',
      publish: !ready ? '' : isDraft ? 'Publish' : changes.length === 0 ? '' : 'Publish the changes',
      unheard: ready && isDraft && nobody,
      verb: isDraft ? 'info-sessions/publish' : 'info-sessions/publish-changes',
      discard: isDraft ? 'Discard' : 'Throw the changes away',
      discardVerb: isDraft ? 'info-sessions/cancel-session' : 'info-sessions/discard-changes',
      press: { session: session.id, version: session.version },
    },
  };
}

/** A published or cancelled session for its coordinators. */
export async function sessionCard(context: ActorContext, session: Session, notice = ''): Promise<Card> {
  const books = await openBooks(context, session);
  const { signUps } = books;
  const zone = context.partnership.time_zone;
  const live = signUps.filter(isLive).length;
  const published = session.state === 'published';
  const cancelled = session.state === 'cancelled';
  const over = isOver(session, context.now);
  return {
    template: 'info-sessions/session',
    summary: cancelled
      ? `${session.title}: cancelled.`
      : `${session.title}: ${count(live, 'person', 'people')} signed up.`,
    data: {
      heading: session.title,
      notice,
      state: signUpSentence(context, session).sentence,
      line: sessionLine(context, session),
      dates: session.dates.map((date) => ({
        when: whenOf(date, zone),
        rows: modesOf(date).map((mode) => {
          const slot = { date: date.id, mode };
          const places = placesSentence(books, slot, (id) =>
            context.directory.organisationName(id, context.today),
          );
          return { text: cancelled ? places : `${places} ${countsOf(useOf(signUps, slot))}.` };
        }),
      })),
      pending:
        session.pending === undefined
          ? ''
          : 'There are changes that nobody sees yet. Publish them or throw them away.',
      offers: published && over ? figureOffers(context, session) : [],
      people: published,
      attendance: isDay(context, session),
      feedback: hasBegun(session.dates[0], context.now),
      change: published && !over,
      duplicate: !published || over,
      after: published && over,
      press: { session: session.id, version: session.version, copy: newId() },
    },
  };
}

/** What is seldom done with a session that is to come, behind one press. */
export function moreCard(context: ActorContext, session: Session): Card {
  return {
    template: 'info-sessions/more',
    summary: `More for ${session.title}.`,
    data: {
      heading: session.title,
      code: !isDay(context, session),
      offers: newsOffers(context, session),
      press: { session: session.id, version: session.version, copy: newId() },
    },
  };
}

/** Whether the day of the first date has come, so that attendance can be taken. */
function isDay(context: Context, { dates }: Session): boolean {
  const [first] = dates;
  return first !== undefined && attendanceFrom(context, first) <= context.today;
}

function newsOffers({ offersFor }: ActorContext, { id }: Session): readonly OfferButton[] {
  return offersFor('news', 'info-sessions/announcement', [id]);
}

/** `12 taken`, and what is held when there is any. Who waits is said with the places. */
function countsOf({ taken, held }: Readonly<Record<'taken' | 'held', number>>): string {
  return held === 0 ? `${taken} taken` : `${taken} taken, ${held} held`;
}
