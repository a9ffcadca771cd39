/** Who may see and move the money. One rule each; the table stands in README.md. */
import { UserError } from '../../../shared/errors.js';
import type { ActorContext } from '../../workflow.js';
import { isChair, isOfTheGroup, mayManageGrants } from '../policy.js';
import type { FunderRequest } from '../funder/request.js';

/** Payees and reasons stand in the ledger; the year on one card is for every member. */
export function maySeeLedger(context: Pick<ActorContext, 'actor' | 'partnership'>): boolean {
  return mayManageGrants(context.actor) || isOfTheGroup(context);
}

/** @throws {UserError} unless the member may see the ledger */
export function mustSeeLedger(context: Pick<ActorContext, 'actor' | 'partnership'>): void {
  if (maySeeLedger(context)) return;
  throw new UserError(
    'grants.ledgerForWorkingGroup',
    'The ledger is for the Working Group and the coordinating team. Say funding to see the year.',
  );
}

/**
 * Whether the member may record a decision: the funder's, as a coordinator; an urgent tactical one, as the
 * Working Group's chair whom the partnership file names.
 */
export function mayDecide(
  context: Pick<ActorContext, 'actor' | 'partnership'>,
  { kind }: Pick<FunderRequest, 'kind'>,
): boolean {
  return kind === 'urgent' ? isChair(context) : mayManageGrants(context.actor);
}

/** @throws {UserError} unless the member may record this decision */
export function mustDecide(context: ActorContext, request: FunderRequest): void {
  if (mayDecide(context, request)) return;
  throw new UserError(
    'grants.notYourDecision',
    request.kind === 'urgent'
      ? 'Only the chair of the Working Group decides urgent tactical requests.'
      : 'Only the coordinating team records what the funder decided.',
  );
}
