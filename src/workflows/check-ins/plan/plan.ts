/** The action plan: priorities, aims and actions, and who leads them. */
import type { Member } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { shorten } from '../../../shared/text.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import type { VersionChange } from './version.js';

/** A version of the plan. It carries its own priorities, in order: names change from year to year. */
export interface Plan extends Stored {
  readonly state: 'current' | 'past';
  readonly priorities: readonly string[];
  /** The posts that lead a priority: one, two, or none while it is to be confirmed. */
  readonly leads: readonly PriorityLead[];
  /** `2.0`. */
  readonly number: string;
  /** ISO date on which it took effect; empty for a plan from before versions were kept. */
  readonly from: string;
  /** ISO instant at which it came into the bot; absent in a plan from before versions were kept. */
  readonly startedAt?: string;
  /** ISO instant at which the next version took its place. */
  readonly replacedAt?: string;
  /** The Working Group's agreement; a plan that was brought in from a file has none. */
  readonly agreed?: Agreement;
  /** What this version changed, for the version table. */
  readonly changes: readonly VersionChange[];
}

export interface PriorityLead {
  readonly priority: string;
  readonly posts: readonly string[];
}

export interface Agreement {
  /** ISO date of the meeting. */
  readonly meetingOn: string;
  /** The member who recorded it, and the ISO instant. */
  readonly by: string;
  readonly at: string;
}

export interface Milestone {
  /** ISO date. */
  readonly on: string;
  readonly text: string;
}

/** What the plan says in one row. */
export interface PlanWords {
  /** `1.2a`: what people call it. A number that is free again may be used again, for another action. */
  readonly number: string;
  readonly priority: string;
  readonly aim: string;
  readonly text: string;
  readonly themes: readonly string[];
  /** The posts that lead it; none when the plan says TBC or N/A. */
  readonly posts: readonly string[];
  /** The priorities of the Police and Crime Commissioner that it serves. */
  readonly links: readonly string[];
  /** ISO date or empty. */
  readonly target: string;
  readonly milestones: readonly Milestone[];
  /** Somebody marked it: only its leads and the coordinators see it, anywhere (sight.ts). */
  readonly restricted: boolean;
}

/**
 * In the plan; or out of it: complete, part of everyday business, or removed. What ended within the
 * year is still listed as ended until the next version.
 */
export type ActionState = 'current' | 'complete' | 'everyday' | 'removed';

/** One row of the plan. It keeps its id through all versions, whatever becomes of its number and words. */
export interface PlanAction extends Stored, PlanWords {
  /** The version that it stands in, or stood in last. */
  readonly plan: string;
  /** Its place in the plan; whole numbers at first, fractions for what came between. */
  readonly order: number;
  readonly state: ActionState;
}

export const plans = collection<Plan>(
  'check-ins.plans',
  [['state']],
  [(old) => ({ number: '1.0', from: '', leads: [], changes: [], ...old })],
);
export const planActions = collection<PlanAction>(
  'check-ins.actions',
  [['plan', 'state', 'order'], ['number'], ['restricted']],
  [(old) => ({ links: [], target: '', milestones: [], restricted: false, ...old })],
);

export async function currentPlan({ store }: Context): Promise<Plan | undefined> {
  return (await store.find(plans, { where: { state: 'current' }, limit: 1 }))[0];
}

/** The actions of a plan that are in it now, in its order. */
export function actionsOf(
  { store }: Context,
  plan: string,
  state: ActionState = 'current',
): Promise<readonly PlanAction[]> {
  return store.find(planActions, { where: { plan, state }, by: 'order' });
}

/**
 * An action of the plan in force, by its number in any case or by its id.
 * @throws {UserError} when the plan has no such action
 */
export async function actionNamed(context: Context, named: string): Promise<PlanAction> {
  const plan = await currentPlan(context);
  const current = plan === undefined ? [] : await actionsOf(context, plan.id);
  const wanted = named.trim().toLowerCase();
  const found = current.find(({ id, number }) => id === named || number.toLowerCase() === wanted);
  if (found !== undefined) return found;
  throw noActionNamed(named);
}

export function noActionNamed(named: string): UserError {
  const text = `The plan has no action ${shorten(named, 40)} now. Say plan to see its actions.`;
  return new UserError('check-ins.noAction', text);
}

/** The members who hold the posts now, each once. */
export async function holdersOf(context: Context, posts: readonly string[]): Promise<readonly Member[]> {
  const leads = new Map<string, Member>();
  for (const post of posts) {
    const holders = context.partnership.posts.find(({ name }) => name === post)?.holders ?? [];
    for (const holder of holders) {
      const member = await context.directory.memberByEmail(holder);
      if (member !== undefined) leads.set(member.id, member);
    }
  }
  return [...leads.values()];
}

/** Who leads an action now: the members who hold its posts, each once. */
export function leadsOf(context: Context, { posts }: Pick<PlanAction, 'posts'>): Promise<readonly Member[]> {
  return holdersOf(context, posts);
}

/** The posts that lead a priority: as recorded, or else those that lead all of its actions. */
export function priorityPosts(
  { leads }: Pick<Plan, 'leads'>,
  priority: string,
  actions: readonly Pick<PlanAction, 'priority' | 'posts'>[],
): readonly string[] {
  const recorded = leads.find((each) => each.priority === priority);
  if (recorded !== undefined) return recorded.posts;
  const [first, ...others] = actions.filter((each) => each.priority === priority);
  if (first === undefined) return [];
  return first.posts.filter((post) => others.every(({ posts }) => posts.includes(post)));
}
