/**
 * The yearly refresh of the plan: a draft of its next version, from the first decision to the day on which it takes
 * effect. The plan in force stays as it is until then.
 */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import { compareNumbers } from '../plan/number.js';
import type { PriorityMove, Snapshot } from '../plan/version.js';
import type { ActionState, Agreement, Plan, PlanAction, PlanWords } from '../plan/plan.js';

/** `working`: coordinators decide. `out`: members comment. `agreed`: it waits for its date. */
export type RefreshState = 'working' | 'out' | 'agreed' | 'in force' | 'thrown away';

/** A priority of the new version: which of the old ones went into it, and the posts that lead it. */
export interface DraftPriority extends PriorityMove {
  readonly posts: readonly string[];
}

export interface Refresh extends Stored {
  readonly state: RefreshState;
  /** The version that it starts from. */
  readonly plan: string;
  readonly priorities: readonly DraftPriority[];
  readonly startedBy: string;
  /** ISO instant. */
  readonly startedAt: string;
  /** ISO date: the last day on which members comment. */
  readonly commentsUntil?: string;
  readonly agreed?: Agreement;
  /** The new version's number, and the ISO date on which it takes effect. */
  readonly number?: string;
  readonly from?: string;
  /** Ids of the restricted actions that no member's draft names; absent when it was sent before this was kept. */
  readonly hidden?: readonly string[];
}

export type Decision = 'retain' | 'reword' | 'add' | Exclude<ActionState, 'current'>;

/** What was decided for one action. `id` is `<refresh>.<action>`. */
export interface Decided extends Stored {
  readonly refresh: string;
  /** The action's id; a new one has it from the start. */
  readonly action: string;
  readonly decision: Decision;
  /** The version of the action that was decided about; 0 for a new one. A later one is undecided again. */
  readonly seen: number;
  /** The new words and why, when it is reworded or added. */
  readonly words?: PlanWords;
  readonly why?: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
}

/** A member's comment on the draft; `id` is `<refresh>.<member>`. */
export interface Comment extends Stored {
  readonly refresh: string;
  readonly member: string;
  readonly text: string;
  /** ISO instant. */
  readonly at: string;
}

export const refreshes = collection<Refresh>('check-ins.refreshes', [['state', 'startedAt']]);
export const decisions = collection<Decided>('check-ins.refresh-decisions', [['refresh']]);
export const comments = collection<Comment>('check-ins.refresh-comments', [['refresh', 'at']]);

export const DECISIONS = {
  retain: 'Retain',
  reword: 'Reword',
  add: 'Add',
  complete: 'Complete',
  everyday: 'Everyday business',
  removed: 'Remove',
} as const satisfies Record<Decision, string>;

export function decidedId(refresh: string, action: string): string {
  return `${refresh}.${action}`;
}

/** The refresh that is under way: there is one at a time. */
export async function underWay({ store }: Context): Promise<Refresh | undefined> {
  for (const state of ['working', 'out', 'agreed'] as const) {
    const [found] = await store.find(refreshes, { where: { state }, by: 'startedAt', limit: 1 });
    if (found !== undefined) return found;
  }
  return undefined;
}

export function isUnderWay({ state }: Refresh): boolean {
  return state === 'working' || state === 'out' || state === 'agreed';
}

/** What a refresh starts from: every priority stays, nothing is decided. */
export function startOf(
  plan: Plan,
  leads: (priority: string) => readonly string[],
  by: { readonly id: string; readonly member: string; readonly at: string },
): Refresh {
  return {
    ...{ id: by.id, version: 0, state: 'working', plan: plan.id },
    priorities: plan.priorities.map((name) => ({ name, from: [name], posts: leads(name) })),
    ...{ startedBy: by.member, startedAt: by.at },
  };
}

/** One action of the plan in the refresh, with what was decided about it as it is now. */
export interface Step {
  readonly action: PlanAction;
  readonly decided: Decided | undefined;
}

/** The draft of the new version. */
export interface Draft {
  /** The plan's actions in its order: what the coordinator walks through. */
  readonly steps: readonly Step[];
  readonly undecided: readonly PlanAction[];
  /** The new version as it stands: an undecided action stays in it. */
  readonly after: Snapshot;
  /** What becomes of the actions that are not in it, by id. */
  readonly ended: ReadonlyMap<string, ActionState>;
}

/** @param current the plan's actions that are in it now, in its order */
export function draftFrom(
  refresh: Pick<Refresh, 'priorities'>,
  current: readonly PlanAction[],
  decided: readonly Decided[],
): Draft {
  const byAction = new Map(decided.map((each) => [each.action, each]));
  const ended = new Map<string, ActionState>();
  const kept: PlanAction[] = [];
  for (const action of current) {
    const { decision, words } = byAction.get(action.id) ?? { decision: 'retain' };
    if (decision === 'complete' || decision === 'everyday' || decision === 'removed') {
      ended.set(action.id, decision);
    } else {
      kept.push({ ...action, priority: priorityNow(refresh, action.priority), ...words });
    }
  }
  const added = decided.flatMap(({ decision, action, words }) =>
    decision === 'add' && words !== undefined ? [newAction(action, words)] : [],
  );
  const names = refresh.priorities.map(({ name }) => name);
  const place = ({ priority }: PlanAction): number => names.indexOf(priority) + 1 || names.length + 1;
  const actions = [...kept, ...added].sort(
    (one, other) => place(one) - place(other) || compareNumbers(one.number, other.number),
  );
  const steps = current.map((action) => {
    const found = byAction.get(action.id);
    return { action, decided: found?.seen === action.version ? found : undefined };
  });
  return {
    steps,
    undecided: steps.filter((step) => step.decided === undefined).map(({ action }) => action),
    after: { priorities: names, actions: actions.map((action, order) => ({ ...action, order })) },
    ended,
  };
}

function newAction(id: string, words: PlanWords): PlanAction {
  return { id, version: 0, plan: '', order: 0, state: 'current', ...words };
}

/** The name under which a priority of the plan goes on. */
export function priorityNow({ priorities }: Pick<Refresh, 'priorities'>, name: string): string {
  return priorities.find(({ from }) => from.includes(name))?.name ?? name;
}
