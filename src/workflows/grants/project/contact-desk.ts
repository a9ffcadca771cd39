/** Who answers for a funded project: a coordinator names somebody else, because a contact may leave. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { numberOf, optionalEmail, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Member } from '../../../directory.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../../workflow.js';
import { mustHaveRoom } from '../proposal/applying.js';
import { loadBook } from '../money/book.js';
import { contactCard, projectCard } from './cards.js';
import { applicantId } from '../proposal/case.js';
import { mustManageGrants } from '../policy.js';
import { loadFunded, projectName } from './project.js';
import type { Funded } from './project.js';
import { addApplicant } from '../proposal/proposing.js';
import { applicants, proposals } from '../proposal/proposal.js';
import { tell } from '../told.js';

const ADDRESS = 'Enter the work e-mail address of a member, like name@organisation.gov.uk';
const form = z.object({ email: optionalEmail(ADDRESS).refine((email) => email !== '', ADDRESS) });

export const openContact: Handler = async (input, context) => ({
  reply: await contactCard(context, await loadManaged(input, context)),
});

/** The earlier contact goes on as a co-applicant, unless they have left. */
export const saveContact: Action = {
  async handle(input, context) {
    const funded = await loadManaged(input, context);
    const read = parse(form, input.data);
    if (!read.ok) return read;
    const { proposal, project } = funded;
    const member = await context.directory.memberByEmail(read.value.email);
    if (member === undefined) {
      return invalid({
        email: 'Nobody on the list of members has this address. They join by saying hello to me',
      });
    }
    const book = await loadBook(context, project.year);
    if (member.id === proposal.contact) {
      const notice = `${member.name} is its contact already.`;
      return { reply: await projectCard(context, book, funded, notice) };
    }
    if (proposal.version !== numberOf(input.data, 'version')) {
      throw new UserError(
        'grants.changedMeanwhile',
        'The project was changed since you opened the form. Look at its contact, and save again to replace that.',
      );
    }
    await takeOffIfLeft(context, funded);
    await putOn(context, funded, member);
    const next = {
      project,
      proposal: await context.store.put(proposals, { ...proposal, contact: member.id }),
    };
    const notice = `${member.name} is its contact now.`;
    return {
      reply: await projectCard(context, book, next, notice),
      notify: member.id === context.actor.id ? [] : [told(next, member, context.actor)],
    };
  },
  form: async (typed, trouble, context) =>
    contactCard(context, await loadManaged(typed, context), { typed: typed.data, ...trouble }),
};

async function loadManaged(input: Input, context: ActorContext): Promise<Funded> {
  mustManageGrants(context.actor);
  return loadFunded(context.store, textOf(input.data, 'project'));
}

async function takeOffIfLeft({ store, directory }: ActorContext, { proposal }: Funded): Promise<void> {
  const before = proposal.contact === '' ? undefined : await directory.member(proposal.contact);
  if (before?.standing === 'active') return;
  await store.remove(applicants, applicantId(proposal.id, proposal.contact));
}

async function putOn(context: ActorContext, { proposal }: Funded, member: Member): Promise<void> {
  const all = await context.store.find(applicants, { where: { proposal: proposal.id } });
  if (all.some((each) => each.member === member.id)) return;
  mustHaveRoom(all);
  await addApplicant(context, proposal.id, member.id);
}

function told(funded: Funded, { id }: Member, by: Member): Notification {
  const { project, proposal } = funded;
  const sentence = `${by.name} made you the contact of '${projectName(funded)}': I ask you how it stands until it is delivered.`;
  return tell(
    id,
    {
      ...{ heading: 'A project of yours', sentence, open: 'Open the project' },
      ...{ verb: 'grants/project', press: { project: project.id } },
    },
    `grants.contact:${project.id}:${proposal.version}:${id}`,
  );
}
