/** What was changed of a priority within the year: its name and its lead, with who, when and why. */
import { inWords } from '../../../shared/text.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import { keepAction } from './change.js';
import type { PriorityMove } from './version.js';
import { actionsOf, plans, priorityPosts } from './plan.js';
import type { Plan, PlanAction } from './plan.js';

/** A priority as people read it: what it is called, and the posts that lead it. */
export interface NamedPriority {
  readonly name: string;
  readonly posts: readonly string[];
}

/** `id` is `<plan>.<the plan's version that it replaced>`, so that ids sort by time. */
export interface PriorityChange extends Stored {
  /** The version of the plan in which it was made. */
  readonly plan: string;
  /** ISO instant. */
  readonly at: string;
  /** The member who made it. */
  readonly by: string;
  readonly why: string;
  readonly before: NamedPriority;
  readonly after: NamedPriority;
}

export const priorityChanges = collection<PriorityChange>('check-ins.priority-changes', [['plan', 'at']]);

export function changeId({ id, version }: Pick<Plan, 'id' | 'version'>): string {
  return `${id}.${String(version).padStart(6, '0')}`;
}

/** What was changed of the priorities of a plan since it began, oldest first. */
export function changesOfPriorities({ store }: Context, plan: string): Promise<readonly PriorityChange[]> {
  return store.find(priorityChanges, { where: { plan }, by: 'at' });
}

/**
 * Keeps the new name and lead of a priority. Its actions follow into the name, and those that had the same lead into
 * the lead: each with a change of its own, so that rounds which have closed read them as they were.
 */
export async function keepPriority(
  context: Context,
  plan: Plan,
  change: PriorityChange,
): Promise<{ readonly plan: Plan; readonly led: number }> {
  const { before, after, by, why } = change;
  const current = await actionsOf(context, plan.id);
  const all: PlanAction[] = [...current];
  for (const state of ['complete', 'everyday', 'removed'] as const) {
    all.push(...(await actionsOf(context, plan.id, state)));
  }
  const leads = plan.priorities.map((name) =>
    name === before.name
      ? { priority: after.name, posts: after.posts }
      : { priority: name, posts: priorityPosts(plan, name, current) },
  );
  const priorities = plan.priorities.map((name) => (name === before.name ? after.name : name));
  const kept = await context.store.put(plans, { ...plan, priorities, leads });
  await context.store.put(priorityChanges, change);
  let led = 0;
  for (const action of all.filter(({ priority }) => priority === before.name)) {
    const follows = action.state === 'current' && samePosts(action, before);
    const posts = follows ? after.posts : action.posts;
    if (!samePosts({ posts }, action)) led += 1;
    await keepAction(context, action, { ...action, priority: after.name, posts }, { by, why });
  }
  return { plan: kept, led };
}

interface Led {
  readonly posts: readonly string[];
}

/** The same posts, in whatever order. */
export function samePosts(one: Led, other: Led): boolean {
  return one.posts.length === other.posts.length && one.posts.every((post) => other.posts.includes(post));
}

/** `Was 'Road Safety'`, `Lead was to be confirmed`. */
export function priorityChangeSentence({ before, after }: PriorityChange): string {
  const parts = [
    ...(before.name === after.name ? [] : [`Was '${before.name}'`]),
    ...(samePosts(before, after)
      ? []
      : [`Lead was ${before.posts.length === 0 ? 'to be confirmed' : inWords(before.posts)}`]),
  ];
  return parts.join('. ');
}

/** What a priority of the plan was called as its version began. */
export function nameAtFirst(changes: readonly PriorityChange[], name: string): string {
  return changes.reduceRight((now, { before, after }) => (after.name === now ? before.name : now), name);
}

/** The same moves, from the names that the priorities had as the version began. */
export function movesFromFirst(
  changes: readonly PriorityChange[],
  moves: readonly PriorityMove[],
): readonly PriorityMove[] {
  return moves.map(({ name, from }) => ({ name, from: from.map((each) => nameAtFirst(changes, each)) }));
}
