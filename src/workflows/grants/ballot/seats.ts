/** The Working Group's voting seats: one for each organisation named in the partnership file. */
import type { Member } from '../../../directory.js';
import type { Partnership } from '../../../partnership.js';
import type { Context } from '../../workflow.js';

/** A seat of a ballot. `organisation` is its id too: no organisation has two. */
export interface Seat {
  readonly organisation: string;
  readonly name: string;
  /** The responsible authority it counts for in the quorum, or empty. */
  readonly authority: string;
  /** Organisations that are one body with it: a council's units, or the council that it is a unit of and the other units. */
  readonly tied: readonly string[];
  /** E-mail address; empty when the seat is vacant. */
  readonly voter: string;
  /** ISO dates, both included. */
  readonly deputies: readonly { readonly email: string; readonly from: string; readonly to: string }[];
}

export type SeatRole = 'voter' | 'deputy';

/** The seats of the partnership file, with the names of today. */
export function seatsToday({ partnership, directory, today }: Context): readonly Seat[] {
  return partnership.grants.seats.map(({ organisation, voter = '', deputies }) => ({
    organisation,
    name: directory.organisationName(organisation, today),
    authority: authorityOf(partnership, organisation),
    tied: tiedTo(partnership, organisation),
    ...{ voter, deputies },
  }));
}

/**
 * The seats of a ballot. While it is under way they follow the partnership file: an organisation may be renamed,
 * merge into another, or name a new voter. None is added, and none lost: one that the file drops keeps its voter.
 * Once the ballot has ended they stay as they were, so that a record of it never changes.
 */
export function seatsIn(
  context: Context,
  { state, seats }: { readonly state: string; readonly seats: readonly Seat[] },
): readonly Seat[] {
  const { partnership, directory, today } = context;
  if (state !== 'open' && state !== 'answering') {
    // One that ended before ties were kept with it goes on reading them in the file, as they were meant then.
    return seats.map((seat: Omit<Seat, 'tied'> & Partial<Seat>) => ({
      ...seat,
      tied: seat.tied ?? wholeAndUnits(partnership, seat.organisation),
    }));
  }
  const now = seatsToday(context);
  return seats.map((seat) => {
    const { organisation } = seat;
    const dropped = {
      ...seat,
      name:
        directory.organisation(organisation) === undefined
          ? seat.name
          : directory.organisationName(organisation, today),
      // What is in the file no more is no responsible authority any more.
      authority: authorityOf(partnership, organisation),
      tied: tiedTo(partnership, organisation),
    };
    return now.find((each) => each.organisation === organisation) ?? dropped;
  });
}

/** One body: the council, and every unit that counts for it. */
export function tiedTo(partnership: Partnership, id: string): readonly string[] {
  const whole = wholeOf(partnership, id) ?? id;
  return [whole, ...unitsOf(partnership, whole)].filter((each) => each !== id);
}

/** Without the other units of its council. */
function wholeAndUnits(partnership: Partnership, id: string): readonly string[] {
  const whole = wholeOf(partnership, id);
  const own = unitsOf(partnership, id);
  return whole === undefined ? own : [...own, whole];
}

/** A unit is a standing member that counts for another organisation; a district is none. */
function wholeOf({ organisations }: Partnership, id: string): string | undefined {
  return organisations.find((each) => each.id === id && each.kind === 'standing member')?.counts_for;
}

function unitsOf({ organisations }: Partnership, whole: string): readonly string[] {
  return organisations
    .filter(({ kind, counts_for }) => kind === 'standing member' && counts_for === whole)
    .map(({ id }) => id);
}

function authorityOf({ organisations }: Partnership, id: string): string {
  const found = organisations.find((each) => each.id === id);
  return found?.kind === 'responsible authority' ? id : (found?.counts_for ?? '');
}

/**
 * Whether the member speaks for the seat on this day: named as its voter or as a deputy of that day, and
 * still working for its organisation, or for one that counts for it (a district for the districts' seat).
 */
export function roleOn(
  seat: Seat,
  member: Pick<Member, 'email' | 'organisation' | 'standing'>,
  today: string,
  partnership: Partnership,
): SeatRole | undefined {
  if (member.standing !== 'active' || member.email === undefined) return undefined;
  const theirs = partnership.organisations.find(({ id }) => id === member.organisation);
  if (member.organisation !== seat.organisation && theirs?.counts_for !== seat.organisation) return undefined;
  if (seat.voter === member.email) return 'voter';
  const deputy = seat.deputies.find(
    ({ email, from, to }) => email === member.email && from <= today && today <= to,
  );
  return deputy === undefined ? undefined : 'deputy';
}

/** Every seat that the member could speak for; in one ballot they speak for one of them. */
export function seatsOf(
  seats: readonly Seat[],
  member: Member,
  today: string,
  partnership: Partnership,
): readonly Seat[] {
  return seats.filter((seat) => roleOn(seat, member, today, partnership) !== undefined);
}

/** The members who speak for a seat on this day, the voter first. */
export async function speakersOf(context: Context, seat: Seat): Promise<readonly Member[]> {
  const found: Member[] = [];
  for (const email of [seat.voter, ...seat.deputies.map((deputy) => deputy.email)]) {
    const member = email === '' ? undefined : await context.directory.memberByEmail(email);
    if (member === undefined || found.some(({ id }) => id === member.id)) continue;
    if (roleOn(seat, member, context.today, context.partnership) !== undefined) found.push(member);
  }
  return found;
}
