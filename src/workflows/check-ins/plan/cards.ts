/** What the cards of the plan show: its priorities, one action, and what happened to it. */
import { dayOf, longDate } from '../../../shared/calendar.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { changeSentence, planChanges } from './change.js';
import type { PlanChange } from './change.js';
import { seenBy } from './sight.js';
import { actionsOf, holdersOf, priorityPosts } from './plan.js';
import type { ActionState, Plan, PlanAction } from './plan.js';
import { mayManagePlan } from '../policy.js';

const CHANGES_SHOWN = 5;
/** Characters of a text that is shown beside others. */
export const LONG_TEXT = 300;

export const STATES = {
  current: 'In the plan',
  complete: 'Complete',
  everyday: 'Part of everyday business',
  removed: 'Removed',
} as const satisfies Record<ActionState, string>;

/** *plan*: the priorities with their leads, and the way to the actions of each. */
export async function planCard(context: ActorContext, plan: Plan, notice = ''): Promise<Card> {
  const actions = await seenBy(context, context.actor, await actionsOf(context, plan.id));
  const complete = await seenBy(context, context.actor, await actionsOf(context, plan.id, 'complete'));
  const manages = mayManagePlan(context.actor);
  const priorities = plan.priorities.map((name, priority) => {
    const number = actions.filter((action) => action.priority === name).length;
    const done = complete.filter((action) => action.priority === name).length;
    return {
      name,
      lead: leadLine(priorityPosts(plan, name, actions)),
      count: `${count(number, 'action')}${done === 0 ? '' : `, and ${done} complete`}.`,
      press: { plan: plan.id, priority },
    };
  });
  const sentence = `${versionLine(plan)} ${count(plan.priorities.length, 'priority', 'priorities')}, ${count(actions.length, 'action')}.`;
  return {
    template: 'check-ins/plan',
    summary: `The action plan. ${sentence}`,
    data: { notice, sentence, priorities, manages, press: { plan: plan.id } },
  };
}

export function versionLine({ number, from }: Pick<Plan, 'number' | 'from'>): string {
  return from === '' ? `Version ${number}.` : `Version ${number}, in force from ${longDate(from)}.`;
}

export function leadLine(posts: readonly string[]): string {
  return `Lead: ${posts.length === 0 ? 'to be confirmed' : inWords(posts)}`;
}

/** One action with everything that the plan says about it. */
export async function planActionCard(
  context: ActorContext,
  plan: Plan,
  action: PlanAction,
  notice = '',
): Promise<Card> {
  const facts = [
    { title: 'Aim', value: action.aim },
    { title: 'Lead', value: (await leadNames(context, action)).join('; ') },
    { title: 'Themes', value: action.themes.join('; ') },
    { title: 'Serves', value: action.links.join('; ') },
    { title: 'Target date', value: action.target === '' ? '' : longDate(action.target) },
    ...action.milestones.map(({ on, text }) => ({ title: longDate(on), value: text })),
    { title: 'Stands', value: action.state === 'current' ? '' : STATES[action.state] },
  ].filter(({ value }) => value !== '');
  const priority = plan.priorities.indexOf(action.priority);
  return {
    template: 'check-ins/plan-action',
    summary: `${action.number} ${action.text}`,
    data: {
      heading: `Action ${action.number}`,
      notice,
      restricted: action.restricted
        ? 'Restricted: only its leads, who stands in for them, and the coordinating team see it.'
        : '',
      priority: action.priority,
      text: action.text,
      facts,
      manages: mayManagePlan(context.actor),
      inPlan: action.state === 'current' && action.plan === plan.id,
      end: action.state === 'current' ? 'Complete or take out' : 'Bring back',
      stands: action.plan === plan.id,
      press: { action: action.id, version: action.version },
      back: { plan: plan.id, priority: Math.max(0, priority) },
    },
  };
}

/** `Head of Strategic Partnerships, Kent Police (Megan Bowen)`, with who stands in and until when. */
async function leadNames(context: Context, { posts }: PlanAction): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const post of posts) {
    const holders = (await holdersOf(context, [post])).map(({ name }) => name);
    const standIns: string[] = [];
    const named = context.partnership.posts.find(({ name }) => name === post)?.deputies ?? [];
    for (const { email, from, to } of named.filter((each) => each.to >= context.today)) {
      const name = (await context.directory.memberByEmail(email))?.name ?? email;
      standIns.push(`deputy ${name} from ${longDate(from)} to ${longDate(to)}`);
    }
    const who = inWords([...(holders.length === 0 ? ['nobody holds it now'] : holders), ...standIns]);
    lines.push(`${post} (${who})`);
  }
  return lines.length === 0 ? ['To be confirmed'] : lines;
}

/** Everything that happened to an action, newest first. */
export async function historyCard(context: ActorContext, action: PlanAction, page: number): Promise<Card> {
  const changes = await context.store.find(planChanges, {
    where: { action: action.id },
    by: 'at',
    order: 'descending',
  });
  const withAfter = changes.map((change, index) => ({
    change,
    // What a change made of the action is what the next change found.
    after: index === 0 ? action : (changes[index - 1]?.before ?? action),
  }));
  const shown = pageOf(withAfter, page, CHANGES_SHOWN);
  const rows: object[] = [];
  for (const { change, after } of shown.items) rows.push(await historyRow(context, change, after));
  return {
    template: 'check-ins/plan-history',
    summary: `The history of ${action.number}: ${count(changes.length, 'change')}.`,
    data: {
      heading: `History of ${action.number}`,
      nothing: changes.length === 0 ? 'Nothing has changed since it came into the plan.' : '',
      rows,
      press: { action: action.id },
      ...shown.links,
    },
  };
}

async function historyRow(context: Context, change: PlanChange, after: PlanAction): Promise<object> {
  const { before } = change;
  const reworded = before !== undefined && before.text !== after.text;
  return {
    title: changeSentence(before, after),
    who: await whoAndWhen(context, change),
    why: change.why,
    before: reworded ? `Before: ${before.number} ${shorten(before.text, 2 * LONG_TEXT)}` : '',
  };
}

/** `Alex Wilber, 22 November 2026`. */
export async function whoAndWhen(
  { directory, partnership }: Context,
  { by, at }: { readonly by: string; readonly at: string },
): Promise<string> {
  const day = longDate(dayOf(new Date(at), partnership.time_zone));
  if (by === '') return day;
  return `${(await directory.member(by))?.name ?? 'Somebody who has left'}, ${day}`;
}
