/** Moving actions between what people are asked in a round. */
import type { Member } from '../../../directory.js';
import type { Context } from '../../workflow.js';
import { planActions } from '../plan/plan.js';
import { askId, asks } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

/** Adds actions to what a member is asked: as their own, or in somebody's place. */
export async function addToAsk(
  context: Context,
  round: Round,
  member: Member,
  actions: readonly string[],
  as: 'own' | 'stand-in',
): Promise<Ask> {
  const { store } = context;
  const id = askId(round.id, member.id);
  const known = await store.get(asks, id);
  const before = known ?? {
    ...{ id, version: 0, round: round.id, member: member.id, organisation: member.organisation, actions: [] },
  };
  const added = actions.filter((action) => !before.actions.includes(action));
  const standIn =
    as === 'stand-in'
      ? [...(before.standIn ?? []), ...added]
      : (before.standIn ?? []).filter((action) => !actions.includes(action));
  const all = await inPlanOrder(context, [...before.actions, ...added]);
  if (added.length === 0 && standIn.length === (before.standIn?.length ?? 0)) return before;
  return store.put(asks, { ...before, actions: all, standIn });
}

/** Takes an action from what a member is asked. */
export function takeFromAsk({ store }: Context, ask: Ask, action: string): Promise<Ask> {
  return store.put(asks, { ...ask, actions: ask.actions.filter((each) => each !== action) });
}

async function inPlanOrder({ store }: Context, ids: readonly string[]): Promise<readonly string[]> {
  const placed: { id: string; order: number }[] = [];
  for (const id of ids) placed.push({ id, order: (await store.get(planActions, id))?.order ?? Infinity });
  return placed.sort((a, b) => a.order - b.order).map(({ id }) => id);
}
