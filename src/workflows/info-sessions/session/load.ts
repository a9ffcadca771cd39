/** The session that a member's button names. */
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import type { ActorContext, Input } from '../../workflow.js';
import { invitations } from '../places/invitation.js';
import { mayManage, mustBeFor } from '../policy.js';
import { sessions } from './session.js';
import type { Session } from './session.js';
import { isLive, signUpId, signUps } from '../places/sign-up.js';

/**
 * Whoever signed up or was asked stays among those it concerns when the session is for others meanwhile: they give up, decline
 * and read what they have. A new place is for the audience alone.
 * @throws {UserError} when the session is not kept, or does not concern the actor
 */
export async function loadSession(input: Input, context: ActorContext): Promise<Session> {
  const session = await context.store.get(sessions, textOf(input.data, 'session'));
  if (session === undefined || (session.state === 'draft' && !mayManage(context.actor))) {
    throw new UserError(
      'info-sessions.gone',
      'This session is not kept any more. Say sessions to see what is on.',
    );
  }
  if (!(await concerns(context, session))) mustBeFor(context.actor, session);
  return session;
}

async function concerns({ store, actor }: ActorContext, { id }: Session): Promise<boolean> {
  if (isLive(await store.get(signUps, signUpId(id, actor.id)))) return true;
  return (await store.get(invitations, `${id}.${actor.id}`)) !== undefined;
}
