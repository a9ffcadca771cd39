/** Who can be named the contact of a proposal that is not funded yet. */
import type { Member } from '../../../directory.js';
import type { Partnership } from '../../../partnership.js';
import { tiedTo } from '../ballot/seats.js';
import { mayManageGrants } from '../policy.js';
import type { Proposal } from './proposal.js';
import { TEAM } from './sections.js';

/**
 * Somebody of the organisation that applies, or of one body with it, as after a merger; of the team's own
 * proposals a coordinator. So a new contact changes nothing about who is recused.
 */
export function mayAnswerFor(
  { organisation }: Pick<Proposal, 'organisation'>,
  member: Pick<Member, 'organisation' | 'roles'>,
  partnership: Partnership,
): boolean {
  if (organisation === TEAM) return mayManageGrants(member);
  if (organisation === '' || organisation === member.organisation) return true;
  return tiedTo(partnership, organisation).includes(member.organisation);
}
