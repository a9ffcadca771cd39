/** How far the Working Group is with one proposal, as much as its applicants may know before and after the end. */
import { longDate } from '../../../shared/calendar.js';
import type { Context } from '../../workflow.js';
import type { Proposal } from '../proposal/proposal.js';
import { ballots, takesVotes } from './ballot.js';
import type { Ballot } from './ballot.js';
import { countOf } from './result.js';
import { isDecided } from './undecided.js';

/** `counting` is from the last day to the result, also while objections are answered. */
export interface Progress {
  readonly vote: 'none' | 'open' | 'counting' | 'decided' | 'undecided';
  /** ISO date: the last day to vote, where there is a ballot. */
  readonly until: string;
}

/** The last ballot on it that was not cancelled. */
async function ballotOn({ store }: Context, { id, round }: Proposal): Promise<Ballot | undefined> {
  const held = await store.find(ballots, { where: { round }, by: 'openedAt', order: 'descending' });
  return held.find(({ state, proposals }) => state !== 'cancelled' && proposals.includes(id));
}

export async function progressOf(context: Context, proposal: Proposal): Promise<Progress> {
  const ballot = await ballotOn(context, proposal);
  if (ballot === undefined) return { vote: 'none', until: '' };
  const until = ballot.closesOn;
  if (takesVotes(ballot, context.today)) return { vote: 'open', until };
  if (ballot.state !== 'closed') return { vote: 'counting', until };
  const { lines } = await countOf(context, ballot);
  const line = lines.find((each) => each.proposal.id === proposal.id);
  return { vote: line !== undefined && isDecided(line) ? 'decided' : 'undecided', until };
}

/** Whether it stays as it is, because a ballot on it is under way. */
export function isUnderVote({ vote }: Progress): boolean {
  return vote === 'open' || vote === 'counting';
}

/** What its applicants are told of the vote; '' before there is one. Nothing of how anybody voted. */
export function progressWords({ vote, until }: Progress): string {
  if (vote === 'open') return `The Working Group votes on it until ${longDate(until)}.`;
  if (vote === 'counting') return 'The Working Group has voted; the result follows.';
  if (vote === 'decided')
    return 'The Working Group has voted; the coordinating team marks the shortlist next.';
  if (vote === 'none') return '';
  return 'Too few of the Working Group took part in the vote, so nothing is decided. The coordinating team says what comes next.';
}
