/** Who signed up, for coordinators: places, waiting lists, why somebody was offered a place or not, and needs. */
import { documentOf, facts, table } from '../../../reports/document.js';
import type { Document } from '../../../reports/document.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { pageOf } from '../../../shared/page.js';
import type { ActorContext, Card, Context, Download, Handler } from '../../workflow.js';
import { attendedOf } from '../afterwards/attendance.js';
import { keepBooks, openBooks } from './books.js';
import { loadManaged } from '../session/draft.js';
import { needs, needsLine } from './kept-needs.js';
import { reservedPlaces, useOf } from './places.js';
import { dateOf, hasBegun, isOver, mustBePublished } from '../session/session.js';
import type { Session } from '../session/session.js';
import { isLive } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { freePlaces, offerTo, waitingFor } from './waiting-list.js';
import type { Books } from './waiting-list.js';
import { momentOf, slotWords } from '../session/words.js';

const PAGE = 8;
const ENDINGS = {
  cancelled: 'Cancelled',
  declined: 'Declined the offer',
  expired: 'Let the offer expire',
} as const;

export const showPeople: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  const page = numberOf(input.data, 'page');
  // An answer in a channel is a message that is kept; one in the own chat is not.
  return { reply: await peopleCard(context, await openBooks(context, session), page, input.personal) };
};

/** Offers a place by hand. */
export const offerPlace: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  mustBePublished(session);
  const before = await openBooks(context, session);
  const after = offerTo(before, textOf(input.data, 'member'));
  const { books, notify } = await keepBooks(context, before, after, undefined);
  return { reply: await peopleCard(context, books, numberOf(input.data, 'page'), false), notify };
};

/** @param withNeeds false for a card that is kept as a message: needs are erased, messages are not */
export async function peopleCard(
  context: Context,
  books: Books,
  page: number,
  withNeeds: boolean,
): Promise<Card> {
  const { session, signUps } = books;
  const sorted = [...signUps].sort((a, b) => rank(a) - rank(b) || since(a).localeCompare(since(b)));
  const shown = pageOf(sorted, page, PAGE);
  const rows: object[] = [];
  const pressOf = ({ member }: SignUp): object => ({ session: session.id, member, page });
  for (const each of shown.items)
    rows.push({ ...(await rowOf(context, books, each, withNeeds)), press: pressOf(each) });
  const taken = signUps.filter(({ place }) => place !== undefined).length;
  const held = signUps.filter(({ wish }) => wish?.state === 'offered').length;
  const waiting = signUps.filter(({ wish }) => wish?.state === 'waiting').length;
  const sentence =
    signUps.length === 0
      ? 'Nobody has signed up yet.'
      : `${[
          `${taken} with a place`,
          held === 0 ? '' : `${held} offered one`,
          waiting === 0 ? '' : `${waiting} waiting`,
        ]
          .filter((each) => each !== '')
          .join(', ')}.`;
  return {
    template: 'info-sessions/people',
    summary: `${session.title}: ${sentence}`,
    data: {
      heading: 'Who signed up',
      title: session.title,
      sentence,
      rows,
      download: signUps.length > 0,
      ...shown.links,
      press: { session: session.id },
    },
  };
}

/** Who waits stands in front: there is something to decide. */
function rank({ wish, place }: SignUp): number {
  if (wish !== undefined) return 0;
  return place === undefined ? 2 : 1;
}

function since({ wish, steps }: SignUp): string {
  return wish?.since ?? steps[0]?.at ?? '';
}

async function rowOf(context: Context, books: Books, signUp: SignUp, withNeeds: boolean): Promise<object> {
  const { directory, today } = context;
  const member = await directory.member(signUp.member);
  const organisation = directory.organisationName(signUp.organisation, today);
  const told = await needsLine(context, signUp);
  const canOffer =
    books.session.offers === 'by hand' &&
    signUp.wish?.state === 'waiting' &&
    whyNot(context, books, signUp) === '';
  return {
    name: `${member?.name ?? 'Somebody who has left'}, ${organisation}`,
    text: standing(context, books, signUp),
    why: whyLine(context, books, signUp),
    needs: told === '' || withNeeds ? told : 'Needs: open the list again to read them.',
    offer: canOffer,
    release: releaseTitle(books, signUp),
  };
}

/** What lets go of what they hold, when it is still to come; empty for nothing. */
function releaseTitle({ session, now }: Books, signUp: SignUp): string {
  const { place } = signUp;
  if (session.state !== 'published' || isOver(session, now) || !isLive(signUp)) return '';
  if (place === undefined) return 'Take them off the list';
  return hasBegun(dateOf(session, place.date), now) ? '' : 'Cancel their place';
}

function standing({ partnership }: Context, books: Books, { place, wish, ended, steps }: SignUp): string {
  const zone = partnership.time_zone;
  const words = (slot: NonNullable<typeof place>): string => slotWords(books.session, slot, zone);
  const parts = [
    place === undefined ? '' : `Place: ${words(place)}.`,
    wish === undefined ? '' : `Waits since ${momentOf(wish.since, zone)} for: ${words(wish.slot)}.`,
    ended === undefined ? '' : `${ENDINGS[ended]} at ${momentOf(steps.at(-1)?.at ?? '', zone)}.`,
  ];
  return parts.filter((each) => each !== '').join(' ');
}

/** Why a place was offered, or why not, in one sentence; empty for who does not wait. */
function whyLine(context: Context, books: Books, signUp: SignUp): string {
  const { wish, ended, steps } = signUp;
  const zone = context.partnership.time_zone;
  if (wish === undefined) {
    const offered = steps.findLast(({ what }) => what === 'offered');
    if (offered === undefined || ended === undefined) return '';
    return `A place was offered at ${momentOf(offered.at, zone)}.`;
  }
  if (wish.state === 'offered') {
    const at = steps.findLast(({ what }) => what === 'offered')?.at ?? wish.since;
    return `Offered at ${momentOf(at, zone)} as the first on the list who may have the place, held until ${momentOf(wish.until, zone)}.`;
  }
  const why = whyNot(context, books, signUp);
  return why === ''
    ? 'Not offered yet: offers are made by hand, and a place is free.'
    : `Not offered yet: ${why}.`;
}

/** What stands between somebody and an offer; empty when nothing does. */
function whyNot(
  { directory, today, now }: Context,
  books: Books,
  { member, organisation, wish }: SignUp,
): string {
  if (wish === undefined) return '';
  const { slot } = wish;
  if (hasBegun(dateOf(books.session, slot.date), now)) return 'the date has begun';
  if (freePlaces(books, slot, organisation) > 0) return '';
  const number = waitingFor(books, slot).findIndex((each) => each.member === member);
  const { byOrganisation } = useOf(books.signUps, slot);
  const kept = reservedPlaces(books.session, slot, today).filter(
    (each) =>
      each.organisation !== organisation && each.places > (byOrganisation.get(each.organisation) ?? 0),
  );
  const names = kept.map((each) => directory.organisationName(each.organisation, today));
  const reason = kept.length === 0 ? 'no place is free' : `what is free is kept for ${names.join(' and ')}`;
  return number === 0
    ? reason
    : `${reason}, and ${number} ${number === 1 ? 'person is' : 'people are'} ahead`;
}

/** The list as a document. Needs are in it: it is for coordinators only, at the moment it is opened. */
export const downloadPeople: Download = async ([id = ''], context) => {
  const session = await loadManaged({ data: { session: id }, personal: true }, context);
  return peopleDocument(context, session);
};

export const offerDownload: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  const document = await peopleDocument(context, session);
  const hasNeeds = (await context.store.find(needs, { where: { session: session.id }, limit: 1 })).length > 0;
  const held = hasNeeds ? ' It holds access and dietary needs: delete it after the session.' : '';
  return {
    reply: {
      template: 'info-sessions/download',
      summary: 'The list as a file.',
      data: {
        heading: session.title,
        sentence: `The list as a file. The links are yours alone and work for a day: pass on the file, not the link.${held}`,
        links: context.downloadLinks('info-sessions/people', [session.id], document),
        back: 'info-sessions/people',
        press: { session: session.id },
      },
    },
  };
};

async function peopleDocument(context: ActorContext, session: Session): Promise<Document> {
  const books = await openBooks(context, session);
  const came = new Set((await attendedOf(context.store, session.id)).map(({ member }) => member));
  const rows: string[][] = [];
  for (const each of books.signUps) {
    const member = await context.directory.member(each.member);
    rows.push([
      member?.name ?? '',
      context.directory.organisationName(each.organisation, context.today),
      standing(context, books, each),
      came.has(each.member) ? 'came' : '',
      await needsLine(context, each),
    ]);
  }
  rows.sort((a, b) => (a[0] ?? '').localeCompare(b[0] ?? ''));
  const taken = books.signUps.filter(({ place }) => place !== undefined).length;
  return documentOf(`Who signed up: ${session.title}`, [
    facts({ Places: String(taken), Came: String(came.size) }),
    table({
      caption: 'Who signed up',
      columns: ['Name', 'Organisation', 'Place', 'Attendance', 'Needs'],
      rows,
      inCsv: true,
    }),
  ]);
}
