/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import type { Ask } from './round/round.js';

export function mayManageRounds(member: Member): boolean {
  return member.roles.includes('coordinator');
}

/** The plan is the coordinating team's to keep; everybody may read it. */
export function mayManagePlan(member: Member): boolean {
  return member.roles.includes('coordinator');
}

export function maySeeResults(member: Member): boolean {
  return mayManageRounds(member) || member.roles.includes('working-group');
}

export function mayAnswer(member: Member, ask: Ask | undefined, action: string): ask is Ask {
  return ask?.member === member.id && ask.actions.includes(action);
}

/** @throws {UserError} unless the member may manage rounds. */
export function mustManageRounds(member: Member): void {
  if (mayManageRounds(member)) return;
  throw new UserError(
    'check-ins.coordinatorsOnly',
    'Only the coordinating team can do this. Say check-ins to see yours.',
  );
}

/** @throws {UserError} unless the member may change the plan. */
export function mustManagePlan(member: Member): void {
  if (mayManagePlan(member)) return;
  throw new UserError(
    'check-ins.planForCoordinators',
    'Only the coordinating team changes the plan. Say plan to read it.',
  );
}

/** @throws {UserError} unless the member may see results. */
export function mustSeeResults(member: Member): void {
  if (maySeeResults(member)) return;
  throw new UserError(
    'check-ins.resultsForWorkingGroup',
    'The results are for the Working Group and the coordinating team. Say check-ins to see your own answers.',
  );
}
