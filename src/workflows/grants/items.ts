/** What waits for a member here, and what they may still change. */
import { longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { ActorContext, Item } from '../workflow.js';
import { boothOf } from './ballot/case.js';
import { ballotsUnderWay, isVotedOn, takesVotes } from './ballot/ballot.js';
import type { Ballot } from './ballot/ballot.js';
import { leftFor } from './ballot/desk-cards.js';
import { proposalSentence, titleOf } from './proposal/cards.js';
import { proposalsOfMember } from './proposal/case.js';
import { pendingFor } from './ballot/objectors.js';
import type { Proposal } from './proposal/proposal.js';
import { countOf } from './ballot/result.js';
import { takesProposals } from './round/life.js';
import { loadRound } from './round/round.js';
import type { GrantRound } from './round/round.js';

export async function items(context: ActorContext): Promise<readonly Item[]> {
  const { store, actor, today } = context;
  const found: Item[] = [];
  for (const proposal of await proposalsOfMember(store, actor.id)) {
    if (await isVotedOn(store, proposal.id)) continue;
    const item = itemOf(proposal, await loadRound(store, proposal.round), today);
    if (item !== undefined) found.push(item);
  }
  return [...found, ...(await ballotItems(context))];
}

async function ballotItems(context: ActorContext): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const ballot of await ballotsUnderWay(context.store)) {
    if (ballot.state === 'answering') found.push(...(await objectionItems(context, ballot)));
    if (!takesVotes(ballot, context.today)) continue;
    const { seat, seats, count: counted } = await boothOf(context, ballot);
    if (seats.length === 0) continue;
    const speaker = { member: context.actor.id, organisation: context.actor.organisation };
    const left = seat === undefined ? ballot.proposals.length : leftFor(counted, seat, speaker);
    const title = `Vote of the Working Group${seat === undefined ? '' : `, for ${seat.name}`}`;
    const until = longDate(ballot.closesOn);
    const open = {
      verb: 'grants/ballot',
      data: { ballot: ballot.id },
      title: left > 0 ? 'Vote now' : 'See your votes',
    };
    const detail =
      left > 0
        ? `${count(left, 'proposal')} left to vote on by ${until}.`
        : `You have voted. You can change your votes until ${until}.`;
    found.push({ waiting: left > 0, title, detail, open });
  }
  return found;
}

async function objectionItems(context: ActorContext, ballot: Ballot): Promise<readonly Item[]> {
  const waiting = await pendingFor(context, await countOf(context, ballot), context.actor);
  return waiting.map(({ proposal }) => ({
    waiting: true,
    title: `An objection to '${titleOf(proposal)}'`,
    detail: 'It was answered. Say whether it stays.',
    open: { verb: 'grants/ballot', data: { ballot: ballot.id, proposal: proposal.id }, title: 'Decide' },
  }));
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
