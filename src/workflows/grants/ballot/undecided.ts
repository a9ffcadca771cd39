/** What ballots left without a decision: it is neither shortlisted nor refused, and can be voted on again. */
import type { Context } from '../../workflow.js';
import { ballots, latestBallot } from './ballot.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { countOf } from './result.js';
import type { Line } from './result.js';
import type { GrantRound } from '../round/round.js';

type Round = Pick<GrantRound, 'id'>;

/** Whether the Working Group decided on it: only when it was quorate (terms of reference, section 6). */
export function isDecided({ tally }: Pick<Line, 'tally'>): boolean {
  return tally.outcome !== 'no-quorum';
}

/** Proposals of the round that no ballot has decided on. */
export async function undecidedIn(context: Context, { id }: Round): Promise<readonly Proposal[]> {
  const where = { round: id, state: 'proposed' } as const;
  const proposed = await context.store.find(proposals, { where, by: 'createdAt' });
  if (proposed.length === 0) return [];
  const decided = new Set<string>();
  for (const ballot of await context.store.find(ballots, { where: { round: id }, by: 'openedAt' })) {
    if (ballot.state !== 'closed') continue;
    const { lines } = await countOf(context, ballot);
    for (const { proposal } of lines.filter(isDecided)) decided.add(proposal.id);
  }
  return proposed.filter((each) => !decided.has(each.id));
}

/** Whether the round's last ballot ended without a quorum for anything in it. */
export async function decidedNothing(context: Context, { id }: Round): Promise<boolean> {
  const ballot = await latestBallot(context.store, id);
  if (ballot?.state !== 'closed') return false;
  const { lines } = await countOf(context, ballot);
  const voted = lines.filter(({ tally }) => tally.outcome !== 'withdrawn');
  return voted.length > 0 && !voted.some(isDecided);
}
