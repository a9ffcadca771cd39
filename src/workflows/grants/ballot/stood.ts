/** What a ballot decided on, kept when it ends: a proposal that changes later changes no record of the vote. */
import type { Ballot } from './ballot.js';
import type { Proposal } from '../proposal/proposal.js';

export interface Stood extends Pick<Proposal, 'id' | 'title' | 'organisation' | 'partners' | 'askedPence'> {
  /** Before the ballot ended. */
  readonly withdrawn: boolean;
}

export function stoodOf({ id, title, organisation, partners, askedPence, state }: Proposal): Stood {
  return { id, title, organisation, partners, askedPence, withdrawn: state === 'withdrawn' };
}

/** The proposal as the ballot decides, or has decided, on it. */
export function asItStood({ stood }: Pick<Ballot, 'stood'>, proposal: Proposal): Proposal {
  const found = stood.find(({ id }) => id === proposal.id);
  if (found === undefined) return proposal;
  const { withdrawn, ...rest } = found;
  return { ...proposal, ...rest, state: withdrawn ? 'withdrawn' : 'proposed' };
}
