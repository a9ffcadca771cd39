/** What a coordinator's cards about a ballot show: who has voted, never how. */
import { longDate } from '../../shared/calendar.js';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { formatMoney } from '../../shared/money.js';
import { count as number, inWords } from '../../shared/text.js';
import type { ActorContext, Card, Context } from '../workflow.js';
import { BALLOT_STATES, CHOICES } from './ballot.js';
import type { Button } from './cards-proposal.js';
import { leadOf, titleOf } from './cards-proposal.js';
import { choicesOf } from './form-round.js';
import { personRecusal, seatRecusal } from './interests.js';
import type { Proposal } from './proposal.js';
import { quorumSentence } from './quorum.js';
import type { Count } from './result.js';
import { loadRound, roundName } from './round.js';
import type { GrantRound } from './round.js';
import { speakersOf } from './seats.js';
import type { Seat } from './seats.js';

export const NEW_BALLOT_FIELDS = ['proposals', 'closesOn'] as const;
export const PHONE_FIELDS = ['seat', 'proposal', 'choice', 'place', 'reason'] as const;

export function newBallotCard(
  context: Context,
  round: GrantRound,
  candidates: readonly Proposal[],
  trouble: Trouble = {},
): Card {
  const start = { proposals: candidates.map((_, place) => place).join(), closesOn: '' };
  return {
    template: 'grants/new-ballot',
    summary: `New ballot on ${roundName(round)}`,
    data: {
      heading: `New ballot on ${round.year}`,
      candidates: candidates.map((proposal, place) => ({
        value: String(place),
        title: `${titleOf(proposal)}, ${leadOf(context, proposal)}, ${formatMoney(proposal.askedPence)}`,
      })),
      ...formData(NEW_BALLOT_FIELDS, start, trouble),
      press: { round: round.id, version: round.version },
    },
  };
}

export interface SeatProgress {
  readonly seat: Seat;
  /** Proposals the seat may vote on, and how many of those it has voted on. */
  readonly may: number;
  readonly voted: number;
  /** Votes entered by phone that nobody confirmed. */
  readonly unconfirmed: number;
}

/** How far each seat has come; a vacant one is left out. */
export function seatProgress(
  { partnership }: Context,
  { ballot, proposals, declared, given }: Count,
): readonly SeatProgress[] {
  return ballot.seats
    .filter(({ voter }) => voter !== '')
    .map((seat) => {
      const free = proposals.filter(
        (each) => each.state !== 'withdrawn' && seatRecusal(seat, each, declared, partnership) === undefined,
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
  { partnership }: Context,
  { proposals, declared, given }: Count,
  seat: Seat,
  speaker: { readonly member: string; readonly organisation: string },
): number {
  return proposals.filter(
    (each) =>
      each.state !== 'withdrawn' &&
      seatRecusal(seat, each, declared, partnership) === undefined &&
      personRecusal(each, speaker, declared) === undefined &&
      !given.some((vote) => vote.seat === seat.organisation && vote.proposal === each.id && vote.confirmed),
  ).length;
}

/** Who has voted and whether it is quorate; the votes themselves stay hidden here too. */
export async function deskCard(context: ActorContext, count: Count, notice = ''): Promise<Card> {
  const { ballot, quorum, lines } = count;
  const round = await loadRound(context.store, ballot.round);
  const seats = seatProgress(context, count);
  const vacant = ballot.seats.filter(({ voter }) => voter === '').map(({ name }) => name);
  const until =
    ballot.state === 'open' ? `Votes until ${longDate(ballot.closesOn)}.` : `${BALLOT_STATES[ballot.state]}.`;
  const sentence = `${until} Quorum ${quorumSentence(quorum)}.`;
  const objected = lines.filter(({ tally }) => tally.outcome === 'no-consensus');
  return {
    template: 'grants/ballot-desk',
    summary: `Ballot of ${roundName(round)}. ${sentence}`,
    data: {
      heading: `Ballot of ${round.year}`,
      notice,
      sentence,
      vacant: vacant.length === 0 ? '' : `Vacant: ${inWords(vacant)}.`,
      seats: await seatRows(context, seats),
      proposals: lines.map(({ proposal, could, recused }) => ({
        title: titleOf(proposal),
        detail: `${number(could, 'authority', 'authorities')} can vote on it.${recused.length === 0 ? '' : ` Recused: ${inWords(recused.map(({ seat }) => seat.name))}.`}`,
      })),
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

export function phoneCard({ ballot, proposals }: Count, trouble: Trouble = {}): Card {
  return {
    template: 'grants/phone',
    summary: 'Enter a vote by phone',
    data: {
      heading: 'Enter a vote by phone',
      sentence:
        'Ask whether they or their organisation have an interest in it first. The voter is asked to confirm; the vote counts then.',
      seats: ballot.seats
        .filter(({ voter }) => voter !== '')
        .map(({ organisation, name }) => ({ value: organisation, title: name })),
      proposals: proposals.map((proposal) => ({ value: proposal.id, title: titleOf(proposal) })),
      choices: choicesOf(CHOICES),
      ranking: ballot.voting.kind === 'ranking',
      ...formData(PHONE_FIELDS, { seat: '', proposal: '', choice: '', place: '', reason: '' }, trouble),
      press: { ballot: ballot.id },
    },
  };
}

export function answerCard(count: Count, proposal: Proposal, trouble: Trouble = {}): Card {
  const line = count.lines.find((each) => each.proposal.id === proposal.id);
  return {
    template: 'grants/answer-form',
    summary: `Answer the objections to ${titleOf(proposal)}`,
    data: {
      heading: `Answer: ${titleOf(proposal)}`,
      objections: (line?.votes ?? [])
        .filter(({ choice }) => choice === 'against')
        .map(({ reason }) => ({ text: reason === '' ? 'An objection without a reason.' : reason })),
      ...formData(['answer'], { answer: count.ballot.answers[proposal.id] ?? '' }, trouble),
      press: { ballot: count.ballot.id, proposal: proposal.id },
    },
  };
}

/** Puts the objections and the answer to somebody of the group. */
export function objectionCard(count: Count, proposal: Proposal, objects: boolean): Card {
  const line = count.lines.find((each) => each.proposal.id === proposal.id);
  const said = (line?.votes ?? []).filter(({ choice }) => choice === 'against').map(({ reason }) => reason);
  const answer = count.ballot.answers[proposal.id] ?? '';
  const summary = `Objections to '${titleOf(proposal)}'`;
  return {
    template: 'grants/objection',
    summary,
    data: {
      heading: summary,
      objections: said.map((reason) => ({ text: reason === '' ? 'An objection without a reason.' : reason })),
      answer: answer === '' ? '' : `Answer: ${answer}`,
      asks: objects && answer !== '' ? 'You objected. After this answer, do you keep your objection?' : '',
      press: { ballot: count.ballot.id, proposal: proposal.id },
    },
  };
}
