/** What the card of one priority shows: its actions, what ended of it, and what was changed of it within the year. */
import { longDate } from '../../../shared/calendar.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { leadsAndDeputies } from './deputy.js';
import { LONG_TEXT, STATES, leadLine, whoAndWhen } from './cards.js';
import { changesOfPriorities, priorityChangeSentence } from './priority-change.js';
import { seenBy } from './sight.js';
import { actionsOf, priorityPosts } from './plan.js';
import type { Plan, PlanAction } from './plan.js';
import { mayManagePlan } from '../policy.js';

const PAGE = 6;
const ENDED_SHOWN = 12;
const CHANGES_SHOWN = 3;

/** The actions of one priority, and those of it that ended within the year. */
export async function priorityCard(
  context: ActorContext,
  plan: Plan,
  priority: number,
  page: number,
  notice = '',
): Promise<Card> {
  const name = plan.priorities[priority] ?? '';
  const all = (await actionsOf(context, plan.id)).filter((action) => action.priority === name);
  const actions = await seenBy(context, context.actor, all);
  const shown = pageOf(actions, page, PAGE);
  const rows: object[] = [];
  for (const action of shown.items) rows.push(await actionRow(context, action));
  return {
    template: 'check-ins/plan-priority',
    summary: `${name}: ${count(actions.length, 'action')}.`,
    data: {
      heading: name,
      notice,
      changes: await priorityChangeRows(context, plan, name),
      lead: leadLine(priorityPosts(plan, name, actions)),
      nothing: actions.length === 0 ? 'It has no actions now.' : '',
      rows,
      ended: await endedRows(context, plan, name),
      manages: mayManagePlan(context.actor),
      press: { plan: plan.id, priority },
      ...shown.links,
    },
  };
}

/** What was changed of a priority within the year, the newest first. */
async function priorityChangeRows(context: Context, plan: Plan, name: string): Promise<readonly object[]> {
  const all = await changesOfPriorities(context, plan.id);
  const rows: object[] = [];
  let called = name;
  for (const change of all.toReversed()) {
    if (change.after.name !== called) continue;
    called = change.before.name;
    const who = await whoAndWhen(context, change);
    rows.push({ text: `${priorityChangeSentence(change)}. ${who}: ${change.why}` });
  }
  return rows.slice(0, CHANGES_SHOWN);
}

async function actionRow(context: ActorContext, action: PlanAction): Promise<object> {
  const leads = await leadsAndDeputies(context, action);
  const marks = [
    ...(leads.some(({ id }) => id === context.actor.id) ? ['You lead this.'] : []),
    ...(action.restricted ? ['Restricted.'] : []),
    ...(action.target === '' ? [] : [`By ${longDate(action.target)}.`]),
  ];
  return {
    title: `${action.number} ${shorten(action.text, LONG_TEXT)}`,
    number: action.number,
    marks: marks.join(' '),
    press: { action: action.id },
  };
}

/** Newest endings are few in a year; what does not fit stands in the document. */
async function endedRows(context: ActorContext, plan: Plan, priority: string): Promise<readonly object[]> {
  const rows: object[] = [];
  for (const state of ['complete', 'everyday', 'removed'] as const) {
    const ended = (await actionsOf(context, plan.id, state)).filter((each) => each.priority === priority);
    for (const action of await seenBy(context, context.actor, ended)) {
      rows.push({
        title: `${action.number} ${shorten(action.text, 120)}: ${STATES[state].toLowerCase()}`,
        number: action.number,
        press: { action: action.id },
      });
    }
  }
  return rows.slice(0, ENDED_SHOWN);
}
