/** What the cards about the funder's decisions show. */
import { longDate, shortDate } from '../../shared/calendar.js';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { formatMoney } from '../../shared/money.js';
import { pageOf } from '../../shared/page.js';
import { count, shorten } from '../../shared/text.js';
import type { ActorContext, Card, Context } from '../workflow.js';
import type { YearBook } from './book.js';
import { nameOf } from './cards-funding.js';
import { leadOf, titleOf } from './cards-proposal.js';
import type { Button } from './cards-proposal.js';
import { POT_NAMES, balanceOf } from './ledger.js';
import { mayManageGrants } from './policy.js';
import { mayDecide } from './policy-money.js';
import { PROPOSAL_STATES } from './proposal.js';
import type { Proposal } from './proposal.js';
import { ASK_FIELDS, DECISION_FIELDS } from './request-form.js';
import { REQUEST_KINDS, REQUEST_STATES, heldAgainst, isDecided } from './request.js';
import type { FunderRequest } from './request.js';
import { POTS, roundName } from './round.js';
import type { PotId } from './round.js';
import type { Submission } from './submission.js';

const LISTED = 5;

/** A request with the proposal it is about. */
export interface Put {
  readonly request: FunderRequest;
  readonly proposal: Proposal;
}

/** Everything that is with the funder or may go there, the undecided first. */
export function funderCard(
  context: ActorContext,
  book: YearBook,
  shortlisted: readonly Proposal[],
  put: readonly Put[],
  page: number,
): Card {
  const open = put.filter(({ request }) => !isDecided(request));
  const decided = put.filter(({ request }) => isDecided(request));
  const rows = [
    ...open.map(requestRow),
    ...shortlisted.map((proposal) => ({
      title: titleOf(proposal),
      words: `${PROPOSAL_STATES[proposal.state]}. ${formatMoney(proposal.askedPence)}, ${POTS[proposal.pot].toLowerCase()}.`,
      actions: shortlistActions(context, proposal),
    })),
    ...decided.map(requestRow),
  ];
  const sentence = `${count(shortlisted.length, 'proposal')} on the shortlist, ${open.length} with the funder, ${decided.length} decided.`;
  const shown = pageOf(rows, page, LISTED);
  return {
    template: 'grants/to-funder',
    summary: `To the funder ${book.year}: ${sentence}`,
    data: {
      ...{ heading: `To the funder ${book.year}`, sentence, year: book.year, rows: shown.items },
      held: potsHeld(book, [...shortlisted, ...open.map(({ request }) => request)]).map((text) => ({ text })),
      submit: shortlisted.length > 0,
      files: put.length > 0,
      ...shown.links,
    },
  };
}

function shortlistActions({ partnership }: ActorContext, { id }: Proposal): readonly Button[] {
  const read = { title: 'Read it', verb: 'grants/read', data: { proposal: id } };
  const urgent = { title: 'Ask the chair', verb: 'grants/ask', data: { proposal: id, kind: 'urgent' } };
  return partnership.grants.urgent === undefined ? [read] : [read, urgent];
}

/** What is asked of each pot beside what it holds. */
function potsHeld(
  { entries }: YearBook,
  asked: readonly { readonly pot: PotId; readonly askedPence: number }[],
): readonly string[] {
  return [...new Set(asked.map(({ pot }) => pot))].map((pot) => {
    const sum = asked.filter((each) => each.pot === pot).reduce((all, { askedPence }) => all + askedPence, 0);
    return heldAgainst(sum, Math.max(0, balanceOf(entries, pot)), POT_NAMES[pot]);
  });
}

function requestRow({ request, proposal }: Put): {
  title: string;
  words: string;
  actions: readonly Button[];
} {
  const kind = request.kind === 'project' ? '' : `${REQUEST_KINDS[request.kind]}. `;
  return {
    title: titleOf(proposal),
    words: `${kind}${requestSentence(request)}`,
    actions: [{ title: 'Open', verb: 'grants/request', data: { request: request.id } }],
  };
}

/** `Approved in part: £500 of £750 on 12 Jul 2023.` */
export function requestSentence({ state, askedPence, grantedPence, decidedOn }: FunderRequest): string {
  const asked = formatMoney(askedPence);
  const on = decidedOn === '' ? '' : ` on ${shortDate(decidedOn)}`;
  if (state === 'part-approved')
    return `${REQUEST_STATES[state]}: ${formatMoney(grantedPence)} of ${asked}${on}.`;
  return `${REQUEST_STATES[state]}: ${asked}${on}.`;
}

export function submitFormCard(
  book: YearBook,
  shortlisted: readonly Proposal[],
  submission: string,
  trouble: Trouble = {},
): Card {
  const all = shortlisted.map(({ id }) => id).join();
  return {
    template: 'grants/submit-form',
    summary: `Submit to the funder: ${count(shortlisted.length, 'proposal')} on the shortlist`,
    data: {
      year: roundName(book.round),
      held: potsHeld(book, shortlisted).map((text) => ({ text })),
      ...formData(['chosen'], { chosen: all }, trouble),
      proposals: shortlisted.map((proposal) => ({
        title: `${titleOf(proposal)}: ${formatMoney(proposal.askedPence)}`,
        value: proposal.id,
      })),
      press: { year: book.year, submission },
      back: { year: book.year },
    },
  };
}

/** Names what goes and what waits, before it goes. */
export function submissionCard(
  book: YearBook,
  { id }: Submission,
  going: readonly Proposal[],
  staying: readonly Proposal[],
): Card {
  const sum = going.reduce((all, { askedPence }) => all + askedPence, 0);
  const sentence = `This submits ${count(going.length, 'proposal')} to the funder, ${formatMoney(sum)} in all.`;
  const wait = staying.length === 1 ? 'waits' : 'wait';
  return {
    template: 'grants/submit-check',
    summary: sentence,
    data: {
      ...{ heading: 'Submit to the funder?', sentence },
      held: potsHeld(book, going).map((text) => ({ text })),
      waiting:
        staying.length === 0
          ? ''
          : `${count(staying.length, 'proposal')} ${wait} for the tactical pot and ${staying.length === 1 ? 'keeps its' : 'keep their'} place.`,
      proposals: going.slice(0, 20).map((proposal) => ({
        text: `${titleOf(proposal)}: ${formatMoney(proposal.askedPence)}`,
      })),
      yes: `Submit ${count(going.length, 'proposal')}`,
      press: { year: book.year, submission: id },
    },
  };
}

/** One request: what was asked, what was decided, what follows. */
export async function requestCard(
  context: ActorContext,
  { request, proposal }: Put,
  notice = '',
): Promise<Card> {
  const { decidedOn, reason, why, kind, state, year } = request;
  const sentence = requestSentence(request);
  const granted = state === 'approved' || state === 'part-approved';
  const manages = mayManageGrants(context.actor);
  const data = { request: request.id };
  const may = !isDecided(request) && mayDecide(context, request);
  return {
    template: 'grants/request',
    summary: `${titleOf(proposal)}: ${sentence}`,
    data: {
      heading: titleOf(proposal),
      ...{ notice, sentence },
      facts: [
        { title: 'What', value: REQUEST_KINDS[kind] },
        { title: 'Lead', value: leadOf(context, proposal) },
        { title: 'Pot', value: POTS[request.pot] },
        ...(why === '' ? [] : [{ title: 'Why', value: why }]),
        ...(reason === '' ? [] : [{ title: 'Reason', value: reason }]),
        { title: 'Put by', value: await nameOf(context, request.by) },
        ...(decidedOn === ''
          ? []
          : [{ title: 'Recorded by', value: await nameOf(context, request.decidedBy) }]),
        ...reported(context, request),
      ],
      actions: [
        ...(may ? [{ title: 'Record the decision', verb: 'grants/decide', data }] : []),
        ...(granted && manages
          ? [
              {
                title: 'Allocate',
                verb: 'grants/money',
                data: { year, kind: 'allocation', project: proposal.id },
              },
            ]
          : []),
        ...(manages ? [{ title: 'To the funder', verb: 'grants/to-funder', data: { year } }] : []),
      ],
    },
  };
}

/** Where the chair's decision is reported: the Working Group's first meeting after it. */
export function reportedAt({ partnership }: Context, { kind, decidedOn }: FunderRequest): string {
  if (kind !== 'urgent' || decidedOn === '') return '';
  return [...partnership.working_group.meetings].sort().find((day) => day > decidedOn) ?? 'next';
}

function reported(context: Context, request: FunderRequest): readonly { title: string; value: string }[] {
  const meeting = reportedAt(context, request);
  if (meeting === '') return [];
  const when = meeting === 'next' ? 'its next meeting' : `the meeting on ${longDate(meeting)}`;
  return [{ title: 'Reported', value: `To the Working Group at ${when}` }];
}

export function decisionCard({ request, proposal }: Put, today: string, trouble: Trouble = {}): Card {
  return {
    template: 'grants/decision-form',
    summary: `Record the decision on ${titleOf(proposal)}`,
    data: {
      heading: 'Record the decision',
      about: `${titleOf(proposal)}: ${formatMoney(request.askedPence)} asked from ${POT_NAMES[request.pot]}.`,
      why: request.why === '' ? '' : `Asked because: ${shorten(request.why, 600)}`,
      ...formData(DECISION_FIELDS, { decision: '', amount: '', reason: '', on: today }, trouble),
      press: { request: request.id, version: request.version },
      back: { request: request.id },
    },
  };
}

/** More for an approved project, or tactical money at once. */
export function askCard(
  proposal: Proposal,
  kind: 'extension' | 'urgent',
  { note, request, amount }: { readonly note: string; readonly request: string; readonly amount: string },
  trouble: Trouble = {},
): Card {
  const heading =
    kind === 'extension' ? 'Ask the funder to extend it' : 'Ask the chair for an urgent decision';
  return {
    template: 'grants/ask-form',
    summary: `${heading}: ${titleOf(proposal)}`,
    data: {
      ...{ heading, about: titleOf(proposal), note },
      ...formData(ASK_FIELDS, { amount, why: '' }, trouble),
      press: { proposal: proposal.id, kind, request },
    },
  };
}
