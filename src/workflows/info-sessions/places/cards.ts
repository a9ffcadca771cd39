/** What a member's cards show: a session to sign up for, their own place, an offer. */
import { count } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { freePlaces, waitingFor } from './waiting-list.js';
import type { Books } from './waiting-list.js';
import { MODES, dateOf, hasBegun, isOver, isSameSlot, modesOf } from '../session/session.js';
import type { Session, SessionDate } from '../session/session.js';
import { isLive } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { overlapSentence, overlapsOf } from '../session/overlap.js';
import {
  howOf,
  momentOf,
  partSentence,
  placesSentence,
  signUpSentence,
  slotWords,
  topicLines,
  whenOf,
  whyCancelled,
} from '../session/words.js';

/** The card of a channel, and of an invitation. It has no inputs; each press answers with a sentence. */
export function announcementCard(
  context: Context,
  books: Books,
  { notice = '', invitation = false }: { readonly notice?: string; readonly invitation?: boolean } = {},
): Card {
  const { session } = books;
  const zone = context.partnership.time_zone;
  const { sentence, open } = signUpSentence(context, session);
  const first = session.dates[0];
  return {
    template: 'info-sessions/announcement',
    summary: `${session.title}${first === undefined ? '' : `: ${whenOf(first, zone)}`}. ${sentence}`,
    data: {
      heading: session.title,
      notice,
      about: session.about,
      topics: topicLines(session).map((text) => ({ text })),
      dates: session.dates.map((date) => ({
        when: whenOf(date, zone),
        places: modesOf(date).map((mode) => ({
          text: placesSentence(books, { date: date.id, mode }, nameOf(context)),
        })),
        buttons: open && !hasBegun(date, context.now) ? buttonsFor(context, books, date, undefined) : [],
      })),
      sentence,
      part: partSentence(session),
      recorded: session.recorded ? 'It is recorded for those who cannot come.' : '',
      links: session.programme === '' ? [] : [{ title: 'See the programme', url: session.programme }],
      decline: invitation && open,
      press: { session: session.id },
    },
  };
}

function buttonsFor(
  context: Context,
  books: Books,
  date: SessionDate,
  organisation: string | undefined,
  mine?: SignUp,
): readonly { readonly title: string; readonly tooltip: string; readonly press: object }[] {
  return modesOf(date)
    .filter((mode) => {
      const slot = { date: date.id, mode };
      return !isSameSlot(mine?.place, slot) && !isSameSlot(mine?.wish?.slot, slot);
    })
    .map((mode) => {
      const slot = { date: date.id, mode };
      const free = freePlaces(books, slot, organisation);
      const what = mode === 'in-person' ? 'in person' : 'by Teams';
      const title = free > 0 ? `Come ${what}` : `Join the waiting list ${what}`;
      const when = whenOf(date, context.partnership.time_zone);
      return { title, tooltip: `${title}: ${when}`, press: { session: books.session.id, ...slot } };
    });
}

/** One person's place in a session: personal chat only. */
export async function placeCard(context: Context, books: Books, mine: SignUp, notice = ''): Promise<Card> {
  const { session } = books;
  const date = dateOf(session, mine.place?.date ?? '');
  const { sentence, open } = signUpSentence(context, session);
  const standing = standingOf(context, books, mine);
  const published = session.state === 'published';
  const over = isOver(session, context.now) || !published;
  // Their own date of several: the session itself may go on for others.
  const past = date !== undefined && date.endsAt <= context.now.toISOString();
  const movable = !over && !hasBegun(date ?? session.dates.at(-1), context.now);
  const overlaps = await overlapsOf(context, mine);
  const link = mine.place?.mode === 'virtual' ? (date?.virtual?.link ?? '') : '';
  return {
    template: 'info-sessions/place',
    summary: `${session.title}: ${standing}`,
    data: {
      heading: session.title,
      notice,
      standing: past && !over ? `${standing} This date is over.` : standing,
      wish: wishSentence(context, books, mine),
      overlap: overlapSentence(overlaps),
      follows:
        mine.place?.mode === 'virtual' && link === '' ? 'The joining link follows before the session.' : '',
      links: link === '' || over || past ? [] : [{ title: 'Join the session', url: link }],
      // That it was cancelled is how they stand: it is said once.
      // Nor is whoever waits told how long others sign up.
      sentence: published && (over || (mine.place === undefined && !(open && isLive(mine)))) ? sentence : '',
      place: mine.place !== undefined && movable,
      offered: published && mine.wish?.state === 'offered',
      waits: published && mine.wish?.state === 'waiting' && !waitedInVain(books, mine),
      change: movable && (open || mine.place !== undefined) ? waysTitle(mine) : '',
      calendar: mine.place !== undefined && !over && !past,
      needs: isLive(mine) && !over,
      here: mine.place !== undefined && isToday(context, date),
      colleague: open,
      feedback: mine.place !== undefined && published && hasBegun(date, context.now),
      press: { session: session.id },
    },
  };
}

/** What the way to the other ways is called: only a place is changed. */
function waysTitle(mine: SignUp): string {
  if (mine.place !== undefined) return 'Change';
  return isLive(mine) ? 'Other ways to come' : 'Sign up again';
}

/** `You have a place: 12 May 2027, 10am to 11am, virtual.` */
export function standingOf({ partnership }: Context, books: Books, mine: SignUp): string {
  const { session } = books;
  const zone = partnership.time_zone;
  if (session.state === 'cancelled') {
    return `This session was cancelled, so nothing is expected of you.${whyCancelled(session)}`;
  }
  if (mine.place !== undefined) return `You have a place: ${slotWords(session, mine.place, zone)}.`;
  if (mine.wish?.state === 'offered') return 'A place is offered to you.';
  if (mine.wish?.state === 'waiting') {
    return `You ${waitedInVain(books, mine) ? 'were' : 'are'} on the waiting list.`;
  }
  const ends = {
    cancelled: 'You have no place, and you are on no waiting list.',
    declined: 'You declined the place, so it went on to the next person.',
    expired: 'The offer has ended: the time to take the place was over, so it went on to the next person.',
  } as const;
  return mine.ended === undefined ? 'You have not signed up.' : ends[mine.ended];
}

/** Why and until when a place is offered, or where they stand on the list; of a cancelled session nobody waits for a place. */
export function wishSentence({ partnership }: Context, books: Books, mine: SignUp): string {
  const { member, wish, place } = mine;
  if (wish === undefined || books.session.state === 'cancelled') return '';
  const zone = partnership.time_zone;
  const what = slotWords(books.session, wish.slot, zone);
  const keep = place === undefined ? '' : ' You keep your place until then.';
  if (wish.state === 'offered') {
    return `You were next on the waiting list for ${what}. The place is held for you until ${momentOf(wish.until, zone)}.${keep}`;
  }
  if (waitedInVain(books, mine)) {
    return `No place became free for you: ${what}. When the coordinating team sends round what is shown there, you get it too.`;
  }
  const list = waitingFor(books, wish.slot);
  const number = list.findIndex((each) => each.member === member) + 1;
  const how =
    books.session.offers === 'automatic'
      ? 'I write to you the moment a place is offered to you.'
      : 'The coordinating team offers the places that become free.';
  return `You are number ${number} on the waiting list for ${what}. ${how}${keep}`;
}

/** Whether the date began before a place became free. */
function waitedInVain({ session, now }: Books, { wish }: SignUp): boolean {
  return wish?.state === 'waiting' && hasBegun(dateOf(session, wish.slot.date), now);
}

/** The message that offers a place. */
export async function offerCard(context: Context, books: Books, mine: SignUp): Promise<Card> {
  const card = await placeCard(context, books, mine);
  return { ...card, summary: `${books.session.title}: ${wishSentence(context, books, mine)}` };
}

/** Every way to come, for somebody who has a place or none: personal chat only. */
export function chooseCard(context: ActorContext, books: Books, mine: SignUp | undefined): Card {
  const { session } = books;
  const zone = context.partnership.time_zone;
  const { sentence, open } = signUpSentence(context, session);
  // Whoever signed up in time may still change how they come after sign-up has closed.
  const moves = isLive(mine) && session.state === 'published' && !isOver(session, context.now);
  const organisation = (isLive(mine) ? mine?.organisation : undefined) ?? context.actor.organisation;
  const standing = mine === undefined ? '' : standingOf(context, books, mine);
  return {
    template: 'info-sessions/choose',
    summary: `${session.title}. ${standing === '' ? sentence : standing}`,
    data: {
      heading: session.title,
      standing,
      keeps: mine?.place === undefined || !moves ? '' : 'You keep your place until the new one is sure.',
      about: session.about,
      topics: topicLines(session).map((text) => ({ text })),
      dates: session.dates.map((date) => ({
        when: whenOf(date, zone),
        places: modesOf(date).map((mode) => ({
          text: placesSentence(books, { date: date.id, mode }, nameOf(context), organisation),
        })),
        buttons:
          (open || moves) && !hasBegun(date, context.now)
            ? buttonsFor(context, books, date, organisation, mine)
            : [],
      })),
      sentence: session.state === 'cancelled' && standing !== '' ? '' : sentence,
      mine: mine !== undefined,
      colleague: open,
      press: { session: session.id },
    },
  };
}

function nameOf(context: Context): (organisation: string) => string {
  return (organisation) => context.directory.organisationName(organisation, context.today);
}

function isToday(context: Context, date: SessionDate | undefined): boolean {
  if (date === undefined) return false;
  const soon = new Date(context.now.getTime() + 30 * 60_000).toISOString();
  return date.startsAt <= soon && date.endsAt > context.now.toISOString();
}

/** One line of a list of sessions. */
export function sessionLine(context: Context, session: Session): string {
  const zone = context.partnership.time_zone;
  const [first] = session.dates;
  if (first === undefined) return 'No date yet.';
  const more = session.dates.length - 1;
  const how = modesOf(first)
    .map((mode) => (mode === 'in-person' ? howOf(first, mode) : MODES.virtual.toLowerCase()))
    .join(' or ');
  return `${whenOf(first, zone)}${how === '' ? '' : `, ${how}`}${more > 0 ? `, and ${count(more, 'more date')}` : ''}.`;
}
