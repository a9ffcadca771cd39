/** A coordinator opens a ballot: chooses the proposals and the last day, is asked once with the number of people, and sends it. */
import { z } from 'zod';
import { isWorkingDay, longDate, weekday } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, optionalText, parse, requiredDay, textOf } from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Invalid, Result } from '../../../shared/result.js';
import { count as number } from '../../../shared/text.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { ballots, ballotsUnderWay } from './ballot.js';
import type { Ballot } from './ballot.js';
import { mustBeListed, stillListed } from './chosen.js';
import { deskCard } from './desk-cards.js';
import { newBallotCard } from './form-cards.js';
import { openingNotices } from './opening.js';
import { countOf } from './result.js';
import { seatsToday } from './seats.js';
import { undecidedIn } from './undecided.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { confirmCard } from '../round/cards.js';
import { managedRound } from '../round/coordinator.js';
import { mustStep } from '../round/life.js';
import { grantRounds, roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';

/** What can be voted on: proposed, and not shortlisted yet. */
function candidatesOf(context: ActorContext, round: GrantRound): Promise<readonly Proposal[]> {
  return context.store.find(proposals, { where: { round: round.id, state: 'proposed' }, by: 'createdAt' });
}

/** The desk of the ballot under way, where the round has one: it has no second. */
async function underWay(context: ActorContext, round: GrantRound): Promise<Card | undefined> {
  const current = (await ballotsUnderWay(context.store)).find((each) => each.round === round.id);
  return current && deskCard(context, await countOf(context, current));
}

export const newBallot: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  const desk = await underWay(context, round);
  if (desk !== undefined) return { reply: desk };
  mustStep(round, 'voting');
  const candidates = await mustHaveCandidates(context, round);
  // Back from the question whether to ask people: what was chosen is still chosen.
  const typed = textOf(input.data, 'closesOn') === '' ? {} : { typed: input.data };
  return { reply: newBallotCard(context, round, candidates, await undecidedIn(context, round), typed) };
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

/** The ballot as the form asks for it, not kept yet. */
async function asTyped(input: Input, context: ActorContext, round: GrantRound): Promise<Result<Ballot>> {
  const read = parse(ballotForm, input.data);
  if (!read.ok) return read;
  mustStep(round, 'voting');
  const candidates = await mustHaveCandidates(context, round);
  const chosen = mustBeListed(read.value.proposals, candidates);
  const wrong = problemsOf(chosen, read.value.closesOn, context.today);
  if (wrong !== undefined) return wrong;
  if (round.version !== numberOf(input.data, 'version')) {
    throw new UserError(
      'grants.changedMeanwhile',
      'The round was changed since you opened the form. Look at the proposals again.',
    );
  }
  return ok({
    ...{ id: newId(), version: 0, round: round.id, state: 'open', closesOn: read.value.closesOn },
    proposals: chosen.map(({ id }) => id),
    ...{ seats: mustHaveSeats(context), stood: [], moves: [] },
    voting: round.voting,
    quorum: context.partnership.working_group.quorum,
    ...{ openedAt: context.now.toISOString(), closedAt: '', answers: {} },
  });
}

function problemsOf(chosen: readonly Proposal[], closesOn: string, today: string): Invalid | undefined {
  if (chosen.length === 0) return invalid({ proposals: 'Choose at least one proposal' });
  if (closesOn >= today) return undefined;
  return invalid({ closesOn: `Enter a day from today, ${longDate(today)}, on` });
}

/** Asks once, with how many people it writes to and until which day of the week. */
export const openBallot: Action = {
  async handle(input, context) {
    const round = await managedRound(input, context);
    const desk = await underWay(context, round);
    if (desk !== undefined) return { reply: desk };
    const ballot = await asTyped(input, context, round);
    return ballot.ok ? { reply: await askCard(context, round, ballot.value) } : ballot;
  },
  form: formAgain,
};

async function askCard(context: ActorContext, round: GrantRound, ballot: Ballot): Promise<Card> {
  const { closesOn } = ballot;
  const people = number((await openingNotices(context, ballot)).length, 'person', 'people');
  const what = number(ballot.proposals.length, 'proposal');
  const until = `${weekday(closesOn)} ${longDate(closesOn)}`;
  const free = isWorkingDay(closesOn) ? '' : ' That is not a working day: go back to choose another one.';
  return confirmCard({
    heading: 'Open the ballot?',
    sentence: `I ask ${people} to vote on ${what} of ${roundName(round)} until ${until}.${free}`,
    ...{ yes: `Ask ${people} to vote`, verb: 'grants/confirm-open-ballot', back: 'grants/new-ballot' },
    press: { round: round.id, version: round.version, proposals: ballot.proposals.join(), closesOn },
    style: 'positive',
  });
}

/** Opens it: each seat's voter gets one card in their own chat. */
export const confirmOpenBallot: Action = {
  async handle(input, context) {
    const round = await managedRound(input, context);
    const desk = await underWay(context, round);
    if (desk !== undefined) return { reply: desk };
    const typed = await asTyped(input, context, round);
    if (!typed.ok) return typed;
    const ballot = await context.store.put(ballots, typed.value);
    await context.store.put(grantRounds, { ...round, state: 'voting' });
    const notify = await openingNotices(context, ballot);
    const told = `Open. ${number(notify.length, 'person is', 'people are')} asked to vote.`;
    return { reply: await deskCard(context, await countOf(context, ballot), told), notify };
  },
  form: formAgain,
};

async function formAgain(
  ...[typed, trouble, context]: Parameters<NonNullable<Action['form']>>
): Promise<Card> {
  const round = await managedRound(typed, context);
  const candidates = await candidatesOf(context, round);
  return newBallotCard(context, round, candidates, await undecidedIn(context, round), {
    typed: stillListed(typed.data, 'proposals', candidates),
    ...trouble,
  });
}

function mustHaveSeats(context: ActorContext): Ballot['seats'] {
  const seats = seatsToday(context);
  if (seats.some(({ voter }) => voter !== '')) return seats;
  throw new UserError(
    'grants.noSeats',
    'The partnership file names nobody who votes. Ask whoever runs Roundtable to fill in grants: seats.',
  );
}
