/** An applicant withdraws a proposal, until the funder has decided on it; the coordinating team hears of it. */
import type { ActorContext, Handler, Notification } from '../../workflow.js';
import { mayWithdraw, taskListCard, titleOf } from './cards.js';
import { confirmCard } from '../round/cards.js';
import { loadCase } from './case.js';
import type { Case } from './case.js';
import { tellTeam } from '../told.js';
import { proposals } from './proposal.js';
import type { Proposal, ProposalState } from './proposal.js';

/** Asks once, with what follows. */
export const withdraw: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  if (!mayWithdraw(found.proposal)) return { reply: taskListCard(found, context) };
  return {
    reply: confirmCard({
      heading: `Withdraw ${titleOf(found.proposal)}?`,
      sentence: `${follows(found)} This cannot be taken back; what you wrote stays for you to read.`,
      ...{ yes: 'Withdraw it', verb: 'grants/confirm-withdraw', back: 'grants/proposal' },
      press: { proposal: found.proposal.id },
    }),
  };
};

/** By how far it has come: what has happened already is not taken for what is to come. */
function follows({ proposal: { state }, progress: { vote } }: Case): string {
  if (state === 'draft') return 'It was not proposed yet.';
  return `${consequence(state, vote)} The coordinating team is told.`;
}

function consequence(state: ProposalState, vote: Case['progress']['vote']): string {
  if (isPut(state)) return 'Nothing is granted to it any more.';
  if (state === 'shortlisted') return 'It comes off the shortlist.';
  if (state === 'waiting') return 'It no longer waits for the tactical pot.';
  const voted = state === 'not-shortlisted' || vote === 'counting' || vote === 'decided';
  return voted ? 'It can be shortlisted no more.' : 'The Working Group no longer votes on it.';
}

/** With the funder, or the chair. */
function isPut(state: ProposalState): boolean {
  return state === 'submitted' || state === 'pending';
}

export const confirmWithdraw: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  if (!mayWithdraw(found.proposal)) return { reply: taskListCard(found, context) };
  const proposal = await context.store.put(proposals, { ...found.proposal, state: 'withdrawn' });
  const notify = await tellOf(context, found.proposal);
  return { reply: taskListCard({ ...found, proposal }, context, 'Withdrawn.'), notify };
};

/** A draft is its applicants' own: nobody hears of it. */
async function tellOf(context: ActorContext, proposal: Proposal): Promise<readonly Notification[]> {
  const { actor } = context;
  if (proposal.state === 'draft') return [];
  const put = isPut(proposal.state) ? ' It was submitted already: say so to whoever decides on it.' : '';
  const sentence = `${actor.name} has withdrawn ${proposal.reference}, '${titleOf(proposal)}'.${put}`;
  return tellTeam(
    context,
    {
      ...{ heading: 'A proposal was withdrawn', sentence, open: 'Open the proposal' },
      ...{ verb: 'grants/read', press: { proposal: proposal.id } },
    },
    `grants.withdrawn:${proposal.id}`,
    actor.id,
  );
}
