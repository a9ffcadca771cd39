/** What a ballot says: gathered from its records, and cut to what a member may see. */
import type { Member } from '../../../directory.js';
import type { Context } from '../../workflow.js';
import { votes } from './ballot.js';
import type { Ballot, Vote } from './ballot.js';
import {
  countedVotes,
  declarationId,
  declarations,
  declaredForTeam,
  peopleRecused,
  personRecusal,
  seatRecusal,
} from './interests.js';
import type { Interests, PersonRecused } from './interests.js';
import { mayManageGrants } from '../policy.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { authoritiesOf, quorumOf } from './quorum.js';
import type { Quorum } from './quorum.js';
import type { Seat } from './seats.js';
import { seatsIn, seatsOf } from './seats.js';
import { asItStood } from './stood.js';
import { inOrder, tallyOf } from './tally.js';
import type { Tally } from './tally.js';

/** Everything of a ballot, for the rules; a card is made from a view of it. */
export interface Count extends Interests {
  /** With its seats as they are now. */
  readonly ballot: Ballot;
  /** As they are now; those of the lines are as the ballot decides on them. */
  readonly proposals: readonly Proposal[];
  readonly given: readonly Vote[];
  readonly counted: readonly Vote[];
  readonly quorum: Quorum;
  /** Best first; withdrawn proposals last. */
  readonly lines: readonly Line[];
}

export interface Line {
  readonly proposal: Proposal;
  readonly tally: Tally;
  /** Counted over this proposal alone. */
  readonly quorum: Quorum;
  /** How many responsible authorities could vote on it. */
  readonly could: number;
  /** Seats. */
  readonly recused: readonly { readonly seat: Seat; readonly why: string }[];
  /** People, whose seat may vote. */
  readonly people: readonly PersonRecused[];
  /** Names of seats that are part of the team whose proposal it is. */
  readonly team: readonly string[];
  readonly votes: readonly Vote[];
}

export async function countOf(context: Context, kept: Ballot): Promise<Count> {
  const { store } = context;
  const ballot = { ...kept, seats: seatsIn(context, kept) };
  const found: Proposal[] = [];
  for (const id of ballot.proposals) {
    const proposal = await store.get(proposals, id);
    if (proposal !== undefined) found.push(proposal);
  }
  const given = await store.find(votes, { where: { ballot: ballot.id } });
  const declared = await store.find(declarations, { where: { ballot: ballot.id } });
  const stood = found.map((proposal) => asItStood(ballot, proposal));
  const interests = { declared, team: teamIn(context, kept) };
  const counted = countedVotes(ballot, given, stood, interests);
  const quorum = quorumFor(context, ballot, counted);
  const lines = stood.map((proposal) => lineOf(context, ballot, proposal, counted, interests, quorum));
  const order = inOrder(lines.map(({ tally }) => tally));
  return {
    ...{ ballot, proposals: found, given, counted, ...interests, quorum },
    lines: order.flatMap((tally) => lines.find((line) => line.tally === tally) ?? []),
  };
}

/** The team's organisations: those of the partnership file while the ballot is under way, and then as they were. */
function teamIn({ partnership }: Context, { state, team }: Ballot): Interests['team'] {
  return state === 'open' || state === 'answering' ? partnership.grants.team_organisations : team;
}

/** A place that was given to a withdrawn proposal is free again. */
export function isWithdrawn({ proposals: now }: Pick<Count, 'proposals'>, id: string): boolean {
  return now.some((proposal) => proposal.id === id && proposal.state === 'withdrawn');
}

/** The lines as the ballot lists its proposals: says nothing of how the vote goes. */
export function inBallotOrder({ ballot, lines }: Pick<Count, 'ballot' | 'lines'>): readonly Line[] {
  return ballot.proposals.flatMap((id) => lines.find(({ proposal }) => proposal.id === id) ?? []);
}

function quorumFor(
  { directory, today }: Context,
  { seats, quorum }: Ballot,
  counted: readonly Vote[],
): Quorum {
  const tookPart = new Set(counted.map(({ seat }) => seat));
  const nameOf = (authority: string): string =>
    seats.find(({ organisation }) => organisation === authority)?.name ??
    directory.organisationName(authority, today);
  return quorumOf(seats, tookPart, quorum, nameOf);
}

function lineOf(
  context: Context,
  ballot: Ballot,
  proposal: Proposal,
  counted: readonly Vote[],
  interests: Interests,
  whole: Quorum,
): Line {
  const recusals = ballot.seats.map((seat) => ({
    seat,
    recusal: seatRecusal(seat, proposal, interests),
  }));
  const free = recusals.filter(({ seat, recusal }) => recusal === undefined && seat.voter !== '');
  const own = counted.filter((vote) => vote.proposal === proposal.id);
  // Who is recused cannot help it to its quorum.
  const mayVote = recusals.filter(({ recusal }) => recusal === undefined).map(({ seat }) => seat);
  const quorum = quorumFor(context, { ...ballot, seats: mayVote }, own);
  const tally = tallyOf(ballot.voting, proposal.id, own, ballot.proposals.length);
  const quorate = ballot.voting.quorumBy === 'ballot' ? whole.met : quorum.met;
  const without = recusals.filter(({ recusal }) => recusal !== undefined);
  const outcome = quorate ? tally.outcome : 'no-quorum';
  return {
    ...{ proposal, quorum, votes: own },
    tally: { ...tally, outcome: proposal.state === 'withdrawn' ? 'withdrawn' : outcome },
    could: authoritiesOf(free.map(({ seat }) => seat)).length,
    recused: recusals.flatMap(({ seat, recusal }) =>
      recusal === undefined ? [] : [{ seat, why: recusal.why }],
    ),
    people: peopleRecused(
      proposal,
      interests,
      without.map(({ seat }) => seat.organisation),
    ),
    team: declaredForTeam(ballot, proposal, interests.team ?? context.partnership.grants.team_organisations),
  };
}

/** What was quorate and is not any more: proposals by their title, or the ballot as a whole, without one. */
export function quorumsLost(
  before: Count,
  after: Count,
): readonly { readonly title: string; readonly quorum: Quorum }[] {
  if (after.ballot.voting.quorumBy === 'ballot') {
    return before.quorum.met && !after.quorum.met ? [{ title: '', quorum: after.quorum }] : [];
  }
  return after.lines.flatMap(({ proposal, quorum }) => {
    const had = before.lines.find((line) => line.proposal.id === proposal.id)?.quorum.met === true;
    return had && !quorum.met ? [{ title: proposal.title, quorum }] : [];
  });
}

/** The seat that somebody speaks for in this ballot: the one they declared for, or their only one. */
export function ownSeat(
  { partnership, today }: Context,
  { ballot, declared }: Pick<Count, 'ballot' | 'declared'>,
  member: Member,
): Seat | undefined {
  const theirs = seatsOf(ballot.seats, member, today, partnership);
  const said = declared.find(({ id }) => id === declarationId(ballot.id, member.id));
  return said === undefined
    ? theirs.length === 1
      ? theirs[0]
      : undefined
    : theirs.find(({ organisation }) => organisation === said.seat);
}

/**
 * Whether somebody may see who voted how on a proposal, once the ballot is closed: the seats that may
 * vote on it and the team. The recused, and those who only see, read the outcome alone.
 */
export function maySeeVotes(context: Context, count: Count, line: Line, member: Member): boolean {
  if (count.ballot.state === 'open' || count.ballot.state === 'cancelled') return false;
  const seat = ownSeat(context, count, member);
  const speaker = { member: member.id, organisation: member.organisation };
  const declared = seat === undefined ? [] : count.declared;
  if (personRecusal(line.proposal, speaker, { ...count, declared }) !== undefined) {
    return seat === undefined && mayManageGrants(member);
  }
  if (seat === undefined) return mayManageGrants(member);
  return !line.recused.some((each) => each.seat.organisation === seat.organisation);
}
