/** What a coordinator does with a ballot: open, watch, enter votes by phone, close, cancel. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, optionalText, parse, requiredDay, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count as number } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Input } from '../../workflow.js';
import { ballots, ballotsUnderWay, loadBallot } from './ballot.js';
import type { Ballot } from './ballot.js';
import { deskCard, seatProgress } from './desk-cards.js';
import { newBallotCard } from './form-cards.js';
import { mustBeListed, stillListed } from './chosen.js';
import { confirmCard } from '../round/cards.js';
import { quorumWords, resultCard } from './result-cards.js';
import { closeBallot } from './closing.js';
import { managedRound } from '../round/coordinator.js';
import { openingNotices } from './opening.js';
import { mustManageGrants } from '../policy.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { countOf } from './result.js';
import { mustStep } from '../round/life.js';
import { grantRounds, loadRound, roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { seatsToday } from './seats.js';
import { undecidedIn } from './undecided.js';

/** The ballot a button names, for a coordinator. */
export async function managedBallot(input: Input, context: ActorContext): Promise<Ballot> {
  mustManageGrants(context.actor);
  return loadBallot(context.store, textOf(input.data, 'ballot'));
}

/** What can be voted on: proposed, and not shortlisted yet. */
function candidatesOf(context: ActorContext, round: GrantRound): Promise<readonly Proposal[]> {
  return context.store.find(proposals, { where: { round: round.id, state: 'proposed' }, by: 'createdAt' });
}

export const newBallot: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  const current = (await ballotsUnderWay(context.store)).find((each) => each.round === round.id);
  if (current !== undefined) return { reply: await deskCard(context, await countOf(context, current)) };
  mustStep(round, 'voting');
  const candidates = await mustHaveCandidates(context, round);
  return { reply: newBallotCard(context, round, candidates, await undecidedIn(context, round)) };
};

async function mustHaveCandidates(context: ActorContext, round: GrantRound): Promise<readonly Proposal[]> {
  const candidates = await candidatesOf(context, round);
  if (candidates.length > 0) return candidates;
  throw new UserError('grants.nothingToVote', `${roundName(round)} has no proposal to vote on.`);
}

const ballotForm = z.object({
  proposals: optionalText('the choice', 4000),
  closesOn: requiredDay('Enter the last day to vote'),
});

/** Opens the ballot: each seat's voter gets one card in their own chat. */
export const openBallot: Action = {
  async handle(input, context) {
    const read = parse(ballotForm, input.data);
    const round = await managedRound(input, context);
    const current = (await ballotsUnderWay(context.store)).find((each) => each.round === round.id);
    if (current !== undefined) return { reply: await deskCard(context, await countOf(context, current)) };
    if (!read.ok) return read;
    mustStep(round, 'voting');
    const candidates = await mustHaveCandidates(context, round);
    const chosen = mustBeListed(read.value.proposals, candidates);
    if (chosen.length === 0) return invalid({ proposals: 'Choose at least one proposal' });
    if (read.value.closesOn < context.today) {
      return invalid({ closesOn: `Enter a day from today, ${longDate(context.today)}, on` });
    }
    if (round.version !== numberOf(input.data, 'version')) {
      throw new UserError(
        'grants.changedMeanwhile',
        'The round was changed since you opened the form. Look at the proposals again.',
      );
    }
    const ballot = await context.store.put(ballots, {
      ...{ id: newId(), version: 0, round: round.id, state: 'open', closesOn: read.value.closesOn },
      proposals: chosen.map(({ id }) => id),
      ...{ seats: mustHaveSeats(context), stood: [], moves: [] },
      voting: round.voting,
      quorum: context.partnership.working_group.quorum,
      ...{ openedAt: context.now.toISOString(), closedAt: '', answers: {} },
    });
    await context.store.put(grantRounds, { ...round, state: 'voting' });
    const notify = await openingNotices(context, ballot);
    const told = `Open. ${number(notify.length, 'person is', 'people are')} asked to vote.`;
    return { reply: await deskCard(context, await countOf(context, ballot), told), notify };
  },
  form: async (typed, trouble, context) => {
    const round = await managedRound(typed, context);
    const candidates = await candidatesOf(context, round);
    return newBallotCard(context, round, candidates, await undecidedIn(context, round), {
      typed: stillListed(typed.data, 'proposals', candidates),
      ...trouble,
    });
  },
};

function mustHaveSeats(context: ActorContext): Ballot['seats'] {
  const seats = seatsToday(context);
  if (seats.some(({ voter }) => voter !== '')) return seats;
  throw new UserError(
    'grants.noSeats',
    'The partnership file names nobody who votes. Ask whoever runs Roundtable to fill in grants: seats.',
  );
}

export const showDesk: Handler = async (input, context) => ({
  reply: await deskCard(context, await countOf(context, await managedBallot(input, context))),
});

/** Asks once, with who is missing and whether it is quorate. */
export const askClose: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  const count = await countOf(context, ballot);
  if (ballot.state !== 'open') return { reply: await deskCard(context, count) };
  const left = seatProgress(count).filter(({ may, voted }) => voted < may);
  const missing =
    left.length === 0
      ? 'Every seat has voted.'
      : `${number(left.length, 'seat has', 'seats have')} votes left to give.`;
  return {
    reply: confirmCard({
      heading: 'Close the ballot?',
      sentence: `${missing} ${quorumWords(count)} No vote can be given or changed after it.`,
      ...{ yes: 'Close the ballot', verb: 'grants/confirm-close-ballot', back: 'grants/ballot-desk' },
      press: { ballot: ballot.id },
    }),
  };
};

export const confirmClose: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  if (ballot.state !== 'open') return { reply: await afterwards(context, ballot) };
  const ended = await closeBallot(context, ballot, context.actor.id);
  return { reply: await afterwards(context, ended.ballot), notify: ended.notify };
};

async function afterwards(context: ActorContext, ballot: Ballot): ReturnType<typeof deskCard> {
  const count = await countOf(context, ballot);
  return ballot.state === 'closed' ? resultCard(context, context.actor, count) : deskCard(context, count);
}

export const askCancel: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  if (ballot.state !== 'open') return { reply: await afterwards(context, ballot) };
  return {
    reply: confirmCard({
      heading: 'Cancel the ballot?',
      sentence: 'No vote in it counts, and nobody sees one. You can open another ballot afterwards.',
      ...{ yes: 'Cancel the ballot', verb: 'grants/confirm-cancel-ballot', back: 'grants/ballot-desk' },
      press: { ballot: ballot.id },
    }),
  };
};

export const confirmCancel: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  if (ballot.state !== 'open') return { reply: await afterwards(context, ballot) };
  const closedAt = context.now.toISOString();
  const cancelled = await context.store.put(ballots, { ...ballot, state: 'cancelled', closedAt });
  const round = await loadRound(context.store, ballot.round);
  if (round.state === 'voting') await context.store.put(grantRounds, { ...round, state: 'closed' });
  return { reply: await deskCard(context, await countOf(context, cancelled), 'Cancelled.') };
};
