/** What a version of the plan changed, as data and in the words of a version table. */
import { isDeepStrictEqual } from 'node:util';
import { longDate } from '../../../shared/calendar.js';
import { inWords, shorten } from '../../../shared/text.js';
import type { ActionState, PlanAction } from './plan.js';

/** An action as a version table names it. The words are those of the time. */
export interface NamedAction {
  readonly id: string;
  readonly number: string;
  readonly text: string;
  /** Its number before, when that was another. */
  readonly was?: string;
}

const ACTION_CHANGES = ['added', 'complete', 'everyday', 'removed', 'reworded', 'moved', 'lead'] as const;
/** What may happen to actions between two versions. */
export type ActionChange = (typeof ACTION_CHANGES)[number];

/** One entry of a version's change list. Who may see an action is asked when it is shown (sight.ts). */
export type VersionChange =
  | { readonly kind: ActionChange; readonly actions: readonly NamedAction[] }
  | { readonly kind: 'priority added' | 'priority removed'; readonly names: readonly string[] }
  | { readonly kind: 'priority renamed'; readonly from: string; readonly into: string }
  | { readonly kind: 'priorities merged'; readonly from: readonly string[]; readonly into: string };

/** A priority of the new version and the ones of the old that went into it; none when it is new. */
export interface PriorityMove {
  readonly name: string;
  readonly from: readonly string[];
}

/** What a version consists of: its priorities, and the actions that are in it. */
export interface Snapshot {
  readonly priorities: readonly string[];
  readonly actions: readonly PlanAction[];
}

/**
 * The change list of a version.
 * @param before the plan as its last version began
 * @param after the plan as the new version begins
 * @param ended what became of actions that are not in it any more, by id
 */
export function changesBetween(
  before: Snapshot,
  after: Snapshot,
  moves: readonly PriorityMove[],
  ended: ReadonlyMap<string, ActionState>,
): readonly VersionChange[] {
  const old = new Map(before.actions.map((action) => [action.id, action]));
  const kept = new Set(after.actions.map(({ id }) => id));
  const found = new Map<ActionChange, NamedAction[]>(ACTION_CHANGES.map((kind) => [kind, []]));
  const note = (kind: ActionChange, { id, number, text }: PlanAction, was?: string): void => {
    found.get(kind)?.push({ id, number, text, ...(was !== undefined && was !== number && { was }) });
  };
  for (const action of after.actions) {
    const was = old.get(action.id);
    if (was === undefined) note('added', action);
    else for (const kind of kindsOf(was, action, moves)) note(kind, action, was.number);
  }
  for (const action of before.actions) {
    if (kept.has(action.id)) continue;
    const state = ended.get(action.id) ?? 'removed';
    note(state === 'current' ? 'removed' : state, action);
  }
  const actions = ACTION_CHANGES.flatMap((kind) => {
    const named = found.get(kind) ?? [];
    return named.length === 0 ? [] : [{ kind, actions: named }];
  });
  return [...actions, ...priorityChanges(before.priorities, moves)];
}

function kindsOf(was: PlanAction, is: PlanAction, moves: readonly PriorityMove[]): readonly ActionChange[] {
  const reworded = was.text !== is.text || was.aim !== is.aim;
  const followed = moves.some(({ name, from }) => name === is.priority && from.includes(was.priority));
  const moved = was.number !== is.number || !(followed || was.priority === is.priority);
  return [
    ...(reworded ? (['reworded'] as const) : []),
    ...(moved ? (['moved'] as const) : []),
    ...(isDeepStrictEqual(was.posts, is.posts) ? [] : (['lead'] as const)),
  ];
}

function priorityChanges(
  before: readonly string[],
  moves: readonly PriorityMove[],
): readonly VersionChange[] {
  const used = new Set(moves.flatMap(({ from }) => from));
  const added = moves.filter(({ from }) => from.length === 0).map(({ name }) => name);
  const removed = before.filter((name) => !used.has(name));
  return [
    ...moves.flatMap(({ name, from }): VersionChange[] => {
      if (from.length > 1) return [{ kind: 'priorities merged', from, into: name }];
      const [only] = from;
      return only === undefined || only === name
        ? []
        : [{ kind: 'priority renamed', from: only, into: name }];
    }),
    ...(added.length === 0 ? [] : [{ kind: 'priority added', names: added } as const]),
    ...(removed.length === 0 ? [] : [{ kind: 'priority removed', names: removed } as const]),
  ];
}

const NAMED: Readonly<Record<ActionChange, string>> = {
  added: 'added',
  complete: 'complete',
  everyday: 'part of everyday business now',
  removed: 'removed',
  reworded: 'reworded',
  moved: 'with another number or priority',
  lead: 'with another lead',
};

/**
 * The change list in words, one entry each: `3 actions added: 1.5 Run a campaign, ...`. Only the first entry
 * about actions says what is counted.
 * @param maySee false for an action that the reader must not hear of
 */
export function changeLines(
  changes: readonly VersionChange[],
  maySee: (id: string) => boolean,
): readonly string[] {
  const lines: string[] = [];
  for (const change of changes) {
    if (!('actions' in change)) {
      lines.push(priorityLine(change));
      continue;
    }
    const actions = change.actions.filter(({ id }) => maySee(id));
    if (actions.length === 0) continue;
    const unit = lines.length > 0 ? '' : actions.length === 1 ? ' action' : ' actions';
    lines.push(`${actions.length}${unit} ${NAMED[change.kind]}: ${actions.map(nameOf).join(', ')}`);
  }
  return lines;
}

function nameOf({ number, text, was }: NamedAction): string {
  return `${number} ${shorten(text.replace(/\s+/g, ' '), 60)}${was === undefined ? '' : ` (was ${was})`}`;
}

function priorityLine(change: Exclude<VersionChange, { readonly actions: unknown }>): string {
  switch (change.kind) {
    case 'priorities merged':
      return `${quoted(change.from)} merged into '${change.into}'`;
    case 'priority renamed':
      return `'${change.from}' renamed '${change.into}'`;
    case 'priority added':
      return `${quoted(change.names)} added as ${change.names.length === 1 ? 'a priority' : 'priorities'}`;
    case 'priority removed':
      return `${quoted(change.names)} no longer ${change.names.length === 1 ? 'a priority' : 'priorities'}`;
  }
}

function quoted(names: readonly string[]): string {
  return inWords(names.map((name) => `'${name}'`));
}

/** `April 2027`, as the agreement's version table has it. */
export function monthOf(day: string): string {
  return longDate(day).replace(/^\d+ /, '');
}
