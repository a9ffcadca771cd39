/** The new version takes effect: on its date, by a job, or at once when its date has come. */
import { newId } from '../../../shared/ids.js';
import type { Context, Job } from '../../workflow.js';
import { keepAction } from '../plan/change.js';
import type { Reason } from '../plan/change.js';
import { actionsOf, plans } from '../plan/plan.js';
import type { Plan } from '../plan/plan.js';
import { loadDraft } from './draft.js';
import { decisions, refreshes } from './refresh.js';
import type { Refresh } from './refresh.js';
import { rounds } from '../round/round.js';

/** Puts agreed versions in force whose date has come, however late. */
export const takeEffect: Job = {
  name: 'plan-takes-effect',
  async run(context) {
    const agreed = await context.store.find(refreshes, { where: { state: 'agreed' }, by: 'startedAt' });
    for (const refresh of agreed) {
      if (isDue(refresh, context.today)) await putInForce(context, refresh);
    }
    return [];
  },
};

export function isDue({ state, from }: Refresh, today: string): boolean {
  return state === 'agreed' && from !== undefined && from <= today;
}

/**
 * Makes the draft the plan. An action keeps its id and so its answers; what ended stays with the old version, which
 * rounds that were opened under it go on to read. Rounds not opened yet are moved to the new one.
 */
export async function putInForce(context: Context, refresh: Refresh): Promise<Plan> {
  const { store, now } = context;
  const { plan, draft, changes } = await loadDraft(context, refresh);
  const rows = await store.find(decisions, { where: { refresh: refresh.id } });
  const whys = new Map(rows.map(({ action, why }) => [action, why]));
  const { agreed, number = '', from = context.today } = refresh;
  const at = now.toISOString();
  const current = new Map((await actionsOf(context, plan.id)).map((action) => [action.id, action]));
  await store.put(plans, { ...plan, state: 'past', replacedAt: at });
  const next = await store.put(plans, {
    ...{ id: newId(), version: 0, state: 'current', number, from, startedAt: at, changes },
    ...(agreed !== undefined && { agreed }),
    priorities: draft.after.priorities,
    leads: refresh.priorities.map(({ name, posts }) => ({ priority: name, posts })),
  });

  const reasonFor = (id: string): Reason => {
    const why = whys.get(id);
    const version = `Version ${number} of the plan`;
    return { by: agreed?.by ?? '', why: why === undefined ? version : `${version}. ${why}` };
  };
  for (const action of draft.after.actions) {
    await keepAction(context, current.get(action.id), { ...action, plan: next.id }, reasonFor(action.id));
  }
  for (const [id, state] of draft.ended) {
    const action = current.get(id);
    if (action !== undefined) await keepAction(context, action, { ...action, state }, reasonFor(id));
  }
  for (const round of await store.find(rounds, { where: { state: 'draft' }, by: 'dueOn' })) {
    await store.put(rounds, { ...round, plan: next.id });
  }
  await store.put(refreshes, { ...refresh, state: 'in force' });
  return next;
}
