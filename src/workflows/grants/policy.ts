/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import type { ActorContext } from '../workflow.js';
import { UserError } from '../../shared/errors.js';

export function mayManageGrants(member: Pick<Member, 'roles'>): boolean {
  return member.roles.includes('coordinator');
}

/** @throws {UserError} unless the member may manage rounds, ballots and everybody's proposals. */
export function mustManageGrants(member: Member): void {
  if (mayManageGrants(member)) return;
  throw new UserError(
    'grants.coordinatorsOnly',
    'Only the coordinating team can do this. Say my proposals to see yours.',
  );
}

/** The Working Group's chair, whom the partnership file names: they may decide urgent tactical requests. */
export function isChair({ actor, partnership }: Pick<ActorContext, 'actor' | 'partnership'>): boolean {
  const chair = partnership.grants.urgent?.decided_by;
  return chair !== undefined && actor.email === chair;
}

/** Of the Working Group: by their role, or as its chair. */
export function isOfTheGroup(context: Pick<ActorContext, 'actor' | 'partnership'>): boolean {
  return context.actor.roles.includes('working-group') || isChair(context);
}
