/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import type { Details, Session } from './session/session.js';

export function mayManage(member: Member): boolean {
  return member.roles.includes('coordinator');
}

/** Whether the session is for them. Coordinators see every session. */
export function isFor(member: Member, session: Details): boolean {
  if (mayManage(member) || session.audience === 'members') return true;
  if (session.audience === 'working-group') return member.roles.includes('working-group');
  return session.organisations.includes(member.organisation);
}

export function maySignUpColleague(member: Member, colleague: Member): boolean {
  return mayManage(member) || member.organisation === colleague.organisation;
}

/** @throws {UserError} unless the member is a coordinator */
export function mustManage(member: Member): void {
  if (mayManage(member)) return;
  throw new UserError(
    'info-sessions.coordinatorsOnly',
    'Only the coordinating team can do this. Say sessions to see what is on.',
  );
}

/** @throws {UserError} unless the session is for the member */
export function mustBeFor(member: Member, session: Session): void {
  if (isFor(member, session)) return;
  throw new UserError(
    'info-sessions.notForYou',
    `'${session.title}' is for other members. Say sessions to see what is on for you.`,
  );
}
