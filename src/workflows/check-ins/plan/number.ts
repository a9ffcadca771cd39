/** Numbers of actions: who has one now, who had it before, and where an action stands in the plan. */
import type { Context } from '../../workflow.js';
import { actionsOf, planActions, plans } from './plan.js';
import type { PlanAction } from './plan.js';

const inOrder = new Intl.Collator('en', { numeric: true });

/** `1.2` before `1.2a`, and `1.9` before `1.10`. */
export function compareNumbers(one: string, other: string): number {
  return inOrder.compare(one, other);
}

/** Every action that had the number, in any version of the plan. */
function withNumber({ store }: Context, number: string): Promise<readonly PlanAction[]> {
  return store.find(planActions, { where: { number } });
}

/** The action of the plan that has the number now, other than the one given. */
export async function holderOf(
  context: Context,
  { plan, id }: Pick<PlanAction, 'plan' | 'id'>,
  number: string,
): Promise<PlanAction | undefined> {
  const found = await withNumber(context, number);
  return found.find((each) => each.plan === plan && each.state === 'current' && each.id !== id);
}

/** Actions that had the number and are out of the plan: a number that is free again may be used again. */
export async function earlierHolders(
  context: Context,
  { number, id }: Pick<PlanAction, 'number' | 'id'>,
): Promise<readonly PlanAction[]> {
  const found = await withNumber(context, number);
  return found.filter((each) => each.state !== 'current' && each.id !== id);
}

/**
 * Every action that has a number, in any case: the plan's own first, then what ended within the year, then what ended
 * with an earlier version, the newest version first. A number may have been used again.
 */
export async function allNumbered(context: Context, named: string): Promise<readonly PlanAction[]> {
  const { store } = context;
  const wanted = named.trim().toLowerCase();
  const current = await store.find(plans, { where: { state: 'current' } });
  const past = await store.find(plans, { where: { state: 'past' } });
  const newestFirst = [...past].sort((one, other) =>
    (other.startedAt ?? '').localeCompare(one.startedAt ?? ''),
  );
  const found: PlanAction[] = [];
  for (const { id } of [...current, ...newestFirst]) {
    for (const state of ['current', 'complete', 'everyday', 'removed'] as const) {
      found.push(
        ...(await actionsOf(context, id, state)).filter(({ number }) => number.toLowerCase() === wanted),
      );
    }
  }
  return found;
}

/**
 * The place of an action among those of its plan: behind the last of its priority with a smaller number, before
 * the others of it, or at the end when its priority has none.
 * @param others the plan's actions without this one, in order
 */
export function placeOf(
  { number, priority }: Pick<PlanAction, 'number' | 'priority'>,
  others: readonly Pick<PlanAction, 'number' | 'priority' | 'order'>[],
): number {
  const first = others.findIndex((each) => each.priority === priority);
  if (first === -1) return (others.at(-1)?.order ?? -1) + 1;
  const before = others.findLastIndex(
    (each) => each.priority === priority && compareNumbers(each.number, number) < 0,
  );
  const after = before === -1 ? first : before + 1;
  const low = others[after - 1]?.order;
  const high = others[after]?.order;
  if (high === undefined) return (low ?? -1) + 1;
  return low === undefined ? high - 1 : (low + high) / 2;
}
