/** Brings a plan in from a file: first the differences, then, when wanted, the change. */
import { newId } from '../../../shared/ids.js';
import { ok, invalid } from '../../../shared/result.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { Context, Import, ImportFile } from '../../workflow.js';
import { changedParts, keepAction } from './change.js';
import { readPlanFile } from './file.js';
import type { PlanRow } from './file.js';
import { actionsOf, currentPlan, plans, priorityPosts } from './plan.js';
import type { Plan, PlanAction, PriorityLead } from './plan.js';

interface Difference {
  readonly added: readonly PlanAction[];
  readonly changed: readonly { readonly before: PlanAction; readonly after: PlanAction }[];
  readonly removed: readonly PlanAction[];
}

export const importPlan: Import = {
  help: 'the action plan as CSV or XLSX: number, priority, priority_lead, aim, action, cross_cutting_themes',
  async run(file, apply, context) {
    const read = await readPlanFile(file, context.partnership);
    if (!read.ok)
      return invalid(Object.fromEntries(read.faults.map((fault, index) => [String(index), fault])));

    const plan = (await currentPlan(context)) ?? firstPlan(context);
    const ended: PlanAction[] = [];
    for (const state of ['complete', 'everyday', 'removed'] as const) {
      ended.push(...(await actionsOf(context, plan.id, state)));
    }
    const difference = differenceOf(await actionsOf(context, plan.id), ended, read.rows, plan.id);
    const changes = linesOf(difference);
    if (apply && changes.length > 0) await write(context, plan, difference, read.rows, file);
    return ok({ changes, summary: summaryOf(difference) });
  },
};

function firstPlan({ today, now }: Context): Plan {
  return {
    id: newId(),
    version: 0,
    state: 'current',
    number: '1.0',
    from: today,
    startedAt: now.toISOString(),
    priorities: [],
    leads: [],
    changes: [],
  };
}

/**
 * What the file changes in the plan. An action is known by its number; one that ended within the year is the same
 * action when its words are the same too, and otherwise its number is used again.
 */
export function differenceOf(
  current: readonly PlanAction[],
  ended: readonly PlanAction[],
  rows: readonly PlanRow[],
  plan: string,
): Difference {
  const byNumber = new Map(current.map((action) => [action.number, action]));
  const known = (row: PlanRow): PlanAction | undefined =>
    byNumber.get(row.number) ?? ended.find(({ number, text }) => number === row.number && text === row.text);
  const wanted = rows.map((row, order) => {
    const before = known(row);
    return { before, after: actionOf(row, order, plan, before) };
  });
  const numbers = new Set(rows.map(({ number }) => number));
  return {
    added: wanted.flatMap(({ before, after }) => (before === undefined ? [after] : [])),
    changed: wanted.flatMap(({ before, after }) =>
      before !== undefined && partsOf(before, after).length > 0 ? [{ before, after }] : [],
    ),
    removed: current.filter(({ number }) => !numbers.has(number)),
  };
}

function actionOf(row: PlanRow, order: number, plan: string, current: PlanAction | undefined): PlanAction {
  const { number, priority, aim, text, themes, posts } = row;
  const { links = [], target = '', milestones = [], restricted = false } = { ...current, ...given(row) };
  return {
    id: current?.id ?? newId(),
    version: current?.version ?? 0,
    ...{ plan, order, state: 'current' },
    ...{ number, priority, aim, text, themes, posts, links, target, milestones, restricted },
  };
}

/** What stands in columns that a file need not have: what it lacks stays as it is. */
function given({ links, target, milestones, restricted }: PlanRow): Partial<PlanAction> {
  return {
    ...(links !== undefined && { links }),
    ...(target !== undefined && { target }),
    ...(milestones !== undefined && { milestones }),
    ...(restricted !== undefined && { restricted }),
  };
}

async function write(
  context: Context,
  plan: Plan,
  { added, changed, removed }: Difference,
  rows: readonly PlanRow[],
  { name }: ImportFile,
): Promise<void> {
  const priorities = [...new Set(rows.map(({ priority }) => priority))];
  await context.store.put(plans, { ...plan, priorities, leads: leadsFrom(priorities, rows) });
  const reason = { by: '', why: `Brought in from ${shorten(name, 80)}` };
  for (const action of added) await keepAction(context, undefined, action, reason);
  for (const { before, after } of changed) await keepAction(context, before, after, reason);
  for (const action of removed) await keepAction(context, action, { ...action, state: 'removed' }, reason);
}

/** The posts that a file names for all actions of a priority lead it. */
export function leadsFrom(
  priorities: readonly string[],
  rows: readonly Pick<PlanRow, 'priority' | 'posts'>[],
): readonly PriorityLead[] {
  return priorities.map((priority) => ({ priority, posts: priorityPosts({ leads: [] }, priority, rows) }));
}

function linesOf({ added, changed, removed }: Difference): string[] {
  return [
    ...added.map((action) => `add     ${inOneLine(action)}`),
    ...changed.map(({ before, after }) => `change  ${after.number}  ${inWords(partsOf(before, after))}`),
    ...removed.map((action) => `remove  ${inOneLine(action)}`),
  ];
}

export function inOneLine({ number, text }: Pick<PlanAction, 'number' | 'text'>): string {
  return `${number}  ${shorten(text.replace(/\s+/g, ' '), 80)}`;
}

/** Its place in the file is a difference here, though nobody reads it. */
function partsOf(before: PlanAction, after: PlanAction): readonly string[] {
  const parts = changedParts(before, after);
  return before.order === after.order || before.state !== 'current' ? parts : [...parts, 'its place'];
}

function summaryOf({ added, changed, removed }: Difference): string {
  if (added.length + changed.length + removed.length === 0)
    return 'The plan is the same already. Nothing changes.';
  return `${count(added.length, 'action')} added, ${changed.length} changed, ${removed.length} removed.`;
}
