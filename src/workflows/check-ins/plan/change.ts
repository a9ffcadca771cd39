/** The history of the plan's actions: who changed what, when and why, and how an action read at a time. */
import { isDeepStrictEqual } from 'node:util';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import { inWords } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import { planActions, plans } from './plan.js';
import type { ActionState, PlanAction } from './plan.js';
import type { Round } from '../round/round.js';

/** One change of one action. `id` is `<action>.<the version that it replaced>`, so that ids sort by time. */
export interface PlanChange extends Stored {
  readonly action: string;
  /** The version of the plan in which it was made. */
  readonly plan: string;
  /** ISO instant. */
  readonly at: string;
  /** The member who made it, or empty for a file or a new version. */
  readonly by: string;
  readonly why: string;
  /** The action as it was; absent when this added it. */
  readonly before?: PlanAction;
}

export const planChanges = collection<PlanChange>('check-ins.plan-changes', [
  ['action', 'at'],
  ['plan', 'at'],
]);

/** Who made a change, and why. */
export interface Reason {
  readonly by: string;
  readonly why: string;
}

/**
 * Keeps an action and its history. A change of nothing that people read (its place, the version of
 * the plan that it stands in) has none.
 * @param before as it was read, or undefined when it is new
 */
export async function keepAction(
  { store, now }: Context,
  before: PlanAction | undefined,
  after: PlanAction,
  { by, why }: Reason,
): Promise<PlanAction> {
  const kept = await store.put(planActions, after);
  if (before !== undefined && changedParts(before, after).length === 0) return kept;
  await store.put(planChanges, {
    id: `${after.id}.${String(after.version).padStart(6, '0')}`,
    ...{ version: 0, action: after.id, plan: after.plan, at: now.toISOString(), by, why },
    ...(before !== undefined && { before }),
  });
  return kept;
}

/** What was changed of an action since it had that version, oldest first. */
export async function changesSince(
  { store }: Context,
  { id }: Pick<PlanAction, 'id'>,
  version: number,
): Promise<readonly PlanChange[]> {
  const all = await store.find(planChanges, { where: { action: id }, by: 'at' });
  return all.filter(({ before }) => before !== undefined && before.version >= version);
}

/** What people read of an action, and how a change of it is called. */
const PARTS = {
  number: 'its number',
  priority: 'its priority',
  aim: 'its aim',
  text: 'its words',
  themes: 'its themes',
  posts: 'its lead',
  links: 'its links to the PCC’s priorities',
  target: 'its target date',
  milestones: 'its milestones',
  restricted: 'who may see it',
} as const satisfies Partial<Record<keyof PlanAction, string>>;

const ENDS = {
  current: 'brought back into the plan',
  complete: 'recorded as complete',
  everyday: 'recorded as part of everyday business',
  removed: 'removed',
} as const satisfies Record<ActionState, string>;

/** `['its words', 'its lead']`; what became of it counts as well. */
export function changedParts(before: PlanAction, after: PlanAction): readonly string[] {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => PARTS[key]);
  return before.state === after.state ? parts : [...parts, 'its state'];
}

/** `Changed: its words and its lead`, `Added to the plan`. */
export function changeSentence(before: PlanAction | undefined, after: PlanAction): string {
  if (before === undefined) return 'Added to the plan';
  const parts = changedParts(before, after).filter((part) => part !== 'its state');
  const changed = parts.length === 0 ? '' : `Changed: ${inWords(parts)}`;
  if (before.state === after.state) return changed;
  const ended = `${ENDS[after.state].charAt(0).toUpperCase()}${ENDS[after.state].slice(1)}`;
  return changed === '' ? ended : `${ended}. ${changed}`;
}

/** `2.1 is recorded as complete.` */
export function endSentence({ number, state }: Pick<PlanAction, 'number' | 'state'>): string {
  return `${number} is ${ENDS[state]}.`;
}

/** How an action reads in a round: as it was when the round ended or its version of the plan did. */
export async function actionIn(context: Context, round: Round, id: string): Promise<PlanAction | undefined> {
  return (await readerOf(context, round))(id);
}

/** The same for many actions of one round. */
export async function readerOf(
  context: Context,
  round: Round,
): Promise<(id: string) => Promise<PlanAction | undefined>> {
  const { store } = context;
  const until = await endOf(context, round);
  return async (id) => {
    const action = await store.get(planActions, id);
    if (action === undefined || until === undefined) return action;
    const [next] = await store.find(planChanges, { where: { action: id }, by: 'at', from: until, limit: 1 });
    return next === undefined ? action : next.before;
  };
}

/**
 * From when on changes of the plan are not the round's any more; undefined while it goes on. What is changed in the
 * instant of closing was changed before it; what is changed in the instant of a new version belongs to that.
 */
async function endOf({ store }: Context, round: Round): Promise<string | undefined> {
  const replaced = (await store.get(plans, round.plan))?.replacedAt;
  const closed = round.endedAt ?? (round.endedOn && `${round.endedOn}T23:59:59.999Z`);
  const ended = closed && `${closed}~`;
  if (replaced === undefined || ended === undefined) return replaced ?? ended;
  return replaced < ended ? replaced : ended;
}
