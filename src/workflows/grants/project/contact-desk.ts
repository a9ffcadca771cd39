/**
 * Who answers for a proposal, and for the project it becomes: a coordinator names somebody else, at any stage,
 * because a contact may leave or move. A draft is its applicants' own.
 */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { numberOf, optionalEmail, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Member } from '../../../directory.js';
import type { Action, ActorContext, Card, Handler, Input, Notification } from '../../workflow.js';
import { mustHaveRoom } from '../proposal/applying.js';
import { loadBook } from '../money/book.js';
import { projectCard } from './cards.js';
import { applicantId, caseOf } from '../proposal/case.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { mayAnswerFor } from '../proposal/contact.js';
import { contactCard } from '../proposal/contact-cards.js';
import { mustOweSomething } from './delivery-desk.js';
import { deskCard, loadManaged } from '../proposal/desk.js';
import { mustManageGrants } from '../policy.js';
import { loadFunded, projectName, projects } from './project.js';
import type { Project } from './project.js';
import { addApplicant } from '../proposal/proposing.js';
import { applicants, proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { tell } from '../told.js';

const ADDRESS = 'Enter the work e-mail address of a member, like name@organisation.gov.uk';
const form = z.object({ email: optionalEmail(ADDRESS).refine((email) => email !== '', ADDRESS) });

interface Answered {
  readonly proposal: Proposal;
  /** Absent before it is funded. */
  readonly project?: Project;
}

export const openContact: Handler = async (input, context) => {
  const answered = await load(input, context);
  mustGoOn(answered);
  return { reply: await formOf(context, answered) };
};

/** The earlier contact goes on as a co-applicant, unless they have left. */
export const saveContact: Action = {
  async handle(input, context) {
    const answered = await load(input, context);
    const read = parse(form, input.data);
    if (!read.ok) return read;
    const { proposal, project } = answered;
    const member = await context.directory.memberByEmail(read.value.email);
    if (member === undefined) {
      return invalid({
        email: 'Nobody on the list of members has this address. They join by saying hello to me',
      });
    }
    if (member.id === proposal.contact) {
      return { reply: await cardOf(context, answered, `${member.name} is its contact already.`) };
    }
    if (project === undefined && !mayAnswerFor(proposal, member, context.partnership)) {
      const lead = leadOf(context, proposal);
      return invalid({
        email: `${member.name} does not work for ${lead}. Enter the address of somebody who does`,
      });
    }
    mustGoOn(answered);
    mustBeCurrent(answered, numberOf(input.data, 'version'));
    await takeOffIfLeft(context, proposal);
    await putOn(context, proposal, member);
    const next = {
      ...answered,
      proposal: await context.store.put(proposals, { ...proposal, contact: member.id }),
    };
    return {
      reply: await cardOf(context, next, `${member.name} is its contact now.`),
      notify: member.id === context.actor.id ? [] : [told(next, member, context.actor)],
    };
  },
  form: async (typed, trouble, context) =>
    formOf(context, await load(typed, context), { typed: typed.data, ...trouble }),
};

/** Of the project or the proposal that the button names. */
async function load(input: Input, context: ActorContext): Promise<Answered> {
  mustManageGrants(context.actor);
  const id = textOf(input.data, 'project');
  if (id !== '') return loadFunded(context.store, id);
  const { proposal } = await loadManaged(input, context);
  const project = await context.store.get(projects, proposal.id);
  return project === undefined ? { proposal } : { proposal, project };
}

function formOf(
  context: ActorContext,
  { proposal, project }: Answered,
  trouble?: Parameters<typeof contactCard>[2],
): Promise<Card> {
  return contactCard(context, { proposal, funded: project !== undefined }, trouble);
}

/** The project, or the proposal as the coordinators read it. */
async function cardOf(context: ActorContext, { proposal, project }: Answered, notice: string): Promise<Card> {
  if (project === undefined) return deskCard(context, await caseOf(context, proposal), 0, notice);
  return projectCard(context, await loadBook(context, project.year), { proposal, project }, notice);
}

/** @throws {UserError} once it is over */
function mustGoOn({ proposal, project }: Answered): void {
  if (project !== undefined) return mustOweSomething({ project });
  if (proposal.state !== 'withdrawn') return;
  throw new UserError('grants.withdrawn', 'This proposal is withdrawn. Nobody needs to answer for it now.');
}

/** @throws {UserError} when it was changed since the form was opened */
function mustBeCurrent({ proposal, project }: Answered, version: number): void {
  if (proposal.version === version) return;
  const what = project === undefined ? 'proposal' : 'project';
  throw new UserError(
    'grants.changedMeanwhile',
    `The ${what} was changed since you opened the form. Look at its contact, and save again to replace that.`,
  );
}

async function takeOffIfLeft({ store, directory }: ActorContext, { id, contact }: Proposal): Promise<void> {
  const before = contact === '' ? undefined : await directory.member(contact);
  if (before?.standing === 'active') return;
  await store.remove(applicants, applicantId(id, contact));
}

async function putOn(context: ActorContext, { id }: Proposal, member: Member): Promise<void> {
  const all = await context.store.find(applicants, { where: { proposal: id } });
  if (all.some((each) => each.member === member.id)) return;
  mustHaveRoom(all);
  await addApplicant(context, id, member.id);
}

function told({ proposal, project }: Answered, { id }: Member, by: Member): Notification {
  const key = `grants.contact:${proposal.id}:${proposal.version}:${id}`;
  if (project === undefined) {
    const sentence = `${by.name} made you the contact of '${titleOf(proposal)}' (${proposal.reference}): I tell you here what becomes of it.`;
    const open = { open: 'Open the proposal', verb: 'grants/proposal', press: { proposal: proposal.id } };
    return tell(id, { heading: 'A proposal of yours', sentence, ...open }, key);
  }
  const sentence = `${by.name} made you the contact of '${projectName({ proposal, project })}': I ask you how it stands until it is delivered.`;
  const open = { open: 'Open the project', verb: 'grants/project', press: { project: project.id } };
  return tell(id, { heading: 'A project of yours', sentence, ...open }, key);
}
