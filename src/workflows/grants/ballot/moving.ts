/** The last day of an open ballot, moved by a coordinator with a reason that every voter is told. */
import { z } from 'zod';
import { addWorkingDays, longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { numberOf, parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Notification } from '../../workflow.js';
import { managedBallot } from './desk.js';
import { ballots, mustTakeVotes } from './ballot.js';
import type { Ballot, Move } from './ballot.js';
import { deskCard } from './desk-cards.js';
import { moveCard } from './form-cards.js';
import { countOf } from './result.js';
import { loadRound, roundName } from '../round/round.js';
import { seatsIn, speakersOf } from './seats.js';
import { tell } from '../told.js';

/** An earlier day leaves people so many working days from the day they hear of it; a later one is always fair. */
const NOTICE = 3;

/** What is wrong with a day as the new last one, or ''. A ballot that everybody has voted in is closed instead. */
export function wrongLastDay({ closesOn }: Pick<Ballot, 'closesOn'>, day: string, today: string): string {
  if (day < today) return `Enter a day from today, ${longDate(today)}, on`;
  if (day >= closesOn) return '';
  const fair = addWorkingDays(today, NOTICE);
  if (day >= fair) return '';
  return fair < closesOn
    ? `Enter ${longDate(fair)} or later: voters need three working days from when they hear of it`
    : `Enter a day after ${longDate(closesOn)}: an earlier one leaves voters fewer than three working days`;
}

export const openMove: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  mustTakeVotes(ballot, context);
  return { reply: moveCard(ballot) };
};

const form = z.object({
  closesOn: requiredDay('Enter the new last day to vote'),
  reason: requiredText('the reason', 500, 'Enter why the day is moved'),
});

export const saveMove: Action = {
  async handle(input, context) {
    const ballot = await managedBallot(input, context);
    mustTakeVotes(ballot, context);
    const read = parse(form, input.data);
    if (!read.ok) return read;
    const { closesOn, reason } = read.value;
    if (closesOn === ballot.closesOn) {
      const notice = `${longDate(closesOn)} is the last day already.`;
      return { reply: await deskCard(context, await countOf(context, ballot), notice) };
    }
    const wrong = wrongLastDay(ballot, closesOn, context.today);
    if (wrong !== '') return invalid({ closesOn: wrong });
    if (ballot.version !== numberOf(input.data, 'version')) {
      throw new UserError(
        'grants.changedMeanwhile',
        `The last day was moved to ${longDate(ballot.closesOn)} since you opened the form. Save again to replace that.`,
      );
    }
    const { actor, now, store } = context;
    const move = { from: ballot.closesOn, to: closesOn, by: actor.id, at: now.toISOString(), reason };
    const moved = await store.put(ballots, { ...ballot, closesOn, moves: [...ballot.moves, move] });
    const notify = await tellVoters(context, moved, move);
    const notice = `Moved to ${longDate(closesOn)}. The voters are told.`;
    return { reply: await deskCard(context, await countOf(context, moved), notice), notify };
  },
  form: async (typed, trouble, context) =>
    moveCard(await managedBallot(typed, context), { typed: typed.data, ...trouble }),
};

/** Everybody who speaks for a seat, voted or not: until the last day a vote can still change. */
async function tellVoters(
  context: ActorContext,
  ballot: Ballot,
  { from, to, reason }: Move,
): Promise<readonly Notification[]> {
  const round = await loadRound(context.store, ballot.round);
  const sentence = `The vote on proposals of ${roundName(round)} now ends on ${longDate(to)}, not on ${longDate(from)}. Why: ${reason}`;
  const people = new Set<string>();
  for (const seat of seatsIn(context, ballot)) {
    for (const { id } of await speakersOf(context, seat)) people.add(id);
  }
  const told = {
    ...{ heading: 'Another last day to vote', sentence, open: 'Open the ballot' },
    ...{ verb: 'grants/ballot', press: { ballot: ballot.id } },
  };
  return [...people].map((id) => tell(id, told, `grants.moved:${ballot.id}:${ballot.version}:${id}`));
}
