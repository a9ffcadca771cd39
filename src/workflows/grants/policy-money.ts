/** Who may see and move the money. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { mayManageGrants } from './policy.js';

/** Payees and reasons stand in the ledger; the year on one card is for every member. */
export function maySeeLedger(member: Member): boolean {
  return mayManageGrants(member) || member.roles.includes('working-group');
}

/** @throws {UserError} unless the member may see the ledger */
export function mustSeeLedger(member: Member): void {
  if (maySeeLedger(member)) return;
  throw new UserError(
    'grants.ledgerForWorkingGroup',
    'The ledger is for the Working Group and the coordinating team. Say funding to see the year.',
  );
}
