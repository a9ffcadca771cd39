/** The places of a ranking: where a seat puts what it supports in order, each place once. */
import { invalid, ok } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import type { Proposal } from '../proposal/proposal.js';
import { titleOf } from '../proposal/cards.js';
import type { Vote, VoteChoice } from './ballot.js';
import type { OwnBooth } from './case.js';
import { isWithdrawn } from './result.js';

export interface Placed {
  /** 1 is first; 0 where there is none to give. */
  readonly place: number;
  /** The seat's vote on another proposal, at the place that this one had. */
  readonly swapped?: Vote;
}

/**
 * The place that is typed. When every place is given, an order could not be changed one vote at a time: so two
 * votes of one voter change places.
 * @param voter a member's id
 */
export function placeOf(
  { ballot, count, seat }: OwnBooth,
  proposal: Proposal,
  voter: string,
  { choice, place: typed }: { readonly choice: VoteChoice; readonly place: string },
): Result<Placed> {
  if (ballot.voting.kind !== 'ranking' || choice !== 'support') return ok({ place: 0 });
  const most = ballot.proposals.length;
  const place = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  if (place < 1 || place > most) return invalid({ place: `Enter a place from 1, the first, to ${most}` });
  const given = count.given.filter(
    (vote) => vote.seat === seat.organisation && vote.place > 0 && !isWithdrawn(count, vote.proposal),
  );
  const other = given.find((vote) => vote.proposal !== proposal.id && vote.place === place);
  if (other === undefined) return ok({ place });
  const own = given.find((vote) => vote.proposal === proposal.id);
  if (own !== undefined && isTheirs(own, voter) && isTheirs(other, voter)) {
    return ok({ place, swapped: { ...other, place: own.place } });
  }
  const free = Array.from({ length: most }, (_, at) => at + 1).filter(
    (each) => !given.some((vote) => vote.place === each),
  );
  const next = free.length === 0 ? 'Change that vote first' : `Free: ${free.join(', ')}`;
  return invalid({ place: `You gave place ${place} to '${titleOfVote(count, other)}'. ${next}` });
}

/** What a voter is told of the vote that changed with theirs; '' when none did. */
export function swappedWords({ count }: OwnBooth, swapped: Vote | undefined): string {
  return swapped === undefined ? '' : ` '${titleOfVote(count, swapped)}' has place ${swapped.place} now.`;
}

function isTheirs({ member, confirmed }: Vote, voter: string): boolean {
  return confirmed && member === voter;
}

function titleOfVote({ proposals }: OwnBooth['count'], vote: Vote): string {
  const found = proposals.find(({ id }) => id === vote.proposal);
  return found === undefined ? 'another proposal' : titleOf(found);
}
