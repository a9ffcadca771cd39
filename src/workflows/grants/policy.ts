/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';

export function mayManageGrants(member: Member): boolean {
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
