/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';

export function mayManageGrants(member: Member): boolean {
  return member.roles.includes('coordinator');
}
