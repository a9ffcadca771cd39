/** A ballot as a voter sees it, loaded and allowed: what every press of a voter starts from. */
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import { inWords } from '../../../shared/text.js';
import type { ActorContext, Input } from '../../workflow.js';
import { ballotsUnderWay, loadBallot, takesVotes } from './ballot.js';
import type { Ballot, Vote } from './ballot.js';
import { declarationId, personRecusal, seatRecusal } from './interests.js';
import type { Declaration } from './interests.js';
import { isOfTheGroup, mayManageGrants } from '../policy.js';
import { titleOf } from '../proposal/cards.js';
import type { Proposal } from '../proposal/proposal.js';
import { countOf, ownSeat } from './result.js';
import type { Count } from './result.js';
import { roleOn, seatsOf } from './seats.js';
import type { Seat, SeatRole } from './seats.js';

export interface Booth {
  readonly ballot: Ballot;
  readonly count: Count;
  /** The seats that they could speak for. */
  readonly seats: readonly Seat[];
  /** The one they speak for, once it is clear. */
  readonly seat: Seat | undefined;
  readonly declaration: Declaration | undefined;
}

/** The ballot that a button names, or the newest under way. */
export async function chosenBallot(input: Input, { store }: ActorContext): Promise<Ballot | undefined> {
  const id = textOf(input.data, 'ballot');
  return id === '' ? (await ballotsUnderWay(store))[0] : loadBallot(store, id);
}

export async function boothOf(context: ActorContext, ballot: Ballot): Promise<Booth> {
  const { actor, today, partnership } = context;
  const count = await countOf(context, ballot);
  const seats = seatsOf(count.ballot.seats, actor, today, partnership);
  const declaration = count.declared.find(({ id }) => id === declarationId(ballot.id, actor.id));
  return { ballot: count.ballot, count, seats, declaration, seat: ownSeat(context, count, actor) };
}

export function maySeeBallots(context: ActorContext, { seats }: Booth): boolean {
  return seats.length > 0 || mayManageGrants(context.actor) || isOfTheGroup(context);
}

/** @throws {UserError} for whoever neither votes nor sees */
export function mustSeeBallots(context: ActorContext, booth: Booth): void {
  if (maySeeBallots(context, booth)) return;
  throw new UserError(
    'grants.workingGroupOnly',
    'Ballots are for the Working Group. Say my proposals to see yours.',
  );
}

export interface OwnBooth extends Booth {
  readonly seat: Seat;
  readonly declaration: Declaration;
}

/**
 * The booth of somebody who votes and has declared interests.
 * @throws {UserError} when they have no seat in it, or have not declared
 */
export async function loadBooth(input: Input, context: ActorContext): Promise<OwnBooth> {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(input.data, 'ballot')));
  const { seat, declaration, seats } = booth;
  if (seats.length === 0) {
    throw new UserError(
      'grants.noSeat',
      'You do not speak for a seat in this ballot now. You can read the proposals.',
    );
  }
  if (declaration === undefined && !takesVotes(booth.ballot, context.today)) {
    throw new UserError(
      'grants.declaredNothing',
      'Voting is over, and you declared no interests before: what was said for your seat stays.',
    );
  }
  if (seat === undefined || declaration === undefined) {
    throw new UserError('grants.declareFirst', 'Declare interests before you vote. Say ballot to begin.');
  }
  return { ...booth, seat, declaration };
}

/** The proposal that a button names, when it is part of the ballot. */
export function ballotProposal({ count }: Booth, input: Input): Proposal {
  const found = count.proposals.find(({ id }) => id === textOf(input.data, 'proposal'));
  if (found !== undefined) return found;
  throw new UserError(
    'grants.notInBallot',
    'This proposal is not part of the ballot. Say ballot to see those that are.',
  );
}

/** The vote that is recorded for a seat, whoever gave it. */
export function ownVote({ count: { given } }: Booth, seat: Seat, proposal: Proposal): Vote | undefined {
  return given.find((vote) => vote.seat === seat.organisation && vote.proposal === proposal.id);
}

/** As what whoever gave a vote speaks for the seat today; undefined when they do not. */
export async function giverOf(
  { directory, today, partnership }: ActorContext,
  seat: Seat,
  vote: Vote | undefined,
): Promise<SeatRole | undefined> {
  const giver = vote && (await directory.member(vote.member));
  return giver && roleOn(seat, giver, today, partnership);
}

/** Why they do not vote on a proposal, or ''. */
export function recusedBecause({ actor }: ActorContext, { seat, count }: Booth, proposal: Proposal): string {
  if (seat === undefined) return '';
  const speaker = { member: actor.id, organisation: actor.organisation };
  const recusal = seatRecusal(seat, proposal, count) ?? personRecusal(proposal, speaker, count);
  return recusal?.why ?? '';
}

/** What recuses them before they declare anything: `I know already that you do not vote on 'Signs': Kent Police applies.` */
export function knownInterests(context: ActorContext, booth: Booth): string {
  const known = new Map<string, string[]>();
  for (const proposal of booth.count.proposals) {
    const why = recusedBecause(context, booth, proposal);
    if (why !== '') known.set(why, [...(known.get(why) ?? []), `'${titleOf(proposal)}'`]);
  }
  const sentences = [...known].map(
    ([why, titles]) => `I know already that you do not vote on ${inWords(titles)}: ${why}.`,
  );
  return sentences.join(' ');
}
