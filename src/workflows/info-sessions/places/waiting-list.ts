/**
 * Who gets which place: every rule of taking, changing, cancelling, waiting and offering. Pure: the sign-ups
 * of one session in, the sign-ups afterwards out. What did not change is the same object as before.
 */
import { UserError } from '../../../shared/errors.js';
import { freeFor, placesOf, useOf } from './places.js';
import { dateOf, hasBegun, isSameSlot, slotsOf } from '../session/session.js';
import type { Session, Slot } from '../session/session.js';
import { STEPS, isLive, signUpId } from './sign-up.js';
import type { Ending, SignUp, Step, Wish } from './sign-up.js';

/** All that is known of one session's places at an instant. */
export interface Books {
  readonly session: Session;
  readonly signUps: readonly SignUp[];
  readonly now: Date;
  /** ISO date. */
  readonly today: string;
  /** How long an offered place is held. */
  readonly holdHours: number;
}

export interface Person {
  readonly id: string;
  readonly organisation: string;
}

/**
 * Takes a place, or joins the waiting list when none is free. A place held already is let go only when
 * the new one is sure, so a change of mode never loses it.
 * @param by the member who asks: the person or a colleague
 * @throws {UserError} when the session is not held so
 */
export function take(books: Books, person: Person, slot: Slot, by: string): Books {
  const { session, now } = books;
  if (placesOf(session, slot) === undefined) {
    throw new UserError(
      'info-sessions.noSuchMode',
      `'${session.title}' is not held so any more. Say sessions to see how it is held now.`,
    );
  }
  const mine = signUpOf(books, person.id) ?? newSignUp(session.id, person, by);
  if (isSameSlot(mine.place, slot)) return books;
  const offered = mine.wish?.state === 'offered' && isSameSlot(mine.wish.slot, slot);
  // Who ended an earlier sign-up starts again, by whoever asks now.
  const start = isLive(mine) ? mine : { ...mine, organisation: person.organisation, by };
  if (offered || mayTake(books, start, slot)) {
    const { wish, ...rest } = start;
    const left = wish === undefined || isSameSlot(wish.slot, slot) ? rest : { ...rest, wish };
    return settle(kept(books, step({ ...left, place: slot }, now, 'taken', slot)));
  }
  if (isSameSlot(mine.wish?.slot, slot)) return books;
  const wish = { slot, state: 'waiting', since: now.toISOString() } as const;
  return settle(kept(books, step({ ...start, wish }, now, 'waiting', slot)));
}

/** Gives up the place and any wish. */
export function cancel(books: Books, member: string): Books {
  const mine = signUpOf(books, member);
  if (mine === undefined || !isLive(mine)) return books;
  return settle(kept(books, without(mine, books.now, 'cancelled', 'both')));
}

/** Leaves the waiting list, or declines what is offered; a place held beside it stays. */
export function giveUpWish(books: Books, member: string): Books {
  const mine = signUpOf(books, member);
  if (mine?.wish === undefined) return books;
  const ending = mine.wish.state === 'offered' ? 'declined' : 'cancelled';
  return settle(kept(books, without(mine, books.now, ending, 'wish')));
}

/**
 * Offers a place by hand to somebody who waits.
 * @throws {UserError} when there is none that they may have
 */
export function offerTo(books: Books, member: string): Books {
  const mine = signUpOf(books, member);
  if (mine?.wish?.state !== 'waiting') return books;
  if (hasBegun(dateOf(books.session, mine.wish.slot.date), books.now)) {
    throw new UserError('info-sessions.begun', 'That date has begun, so no place of it is offered any more.');
  }
  if (freePlaces(books, mine.wish.slot, mine.organisation) <= 0) {
    throw new UserError(
      'info-sessions.nothingFree',
      'No place is free for them now. Raise the places first, or wait until somebody cancels.',
    );
  }
  return kept(books, offered(books, mine));
}

/**
 * What follows from time and from places that became free: offers that ran out end, and on an automatic
 * list every free place is offered to the first who may have it.
 */
export function settle(books: Books): Books {
  const expired = books.signUps.map((each) =>
    each.wish?.state === 'offered' && hasEnded(books, each.wish)
      ? without(each, books.now, 'expired', 'wish')
      : each,
  );
  const lists = withSignUps(books, expired);
  if (books.session.state !== 'published' || books.session.offers !== 'automatic') return lists;
  return slotsOf(books.session).reduce(offerFreePlaces, lists);
}

/** Whether an offer stands no more: its time is over, or the date has begun, since a session may move to an earlier day. */
export function hasEnded(
  { session, now }: Books,
  { slot, until }: Wish & { readonly until: string },
): boolean {
  return until <= now.toISOString() || hasBegun(dateOf(session, slot.date), now);
}

function offerFreePlaces(books: Books, slot: Slot): Books {
  if (hasBegun(dateOf(books.session, slot.date), books.now)) return books;
  let current = books;
  for (const { member } of waitingFor(books, slot)) {
    const mine = signUpOf(current, member);
    if (mine === undefined || freePlaces(current, slot, mine.organisation) <= 0) continue;
    current = kept(current, offered(current, mine));
  }
  return current;
}

/** Lets go of what is no longer held: a date or a mode that the session does not have any more. */
export function dropMissing(books: Books): Books {
  const gone = (slot: Slot | undefined): boolean =>
    slot !== undefined && placesOf(books.session, slot) === undefined;
  const left = books.signUps.map((each) => {
    if (gone(each.place))
      return without(each, books.now, 'cancelled', gone(each.wish?.slot) ? 'both' : 'place');
    return gone(each.wish?.slot) ? without(each, books.now, 'cancelled', 'wish') : each;
  });
  return settle(withSignUps(books, left));
}

/** Lets go of what people hold who are no longer members. A place on a date that has begun is what happened, and stays. */
export function dropLeavers(books: Books, leavers: ReadonlySet<string>): Books {
  const begun = ({ date }: Slot): boolean => hasBegun(dateOf(books.session, date), books.now);
  const left = books.signUps.map((each) => {
    if (!leavers.has(each.member) || !isLive(each)) return each;
    if (each.place === undefined || !begun(each.place)) return without(each, books.now, 'cancelled', 'both');
    return each.wish === undefined ? each : without(each, books.now, 'cancelled', 'wish');
  });
  return settle(withSignUps(books, left));
}

/** Everybody who waits for a slot, the first in front. */
export function waitingFor({ signUps }: Books, slot: Slot): readonly SignUp[] {
  return signUps
    .filter(({ wish }) => wish?.state === 'waiting' && isSameSlot(wish.slot, slot))
    .sort((a, b) => compare(a.wish?.since ?? '', b.wish?.since ?? '') || compare(a.id, b.id));
}

/** The places of a slot that are free for somebody of the organisation. */
export function freePlaces({ session, signUps, today }: Books, slot: Slot, organisation?: string): number {
  return freeFor(session, slot, useOf(signUps, slot), organisation, today);
}

export function signUpOf({ signUps }: Books, member: string): SignUp | undefined {
  return signUps.find((each) => each.member === member);
}

/** On a list kept by hand nobody passes those who wait and could have the place. */
function mayTake(books: Books, mine: SignUp, slot: Slot): boolean {
  if (freePlaces(books, slot, mine.organisation) <= 0) return false;
  const others = waitingFor(books, slot).filter(({ member }) => member !== mine.member);
  return !others.some(({ organisation }) => freePlaces(books, slot, organisation) > 0);
}

function offered({ session, now, holdHours }: Books, signUp: SignUp): SignUp {
  const slot = signUp.wish?.slot ?? { date: '', mode: 'virtual' };
  const held = new Date(now.getTime() + holdHours * 3_600_000).toISOString();
  const start = dateOf(session, slot.date)?.startsAt ?? held;
  const since = signUp.wish?.since ?? now.toISOString();
  const wish = { slot, state: 'offered', since, until: held < start ? held : start } as const;
  return step({ ...signUp, wish }, now, 'offered', slot);
}

function without(signUp: SignUp, now: Date, ending: Ending, what: 'place' | 'wish' | 'both'): SignUp {
  const { wish, place, ...rest } = signUp;
  if (what === 'wish' && place !== undefined && wish !== undefined) {
    return step({ ...rest, place }, now, ending === 'cancelled' ? 'left the list' : ending, wish.slot);
  }
  if (what === 'place' && wish !== undefined) return step({ ...rest, wish }, now, ending, place);
  return step({ ...rest, ended: ending }, now, ending, place ?? wish?.slot);
}

function step(signUp: SignUp, now: Date, what: Step['what'], slot: Slot | undefined): SignUp {
  const { ended, ...rest } = signUp;
  const next: Step = { at: now.toISOString(), what, ...(slot !== undefined && { slot }) };
  const steps = newest([...rest.steps, next]);
  const live = { ...rest, steps, waits: rest.wish !== undefined };
  return isLive(live) || ended === undefined ? live : { ...live, ended };
}

/** The newest steps, and among them the last place taken: the calendar takes that out when it is given up. */
function newest(steps: readonly Step[]): readonly Step[] {
  const left = steps.slice(-STEPS);
  const taken = steps.findLast(({ what }) => what === 'taken');
  return taken === undefined || left.includes(taken) ? left : [taken, ...left.slice(1)];
}

function newSignUp(session: string, { id, organisation }: Person, by: string): SignUp {
  const base = { id: signUpId(session, id), version: 0, session, member: id, organisation, by };
  return { ...base, steps: [], waits: false };
}

function kept(books: Books, signUp: SignUp): Books {
  const known = books.signUps.some(({ id }) => id === signUp.id);
  return withSignUps(
    books,
    known ? books.signUps.map((each) => (each.id === signUp.id ? signUp : each)) : [...books.signUps, signUp],
  );
}

function withSignUps(books: Books, signUps: readonly SignUp[]): Books {
  return { ...books, signUps };
}

/** By code unit, so that the order is the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
