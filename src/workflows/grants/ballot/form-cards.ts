/** The forms of a ballot, and what objections look like: to the coordinators and to the group. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import type { Card, Context } from '../../workflow.js';
import { CHOICES, asksForReason } from './ballot.js';
import type { Ballot } from './ballot.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { choicesOf } from '../round/form.js';
import type { Proposal } from '../proposal/proposal.js';
import type { Count } from './result.js';
import { roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';

const NEW_BALLOT_FIELDS = ['proposals', 'closesOn'] as const;
const MOVE_FIELDS = ['closesOn', 'reason'] as const;
const PHONE_FIELDS = ['seat', 'proposal', 'choice', 'place', 'reason'] as const;

/** @param undecided what no ballot has decided on yet: ticked to begin with */
export function newBallotCard(
  context: Context,
  round: GrantRound,
  candidates: readonly Proposal[],
  undecided: readonly Proposal[],
  trouble: Trouble = {},
): Card {
  const ticked = undecided.length > 0 ? undecided : candidates;
  const start = { proposals: ticked.map(({ id }) => id).join(), closesOn: '' };
  return {
    template: 'grants/new-ballot',
    summary: `New ballot on ${roundName(round)}`,
    data: {
      heading: `New ballot on ${round.year}`,
      candidates: candidates.map((proposal) => ({
        value: proposal.id,
        title: `${titleOf(proposal)}, ${leadOf(context, proposal)}, ${formatMoney(proposal.askedPence)}`,
      })),
      ...formData(NEW_BALLOT_FIELDS, start, trouble),
      press: { round: round.id, version: round.version },
    },
  };
}

/** Asks for another last day, and why. */
export function moveCard(ballot: Ballot, trouble: Trouble = {}): Card {
  return {
    template: 'grants/move-form',
    summary: 'Move the last day to vote',
    data: {
      heading: 'Move the last day to vote',
      now: `Votes are taken until ${longDate(ballot.closesOn)}. A later day is always possible; an earlier one must leave voters three working days.`,
      ...formData(MOVE_FIELDS, { closesOn: ballot.closesOn, reason: '' }, trouble),
      press: { ballot: ballot.id, version: ballot.version },
    },
  };
}

/** Where consensus decides, what not supporting means, and that it needs its reason. @param when that it is needed */
export function objectionWords(
  ballot: Ballot,
  when: string,
): { readonly objection: string; readonly reasonLabel: string } {
  if (!asksForReason(ballot, 'against')) return { objection: '', reasonLabel: 'Reason (optional)' };
  const objection = `‘${CHOICES.against}’ is an objection: the group hears the reason and answers it.`;
  return { objection, reasonLabel: `Reason (needed when ${when})` };
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
      ...objectionWords(ballot, 'they do not support it'),
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

/**
 * Puts the objections and the answer to somebody of the group.
 * @param asks the question to whoever decides on an objection; '' for the others
 */
export function objectionCard(count: Count, proposal: Proposal, asks: string, notice = ''): Card {
  const line = count.lines.find((each) => each.proposal.id === proposal.id);
  const said = (line?.votes ?? []).filter(({ choice }) => choice === 'against').map(({ reason }) => reason);
  const answer = count.ballot.answers[proposal.id] ?? '';
  const summary = `Objections to '${titleOf(proposal)}'`;
  return {
    template: 'grants/objection',
    summary,
    data: {
      heading: summary,
      notice,
      objections: said.map((reason) => ({ text: reason === '' ? 'An objection without a reason.' : reason })),
      answer: answer === '' ? '' : `Answer: ${answer}`,
      next: asks === '' ? nextOf(answer) : '',
      asks,
      press: { ballot: count.ballot.id, proposal: proposal.id },
    },
  };
}

/** What follows, for whoever is asked nothing now. */
function nextOf(answer: string): string {
  return answer === ''
    ? 'Voting is over. The coordinating team answers next; then whoever objected is asked whether the objection stays.'
    : 'Whoever objected is asked whether the objection stays. The result follows.';
}
