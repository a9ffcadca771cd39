/** What a voter does: declare interests, read, vote, change the vote, confirm one given by phone. */
import { z } from 'zod';
import { UserError } from '../../shared/errors.js';
import { choice, numberOf, optionalText, parse, textOf } from '../../shared/parse.js';
import { invalid, ok } from '../../shared/result.js';
import type { Result } from '../../shared/result.js';
import type { Action, ActorContext, Handler } from '../workflow.js';
import {
  ballotProposal,
  boothOf,
  chosenBallot,
  loadBooth,
  mustSeeBallots,
  recusedBecause,
} from './ballot-case.js';
import type { OwnBooth } from './ballot-case.js';
import { CHOICES, loadBallot, mustReplace, mustTakeVotes, voteId, votes } from './ballot.js';
import type { Vote } from './ballot.js';
import { deskCard } from './cards-ballot-desk.js';
import {
  ballotCard,
  ballotReadCard,
  chooseSeatCard,
  declareCard,
  ownVote,
  voteCard,
} from './cards-ballot.js';
import { declarationId, declarations } from './interests.js';
import { mayManageGrants } from './policy.js';
import type { Proposal } from './proposal.js';
import { resultCard } from './cards-result.js';
import { roleOn } from './seats.js';
import type { Seat } from './seats.js';

/** *ballot*: the one under way, as far as they have come in it. */
export const showBallot: Handler = async (input, context) => {
  if (!input.personal) return { reply: 'Ballots are for our own chat. Say ballot to me there.' };
  const ballot = await chosenBallot(input, context);
  if (ballot === undefined)
    return { reply: 'No ballot is under way now. I write to those who vote when one opens.' };
  const booth = await boothOf(context, ballot);
  mustSeeBallots(context, booth);
  const { seat, seats, declaration } = booth;
  if (ballot.state !== 'open') return { reply: await resultCard(context, context.actor, booth.count) };
  if (seats.length === 0 && mayManageGrants(context.actor))
    return { reply: await deskCard(context, booth.count) };
  if (seats.length > 1 && seat === undefined) return { reply: chooseSeatCard(ballot, seats) };
  if (seat !== undefined && declaration === undefined) return { reply: declareCard(context, booth, seat) };
  return { reply: await ballotCard(context, booth, numberOf(input.data, 'page')) };
};

export const declare: Handler = async (input, context) => {
  const { booth, seat } = await declaring(input.data, context);
  mustTakeVotes(booth.ballot, context.today);
  return { reply: declareCard(context, booth, seat) };
};

const interestForm = z.object({
  own: optionalText('the choice', 400),
  organisation: optionalText('the choice', 400),
  what: optionalText('the interest', 500),
});

/** Keeps what is declared, also after a vote: what they are then recused from does not count any more. */
export const saveDeclaration: Action = {
  async handle(input, context) {
    const form = parse(interestForm, input.data);
    if (!form.ok) return form;
    const { booth, seat } = await declaring(input.data, context);
    mustTakeVotes(booth.ballot, context.today);
    const idsOf = (places: string): readonly string[] =>
      booth.count.proposals
        .filter((_, place) => places.split(',').includes(String(place)))
        .map(({ id }) => id);
    const own = idsOf(form.value.own);
    const organisation = idsOf(form.value.organisation);
    if (own.length + organisation.length > 0 && form.value.what === '') {
      return invalid({ what: 'Enter what the interest is, like: my sister works there' });
    }
    const id = declarationId(booth.ballot.id, context.actor.id);
    const before = await context.store.get(declarations, id);
    await context.store.put(declarations, {
      ...{ id, version: before?.version ?? 0, ballot: booth.ballot.id, member: context.actor.id },
      ...{ seat: seat.organisation, own, organisation, at: context.now.toISOString() },
      what: own.length + organisation.length === 0 ? '' : form.value.what,
    });
    return {
      reply: await ballotCard(
        context,
        await boothOf(context, booth.ballot),
        0,
        'Declared. Now read and vote.',
      ),
    };
  },
  form: async (typed, trouble, context) => {
    const { booth, seat } = await declaring(typed.data, context);
    return declareCard(context, booth, seat, { typed: typed.data, ...trouble });
  },
};

/** The seat is the one they declared for already, the one on the button, or their only one. */
async function declaring(
  data: Readonly<Record<string, unknown>>,
  context: ActorContext,
): Promise<{ booth: Awaited<ReturnType<typeof boothOf>>; seat: Seat }> {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(data, 'ballot')));
  const seat = booth.seat ?? booth.seats.find(({ organisation }) => organisation === textOf(data, 'seat'));
  if (seat !== undefined) return { booth, seat };
  throw new UserError(
    'grants.noSeat',
    'You do not speak for a seat in this ballot now. Say ballot to see it.',
  );
}

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
    const place = placeOf(booth, proposal, form.value);
    if (!place.ok) return place;
    const { choice: chosen, reason } = form.value;
    await keepVote(context, booth, proposal, { choice: chosen, reason, place: place.value });
    const notice = `Recorded for ${booth.seat.name}: ${CHOICES[chosen]}.`;
    return { reply: await ballotCard(context, await boothOf(context, booth.ballot), 0, notice) };
  },
  form: async (typed, trouble, context) => {
    const booth = await loadBooth(typed, context);
    return voteCard(context, booth, ballotProposal(booth, typed), { typed: typed.data, ...trouble });
  },
};

/** Where seats put what they support in order: each place once. */
function placeOf(
  { ballot, count, seat }: OwnBooth,
  proposal: Proposal,
  { choice: chosen, place }: z.output<typeof voteForm>,
): Result<number> {
  if (ballot.voting.kind !== 'ranking' || chosen !== 'support') return ok(0);
  const most = ballot.proposals.length;
  const number = /^\d{1,3}$/.test(place) ? Number(place) : 0;
  if (number < 1 || number > most) return invalid({ place: `Enter a place from 1, the first, to ${most}` });
  const taken = count.given.some(
    (vote) => vote.seat === seat.organisation && vote.proposal !== proposal.id && vote.place === number,
  );
  return taken
    ? invalid({ place: `You gave place ${number} to another proposal. Enter another place` })
    : ok(number);
}

async function keepVote(
  context: ActorContext,
  booth: OwnBooth,
  proposal: Proposal,
  said: Pick<Vote, 'choice' | 'reason' | 'place'>,
): Promise<void> {
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
  const giver = current && (await context.directory.member(current.member));
  mustReplace(current, vote, giver !== undefined && roleOn(seat, giver, today, partnership) !== undefined);
  const same =
    current !== undefined &&
    current.confirmed &&
    current.member === actor.id &&
    (['choice', 'reason', 'place'] as const).every((field) => current[field] === vote[field]);
  if (!same) await store.put(votes, vote);
}

/** @throws {UserError} when the ballot is closed, the proposal withdrawn, or they are recused */
function mustVoteOn(context: ActorContext, booth: OwnBooth, proposal: Proposal): void {
  mustTakeVotes(booth.ballot, context.today);
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
