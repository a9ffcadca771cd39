/** Whose an action is when a post changed hands since the check-in asked: from then on the former lead answers no more. */
import type { Member } from '../../../directory.js';
import { isActive } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { inWords } from '../../../shared/text.js';
import type { ActorContext, Context } from '../../workflow.js';
import type { Case } from '../answer/case.js';
import { isOffered, passOnId, passOns } from './records.js';
import { leadsOf } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { mustBeOpen } from '../round/round.js';

/** Who leads the action now, when the member does not any more; empty as well when nobody else leads it. */
export async function newLeads(
  context: Context,
  action: Pick<PlanAction, 'posts'>,
  member: string,
): Promise<readonly Member[]> {
  const leads = (await leadsOf(context, action)).filter(isActive);
  return leads.some(({ id }) => id === member) ? [] : leads;
}

/**
 * Who has the actor's action now, in a sentence; empty while it is theirs. What they accepted from a colleague, offered to
 * one, or answer in a lead's place stays with them.
 */
export async function movedSentence(
  context: ActorContext,
  { round, ask, action }: Pick<Case, 'round' | 'ask' | 'action'>,
): Promise<string> {
  const { actor, store } = context;
  if (ask.standIn?.includes(action.id) === true) return '';
  const leads = await newLeads(context, action, actor.id);
  if (leads.length === 0) return '';
  const offered = await store.get(passOns, passOnId(round.id, action.id, actor.id));
  if (offered !== undefined && isOffered(offered, context)) return '';
  const accepted = await store.find(passOns, { where: { to: actor.id, state: 'accepted' } });
  if (accepted.some((each) => each.round === round.id && each.action === action.id)) return '';
  // Said as it is in a channel too, where no restricted action may be named.
  const name = action.restricted ? 'this action' : action.number;
  const names = inWords(leads.map(({ name }) => name));
  return `${names} ${leads.length === 1 ? 'leads' : 'lead'} ${name} now, so it is theirs to answer. Tell them what you know.`;
}

/** @throws {UserError} unless the round takes answers, and this one from the actor */
export async function mustBeToAnswer(context: ActorContext, found: Case): Promise<void> {
  mustBeOpen(found.round);
  const sentence = await movedSentence(context, found);
  if (sentence !== '') throw new UserError('check-ins.leadHasChanged', sentence);
}
