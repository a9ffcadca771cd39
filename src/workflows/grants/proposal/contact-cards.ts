/** Who answers for a proposal, and for the project it becomes, as the cards show it. */
import { isActive } from '../../../directory.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { Card, Context } from '../../workflow.js';
import { leadOf, titleOf } from './cards.js';
import type { Proposal } from './proposal.js';

/** `Isaiah Langer`, or that they are a member no more. */
export async function contactName(
  { directory }: Pick<Context, 'directory'>,
  { contact }: Pick<Proposal, 'contact'>,
): Promise<string> {
  if (contact === '') return 'Nobody named';
  const member = await directory.member(contact);
  if (member === undefined) return 'Somebody who has left';
  return isActive(member) ? member.name : `${member.name}, who has left`;
}

/** `Kent Police. Contact: Isaiah Langer.` */
export async function leadAndContact(context: Context, proposal: Proposal): Promise<string> {
  return `${leadOf(context, proposal)}. Contact: ${await contactName(context, proposal)}.`;
}

/** Asks a coordinator who answers for it from now on. @param funded whether it is a project already */
export async function contactCard(
  context: Context,
  { proposal, funded }: { readonly proposal: Proposal; readonly funded: boolean },
  trouble: Trouble = {},
): Promise<Card> {
  const id = funded ? { project: proposal.id } : { proposal: proposal.id };
  // Of nobody there is nothing to say.
  const before = (words: string): string => (proposal.contact === '' ? '' : ` ${words}`);
  return {
    template: 'grants/contact-form',
    summary: `Who is the contact of ${titleOf(proposal)}?`,
    data: {
      heading: titleOf(proposal),
      now: `Contact now: ${await contactName(context, proposal)}.`,
      next: funded
        ? `They are told, and asked for updates from now on.${before('The contact until now can still give them, unless they have left.')}`
        : `Name somebody of ${leadOf(context, proposal)}. They are told, and hear what becomes of it.${before('The contact until now stays a co-applicant, unless they have left.')}`,
      back: funded ? 'grants/project' : 'grants/read',
      ...formData(['email'], { email: '' }, trouble),
      press: { ...id, version: proposal.version },
    },
  };
}
