/** To the funder and back: submit the shortlist, record what was decided, tell the applicants. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { formatMoney } from '../../../shared/money.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { count } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../../workflow.js';
import { chosenBook, stampOf, startAgain } from '../money/book.js';
import type { YearBook } from '../money/book.js';
import { funderCard, submissionCard, submitFormCard } from './cards.js';
import { nameOf } from '../money/funding-cards.js';
import { titleOf } from '../proposal/cards.js';
import { decisionCard, requestCard, requestSentence } from './request-cards.js';
import type { Put } from './request-cards.js';
import { mustDecide } from '../money/policy.js';
import { isOfTheGroup, mustManageGrants } from '../policy.js';
import { fund } from '../project/project.js';
import { loadProposal, mayBecome, proposals } from '../proposal/proposal.js';
import type { Proposal, ProposalState } from '../proposal/proposal.js';
import { parseChosen, parseDecision } from './request-form.js';
import { REQUEST_STATES, decide, loadRequest, requests, requestsOf } from './request.js';
import type { Decision, FunderRequest } from './request.js';
import { shortlistIn } from '../ballot/shortlist.js';
import { submissions } from './submission.js';
import { tellApplicants, tellTeam } from '../told.js';

export const showFunder: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const book = await chosenBook(input, context);
  return { reply: await funderCardOf(context, book, numberOf(input.data, 'page')) };
};

async function funderCardOf(context: ActorContext, book: YearBook, page = 0) {
  return funderCard(context, book, await shortlistOf(context, book), await putOf(context, book), page);
}

/** Who may be submitted, in their order; what waits for the tactical pot is asked of it now. */
async function shortlistOf(context: ActorContext, book: YearBook): Promise<readonly Proposal[]> {
  const found = await shortlistIn(context, book.round, 'shortlisted', 'waiting');
  return found.map((each) =>
    each.state === 'waiting' && hasTactical(book) ? { ...each, pot: 'tactical' as const } : each,
  );
}

export async function putOf({ store }: ActorContext, { year }: YearBook): Promise<readonly Put[]> {
  const found: Put[] = [];
  for (const request of await requestsOf(store, year)) {
    found.push({ request, proposal: await loadProposal(store, request.proposal) });
  }
  return found;
}

export const openSubmit: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const book = await chosenBook(input, context);
  const shortlisted = await shortlistOf(context, book);
  if (shortlisted.length === 0) return { reply: await funderCardOf(context, book) };
  return { reply: submitFormCard(book, shortlisted, newId()) };
};

/** Keeps the choice, and shows what submitting it will do. */
export const checkSubmit: Action = {
  async handle(input, context) {
    mustManageGrants(context.actor);
    const book = await chosenBook(input, context);
    const shortlisted = await shortlistOf(context, book);
    const form = parseChosen(
      input.data,
      shortlisted.map(({ id }) => id),
    );
    if (!form.ok) return form;
    const id = textOf(input.data, 'submission');
    const current = await context.store.get(submissions, id);
    if (current?.state === 'submitted') return { reply: await funderCardOf(context, book) };
    if (!/^[a-z0-9]{16}$/.test(id)) throw startAgain();
    const draft = await context.store.put(submissions, {
      ...{ id, version: current?.version ?? 0, year: book.year, proposals: form.value, state: 'draft' },
      ...{ by: context.actor.id, at: context.now.toISOString() },
    });
    const goes = ({ id: each }: Proposal): boolean => draft.proposals.includes(each);
    const staying = hasTactical(book) ? shortlisted.filter((each) => !goes(each)) : [];
    return { reply: submissionCard(book, draft, shortlisted.filter(goes), staying) };
  },
  form: async (typed, trouble, context) => {
    mustManageGrants(context.actor);
    const book = await chosenBook(typed, context);
    const id = textOf(typed.data, 'submission');
    return submitFormCard(book, await shortlistOf(context, book), id, { typed: typed.data, ...trouble });
  },
};

/** Submits what was chosen and is still on the shortlist; the rest waits for the tactical pot. */
export const submitToFunder: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const { store, actor, now } = context;
  const book = await chosenBook(input, context);
  const draft = await store.get(submissions, textOf(input.data, 'submission'));
  if (draft === undefined || draft.year !== book.year) throw startAgain();
  if (draft.state === 'submitted') return { reply: await funderCardOf(context, book) };
  const notify: Notification[] = [];
  let number = 0;
  for (const proposal of await shortlistOf(context, book)) {
    number += 1;
    if (!draft.proposals.includes(proposal.id)) {
      if (hasTactical(book)) await moveTo(context, proposal, 'waiting');
      continue;
    }
    await store.put(requests, {
      ...{ id: newId(), version: 0, year: book.year, proposal: proposal.id, kind: 'project' },
      ...{ pot: proposal.pot, askedPence: proposal.askedPence, grantedPence: 0, why: '', state: 'submitted' },
      ...{ reason: '', decidedOn: '', by: actor.id, decidedBy: '', createdAt: stampOf(now, number) },
    });
    const sent = await moveTo(context, proposal, 'submitted');
    const sentence = `${titleOf(sent)} was submitted to the funder: ${formatMoney(sent.askedPence)}. I tell you here what is decided.`;
    notify.push(
      ...(await tellApplicants(
        context,
        sent.id,
        { heading: 'Submitted to the funder', sentence },
        `grants.told:${sent.id}:${sent.version}`,
      )),
    );
  }
  await store.put(submissions, { ...draft, state: 'submitted', at: now.toISOString() });
  return { reply: await funderCardOf(context, book), notify };
};

function hasTactical({ round }: YearBook): boolean {
  return round.pots.some(({ id }) => id === 'tactical');
}

/** A step that the proposal's life has not is left out: it stands there already, or is over. */
export async function moveTo(
  { store }: Pick<ActorContext, 'store'>,
  proposal: Proposal,
  state: ProposalState,
): Promise<Proposal> {
  return mayBecome(proposal.state, state) ? store.put(proposals, { ...proposal, state }) : proposal;
}

export async function loadPut(input: Input, { store }: ActorContext): Promise<Put> {
  const request = await loadRequest(store, textOf(input.data, 'request'));
  return { request, proposal: await loadProposal(store, request.proposal) };
}

export const showRequest: Handler = async (input, context) => {
  const put = await loadPut(input, context);
  if (put.request.kind !== 'urgent' || !isOfTheGroup(context)) mustManageGrants(context.actor);
  return { reply: await requestCard(context, put) };
};

export const openDecision: Handler = async (input, context) => {
  const put = await loadPut(input, context);
  mustDecide(context, put.request);
  if (put.request.state === 'submitted' || put.request.state === 'pending') {
    return { reply: decisionCard(put, context.today) };
  }
  return { reply: await requestCard(context, put) };
};

/** Records a decision once. Whoever comes second is shown what was recorded meanwhile. */
export const saveDecision: Action = {
  async handle(input, context) {
    const put = await loadPut(input, context);
    const { request, proposal } = put;
    mustDecide(context, request);
    if (request.version !== numberOf(input.data, 'version')) {
      const by = await nameOf(context, request.decidedBy);
      return { reply: await requestCard(context, put, `${by} has recorded this already.`) };
    }
    const form = parseDecision(input.data, request, context);
    if (!form.ok) return form;
    mustStillBeAsked(proposal, form.value);
    const decided = await context.store.put(requests, decide(request, form.value, context.actor.id));
    const moved = request.kind === 'extension' ? proposal : await moveTo(context, proposal, decided.state);
    if (decided.grantedPence > 0) {
      const { year, pot, grantedPence: pence, decidedOn: on } = decided;
      await fund(context.store, moved, { year, pot, pence, on }, context.now);
    }
    const reply = await requestCard(context, { request: decided, proposal: moved }, 'Recorded.');
    return { reply, notify: await tellOf(context, decided, moved) };
  },
  form: async (typed, trouble, context) => {
    const put = await loadPut(typed, context);
    mustDecide(context, put.request);
    return decisionCard(put, context.today, { typed: typed.data, ...trouble });
  },
};

/** @throws {UserError} when something is granted to what its applicant has withdrawn */
function mustStillBeAsked({ state }: Proposal, decision: Decision): void {
  if (state !== 'withdrawn' || (decision.state !== 'approved' && decision.state !== 'part-approved')) return;
  throw new UserError(
    'grants.withdrawn',
    'Its applicant has withdrawn this proposal, so nothing is granted to it. Tell the funder, and record it as refused.',
  );
}

/** What an approved project does next; nothing more is asked after another decision. */
function nextFor({ partnership }: ActorContext, { kind, grantedPence }: FunderRequest): string {
  if (kind === 'extension' || grantedPence === 0) return '';
  const weeks = count(partnership.grants.update_every_weeks, 'week');
  return ` In ${weeks} I ask how it goes; say my projects to tell me sooner.`;
}

/** People type a reason with or without its full stop; the next sentence follows it. */
function ended(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The applicants, and of an urgent decision the coordinators, who allocate the money. */
async function tellOf(
  context: ActorContext,
  request: FunderRequest,
  proposal: Proposal,
): Promise<readonly Notification[]> {
  const what = request.kind === 'extension' ? `The extension of ${titleOf(proposal)}` : titleOf(proposal);
  const reason = request.reason === '' ? '' : ` Reason: ${ended(request.reason)}`;
  const sentence = `${what}. ${requestSentence(request)}${reason}`;
  const toThem = `${sentence}${nextFor(context, request)}`;
  const told = await tellApplicants(
    context,
    proposal.id,
    { heading: REQUEST_STATES[request.state], sentence: toThem },
    `grants.told:${request.id}:${request.version}`,
  );
  if (request.kind !== 'urgent') return told;
  const team = await tellTeam(
    context,
    {
      ...{ heading: 'The chair has decided', sentence, open: 'Open the request' },
      ...{ verb: 'grants/request', press: { request: request.id } },
    },
    `grants.urgent-decided:${request.id}:${request.version}`,
  );
  return [...told, ...team];
}
