/** The shortlist of a round, in its order: who is put to the funder, and who is next when money comes free. */
import type { Transaction } from '../../store/store.js';
import { proposals } from './proposal.js';
import type { Proposal, ProposalState } from './proposal.js';
import type { GrantRound } from './round.js';

export async function proposalsIn(
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

/** Who waits for the tactical pot comes before the rest of the shortlist; both keep their order. */
export async function nextInLine(store: Transaction, round: GrantRound): Promise<Proposal | undefined> {
  return (await proposalsIn(store, round.id, 'waiting', 'shortlisted'))[0];
}
