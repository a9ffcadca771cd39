/** The draft of a refresh, loaded: what it is, what it changes, and what each reader may see of it. */
import { UserError } from '../../../shared/errors.js';
import { longDate } from '../../../shared/calendar.js';
import { textOf } from '../../../shared/parse.js';
import type { Context, Input } from '../../workflow.js';
import { planChanges } from '../plan/change.js';
import { changesOfPriorities, movesFromFirst, nameAtFirst } from '../plan/priority-change.js';
import type { PriorityChange } from '../plan/priority-change.js';
import { seenBy } from '../plan/sight.js';
import type { Reader } from '../plan/sight.js';
import { changeLines, changesBetween } from '../plan/version.js';
import type { Snapshot, VersionChange } from '../plan/version.js';
import { actionsOf, plans } from '../plan/plan.js';
import type { ActionState, Plan, PlanAction } from '../plan/plan.js';
import { decisions, draftFrom, isUnderWay, refreshes, underWay } from './refresh.js';
import type { Decided, Draft, Refresh } from './refresh.js';
import { wordsOfToday } from './words.js';

export interface LoadedDraft {
  readonly refresh: Refresh;
  readonly plan: Plan;
  readonly draft: Draft;
  readonly changes: readonly VersionChange[];
}

/** @param decided what is decided, or would be (a sheet that is only looked at) */
export async function loadDraft(
  context: Context,
  refresh: Refresh,
  decided?: readonly Decided[],
): Promise<LoadedDraft> {
  const { store } = context;
  const plan = await store.get(plans, refresh.plan);
  if (plan === undefined) throw noRefresh();
  const rows = decided ?? (await store.find(decisions, { where: { refresh: refresh.id } }));
  const current = await actionsOf(context, plan.id);
  const draft = draftFrom(refresh, current, await wordsOfToday(context, refresh, current, rows));
  const { before, ended, renamed } = await asItBegan(context, plan);
  const all = new Map([...ended, ...draft.ended]);
  const moves = movesFromFirst(renamed, refresh.priorities);
  return { refresh, plan, draft, changes: changesBetween(before, draft.after, moves, all) };
}

/** The plan as its version began, and what became of actions and priorities within its year. */
async function asItBegan(
  context: Context,
  plan: Plan,
): Promise<{
  readonly before: Snapshot;
  readonly ended: ReadonlyMap<string, ActionState>;
  readonly renamed: readonly PriorityChange[];
}> {
  const actions = new Map<string, PlanAction>();
  const ended = new Map<string, ActionState>();
  for (const action of await actionsOf(context, plan.id)) actions.set(action.id, action);
  for (const state of ['complete', 'everyday', 'removed'] as const) {
    for (const { id } of await actionsOf(context, plan.id, state)) ended.set(id, state);
  }
  const since = plan.startedAt === undefined ? '' : `${plan.startedAt}~`;
  const changed = await context.store.find(planChanges, {
    where: { plan: plan.id },
    by: 'at',
    from: since,
  });
  const first = new Map<string, PlanAction | undefined>();
  for (const { action, before } of changed) if (!first.has(action)) first.set(action, before);
  for (const [id, before] of first) {
    if (before?.state === 'current') actions.set(id, before);
    else actions.delete(id);
  }
  const renamed = await changesOfPriorities(context, plan.id);
  const priorities = plan.priorities.map((name) => nameAtFirst(renamed, name));
  return { before: { priorities, actions: [...actions.values()] }, ended, renamed };
}

/** The change list of a draft in words, without what the reader must not hear of. */
export async function draftLines(
  context: Context,
  reader: Reader,
  { plan, draft, changes }: LoadedDraft,
): Promise<readonly string[]> {
  const named = changes.flatMap((change) => ('actions' in change ? change.actions : []));
  const words = new Map(draft.after.actions.map((action) => [action.id, action]));
  const seen = await seenBy(
    context,
    reader,
    named.map(({ id }) => words.get(id) ?? { id }),
  );
  const ids = new Set(seen.map(({ id }) => id));
  const lines = changeLines(changes, (id) => ids.has(id));
  return lines.length === 0 ? [`Nothing changes from version ${plan.number}`] : lines;
}

/** The refresh of the button, or the one under way. */
export async function loadRefresh(input: Input, context: Context): Promise<Refresh> {
  const id = textOf(input.data, 'refresh');
  const refresh = id === '' ? await underWay(context) : await context.store.get(refreshes, id);
  if (refresh === undefined) throw noRefresh();
  return refresh;
}

/** @throws {UserError} once it is in force or thrown away */
export function mustBeUnderWay(refresh: Refresh): void {
  if (!isUnderWay(refresh)) throw new UserError('check-ins.refreshOver', overSentence(refresh));
}

/** @throws {UserError} once it is agreed */
export function mustBeOpenToChange(refresh: Refresh): void {
  mustBeUnderWay(refresh);
  if (refresh.state !== 'agreed') return;
  throw new UserError(
    'check-ins.refreshAgreed',
    'The Working Group has agreed this version, so it cannot change any more. Change the plan itself once it is in force, or withdraw the agreement if it was recorded by mistake.',
  );
}

/** @throws {UserError} while an action is to be decided about, for the first time or again */
export function mustBeDecided({ draft }: LoadedDraft): void {
  const left = draft.undecided.length;
  if (left === 0) return;
  throw new UserError(
    'check-ins.undecided',
    `${left === 1 ? 'One action is' : `${left} actions are`} still to decide. Go through the actions first.`,
  );
}

export function overSentence({ state, number = '', from }: Refresh): string {
  if (state !== 'in force') return 'This refresh was thrown away. Say refresh plan to start another.';
  return `This refresh is over: version ${number} is in force from ${longDate(from ?? '')}. Say plan to see it.`;
}

function noRefresh(): UserError {
  return new UserError('check-ins.noRefresh', 'No refresh is under way. Say refresh plan to start one.');
}
