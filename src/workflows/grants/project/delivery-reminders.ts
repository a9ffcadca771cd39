/** Who is asked for what: updates until a project is delivered, feedback at the end of the year. */
import { addDays, longDate } from '../../../shared/calendar.js';
import type { ActorContext, Context, Item, Reminder } from '../../workflow.js';
import { titleOf } from '../proposal/cards.js';
import { ownProjects } from './delivery-desk.js';
import { mayDecide } from '../money/policy.js';
import { projectName, unfinished } from './project.js';
import type { Funded } from './project.js';
import { proposals } from '../proposal/proposal.js';
import { requests } from '../funder/request.js';
import { feedbackDue, latestUpdate, updateDue } from './update.js';

/** A second and a third time, two weeks after the one before; then the coordinators see it on the project. */
const STEP_DAYS = 14;
const STEPS = 3;

interface Due {
  /** ISO date. */
  readonly on: string;
  readonly what: 'An update' | 'Year-end feedback';
}

/** What the project owes, from the day it is due. */
async function dueOf({ store, partnership, today }: Context, { project }: Funded): Promise<Due | undefined> {
  if (project.feedbackOn !== '') return undefined;
  const on =
    project.delivery === 'delivered'
      ? feedbackDue(project)
      : updateDue(project, await latestUpdate(store, project.id), partnership.grants.update_every_weeks);
  if (on > today) return undefined;
  return { on, what: project.delivery === 'delivered' ? 'Year-end feedback' : 'An update' };
}

export async function deliveryReminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const funded of await unfinished(context.store)) {
    const { contact } = funded.proposal;
    const due = contact === '' ? undefined : await dueOf(context, funded);
    if (due === undefined) continue;
    const step = Array.from({ length: STEPS }, (_, index) => index).findLast(
      (index) => addDays(due.on, index * STEP_DAYS) <= context.today,
    );
    found.push({
      member: contact,
      key: `grants.due:${funded.project.id}:${due.on}:${step ?? 0}`,
      ...wordsOf(funded, due),
    });
  }
  return found;
}

function wordsOf(funded: Funded, { on, what }: Due): Pick<Item, 'title' | 'detail' | 'open'> {
  return {
    title: projectName(funded),
    detail: `${what} on this project was due on ${longDate(on)}.`,
    open: {
      ...{ verb: 'grants/update', data: { project: funded.project.id } },
      title: what === 'An update' ? 'Give an update' : 'Give feedback',
    },
  };
}

/** What waits for the actor: what their projects owe, and of the chair the urgent requests. */
export async function projectItems(context: ActorContext): Promise<readonly Item[]> {
  const found: Item[] = [];
  for (const funded of await ownProjects(context)) {
    const due = await dueOf(context, funded);
    if (due !== undefined) found.push({ waiting: true, ...wordsOf(funded, due) });
  }
  if (!mayDecide(context, { kind: 'urgent' })) return found;
  for (const state of ['submitted', 'pending'] as const) {
    for (const request of await context.store.find(requests, { where: { state }, by: 'createdAt' })) {
      if (request.kind !== 'urgent') continue;
      const proposal = await context.store.get(proposals, request.proposal);
      const open = { verb: 'grants/request', data: { request: request.id }, title: 'Open the request' };
      const title = proposal === undefined ? 'Urgent tactical request' : titleOf(proposal);
      found.push({ waiting: true, title, detail: 'An urgent tactical request for you to decide.', open });
    }
  }
  return found;
}
