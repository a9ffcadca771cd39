/** What a coordinator does with the proposals of a round: look, filter, ask for changes. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { choice, numberOf, parse, requiredText, textOf } from '../../../shared/parse.js';
import type { Action, ActorContext, Card, Handler, Input, Notification } from '../../workflow.js';
import { readCard, titleOf } from './cards.js';
import type { Button } from './cards.js';
import { leadAndContact } from './contact-cards.js';
import { changesCard, listCard } from './desk-cards.js';
import { caseOf, mustNotBeVotedOn } from './case.js';
import type { Case } from './case.js';
import { mustManageGrants } from '../policy.js';
import { PROPOSAL_STATES, loadProposal, proposals } from './proposal.js';
import type { Proposal, ProposalState } from './proposal.js';
import { grantRounds, loadRound } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { tellApplicants } from '../told.js';

/** *proposals*: those of the latest round, or of the one the button names, in one state or all. */
export const showProposals: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const round = await chosenRound(input, context);
  if (round === undefined) return { reply: 'There is no grant round yet. Say new grant round to make one.' };
  const state = textOf(input.data, 'state');
  const known = Object.hasOwn(PROPOSAL_STATES, state) ? (state as ProposalState) : undefined;
  return { reply: await listCard(context, round, known, numberOf(input.data, 'page')) };
};

async function chosenRound(input: Input, context: ActorContext): Promise<GrantRound | undefined> {
  const id = textOf(input.data, 'round');
  if (id !== '') return loadRound(context.store, id);
  const latest = await context.store.find(grantRounds, { by: 'createdAt', order: 'descending', limit: 8 });
  return latest.find(({ state }) => state !== 'draft') ?? latest[0];
}

/** A proposal in full, with what can be done about it. */
export const readProposal: Handler = async (input, context) => {
  const found = await loadManaged(input, context);
  return { reply: await deskCard(context, found, numberOf(input.data, 'page')) };
};

export async function deskCard(context: ActorContext, found: Case, page = 0, notice = ''): Promise<Card> {
  const { proposal, round } = found;
  const data = { proposal: proposal.id };
  const actions: Button[] = [
    ...(mayAskChanges(proposal) && !found.voting
      ? [{ title: 'Ask for a change', verb: 'grants/ask-changes', data }]
      : []),
    { title: 'Open its sections', verb: 'grants/proposal', data },
  ];
  const contact = proposal.contact === '' ? 'Name a contact' : 'Change the contact';
  const more: Button[] = [
    ...(proposal.state === 'withdrawn' ? [] : [{ title: contact, verb: 'grants/contact', data }]),
    { title: 'All proposals', verb: 'grants/proposals', data: { round: round.id } },
  ];
  return readCard(found, page, {
    heading: 'Proposal',
    notice,
    people: await leadAndContact(context, proposal),
    asks: mayAskChanges(proposal),
    verb: 'grants/read',
    ...{ actions, more },
  });
}

/** Not of a draft, which is its applicants' own, and not once it is over. */
function mayAskChanges({ state }: Proposal): boolean {
  return !['draft', 'withdrawn', 'refused', 'delivered'].includes(state);
}

export const askChanges: Handler = async (input, context) => {
  const found = await loadManaged(input, context);
  mustBeAskable(found);
  return { reply: changesCard(found) };
};

/** Reopens one section, for its applicants, with a note of what should change. */
export const saveAskChanges: Action = {
  async handle(input, context) {
    const found = await loadManaged(input, context);
    const ids = Object.fromEntries(found.sections.map(({ id, title }) => [id, title]));
    const read = parse(
      z.object({
        section: choice(ids, 'Choose the section'),
        note: requiredText('the note', 500, 'Enter what should change'),
      }),
      input.data,
    );
    if (!read.ok) return read;
    mustBeAskable(found);
    const { reopened } = found.proposal;
    if (reopened?.section === read.value.section && reopened.note === read.value.note) {
      return { reply: await deskCard(context, found) };
    }
    const proposal = await context.store.put(proposals, { ...found.proposal, reopened: read.value });
    const notify = await tellOf(context, proposal, ids[read.value.section] ?? '', read.value.note);
    return {
      reply: await deskCard(
        context,
        { ...found, proposal },
        0,
        'Asked. The section is open to its applicants.',
      ),
      notify,
    };
  },
  form: async (typed, trouble, context) =>
    changesCard(await loadManaged(typed, context), { typed: typed.data, ...trouble }),
};

function tellOf(
  context: ActorContext,
  { id, version, reference, ...rest }: Proposal,
  section: string,
  note: string,
): Promise<readonly Notification[]> {
  const title = titleOf(rest);
  const sentence = `${reference}, '${title}': the coordinating team asks you to change the section '${section}'. ${note}`;
  return tellApplicants(
    context,
    id,
    { heading: 'A change is asked for', sentence },
    `grants.changes:${id}:${version}`,
  );
}

/** The proposal a button names, for a coordinator. A draft is its applicants' own. */
export async function loadManaged(input: Input, context: ActorContext): Promise<Case> {
  mustManageGrants(context.actor);
  const proposal = await loadProposal(context.store, textOf(input.data, 'proposal'));
  if (proposal.state !== 'draft') return caseOf(context, proposal);
  throw new UserError('grants.draft', 'This is a draft, and its applicants’ own until it is proposed.');
}

function mustBeAskable(found: Case): void {
  const { proposal } = found;
  mustNotBeVotedOn(found);
  if (mayAskChanges(proposal)) return;
  throw new UserError('grants.over', `This proposal is ${PROPOSAL_STATES[proposal.state].toLowerCase()}.`);
}
