/** What a member does with places: take, change, give up, decline, and sign a colleague up. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { optionalEmail, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { z } from 'zod';
import type { Action, ActorContext, Handler, Input, Outcome } from '../../workflow.js';
import { keepBooks, openBooks } from './books.js';
import type { Kept } from './books.js';
import { chooseCard, placeCard, standingOf, wishSentence } from './cards.js';
import { colleagueFormCard, giveUpCard } from './place-cards.js';
import { invitationAnswer } from './invitation.js';
import { loadSession } from '../session/load.js';
import { overlapSentence, overlapsOf } from '../session/overlap.js';
import { isFor, maySignUpColleague, mustBeFor } from '../policy.js';
import { MODES, dateOf, hasBegun, mustTakeSignUps, slotName } from '../session/session.js';
import type { Mode, Session, Slot } from '../session/session.js';
import { isLive } from './sign-up.js';
import { cancel, giveUpWish, hasEnded, settle, signUpOf, take } from './waiting-list.js';
import type { Books } from './waiting-list.js';

/** A session with every way to come, or the actor's own place in it. */
export const show: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const books = await openBooks(context, session);
  const mine = signUpOf(books, context.actor.id);
  if (mine !== undefined && isLive(mine)) return { reply: await placeCard(context, books, mine) };
  mustBeFor(context.actor, session);
  return { reply: chooseCard(context, books, mine) };
};

/** Every way to come, beside the place held now. */
export const change: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const books = await openBooks(context, session);
  return { reply: chooseCard(context, books, signUpOf(books, context.actor.id)) };
};

/** One press takes a place, changes it, accepts an offer or joins the waiting list. */
export const takePlace: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const slot = slotOf(input, session);
  const before = await openBooks(context, session);
  if (!isLive(signUpOf(before, context.actor.id))) mustBeFor(context.actor, session);
  mustLetIn(context, before, slot, context.actor.id);
  const after = take(before, context.actor, slot, context.actor.id);
  const kept = await keepBooks(context, before, after, context.actor.id);
  await invitationAnswer(context, session, context.actor.id, 'signed up');
  return answer(input, context, kept, '');
};

/** Takes the place that is offered to the actor. */
export const acceptOffer: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const before = await openBooks(context, session);
  if (session.state === 'cancelled') return unchanged(input, context, before);
  const mine = signUpOf(before, context.actor.id);
  const notice = mine?.place === undefined ? 'The offer has ended. This is how things stand now.' : '';
  if (mine?.wish?.state !== 'offered' || hasEnded(before, mine.wish)) {
    return answer(input, context, await settled(context, before), notice);
  }
  const after = take(before, context.actor, mine.wish.slot, context.actor.id);
  return answer(input, context, await keepBooks(context, before, after, context.actor.id), '');
};

/** Leaves the waiting list or declines what is offered. A place held beside it stays. */
export const leaveList: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const before = await openBooks(context, session);
  if (session.state === 'cancelled') return unchanged(input, context, before);
  const after = giveUpWish(before, context.actor.id);
  return answer(input, context, await keepBooks(context, before, after, context.actor.id), '');
};

/** Giving up a place is asked once: it goes to the next person at once. */
export const giveUp: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const books = await openBooks(context, session);
  const mine = signUpOf(books, context.actor.id);
  if (mine?.place === undefined || session.state === 'cancelled') return unchanged(input, context, books);
  return { reply: await giveUpCard(context, books, mine.place) };
};

export const confirmGiveUp: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const before = await openBooks(context, session);
  const mine = signUpOf(before, context.actor.id);
  const date = dateOf(session, mine?.place?.date ?? '');
  if (session.state === 'cancelled') return unchanged(input, context, before);
  if (mine?.place !== undefined && hasBegun(date, context.now)) {
    throw new UserError('info-sessions.begun', `'${session.title}' has begun, so its places do not change.`);
  }
  const asked = textOf(input.data, 'slot');
  // An old question does not cancel the place taken since; one of an earlier version names no place.
  if (mine?.place !== undefined && asked !== '' && asked !== slotName(mine.place)) {
    return { reply: await giveUpCard(context, before, mine.place) };
  }
  const after = cancel(before, context.actor.id);
  return answer(input, context, await keepBooks(context, before, after, context.actor.id), '');
};

export const openColleague: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  return { reply: colleagueFormCard(session, await openBooks(context, session), context) };
};

const colleagueForm = z.object({
  email: optionalEmail('Enter their work address, like name@example.org').refine(
    (text) => text !== '',
    'Enter their work address, like name@example.org',
  ),
});

/** Signs somebody of one's own organisation up; they are told, and can change or cancel it themselves. */
export const saveColleague: Action = {
  async handle(input, context) {
    const form = parse(colleagueForm, input.data);
    const session = await loadSession(input, context);
    const [date = '', mode = ''] = textOf(input.data, 'slot').split('/');
    const slot = slotOf({ ...input, data: { date, mode } }, session, 'Choose how they come');
    if (!form.ok) return form;
    const colleague = await context.directory.memberByEmail(form.value.email);
    if (colleague === undefined) {
      const { name, mailbox } = context.partnership.team;
      return invalid({
        email: `Nobody on the list of members has this address. They can ask to join by saying hello to me, or write to the ${name}: ${mailbox}`,
      });
    }
    if (!maySignUpColleague(context.actor, colleague)) {
      return invalid({
        email: `${colleague.name} is not of your organisation. Only the coordinating team can sign them up`,
      });
    }
    if (!isFor(colleague, session))
      return invalid({ email: `'${session.title}' is not for ${colleague.name}` });
    const before = await openBooks(context, session);
    mustLetIn(context, before, slot, colleague.id);
    if (isLive(signUpOf(before, colleague.id))) {
      return invalid({ email: `${colleague.name} has signed up already` });
    }
    const kept = await keepBooks(
      context,
      before,
      take(before, colleague, slot, context.actor.id),
      colleague.id,
    );
    await invitationAnswer(context, session, colleague.id, 'signed up');
    const theirs = signUpOf(kept.books, colleague.id);
    if (theirs === undefined) return { reply: 'Nothing has changed.' };
    const card = await placeCard(context, kept.books, theirs, `${context.actor.name} signed you up.`);
    const key = `info-sessions.signed-up:${theirs.id}:${theirs.version}`;
    const got = theirs.place === undefined ? 'is on the waiting list' : 'has a place';
    const mine = signUpOf(kept.books, context.actor.id);
    const notice = `${colleague.name} ${got} and is told so.`;
    return {
      reply:
        mine === undefined
          ? { ...chooseCard(context, kept.books, undefined), summary: notice }
          : await placeCard(context, kept.books, mine, notice),
      notify: [...kept.notify, { to: { kind: 'member', id: colleague.id }, card, key }],
    };
  },
  form: async (typed, trouble, context) => {
    const session = await loadSession(typed, context);
    return colleagueFormCard(session, await openBooks(context, session), context, {
      typed: typed.data,
      ...trouble,
    });
  },
};

/** The answer to a change: the own place as a card; in a channel a sentence, and the card in the personal chat. */
async function answer(input: Input, context: ActorContext, kept: Kept, notice: string): Promise<Outcome> {
  const mine = signUpOf(kept.books, context.actor.id);
  if (mine === undefined) return { reply: chooseCard(context, kept.books, undefined), notify: kept.notify };
  const card = await placeCard(context, kept.books, mine, notice);
  if (input.personal) return { reply: card, notify: kept.notify };

  const wish = wishSentence(context, kept.books, mine);
  const overlap = overlapSentence(await overlapsOf(context, mine));
  const standing = mine.place === undefined && wish !== '' ? '' : standingOf(context, kept.books, mine);
  const reach = await context.directory.reach(context.actor);
  const where =
    reach === 'reachable'
      ? 'Change or cancel it in our own chat.'
      : 'Open a chat with me and say my sessions to change or cancel it.';
  const sentence = [standing, wish, overlap, where].filter((each) => each !== '').join(' ');
  const to = { kind: 'member', id: context.actor.id } as const;
  const key = `info-sessions.place:${mine.id}:${mine.version}`;
  return { reply: sentence, notify: [...kept.notify, { to, card, key }] };
}

/** How things stand: there is nothing to give up or to take, as in a session that was cancelled. */
function unchanged(input: Input, context: ActorContext, books: Books): Promise<Outcome> {
  return answer(input, context, { books, notify: [] }, '');
}

/** Offers that ran out end the moment somebody looks. */
async function settled(context: ActorContext, before: Books): Promise<Kept> {
  return keepBooks(context, before, settle(before), context.actor.id);
}

/** @throws {UserError} when sign-up is not open, unless the person changes what they have */
function mustLetIn(
  { now, today }: ActorContext,
  { session, signUps }: Books,
  slot: Slot,
  person: string,
): void {
  const date = dateOf(session, slot.date);
  if (date === undefined) {
    throw new UserError('info-sessions.noSuchDate', `'${session.title}' is not held on that date any more.`);
  }
  const mine = signUps.find(({ member }) => member === person);
  const dates = { opens: longDate(session.opensOn), closed: longDate(session.closesOn) };
  // Whoever signed up in time may still change how they come after sign-up has closed.
  const rules = isLive(mine) ? { ...session, opensOn: '', closesOn: '' } : session;
  mustTakeSignUps(rules, date, { now, today }, dates);
}

/** The slot that a button names. @throws {UserError} when it names none */
function slotOf({ data }: Input, session: Session, missing = ''): Slot {
  const mode = textOf(data, 'mode');
  const date = textOf(data, 'date');
  if (Object.hasOwn(MODES, mode) && dateOf(session, date) !== undefined) return { date, mode: mode as Mode };
  throw new UserError(
    'info-sessions.noSuchMode',
    missing === ''
      ? `'${session.title}' is not held so any more. Say sessions to see how it is held now.`
      : `${missing}.`,
  );
}
