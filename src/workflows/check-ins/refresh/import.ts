/** Brings the next version of the plan in as a sheet: first what it would change, then, when wanted, the draft. */
import { distance } from 'fastest-levenshtein';
import { newId } from '../../../shared/ids.js';
import { invalid, ok } from '../../../shared/result.js';
import { count } from '../../../shared/text.js';
import type { Context, Import } from '../../workflow.js';
import { leadsFrom } from '../plan/import.js';
import { changedParts } from '../plan/change.js';
import { readPlanFile } from '../plan/file.js';
import type { PlanRow } from '../plan/file.js';
import { changeLines } from '../plan/version.js';
import { actionsOf, currentPlan } from '../plan/plan.js';
import type { PlanAction, PlanWords } from '../plan/plan.js';
import { loadDraft } from './draft.js';
import { decidedId, decisions, priorityNow, refreshes, startOf, underWay } from './refresh.js';
import type { Decided, Decision, DraftPriority, Refresh } from './refresh.js';

export const importRefresh: Import = {
  help: 'the next version of the plan, into the draft of the refresh: the same columns as plan',
  async run(file, apply, context) {
    const read = await readPlanFile(file, context.partnership);
    if (!read.ok)
      return invalid(Object.fromEntries(read.faults.map((fault, index) => [String(index), fault])));
    const plan = await currentPlan(context);
    if (plan === undefined)
      return refused('There is no plan to refresh yet. Bring one in with: import plan.');
    const at = context.now.toISOString();
    const known = await underWay(context);
    if (known?.state === 'agreed')
      return refused('The Working Group has agreed this version, so it cannot change any more.');
    const refresh = known ?? startOf(plan, () => [], { id: newId(), member: '', at });

    const current = await actionsOf(context, plan.id);
    const before = await context.store.find(decisions, { where: { refresh: refresh.id } });
    const sheet = draftOfSheet(refresh, plan.priorities, current, read.rows, before, at);
    const loaded = await loadDraft(context, sheet.refresh, sheet.decided);
    const changes = changeLines(loaded.changes, () => true);
    const same = isSame(refresh, before, sheet);
    if (apply && !same) await write(context, refresh, before, sheet);
    const summary = same
      ? 'The draft says the same already. Nothing changes.'
      : `The draft of the refresh: ${count(read.rows.length, 'action')}. Members see nothing until it is sent to them.`;
    return ok({
      changes: same ? [] : changes.length === 0 ? ['Every action is retained'] : changes,
      summary,
    });
  },
};

export interface Sheet {
  readonly refresh: Refresh;
  readonly decided: readonly Decided[];
}

/**
 * What a sheet decides. A row with the words of an action is that action, whatever its number; a row with its number
 * and words much like its own is that action reworded; another row is new, even under a number that was used. What no
 * row speaks of is removed, unless it was decided to be complete or everyday business.
 */
export function draftOfSheet(
  refresh: Refresh,
  oldPriorities: readonly string[],
  current: readonly PlanAction[],
  rows: readonly PlanRow[],
  before: readonly Decided[],
  at: string,
): Sheet {
  const matched = matchRows(current, rows);
  const priorities = prioritiesOf(oldPriorities, rows, matched);
  const next = { ...refresh, priorities };
  const earlier = new Map(before.map((each) => [each.action, each]));
  const decide = (action: string, seen: number, decision: Decision, words?: PlanWords): Decided => ({
    ...{ id: decidedId(refresh.id, action), version: earlier.get(action)?.version ?? 0, refresh: refresh.id },
    ...{ action, decision, seen, by: '', at, why: 'Brought in from a sheet' },
    ...(words !== undefined && { words }),
  });
  const fromRows = rows.map((row) => {
    const action = matched.get(row);
    if (action === undefined) {
      const known = before.find(({ decision, words }) => decision === 'add' && words?.text === row.text);
      return decide(known?.action ?? newId(), 0, 'add', wordsOf(row, undefined));
    }
    const words = wordsOf(row, action);
    const kept = { ...action, priority: priorityNow(next, action.priority) };
    const same = changedParts(kept, { ...kept, ...words }).length === 0;
    return same
      ? decide(action.id, action.version, 'retain')
      : decide(action.id, action.version, 'reword', words);
  });
  const spoken = new Set(fromRows.map(({ action }) => action));
  const gone = current
    .filter(({ id }) => !spoken.has(id))
    .map(({ id, version }) => {
      const known = earlier.get(id)?.decision;
      return decide(id, version, known === 'complete' || known === 'everyday' ? known : 'removed');
    });
  return { refresh: next, decided: [...fromRows, ...gone] };
}

function matchRows(
  current: readonly PlanAction[],
  rows: readonly PlanRow[],
): ReadonlyMap<PlanRow, PlanAction> {
  const matched = new Map<PlanRow, PlanAction>();
  const left = new Set(current);
  const take = (row: PlanRow, fits: (action: PlanAction) => boolean): void => {
    const action = [...left].find(fits);
    if (action === undefined || matched.has(row)) return;
    matched.set(row, action);
    left.delete(action);
  };
  // Number and words first: the same words may stand in the plan twice.
  for (const row of rows) take(row, ({ number, text }) => number === row.number && text === row.text);
  for (const row of rows) take(row, ({ text }) => text === row.text);
  for (const row of rows)
    take(row, ({ number, text }) => number === row.number && isMuchAlike(text, row.text));
  return matched;
}

/** Half of the letters stay. */
function isMuchAlike(one: string, other: string): boolean {
  return distance(one, other) <= Math.max(one.length, other.length) / 2;
}

/** A priority that the sheet does not have went into the one that most of its actions went to. */
function prioritiesOf(
  old: readonly string[],
  rows: readonly PlanRow[],
  matched: ReadonlyMap<PlanRow, PlanAction>,
): readonly DraftPriority[] {
  const names = [...new Set(rows.map(({ priority }) => priority))];
  const into = new Map<string, string>();
  for (const name of old) {
    if (names.includes(name)) {
      into.set(name, name);
      continue;
    }
    const tally = new Map<string, number>();
    for (const [row, action] of matched) {
      if (action.priority === name) tally.set(row.priority, (tally.get(row.priority) ?? 0) + 1);
    }
    const [most] = [...tally].sort((a, b) => b[1] - a[1]);
    if (most !== undefined) into.set(name, most[0]);
  }
  const leads = leadsFrom(names, rows);
  return names.map((name) => ({
    name,
    from: old.filter((each) => into.get(each) === name),
    posts: leads.find(({ priority }) => priority === name)?.posts ?? [],
  }));
}

function wordsOf(row: PlanRow, action: PlanAction | undefined): PlanWords {
  const { number, priority, aim, text, themes, posts } = row;
  return {
    ...{ number, priority, aim, text, themes, posts },
    links: row.links ?? action?.links ?? [],
    target: row.target ?? action?.target ?? '',
    milestones: row.milestones ?? action?.milestones ?? [],
    restricted: row.restricted ?? action?.restricted ?? false,
  };
}

function isSame(refresh: Refresh, before: readonly Decided[], { refresh: next, decided }: Sheet): boolean {
  const said = (each: readonly Decided[]): string =>
    JSON.stringify(each.map(({ id, decision, seen, words }) => [id, decision, seen, words ?? null]).sort());
  const priorities = (each: readonly DraftPriority[]): string =>
    JSON.stringify(each.map(({ name, from, posts }) => [name, from, posts]));
  return priorities(refresh.priorities) === priorities(next.priorities) && said(before) === said(decided);
}

async function write(
  { store }: Context,
  refresh: Refresh,
  before: readonly Decided[],
  { refresh: next, decided }: Sheet,
): Promise<void> {
  await store.put(refreshes, { ...refresh, priorities: next.priorities });
  const kept = new Set(decided.map(({ id }) => id));
  for (const { id } of before) if (!kept.has(id)) await store.remove(decisions, id);
  for (const each of decided) await store.put(decisions, each);
}

function refused(sentence: string) {
  return invalid({ '0': sentence });
}
