/** Consensus: objections are answered before the group, and each objector keeps or withdraws theirs. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { parse, requiredText } from '../../../shared/parse.js';
import type { Action, ActorContext, Handler } from '../../workflow.js';
import { ballotProposal, boothOf, loadBooth, ownVote, recusedBecause, giverOf } from './case.js';
import type { OwnBooth } from './case.js';
import { managedBallot } from './desk.js';
import { ballots, mayReplace, votes } from './ballot.js';
import type { Ballot, Vote } from './ballot.js';
import { deskCard } from './desk-cards.js';
import { answerCard, objectionCard } from './form-cards.js';
import { ballotCard } from './cards.js';
import { titleOf } from '../proposal/cards.js';
import { resultCard } from './result-cards.js';
import { conclude } from './closing.js';
import { pendingFor, toTheGroup } from './objectors.js';
import type { Proposal } from '../proposal/proposal.js';
import { countOf, maySeeVotes } from './result.js';
import type { Count } from './result.js';
import { roleOn } from './seats.js';

const form = z.object({ answer: requiredText('the answer', 1000, 'Enter the answer to the objections') });

export const openAnswer: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  const count = await countOf(context, ballot);
  mustBeAnswering(ballot);
  const proposal = ballotProposal(await boothOf(context, ballot), input);
  mustReadObjections(context, count, proposal);
  return { reply: answerCard(count, proposal) };
};

/** @throws {UserError} when the coordinator speaks for a seat that is recused: they never see the others' votes */
function mustReadObjections(context: ActorContext, count: Count, { id }: Proposal): void {
  const line = count.lines.find(({ proposal }) => proposal.id === id);
  if (line === undefined || count.ballot.state !== 'answering') return;
  if (maySeeVotes(context, count, line, context.actor)) return;
  throw new UserError(
    'grants.recused',
    'You take no part in the vote on this proposal. Another coordinator answers the objections to it.',
  );
}

/** The coordinating team's or the applicant's answer goes to the group; objectors are asked. */
export const saveAnswer: Action = {
  async handle(input, context) {
    const read = parse(form, input.data);
    if (!read.ok) return read;
    const ballot = await managedBallot(input, context);
    mustBeAnswering(ballot);
    const booth = await boothOf(context, ballot);
    const proposal = ballotProposal(booth, input);
    mustReadObjections(context, booth.count, proposal);
    if (ballot.answers[proposal.id] === read.value.answer) {
      return { reply: await deskCard(context, await countOf(context, ballot)) };
    }
    const answers = { ...ballot.answers, [proposal.id]: read.value.answer };
    const answeredOn = { ...ballot.answeredOn, [proposal.id]: context.today };
    const saved = await context.store.put(ballots, { ...ballot, answers, answeredOn });
    const count = await countOf(context, saved);
    return {
      reply: await deskCard(context, count, 'The answer is with the group; objectors are asked.'),
      notify: await toTheGroup(context, count, proposal),
    };
  },
  form: async (typed, trouble, context) => {
    const ballot = await managedBallot(typed, context);
    const booth = await boothOf(context, ballot);
    const proposal = ballotProposal(booth, typed);
    mustReadObjections(context, booth.count, proposal);
    return answerCard(booth.count, proposal, { typed: typed.data, ...trouble });
  },
};

export const keepObjection: Handler = (input, context) => decide(input, context, 'kept');
export const withdrawObjection: Handler = (input, context) => decide(input, context, 'withdrawn');

/** @throws {UserError} when they are recused, or the objection is not theirs: it is decided as a vote is replaced */
async function mustDecideOn(
  context: ActorContext,
  booth: OwnBooth,
  proposal: Proposal,
  vote: Vote,
): Promise<void> {
  const { actor, today, partnership } = context;
  const why = recusedBecause(context, booth, proposal);
  if (why !== '') {
    throw new UserError('grants.recused', `You decide on no objection to this proposal: ${why}.`);
  }
  const role = roleOn(booth.seat, actor, today, partnership) ?? 'deputy';
  const next = { member: actor.id, role, enteredBy: '' };
  if (mayReplace(vote, next, await giverOf(context, booth.seat, vote))) return;
  throw new UserError(
    'grants.notYourObjection',
    'Somebody else objected for your seat. Whether it stays is theirs to say.',
  );
}

/** Once every objector has said, the ballot is concluded by itself. */
async function decide(
  input: Parameters<Handler>[0],
  context: Parameters<Handler>[1],
  objection: 'kept' | 'withdrawn',
): ReturnType<Handler> {
  const booth = await loadBooth(input, context);
  const proposal = ballotProposal(booth, input);
  const vote = ownVote(booth, booth.seat, proposal);
  if (booth.ballot.state === 'closed')
    return { reply: await resultCard(context, context.actor, booth.count) };
  mustBeAnswering(booth.ballot);
  if (vote?.choice !== 'against' || (booth.ballot.answers[proposal.id] ?? '') === '') {
    throw new UserError('grants.noObjection', 'There is no objection of yours to decide on here.');
  }
  await mustDecideOn(context, booth, proposal, vote);
  if (vote.objection !== objection) await context.store.put(votes, { ...vote, objection });
  const count = await countOf(context, booth.ballot);
  const open = count.lines.some(
    ({ tally, votes: given }) =>
      (tally.outcome === 'no-consensus' || tally.outcome === 'supported') &&
      given.some((each) => each.choice === 'against' && each.objection === ''),
  );
  const whose = vote.member === context.actor.id ? 'Your' : 'The';
  // The question about another proposal may follow on the same card.
  const notice = `${whose} objection to '${titleOf(proposal)}' ${objection === 'kept' ? 'stays' : 'is withdrawn'}.`;
  const [next] = await pendingFor(context, count, context.actor);
  if (next !== undefined) return { reply: objectionCard(count, next.proposal, next.asks, notice) };
  if (open) return { reply: await ballotCard(context, await boothOf(context, booth.ballot), 0, notice) };
  const { ballot, notify } = await conclude(context, booth.ballot, context.actor.id);
  return {
    reply: await resultCard(context, context.actor, await countOf(context, ballot), 0, notice),
    notify,
  };
}

/** Concludes with what is said: an objection that nobody withdrew is kept. */
export const concludeBallot: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  if (ballot.state === 'closed') {
    return { reply: await resultCard(context, context.actor, await countOf(context, ballot)) };
  }
  mustBeAnswering(ballot);
  const ended = await conclude(context, ballot, context.actor.id);
  return {
    reply: await resultCard(context, context.actor, await countOf(context, ended.ballot)),
    notify: ended.notify,
  };
};

/** @throws {UserError} unless objections are being answered */
function mustBeAnswering({ state }: Ballot): void {
  if (state === 'answering') return;
  throw new UserError('grants.notAnswering', 'No objections are being answered in this ballot now.');
}
