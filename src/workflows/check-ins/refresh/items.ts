/** What a refresh puts before people: the next step before coordinators, the draft before members. */
import { addDays, longDate } from '../../../shared/calendar.js';
import type { ActorContext, Context, Item, Reminder } from '../../workflow.js';
import { mayManagePlan } from '../policy.js';
import { currentPlan } from '../plan/plan.js';
import { loadDraft } from './draft.js';
import { takesComments } from './draft-cards.js';
import { comments, decidedId, underWay } from './refresh.js';

/** How long there is something to tell after the day, in days. */
const TWO_WEEKS = 14;

export async function refreshItems(context: ActorContext): Promise<readonly Item[]> {
  const refresh = await underWay(context);
  if (refresh === undefined) return [];
  const data = { refresh: refresh.id };
  const { commentsUntil = '' } = refresh;
  if (mayManagePlan(context.actor)) {
    const { steps, undecided } = (await loadDraft(context, refresh)).draft;
    const decided = `${steps.length - undecided.length} of ${steps.length} actions decided.`;
    const open = { verb: 'check-ins/refresh', data, title: 'Go on with the refresh' };
    return [{ waiting: refresh.state !== 'agreed', title: 'Refresh of the plan', detail: decided, open }];
  }
  if (!takesComments(refresh, context.today)) return [];
  const given = await context.store.get(comments, decidedId(refresh.id, context.actor.id));
  const title = given === undefined ? 'Read and comment' : 'Change your comment';
  return [
    {
      waiting: given === undefined,
      title: 'Draft of the action plan',
      detail: `Comments are taken until ${longDate(commentsUntil)}.`,
      open: { verb: 'check-ins/refresh-draft', data, title },
    },
  ];
}

/** What the coordinators hear once: that a version is in force, and that the time for comments is over. */
export async function refreshReminders(context: Context): Promise<readonly Reminder[]> {
  return [...(await inForce(context)), ...(await commentsOver(context))];
}

async function inForce(context: Context): Promise<readonly Reminder[]> {
  const plan = await currentPlan(context);
  if (plan?.agreed === undefined || context.today > addDays(plan.from, TWO_WEEKS)) return [];
  return (await context.directory.membersWith('coordinator')).map(({ id }) => ({
    member: id,
    key: `check-ins.inForce:${plan.id}`,
    title: `Version ${plan.number} of the plan is in force`,
    detail: 'New check-ins ask about it. Open ones go on in the words of the version before.',
    open: { verb: 'check-ins/plan-versions', data: {}, title: 'See what changed' },
  }));
}

async function commentsOver(context: Context): Promise<readonly Reminder[]> {
  const refresh = await underWay(context);
  const { commentsUntil } = refresh ?? {};
  if (refresh?.state !== 'out' || commentsUntil === undefined) return [];
  if (context.today <= commentsUntil || context.today > addDays(commentsUntil, TWO_WEEKS)) return [];
  return (await context.directory.membersWith('coordinator')).map(({ id }) => ({
    member: id,
    key: `check-ins.commentsOver:${refresh.id}:${commentsUntil}`,
    title: 'Refresh of the plan',
    detail: `Comments were taken until ${longDate(commentsUntil)}. Record the Working Group’s agreement when it is given.`,
    open: { verb: 'check-ins/refresh', data: { refresh: refresh.id }, title: 'Go on with the refresh' },
  }));
}
