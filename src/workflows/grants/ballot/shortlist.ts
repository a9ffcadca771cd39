/** The shortlist of a round, in its order: who is put to the funder, and who is next when money comes free. */
import type { Transaction } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import { ballots } from './ballot.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal, ProposalState } from '../proposal/proposal.js';
import { countOf } from './result.js';
import type { GrantRound } from '../round/round.js';

async function proposalsIn(
  store: Transaction,
  round: string,
  ...states: readonly ProposalState[]
): Promise<readonly Proposal[]> {
  const found: Proposal[] = [];
  for (const state of states) {
    found.push(...(await store.find(proposals, { where: { round, state }, by: 'createdAt' })));
  }
  return found;
}

/** Ballots of one round are few. */
const BALLOTS = 20;

/** The round's proposals in these states: state by state, and in each as the Working Group's ballots put them. */
export async function shortlistIn(
  context: Context,
  round: Pick<GrantRound, 'id'>,
  ...states: readonly ProposalState[]
): Promise<readonly Proposal[]> {
  const found = await proposalsIn(context.store, round.id, ...states);
  if (found.length < 2) return found;
  const order = await ballotOrder(context, round, found);
  const place = ({ id }: Proposal): number => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...found].sort(
    (one, other) => states.indexOf(one.state) - states.indexOf(other.state) || place(one) - place(other),
  );
}

/** An earlier ballot before a later one, the best first in each; the last ballot on a proposal places it. */
async function ballotOrder(
  context: Context,
  { id }: Pick<GrantRound, 'id'>,
  found: readonly Proposal[],
): Promise<readonly string[]> {
  const query = { where: { round: id }, by: 'openedAt', order: 'descending', limit: BALLOTS } as const;
  const held = [...(await context.store.find(ballots, query))].reverse();
  let order: readonly string[] = [];
  for (const ballot of held) {
    const concerns = found.some((each) => ballot.proposals.includes(each.id));
    if (ballot.state !== 'closed' || !concerns) continue;
    const placed = (await countOf(context, ballot)).lines.map(({ proposal }) => proposal.id);
    order = [...order.filter((each) => !placed.includes(each)), ...placed];
  }
  return order;
}

/** Who waits for the tactical pot comes before the rest of the shortlist; both keep their order. */
export async function nextInLine(context: Context, round: GrantRound): Promise<Proposal | undefined> {
  return (await shortlistIn(context, round, 'waiting', 'shortlisted'))[0];
}
