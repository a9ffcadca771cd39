/** What a voter does once interests are declared: read, vote, change the vote, confirm one given by phone. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { choice, numberOf, optionalText, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Notification } from '../../workflow.js';
import {
  ballotProposal,
  boothOf,
  chosenBallot,
  loadBooth,
  mustSeeBallots,
  ownVote,
  recusedBecause,
  giverOf,
} from './case.js';
import type { OwnBooth } from './case.js';
import {
  CHOICES,
  asksForReason,
  loadBallot,
  mustReplace,
  mustTakeVotes,
  voteId,
  voteWords,
  votes,
} from './ballot.js';
import type { Vote } from './ballot.js';
import { deskCard } from './desk-cards.js';
import { ballotCard, ballotReadCard, chooseSeatCard, declareCard, voteCard } from './cards.js';
import { objectionCard } from './form-cards.js';
import { titleOf } from '../proposal/cards.js';
import { pendingFor } from './objectors.js';
import { placeOf, swappedWords } from './places.js';
import { mayManageGrants } from '../policy.js';
import type { Proposal } from '../proposal/proposal.js';
import { resultCard } from './result-cards.js';
import { roleOn } from './seats.js';
import { tell } from '../told.js';

/** *ballot*: the one under way, as far as they have come in it. */
export const showBallot: Handler = async (input, context) => {
  if (!input.personal) return { reply: 'Ballots are for our own chat. Say ballot to me there.' };
  const ballot = await chosenBallot(input, context);
  if (ballot === undefined)
    return { reply: 'No ballot is under way now. I write to those who vote when one opens.' };
  const booth = await boothOf(context, ballot);
  mustSeeBallots(context, booth);
  const { seat, seats, declaration } = booth;
  const waiting = await pendingFor(context, booth.count, context.actor);
  const asked = waiting.find(({ proposal }) => proposal.id === textOf(input.data, 'proposal')) ?? waiting[0];
  if (asked !== undefined) return { reply: objectionCard(booth.count, asked.proposal, asked.asks) };
  if (ballot.state !== 'open') return { reply: await resultCard(context, context.actor, booth.count) };
  if (seats.length === 0 && mayManageGrants(context.actor))
    return { reply: await deskCard(context, booth.count) };
  if (seats.length > 1 && seat === undefined) return { reply: chooseSeatCard(ballot, seats) };
  if (seat !== undefined && declaration === undefined) return { reply: declareCard(context, booth, seat) };
  return { reply: await ballotCard(context, booth, numberOf(input.data, 'page')) };
};

/** A proposal in full. */
export const readInBallot: Handler = async (input, context) => {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(input.data, 'ballot')));
  mustSeeBallots(context, booth);
  return { reply: await ballotReadCard(context, booth, ballotProposal(booth, input), input) };
};

export const openVote: Handler = async (input, context) => {
  const booth = await loadBooth(input, context);
  const proposal = ballotProposal(booth, input);
  mustVoteOn(context, booth, proposal);
  return { reply: voteCard(context, booth, proposal) };
};

const voteForm = z.object({
  choice: choice(CHOICES, 'Choose support, do not support or abstain'),
  place: optionalText('the place', 3),
  reason: optionalText('the reason', 500),
});

/** The seat's vote on one proposal, changeable until the ballot closes. */
export const cast: Action = {
  async handle(input, context) {
    const form = parse(voteForm, input.data);
    if (!form.ok) return form;
    const booth = await loadBooth(input, context);
    const proposal = ballotProposal(booth, input);
    mustVoteOn(context, booth, proposal);
    const place = placeOf(booth, proposal, context.actor.id, form.value);
    if (!place.ok) return place;
    const { choice: chosen, reason } = form.value;
    if (reason === '' && asksForReason(booth.ballot, chosen)) {
      return invalid({ reason: 'Enter why you object: the group hears your reason and answers it' });
    }
    const said = { choice: chosen, reason, place: place.value.place };
    const notify = await keepVote(context, booth, proposal, said, numberOf(input.data, 'version'));
    const { swapped } = place.value;
    if (swapped !== undefined) await context.store.put(votes, { ...swapped, at: context.now.toISOString() });
    const notice = `Recorded for ${booth.seat.name}: ${voteWords(said)}.${swappedWords(booth, swapped)}`;
    return { reply: await ballotCard(context, await boothOf(context, booth.ballot), 0, notice), notify };
  },
  form: async (typed, trouble, context) => {
    const booth = await loadBooth(typed, context);
    return voteCard(context, booth, ballotProposal(booth, typed), { typed: typed.data, ...trouble });
  },
};

/**
 * Keeps it as the seat's one vote, and tells the deputy whose vote it replaces.
 * @param seen the version of the vote that the form was opened on
 */
async function keepVote(
  context: ActorContext,
  booth: OwnBooth,
  proposal: Proposal,
  said: Pick<Vote, 'choice' | 'reason' | 'place'>,
  seen: number,
): Promise<readonly Notification[]> {
  const { actor, store, now, today, partnership } = context;
  const { ballot, seat } = booth;
  const current = ownVote(booth, seat, proposal);
  const vote: Vote = {
    ...{ id: voteId(ballot.id, proposal.id, seat.organisation), version: current?.version ?? 0 },
    ...{ ballot: ballot.id, proposal: proposal.id, seat: seat.organisation },
    ...said,
    ...{ member: actor.id, organisation: actor.organisation },
    role: roleOn(seat, actor, today, partnership) ?? 'deputy',
    ...{ enteredBy: '', confirmed: true, objection: '', at: now.toISOString() },
  };
  const giver = await giverOf(context, seat, current);
  mustReplace(current, vote, giver);
  const same =
    current !== undefined &&
    current.confirmed &&
    current.member === actor.id &&
    (['choice', 'reason', 'place'] as const).every((field) => current[field] === vote[field]);
  if (!same) {
    mustBeSeen(current, seen, seat.name);
    await store.put(votes, vote);
  }
  const replaced = current?.confirmed === true && current.member !== actor.id && giver === 'deputy';
  return replaced ? [tellDeputy(booth, proposal, current.member, actor.name)] : [];
}

/** @throws {UserError} with the vote that stands, when it was given or changed since the form was opened */
function mustBeSeen(current: Vote | undefined, seen: number, seat: string): void {
  if (current === undefined || current.version === seen) return;
  throw new UserError(
    'grants.votedMeanwhile',
    `Since you opened this form, the vote of ${seat} was recorded as: ${voteWords(current)}. Save again to replace that.`,
  );
}

/** Said once a ballot: it holds for every proposal that the voter votes on. */
function tellDeputy(
  { ballot, seat }: OwnBooth,
  proposal: Proposal,
  deputy: string,
  by: string,
): Notification {
  const sentence = `${by} has voted for ${seat.name} on '${titleOf(proposal)}' too. Where ${by} votes, that vote counts in place of yours.`;
  return tell(
    deputy,
    {
      ...{ heading: 'Your vote was replaced', sentence, open: 'See the votes' },
      ...{ verb: 'grants/ballot', press: { ballot: ballot.id } },
    },
    `grants.replaced:${ballot.id}:${seat.organisation}:${deputy}`,
  );
}

/** @throws {UserError} when the ballot is closed, the proposal withdrawn, or they are recused */
function mustVoteOn(context: ActorContext, booth: OwnBooth, proposal: Proposal): void {
  mustTakeVotes(booth.ballot, context);
  if (proposal.state === 'withdrawn') {
    throw new UserError('grants.withdrawn', 'This proposal was withdrawn, so no vote is taken on it.');
  }
  const why = recusedBecause(context, booth, proposal);
  if (why !== '') throw new UserError('grants.recused', `You do not vote on this proposal: ${why}.`);
}

/** Confirms what a coordinator entered on the phone. */
export const confirmVote: Handler = async (input, context) => {
  const booth = await loadBooth(input, context);
  const proposal = ballotProposal(booth, input);
  mustVoteOn(context, booth, proposal);
  const vote = ownVote(booth, booth.seat, proposal);
  const theirs = vote?.member === context.actor.id ? vote : undefined;
  if (theirs === undefined || theirs.version !== numberOf(input.data, 'version')) {
    return {
      reply: await ballotCard(context, booth, 0, 'It was changed since. Look at what is recorded now.'),
    };
  }
  if (!theirs.confirmed) await context.store.put(votes, { ...theirs, confirmed: true });
  return { reply: await ballotCard(context, await boothOf(context, booth.ballot), 0, 'Confirmed.') };
};
