/** Interests: who declared what, and who is recused from which proposal. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Ballot, Vote } from './ballot.js';
import type { Proposal } from '../proposal/proposal.js';
import { TEAM } from '../proposal/sections.js';
import type { Seat } from './seats.js';

/** What one speaker of a seat declared before voting. `id` is `<ballot>.<member>`. */
export interface Declaration extends Stored {
  readonly ballot: string;
  readonly member: string;
  /** The one seat they speak for in this ballot. */
  readonly seat: string;
  /** Ids of proposals: their own interest recuses them, their organisation's recuses the seat. */
  readonly own: readonly string[];
  readonly organisation: readonly string[];
  /** What the interest is; empty when there is none. */
  readonly what: string;
  /** Id of the organisation they worked for when they declared, where it was kept. */
  readonly employer?: string;
  /** ISO instant. */
  readonly at: string;
}

export const declarations = collection<Declaration>('grants.declarations', [['ballot']]);

export function declarationId(ballot: string, member: string): string {
  return `${ballot}.${member}`;
}

export interface Recusal {
  /** `seat`: nobody votes for it; `person`: a deputy may. */
  readonly of: 'seat' | 'person';
  readonly why: string;
}

type Applied = Pick<Proposal, 'id' | 'organisation' | 'partners'>;

/** What a ballot knows of interests. */
export interface Interests {
  readonly declared: readonly Declaration[];
  /**
   * Ids of the organisations that make up the team. Undefined in a ballot that ended when whoever applied together
   * with the team was not recused: its record stays as it was.
   */
  readonly team: readonly string[] | undefined;
}

/**
 * Why the seat takes no part in the vote on a proposal: its organisation applies, or one of its speakers
 * declared an interest of the organisation. A council and its units are one body; a district is
 * not all districts. The team's own proposals recuse none of the organisations that make it up, which declare
 * them (three of six authorities could otherwise never be quorate); whoever applies together with it is recused.
 */
export function seatRecusal(
  seat: Seat,
  proposal: Applied,
  { declared, team }: Interests,
): Recusal | undefined {
  const ofTeam = proposal.organisation === TEAM && team?.includes(seat.organisation) === true;
  const apply = ofTeam ? [] : applicantsOf(proposal, team);
  if (apply.includes(seat.organisation)) return { of: 'seat', why: `${seat.name} applies` };
  if (seat.tied.some((each) => apply.includes(each))) {
    return { of: 'seat', why: `${seat.name} is one body with an organisation that applies` };
  }
  const said = declared.find(
    (each) => each.seat === seat.organisation && each.organisation.includes(proposal.id),
  );
  return said === undefined ? undefined : { of: 'seat', why: `${seat.name} has an interest: ${said.what}` };
}

/** Why a person does not vote on a proposal for a seat that may: an interest of their own, or their employer's. */
export function personRecusal(
  proposal: Applied,
  speaker: { readonly member: string; readonly organisation: string },
  { declared, team }: Interests,
): Recusal | undefined {
  if (applicantsOf(proposal, team).includes(speaker.organisation)) {
    return { of: 'person', why: 'the voter’s own organisation applies' };
  }
  const said = declared.find((each) => each.member === speaker.member && each.own.includes(proposal.id));
  return said === undefined ? undefined : { of: 'person', why: `the voter has an interest: ${said.what}` };
}

/** Who is recused from a proposal themselves, while a colleague may vote for the seat. */
export interface PersonRecused {
  readonly member: string;
  /** The seat's organisation. */
  readonly seat: string;
  /** After their name: `has an interest: my sister runs it`. */
  readonly why: string;
}

/** Of those who declared: an interest of their own, or their employer's application where the seat may vote. */
export function peopleRecused(
  proposal: Applied,
  { declared, team }: Interests,
  recusedSeats: readonly string[],
): readonly PersonRecused[] {
  return declared.flatMap(({ member, seat, own, what, employer = '' }) => {
    if (own.includes(proposal.id)) return [{ member, seat, why: `has an interest: ${what}` }];
    const applies = applicantsOf(proposal, team).includes(employer) && !recusedSeats.includes(seat);
    return applies ? [{ member, seat, why: 'works for an organisation that applies' }] : [];
  });
}

/** The organisations whose interest a proposal is; the team's own are not among them where it applies. */
function applicantsOf({ organisation, partners }: Applied, team: Interests['team']): readonly string[] {
  if (organisation !== TEAM) return [organisation, ...partners];
  return team === undefined ? [] : partners.filter((each) => !team.includes(each));
}

/** The seats whose organisations are part of the team that applies: declared in the record, and voting. */
export function declaredForTeam(
  { seats }: Pick<Ballot, 'seats'>,
  { organisation }: Pick<Proposal, 'organisation'>,
  team: readonly string[],
): readonly string[] {
  if (organisation !== TEAM) return [];
  return seats.filter((seat) => team.includes(seat.organisation)).map(({ name }) => name);
}

/**
 * The votes that count: confirmed, on proposals still there, from seats and people not recused. A late
 * declaration takes votes out again.
 */
export function countedVotes(
  { seats }: Pick<Ballot, 'seats'>,
  given: readonly Vote[],
  proposals: readonly Proposal[],
  interests: Interests,
): readonly Vote[] {
  return given.filter((vote) => {
    const seat = seats.find(({ organisation }) => organisation === vote.seat);
    const proposal = proposals.find(({ id }) => id === vote.proposal);
    if (!vote.confirmed || seat === undefined || proposal === undefined) return false;
    if (proposal.state === 'withdrawn') return false;
    if (seatRecusal(seat, proposal, interests) !== undefined) return false;
    return personRecusal(proposal, vote, interests) === undefined;
  });
}
