/** The action plan: priorities, aims and actions, and who leads them. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { shorten } from '../../shared/text.js';
import { collection } from '../../store/store.js';
import type { Stored } from '../../store/store.js';
import type { Context } from '../workflow.js';

/** A version of the plan. It carries its own priorities, in order: names change from year to year. */
export interface Plan extends Stored {
  readonly state: 'current' | 'past';
  readonly priorities: readonly string[];
}

/** One row of the plan. */
export interface PlanAction extends Stored {
  readonly plan: string;
  /** `1.2a`: what people call it. */
  readonly number: string;
  /** Its place in the plan, from 0. */
  readonly order: number;
  readonly priority: string;
  readonly aim: string;
  readonly text: string;
  readonly themes: readonly string[];
  /** The posts that lead it; none when the plan says TBC or N/A. */
  readonly posts: readonly string[];
  /** In the plan, or taken out of it by a later import. */
  readonly state: 'current' | 'removed';
}

export const plans = collection<Plan>('check-ins.plans', [['state']]);
export const planActions = collection<PlanAction>('check-ins.actions', [['plan', 'state', 'order']]);

export async function currentPlan({ store }: Context): Promise<Plan | undefined> {
  return (await store.find(plans, { where: { state: 'current' }, limit: 1 }))[0];
}

/** The actions of a plan that are in it now, in its order. */
export function actionsOf({ store }: Context, plan: string): Promise<readonly PlanAction[]> {
  return store.find(planActions, { where: { plan, state: 'current' }, by: 'order' });
}

/**
 * An action of the plan in force, by its number in any case or by its id.
 * @throws {UserError} when the plan has no such action
 */
export async function actionNamed(context: Context, named: string): Promise<PlanAction> {
  const plan = await currentPlan(context);
  const current = plan === undefined ? [] : await actionsOf(context, plan.id);
  const wanted = named.trim().toLowerCase();
  const found = current.find(({ id, number }) => id === named || number.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw new UserError('check-ins.noAction', `The plan has no action ${shorten(named, 40)} now.`);
}

/** Who leads an action now: the members who hold its posts, each once. */
export async function leadsOf(context: Context, action: PlanAction): Promise<readonly Member[]> {
  const leads = new Map<string, Member>();
  for (const post of action.posts) {
    const holders = context.partnership.posts.find(({ name }) => name === post)?.holders ?? [];
    for (const holder of holders) {
      const member = await context.directory.memberByEmail(holder);
      if (member !== undefined) leads.set(member.id, member);
    }
  }
  return [...leads.values()];
}
