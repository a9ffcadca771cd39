/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import type { Context } from '../workflow.js';

export function mayManageMembers(member: Member): boolean {
  return member.roles.includes('coordinator');
}

/** @throws {UserError} unless the member may manage members */
export function mustManageMembers(member: Member): void {
  if (mayManageMembers(member)) return;
  throw new UserError(
    'members.coordinatorsOnly',
    'Only the coordinating team can do this. Say my details to see what is kept about you.',
  );
}

/**
 * Somebody has to be able to approve the next member.
 * @throws {UserError} when the change would leave no coordinator
 */
export async function mustKeepACoordinator(context: Context, member: Member): Promise<void> {
  const coordinators = await context.directory.membersWith('coordinator');
  if (coordinators.some(({ id }) => id !== member.id) || !coordinators.some(({ id }) => id === member.id))
    return;
  throw new UserError(
    'members.lastCoordinator',
    `${member.name} is the only coordinator. Make somebody else a coordinator first.`,
  );
}
