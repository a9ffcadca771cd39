/** Requests beside the round's own: more for an approved project, or tactical money before the next meeting. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { formatMoney, inPounds } from '../../../shared/money.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Member } from '../../../directory.js';
import type { Action, ActorContext, Card, Handler, Input, Notification } from '../../workflow.js';
import { loadBook, startAgain } from '../money/book.js';
import type { YearBook } from '../money/book.js';
import { askCard, requestCard } from './request-cards.js';
import { titleOf } from '../proposal/cards.js';
import { moveTo } from './desk.js';
import { balanceOf } from '../money/ledger.js';
import { linesOf } from '../money/steps.js';
import { mustManageGrants } from '../policy.js';
import { projects } from '../project/project.js';
import { loadProposal } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { parseAsk } from './request-form.js';
import { requests } from './request.js';
import type { FunderRequest } from './request.js';
import { loadRound } from '../round/round.js';
import { tell } from '../told.js';

type Kind = 'extension' | 'urgent';

export const openAsk: Handler = async (input, context) => {
  const { kind, proposal, book } = await loadAsked(input, context);
  await mustBeAskable(context, kind, proposal, book);
  return { reply: formOf(context, kind, proposal, book, newId()) };
};

export const saveAsk: Action = {
  async handle(input, context) {
    const { kind, proposal, book } = await loadAsked(input, context);
    const id = textOf(input.data, 'request');
    const known = await context.store.get(requests, id);
    if (known !== undefined) return { reply: await requestCard(context, { request: known, proposal }) };
    const form = parseAsk(input.data);
    if (!form.ok) return form;
    await mustBeAskable(context, kind, proposal, book);
    const most = (context.partnership.grants.urgent?.up_to_pounds ?? 0) * 100;
    if (kind === 'urgent' && form.value.amount > most) {
      return invalid({ amount: `Enter up to ${formatMoney(most)}: more than that is for a meeting` });
    }
    const pot =
      kind === 'urgent'
        ? 'tactical'
        : ((await context.store.get(projects, proposal.id))?.pot ?? proposal.pot);
    // What the pot cannot give is not worth asking the chair for.
    if (kind === 'urgent')
      linesOf({ kind: 'allocation', pot, project: proposal.id, amount: form.value.amount }, book);
    if (!/^[a-z0-9]{16}$/.test(id)) throw startAgain();
    const request = await context.store.put(requests, {
      ...{ id, version: 0, year: book.year, proposal: proposal.id, kind, pot },
      ...{ askedPence: form.value.amount, grantedPence: 0, why: form.value.why, state: 'submitted' },
      ...{ reason: '', decidedOn: '', by: context.actor.id, decidedBy: '' },
      createdAt: context.now.toISOString(),
    });
    const moved = kind === 'urgent' ? await moveTo(context, proposal, 'submitted') : proposal;
    const notify = kind === 'urgent' ? [askChair(await mustHaveChair(context), request, moved)] : [];
    const notice = kind === 'urgent' ? 'The chair is asked.' : 'Noted as asked of the funder.';
    return { reply: await requestCard(context, { request, proposal: moved }, notice), notify };
  },
  form: async (typed, trouble, context) => {
    const { kind, proposal, book } = await loadAsked(typed, context);
    const id = textOf(typed.data, 'request');
    return formOf(context, kind, proposal, book, id, { typed: typed.data, ...trouble });
  },
};

async function loadAsked(
  { data }: Input,
  context: ActorContext,
): Promise<{ readonly kind: Kind; readonly proposal: Proposal; readonly book: YearBook }> {
  mustManageGrants(context.actor);
  const proposal = await loadProposal(context.store, textOf(data, 'proposal'));
  const round = await loadRound(context.store, proposal.round);
  const kind = textOf(data, 'kind') === 'urgent' ? 'urgent' : 'extension';
  return { kind, proposal, book: await loadBook(context, round.year) };
}

function formOf(
  { partnership }: ActorContext,
  kind: Kind,
  proposal: Proposal,
  { entries, year }: YearBook,
  request: string,
  trouble = {},
): Card {
  const held = `The tactical pot holds ${formatMoney(balanceOf(entries, 'tactical'))}.`;
  const most = formatMoney((partnership.grants.urgent?.up_to_pounds ?? 0) * 100);
  const note =
    kind === 'urgent'
      ? `${held} The chair may decide up to ${most}; the Working Group hears of it at its next meeting.`
      : 'The funder decides. Enter what is asked on top of what was approved.';
  const amount = kind === 'urgent' ? inPounds(proposal.askedPence) : '';
  return askCard(proposal, kind, { note, request, amount, year }, trouble);
}

/** @throws {UserError} when this cannot be asked now */
async function mustBeAskable(
  context: ActorContext,
  kind: Kind,
  proposal: Proposal,
  book: YearBook,
): Promise<void> {
  if (kind === 'extension') {
    const project = await context.store.get(projects, proposal.id);
    if (project !== undefined && project.delivery !== 'delivered') return;
    throw new UserError(
      'grants.notExtendable',
      'Only an approved project that is not delivered yet can be extended.',
    );
  }
  await mustHaveChair(context);
  if (proposal.state !== 'shortlisted' && proposal.state !== 'waiting') {
    throw new UserError('grants.notWaiting', 'Only a proposal on the shortlist can be put to the chair.');
  }
  const state = book.pot('tactical');
  if (state.state === 'locked')
    throw new UserError('grants.potLocked', `The tactical pot is locked. ${state.why}`);
}

async function mustHaveChair({ partnership, directory }: ActorContext): Promise<Member> {
  const address = partnership.grants.urgent?.decided_by;
  const chair = address === undefined ? undefined : await directory.memberByEmail(address);
  if (chair !== undefined) return chair;
  throw new UserError(
    'grants.noChair',
    'The partnership file names nobody on the list who may decide urgent requests. Put it to the next meeting.',
  );
}

function askChair({ id }: Member, request: FunderRequest, proposal: Proposal): Notification {
  const sentence = `${titleOf(proposal)}: ${formatMoney(request.askedPence)} from the tactical pot before the next meeting. ${request.why}`;
  return tell(
    id,
    {
      ...{ heading: 'An urgent request for you to decide', sentence, open: 'Open the request' },
      ...{ verb: 'grants/request', press: { request: request.id } },
    },
    `grants.urgent:${request.id}`,
  );
}
