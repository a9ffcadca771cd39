/** Requests that wait for a coordinator. */
import type { ActorContext, Item } from '../workflow.js';
import { mayManageMembers } from './policy.js';

export async function items({ actor, directory, today }: ActorContext): Promise<readonly Item[]> {
  if (!mayManageMembers(actor)) return [];
  const waiting = await directory.members('waiting');
  return waiting.map(({ id, name, organisation }) => ({
    waiting: true,
    title: `${name} asks to join`,
    detail: `For ${directory.organisationName(organisation, today)}.`,
    open: { verb: 'members/member', data: { member: id }, title: 'Look at the request' },
  }));
}
