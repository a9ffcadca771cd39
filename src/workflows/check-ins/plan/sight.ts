/**
 * Restricted actions: only their leads, whoever stands in for them, and the coordinators ever see one. Every
 * card, paper and message that shows actions to somebody asks here, of the action as it is marked now.
 */
import { isActive } from '../../../directory.js';
import type { Member } from '../../../directory.js';
import type { ActorContext, Context } from '../../workflow.js';
import { leadsAndDeputies } from './deputy.js';
import { allNumbered } from './number.js';
import { actionNamed, noActionNamed, planActions } from './plan.js';
import type { PlanAction } from './plan.js';
import { mayManageRounds } from '../policy.js';
import { roundProgress } from '../round/progress.js';
import type { RoundProgress } from '../round/progress.js';
import type { Ask, Round } from '../round/round.js';

/** Who reads: a member, or whoever gets hold of a paper. */
export type Reader = Member | 'anybody';

/** An action by its id, with what a draft says of it. */
type SeenAction = Pick<PlanAction, 'id'> & Partial<Pick<PlanAction, 'restricted' | 'posts'>>;

/** @param action by its id, as it is marked now; or as a draft has it, before there is such an action */
export async function maySeeAction(context: Context, reader: Reader, action: SeenAction): Promise<boolean> {
  const known = await context.store.get(planActions, action.id);
  if (known?.restricted !== true && action.restricted !== true) return true;
  if (reader === 'anybody') return false;
  if (mayManageRounds(reader)) return true;
  return (await leadsAndDeputies(context, { posts: [], ...action, ...known })).some(
    (lead) => lead.id === reader.id,
  );
}

/**
 * An action of the plan in force by its number or id, if the actor may see it.
 * @throws {UserError} in the words for an action that does not exist
 */
export async function seenActionNamed(context: ActorContext, named: string): Promise<PlanAction> {
  const action = await actionNamed(context, named);
  if (await maySeeAction(context, context.actor, action)) return action;
  throw noActionNamed(named);
}

/**
 * The same among all that ever was in the plan: what ended keeps its history.
 * @throws {UserError} in the words for an action that does not exist
 */
export async function seenActionEverNamed(context: ActorContext, named: string): Promise<PlanAction> {
  const [action] = await seenBy(context, context.actor, await allNumbered(context, named));
  if (action !== undefined) return action;
  throw noActionNamed(named);
}

/** Those of the actions that the reader may see, in the same order. */
export async function seenBy<T extends SeenAction>(
  context: Context,
  reader: Reader,
  actions: readonly T[],
): Promise<readonly T[]> {
  const seen: T[] = [];
  for (const action of actions) if (await maySeeAction(context, reader, action)) seen.push(action);
  return seen;
}

/** What somebody was asked, without what they may not see any more. */
export async function askSeenBy(context: Context, reader: Reader, ask: Ask): Promise<Ask> {
  const named = ask.actions.map((id) => ({ id }));
  return { ...ask, actions: (await seenBy(context, reader, named)).map(({ id }) => id) };
}

/** The ask as the member who was asked may see it now. */
export async function ownAsk(context: Context, ask: Ask): Promise<Ask> {
  const member = await context.directory.member(ask.member);
  // Who has left sees no card at all; what they were asked goes on to whoever holds the post.
  return member === undefined || !isActive(member) ? ask : askSeenBy(context, member, ask);
}

/** The ids of all actions that are marked now, of any version of the plan. */
export async function markedActions({ store }: Context): Promise<readonly string[]> {
  return (await store.find(planActions, { where: { restricted: true } })).map(({ id }) => id);
}

/**
 * A round's progress without restricted actions, their answers, and people who were asked about nothing else;
 * the coordinators see all of it. A paper is for anybody, whoever downloads it.
 */
export async function progressSeenBy(context: Context, round: Round, reader: Reader): Promise<RoundProgress> {
  const all = await roundProgress(context.store, round.id);
  if (reader !== 'anybody' && mayManageRounds(reader)) return all;
  const ids = new Set(all.people.flatMap(({ ask }) => ask.actions));
  const open = new Set<string>();
  for (const id of ids) if (await maySeeAction(context, 'anybody', { id })) open.add(id);
  const isOpen = (id: string): boolean => open.has(id);
  const people = all.people.flatMap(({ ask, progress }) => {
    const actions = ask.actions.filter(isOpen);
    if (actions.length === 0) return [];
    const left = progress.left.filter(isOpen);
    const seen = { answered: actions.length - left.length, asked: actions.length, left };
    return [{ ask: { ...ask, actions }, progress: seen }];
  });
  return {
    people,
    replied: people.filter(({ progress }) => progress.left.length === 0).length,
    answers: all.answers.filter(({ action }) => isOpen(action)),
  };
}
