/** Brings a plan in from a file: first the differences, then, when wanted, the change. */
import { isDeepStrictEqual } from 'node:util';
import { ok, invalid } from '../../shared/result.js';
import { newId } from '../../shared/ids.js';
import { count, inWords, shorten } from '../../shared/text.js';
import type { Context, Import } from '../workflow.js';
import { actionsOf, currentPlan, planActions, plans } from './plan.js';
import type { Plan, PlanAction } from './plan.js';
import { readPlanFile } from './plan-file.js';
import type { PlanRow } from './plan-file.js';

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

    const plan = (await currentPlan(context)) ?? {
      id: newId(),
      version: 0,
      state: 'current',
      priorities: [],
    };
    const difference = differenceOf(await actionsOf(context, plan.id), read.rows, plan.id);
    const changes = linesOf(difference);
    if (apply && changes.length > 0) await write(context, plan, difference, read.rows);
    return ok({ changes, summary: summaryOf(difference) });
  },
};

/** What the file changes in the plan. An action is known by its number. */
export function differenceOf(
  current: readonly PlanAction[],
  rows: readonly PlanRow[],
  plan: string,
): Difference {
  const byNumber = new Map(current.map((action) => [action.number, action]));
  const wanted = rows.map((row, order) => actionOf(row, order, plan, byNumber.get(row.number)));
  const numbers = new Set(rows.map(({ number }) => number));
  return {
    added: wanted.filter(({ version }) => version === 0),
    changed: wanted.flatMap((after) => {
      const before = byNumber.get(after.number);
      return before === undefined || isDeepStrictEqual(before, after) ? [] : [{ before, after }];
    }),
    removed: current.filter(({ number }) => !numbers.has(number)),
  };
}

function actionOf(row: PlanRow, order: number, plan: string, current: PlanAction | undefined): PlanAction {
  const { number, priority, aim, text, themes, posts } = row;
  const known = current ?? { id: newId(), version: 0 };
  return {
    id: known.id,
    version: known.version,
    plan,
    number,
    order,
    priority,
    aim,
    text,
    themes,
    posts,
    state: 'current',
  };
}

async function write(
  { store }: Context,
  plan: Plan,
  { added, changed, removed }: Difference,
  rows: readonly PlanRow[],
): Promise<void> {
  await store.put(plans, { ...plan, priorities: [...new Set(rows.map(({ priority }) => priority))] });
  for (const action of added) await store.put(planActions, action);
  for (const { after } of changed) await store.put(planActions, after);
  for (const action of removed) await store.put(planActions, { ...action, state: 'removed' });
}

function linesOf({ added, changed, removed }: Difference): string[] {
  return [
    ...added.map((action) => `add     ${inOneLine(action)}`),
    ...changed.map(({ before, after }) => `change  ${after.number}  ${changedParts(before, after)}`),
    ...removed.map((action) => `remove  ${inOneLine(action)}`),
  ];
}

function inOneLine({ number, text }: PlanAction): string {
  return `${number}  ${shorten(text.replace(/\s+/g, ' '), 80)}`;
}

const PARTS = {
  priority: 'its priority',
  aim: 'its aim',
  text: 'its words',
  themes: 'its themes',
  posts: 'its lead',
  order: 'its place',
} as const;

function changedParts(before: PlanAction, after: PlanAction): string {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[])
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => PARTS[key]);
  return inWords(parts);
}

function summaryOf({ added, changed, removed }: Difference): string {
  if (added.length + changed.length + removed.length === 0)
    return 'The plan is the same already. Nothing changes.';
  return `${count(added.length, 'action')} added, ${changed.length} changed, ${removed.length} removed.`;
}
