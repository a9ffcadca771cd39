/** What a coordinator's cards about a ballot show: who has voted, never how. */
import { longDate } from '../../../shared/calendar.js';
import { count as number, inWords } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { BALLOT_STATES, takesVotes } from './ballot.js';
import type { Button } from '../proposal/cards.js';
import { titleOf } from '../proposal/cards.js';
import { personRecusal, seatRecusal } from './interests.js';
import { quorumWords } from './result-cards.js';
import { quorumSentence, quorumThen } from './quorum.js';
import { inBallotOrder } from './result.js';
import type { Count } from './result.js';
import { loadRound, roundName } from '../round/round.js';
import { speakersOf } from './seats.js';
import type { Seat } from './seats.js';

export interface SeatProgress {
  readonly seat: Seat;
  /** Proposals the seat may vote on, and how many of those it has voted on. */
  readonly may: number;
  readonly voted: number;
  /** Votes entered by phone that nobody confirmed. */
  readonly unconfirmed: number;
}

/** How far each seat has come; a vacant one is left out. */
export function seatProgress(count: Count): readonly SeatProgress[] {
  const { ballot, proposals, given } = count;
  return ballot.seats
    .filter(({ voter }) => voter !== '')
    .map((seat) => {
      const free = proposals.filter(
        (each) => each.state !== 'withdrawn' && seatRecusal(seat, each, count) === undefined,
      );
      const own = given.filter(
        (vote) => vote.seat === seat.organisation && free.some(({ id }) => id === vote.proposal),
      );
      return {
        ...{ seat, may: free.length, voted: own.filter(({ confirmed }) => confirmed).length },
        unconfirmed: own.filter(({ confirmed }) => !confirmed).length,
      };
    });
}

/** How many of a seat's votes are left for one speaker: what they are recused from themselves is not theirs to give. */
export function leftFor(
  count: Count,
  seat: Seat,
  speaker: { readonly member: string; readonly organisation: string },
): number {
  const { proposals, given } = count;
  return proposals.filter(
    (each) =>
      each.state !== 'withdrawn' &&
      seatRecusal(seat, each, count) === undefined &&
      personRecusal(each, speaker, count) === undefined &&
      !given.some((vote) => vote.seat === seat.organisation && vote.proposal === each.id && vote.confirmed),
  ).length;
}

/** Who has voted and whether it is quorate; the votes themselves stay hidden here too. */
export async function deskCard(context: ActorContext, count: Count, notice = ''): Promise<Card> {
  const { ballot, lines } = count;
  const byProposal = ballot.voting.quorumBy === 'proposal';
  const round = await loadRound(context.store, ballot.round);
  const seats = seatProgress(count);
  const vacant = ballot.seats.filter(({ voter }) => voter === '').map(({ name }) => name);
  const until =
    ballot.state === 'open' ? `Votes until ${longDate(ballot.closesOn)}.` : `${BALLOT_STATES[ballot.state]}.`;
  const sentence = `${until} ${quorumWords(count)}`;
  const moved = ballot.moves.at(-1);
  const objected = inBallotOrder(count).filter(({ tally }) => tally.outcome === 'no-consensus');
  return {
    template: 'grants/ballot-desk',
    summary: `Ballot of ${roundName(round)}. ${sentence}`,
    data: {
      heading: `Ballot of ${round.year}`,
      notice,
      sentence,
      moved:
        moved === undefined
          ? ''
          : `The last day was moved from ${longDate(moved.from)} to ${longDate(moved.to)}. Why: ${moved.reason}`,
      vacant: vacant.length === 0 ? '' : `Vacant: ${inWords(vacant)}.`,
      seats: await seatRows(context, seats),
      // While votes are hidden, the order of the lines, best first, would tell them.
      proposals: (ballot.state === 'closed' ? lines : inBallotOrder(count)).map(
        ({ proposal, could, recused, quorum }) => ({
          title: titleOf(proposal),
          detail: [
            `${number(could, 'authority', 'authorities')} can vote on it.`,
            ...(recused.length === 0 ? [] : [`Recused: ${inWords(recused.map(({ seat }) => seat.name))}.`]),
            ...(byProposal
              ? [`Quorum ${ballot.state === 'open' ? quorumSentence(quorum) : quorumThen(quorum)}.`]
              : []),
          ].join(' '),
        }),
      ),
      objections:
        ballot.state !== 'answering'
          ? []
          : objected.map(({ proposal }) => ({
              title: titleOf(proposal),
              state:
                (ballot.answers[proposal.id] ?? '') === ''
                  ? 'Not answered yet'
                  : 'Answered; objectors are asked',
              press: { ballot: ballot.id, proposal: proposal.id },
            })),
      actions: stepsOf(ballot.state, { ballot: ballot.id }),
      movable: takesVotes(ballot, context.today),
      press: { ballot: ballot.id },
    },
  };
}

async function seatRows(context: Context, seats: readonly SeatProgress[]): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const { seat, may, voted, unconfirmed } of seats) {
    const names = (await speakersOf(context, seat)).map(({ name }) => name);
    const state = may === 0 ? 'recused from all of it' : `${voted} of ${may} voted`;
    const phone = unconfirmed === 0 ? '' : `; ${unconfirmed} by phone to confirm`;
    rows.push({
      name: seat.name,
      state: `${names.length === 0 ? 'Nobody can vote for it now' : inWords(names)}: ${state}${phone}`,
    });
  }
  return rows;
}

function stepsOf(state: Count['ballot']['state'], data: object): readonly Button[] {
  if (state === 'open') {
    return [
      { title: 'Enter a vote by phone', verb: 'grants/phone', data },
      { title: 'Close the ballot', verb: 'grants/close-ballot', data },
      { title: 'Cancel it', verb: 'grants/cancel-ballot', data },
    ];
  }
  if (state === 'answering') return [{ title: 'Conclude', verb: 'grants/conclude', data }];
  return state === 'closed' ? [{ title: 'Result', verb: 'grants/result', data }] : [];
}
