/** What a coordinator does with a ballot under way: watch, close, cancel. Opening one is in opening-desk.ts. */
import { textOf } from '../../../shared/parse.js';
import { count as number } from '../../../shared/text.js';
import type { ActorContext, Handler, Input } from '../../workflow.js';
import { ballots, loadBallot } from './ballot.js';
import type { Ballot } from './ballot.js';
import { deskCard, seatProgress } from './desk-cards.js';
import { confirmCard } from '../round/cards.js';
import { quorumWords, resultCard } from './result-cards.js';
import { closeBallot } from './closing.js';
import { mustManageGrants } from '../policy.js';
import { countOf } from './result.js';
import type { Count } from './result.js';
import { grantRounds, loadRound } from '../round/round.js';

/** The ballot a button names, for a coordinator. */
export async function managedBallot(input: Input, context: ActorContext): Promise<Ballot> {
  mustManageGrants(context.actor);
  return loadBallot(context.store, textOf(input.data, 'ballot'));
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
      sentence: `${missing} ${quorumWords(count)} ${notDecided(count)}No vote can be given or changed after it.`,
      ...{ yes: 'Close the ballot', verb: 'grants/confirm-close-ballot', back: 'grants/ballot-desk' },
      press: { ballot: ballot.id },
    }),
  };
};

/** What closing it now would mean where too few took part; '' where it decides everything. */
function notDecided({ ballot, quorum, lines }: Count): string {
  if (ballot.voting.quorumBy === 'ballot') return quorum.met ? '' : 'Closed now, it decides nothing. ';
  const open = lines.filter(({ proposal }) => proposal.state !== 'withdrawn');
  if (open.every((line) => line.quorum.met)) return '';
  return 'Closed now, it decides nothing about a proposal that is not quorate. ';
}

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
