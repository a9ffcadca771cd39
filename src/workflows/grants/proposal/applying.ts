/** Co-applicants: members who may change a proposal together with its contact. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { optionalEmail, parse, textOf } from '../../../shared/parse.js';
import type { Action, Handler, Notification } from '../../workflow.js';
import { applicantsCard, ownListCard } from './own-cards.js';
import { titleOf } from './cards.js';
import { applicantId, loadCase } from './case.js';
import { addApplicant } from './proposing.js';
import { applicants } from './proposal.js';
import type { Applicant, Proposal } from './proposal.js';

export const MOST_APPLICANTS = 8;
const ADDRESS = 'Enter the work e-mail address of a member, like name@organisation.gov.uk';
const form = z.object({ email: optionalEmail(ADDRESS).refine((email) => email !== '', ADDRESS) });

export const showApplicants: Handler = async (input, context) => ({
  reply: await applicantsCard(context, await loadCase(input, context)),
});

export const addCoApplicant: Action = {
  async handle(input, context) {
    const read = parse(form, input.data);
    if (!read.ok) return read;
    const found = await loadCase(input, context);
    const member = await context.directory.memberByEmail(read.value.email);
    if (member === undefined) {
      const email = 'Nobody on the list of members has this address. They join by saying hello to me';
      return { ok: false, problems: { email } };
    }
    const { proposal } = found;
    const all = await context.store.find(applicants, { where: { proposal: proposal.id } });
    if (all.some((each) => each.member === member.id)) return { reply: await applicantsCard(context, found) };
    mustHaveRoom(all);
    await addApplicant(context, proposal.id, member.id);
    const notify = [invitation(proposal, member.id, context.actor.name)];
    return { reply: await applicantsCard(context, found), notify };
  },
  form: async (typed, trouble, context) =>
    applicantsCard(context, await loadCase(typed, context), { typed: typed.data, ...trouble }),
};

/** @throws {UserError} when nobody more can be put on the proposal */
export function mustHaveRoom(all: readonly Applicant[]): void {
  if (all.length < MOST_APPLICANTS) return;
  throw new UserError('grants.tooMany', `A proposal has up to ${MOST_APPLICANTS} people. Remove one first.`);
}

function invitation(proposal: Proposal, member: string, by: string): Notification {
  const sentence = `${by} made you a co-applicant of '${titleOf(proposal)}': you may change it too. Say my proposals to open it.`;
  return {
    to: { kind: 'member', id: member },
    card: {
      template: 'shared/notice',
      summary: sentence,
      data: { heading: 'A proposal of yours', sentence },
    },
    key: `grants.applicant:${proposal.id}:${member}`,
  };
}

/** Everybody but the contact can be removed, also by themselves. */
export const removeCoApplicant: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  const member = textOf(input.data, 'member');
  if (member === found.proposal.contact) {
    throw new UserError(
      'grants.contactStays',
      'The contact answers for the proposal and stays on it. The coordinating team can name another contact.',
    );
  }
  await context.store.remove(applicants, applicantId(found.proposal.id, member));
  return {
    reply: member === context.actor.id ? await ownListCard(context, 0) : await applicantsCard(context, found),
  };
};
