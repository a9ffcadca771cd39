/** What waits for a member here, and what they may still change. */
import { longDate } from '../../shared/calendar.js';
import type { ActorContext, Item } from '../workflow.js';
import { proposalSentence, titleOf } from './cards-proposal.js';
import { proposalsOfMember } from './case.js';
import type { Proposal } from './proposal.js';
import { takesProposals } from './round-life.js';
import { loadRound } from './round.js';
import type { GrantRound } from './round.js';

export async function items({ store, actor, today }: ActorContext): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const proposal of await proposalsOfMember(store, actor.id)) {
    const item = itemOf(proposal, await loadRound(store, proposal.round), today);
    if (item !== undefined) found.push(item);
  }
  return found;
}

function itemOf(proposal: Proposal, round: GrantRound, today: string): Item | undefined {
  const title = titleOf(proposal);
  const open = { verb: 'grants/proposal', data: { proposal: proposal.id }, title: 'Open the proposal' };
  const { state, reopened } = proposal;
  if (reopened !== undefined && state !== 'withdrawn') {
    return { waiting: true, title, detail: `A change is asked for: ${reopened.note}`, open };
  }
  if (!takesProposals(round, today)) return undefined;
  const until = longDate(round.closesOn);
  if (state === 'draft') return { waiting: true, title, detail: `A draft. Propose it by ${until}.`, open };
  const detail = `${proposalSentence(proposal)} You can change it until ${until}.`;
  return state === 'proposed' ? { waiting: false, title, detail, open } : undefined;
}
