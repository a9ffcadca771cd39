/** What the cards about one request to the funder or the chair show: asked, decided, extended. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { nameOf } from '../money/funding-cards.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { POT_NAMES } from '../money/ledger.js';
import { mayManageGrants } from '../policy.js';
import { mayDecide } from '../money/policy.js';
import type { Proposal } from '../proposal/proposal.js';
import { ASK_FIELDS, DECISION_FIELDS } from './request-form.js';
import { REQUEST_KINDS, REQUEST_STATES, isDecided } from './request.js';
import type { FunderRequest } from './request.js';
import { POTS } from '../round/round.js';

/** A request with the proposal it is about. */
export interface Put {
  readonly request: FunderRequest;
  readonly proposal: Proposal;
}

/** `Approved in part: £500 of £750 on 12 July 2023.` */
export function requestSentence({ state, askedPence, grantedPence, decidedOn }: FunderRequest): string {
  const asked = formatMoney(askedPence);
  const on = decidedOn === '' ? '' : ` on ${longDate(decidedOn)}`;
  if (state === 'part-approved')
    return `${REQUEST_STATES[state]}: ${formatMoney(grantedPence)} of ${asked}${on}.`;
  return `${REQUEST_STATES[state]}: ${asked}${on}.`;
}

/** With what the applicant did meanwhile: a withdrawn proposal is not granted anything. */
export function putSentence({ request, proposal }: Put): string {
  const gone = proposal.state === 'withdrawn' ? 'Withdrawn by its applicant. ' : '';
  return `${gone}${requestSentence(request)}`;
}

/** One request: what was asked, what was decided, what follows. */
export async function requestCard(
  context: ActorContext,
  { request, proposal }: Put,
  notice = '',
): Promise<Card> {
  const { decidedOn, reason, why, kind, state, year } = request;
  const sentence = putSentence({ request, proposal });
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
  { note, request, amount, year }: Readonly<Record<'note' | 'request' | 'amount' | 'year', string>>,
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
      back:
        kind === 'extension'
          ? { verb: 'grants/project', data: { project: proposal.id } }
          : { verb: 'grants/to-funder', data: { year } },
    },
  };
}
