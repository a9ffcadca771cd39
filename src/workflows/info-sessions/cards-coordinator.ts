/** What a coordinator's cards show of a session: its sections, its preview, how it stands. */
import { longDate } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import { count, inWords } from '../../shared/text.js';
import type { ActorContext, Card, Context, OfferButton } from '../workflow.js';
import { changesOf } from './changes.js';
import { openBooks } from './books.js';
import { figureOffers } from './cards-feedback.js';
import { sessionLine, signUpSentence } from './cards-member.js';
import { draftOf, howOfDate } from './draft.js';
import { audienceOf } from './invitation.js';
import { useOf } from './places.js';
import { AUDIENCES, isOver, modesOf } from './session.js';
import type { Details, Session } from './session.js';
import { isLive } from './sign-up.js';
import { placesSentence, topicLines, whenOf } from './words.js';
import { waitingFor } from './waiting-list.js';

interface Row {
  readonly title: string;
  readonly detail: string;
  readonly button: string;
  readonly verb: string;
  readonly press: object;
}

/** The task list: every section with how it stands and the way into it. */
export async function sectionsCard(context: Context, session: Session): Promise<Card> {
  const draft = draftOf(session);
  const zone = context.partnership.time_zone;
  const press = { session: session.id, version: session.version };
  const { id } = session;
  const changes = session.pending === undefined ? [] : changesOf(context, session, session.pending);
  const isDraft = session.state === 'draft';
  return {
    template: 'info-sessions/sections',
    summary: `${draft.title}: the sections of the session.`,
    data: {
      heading: draft.title,
      state: isDraft
        ? 'Draft: nobody sees it until you publish it.'
        : changes.length === 0
          ? 'Published. What you change here shows when you publish the changes.'
          : `Published, with changes that nobody sees yet: ${inWords(changes)}.`,
      rows: [
        row('What it is about', aboutDetail(draft), 'Change', 'about', { session: id }),
        ...draft.dates.map((date) => ({
          ...row(
            whenOf(date, zone),
            howOfDate(date) === '' ? 'Not started: say where, and for how many.' : placesDetail(date),
            'Change',
            'date',
            { session: id, date: date.id },
          ),
        })),
        row('Topics and speakers', statusOf(topicLines(draft)), 'Add', 'topic', { session: id }),
        row('How people sign up', signUpDetail(draft), 'Change', 'sign-up', { session: id }),
        row('Places kept for organisations', keptDetail(context, draft), 'Change', 'reservation', {
          session: id,
        }),
        row('Who it is for', await audienceDetail(context, draft), 'Change', 'audience', { session: id }),
      ],
      topics: draft.topics.map(({ id: topic, title }) => ({ title, press: { session: id, topic } })),
      dates: draft.dates.map((date) => ({
        title: whenOf(date, zone),
        how: howOfDate(date) === '' ? 'Where and places' : 'Places',
        remove: draft.dates.length > 1,
        press: { ...press, date: date.id },
      })),
      draft: isDraft,
      pending: changes.length > 0,
      press,
    },
  };
}

function row(title: string, detail: string, button: string, verb: string, press: object): Row {
  return { title, detail, button, verb: `info-sessions/${verb}`, press };
}

function aboutDetail({ about, awarenessWeek, priority, action }: Details): string {
  const links = [awarenessWeek, priority, action === '' ? '' : `action ${action}`];
  return statusOf([about === '' ? '' : 'Described', ...links]);
}

/** `Done: a, b` or `Not started`. */
function statusOf(parts: readonly string[]): string {
  const given = parts.filter((each) => each !== '');
  return given.length === 0 ? 'Not started (optional).' : `Done: ${given.join(', ')}.`;
}

function placesDetail(date: Details['dates'][number]): string {
  const parts = modesOf(date).map((mode) => {
    if (mode === 'in-person')
      return `${count(date.inPerson?.places ?? 0, 'place')} at ${date.inPerson?.venue ?? ''}`;
    const places = date.virtual?.places;
    const link = date.virtual?.link === '' ? ', link to follow' : '';
    return `${places === undefined ? 'virtual for everybody' : count(places, 'virtual place')}${link}`;
  });
  return `Done: ${parts.join('; ')}.`;
}

function signUpDetail(draft: Details): string {
  const opens = draft.opensOn === '' ? 'opens at once' : `opens on ${longDate(draft.opensOn)}`;
  const closes = draft.closesOn === '' ? 'until the start' : `until ${longDate(draft.closesOn)}`;
  const offers =
    draft.offers === 'automatic'
      ? 'free places are offered automatically'
      : 'free places are offered by hand';
  const feedback = `feedback ${draft.feedback}`;
  return `Done: ${[opens, closes, offers, draft.recorded ? 'recorded' : 'not recorded', feedback].join(', ')}.`;
}

function keptDetail({ directory, today }: Context, { reservations }: Details): string {
  return statusOf(
    reservations.map(
      ({ organisation, places, until }) =>
        `${places} for ${directory.organisationName(organisation, today)} until ${longDate(until)}`,
    ),
  );
}

async function audienceDetail(context: Context, draft: Details): Promise<string> {
  const names = draft.organisations.map((id) => context.directory.organisationName(id, context.today));
  const who = draft.audience === 'organisations' ? inWords(names) : AUDIENCES[draft.audience].toLowerCase();
  return `Done: for ${who}; ${await reachSentence(context, draft)}.`;
}

/** Who hears of it: `shown in General; 34 people get a message`. */
async function reachSentence(context: Context, draft: Details): Promise<string> {
  const known = await context.directory.channels();
  const names = draft.channels.flatMap((id) => known.filter((each) => each.id === id));
  const where = names.map(({ name }) => (name === '' ? 'General' : name));
  const invited = draft.invite ? (await audienceOf(context, draft)).length : 0;
  const parts = [
    where.length === 0 ? 'shown in no channel' : `shown in ${inWords(where)}`,
    draft.invite
      ? `${count(invited, 'person gets', 'people get')} a message`
      : 'nobody gets a message of their own',
  ];
  return parts.join('; ');
}

/** A draft, or a published session's changes, as they would be; and what publishing does. */
export async function previewCard(context: Context, session: Session): Promise<Card> {
  const draft = draftOf(session);
  const isDraft = session.state === 'draft';
  const shown = { ...session, ...draft };
  const books = await openBooks(context, { ...shown, state: 'published' });
  const zone = context.partnership.time_zone;
  const people = books.signUps.filter(isLive).length;
  const changes = isDraft ? [] : changesOf(context, session, draft);
  const ready = draft.dates.every(
    (date) => howOfDate(date) !== '' && date.startsAt > context.now.toISOString(),
  );
  const what = isDraft
    ? `Publishing: ${await reachSentence(context, draft)}.`
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
      what: ready || !isDraft ? what : 'A date is not complete or has passed. Change it before you publish.',
      publish:
        !ready && isDraft ? '' : isDraft ? 'Publish' : changes.length === 0 ? '' : 'Publish the changes',
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
  const over = isOver(session, context.now);
  return {
    template: 'info-sessions/session',
    summary: `${session.title}: ${count(live, 'person', 'people')} signed up.`,
    data: {
      heading: session.title,
      notice,
      state: signUpSentence(context, session).sentence,
      line: sessionLine(context, session),
      dates: session.dates.map((date) => ({
        when: whenOf(date, zone),
        rows: modesOf(date).map((mode) => {
          const slot = { date: date.id, mode };
          const { taken, held } = useOf(signUps, slot);
          const waiting = waitingFor(books, slot).length;
          const places = placesSentence(books, slot, (id) =>
            context.directory.organisationName(id, context.today),
          );
          return { text: `${places} ${taken} taken, ${held} held, ${waiting} waiting.` };
        }),
      })),
      pending:
        session.pending === undefined
          ? ''
          : 'There are changes that nobody sees yet. Publish them or throw them away.',
      offers: published ? (over ? figureOffers(context, session) : newsOffers(context, session)) : [],
      people: published,
      change: published && !over,
      after: published && over,
      press: { session: session.id, version: session.version, copy: newId() },
    },
  };
}

function newsOffers({ offersFor }: ActorContext, { id }: Session): readonly OfferButton[] {
  return offersFor('news', 'info-sessions/announcement', [id]);
}
