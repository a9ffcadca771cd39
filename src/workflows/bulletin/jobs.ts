/** What the bulletin does by itself. */
import { addWorkingDays, isReminderTime, longDate } from '../../shared/calendar.js';
import type { Context, Job, Notification } from '../workflow.js';
import { inviteCard } from './cards-home.js';
import { openIssue } from './issue.js';
import type { Issue } from './issue.js';
import { bulletinItems } from './item.js';
import { carryOver, closeDueIssues, openDueIssue } from './month.js';
import { preferences } from './places.js';

/**
 * Closes the issue whose last day is over, opens the month's issue in the first reminder hour from
 * its day on, and gives it what waited. After an outage the issue opens late, or not at all once
 * its last day has passed.
 */
export const turnTheMonth: Job = {
  name: 'turn-the-month',
  async run(context) {
    const { now, partnership } = context;
    await closeDueIssues(context);
    const told: Notification[] = [];
    if (isReminderTime(now, partnership.time_zone, partnership.reminders)) {
      told.push(...(await openDueIssue(context)));
    }
    const issue = await openIssue(context);
    return issue === undefined ? told : [...told, ...(await carryOver(context, issue))];
  },
};

/** Reminds those who asked to be asked, once, some working days before the issue closes. */
export const remindOnce: Job = {
  name: 'remind-once',
  async run(context) {
    const { now, today, partnership } = context;
    const issue = await openIssue(context);
    if (issue === undefined || !isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const days = partnership.bulletin.remind_working_days_before;
    return days > 0 && addWorkingDays(today, days) >= issue.closesOn ? reminders(context, issue) : [];
  },
};

async function reminders(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const notice = `The issue closes on ${longDate(issue.closesOn)}. You have sent nothing in for it.`;
  const told: Notification[] = [];
  for (const { id } of await context.store.find(preferences, { where: { invite: true } })) {
    const key = `bulletin.remind:${issue.id}:${id}`;
    if ((await context.delivery(key)) !== undefined) continue;
    if ((await context.directory.member(id))?.standing !== 'active') continue;
    if (await hasSent(context, id, issue)) continue;
    told.push({ to: { kind: 'member', id }, card: inviteCard(context, issue, notice), key });
  }
  return told;
}

/** Whether a member sent something in since the issue opened. */
async function hasSent({ store }: Context, member: string, issue: Issue): Promise<boolean> {
  const since = await store.find(bulletinItems, {
    where: { by: member },
    by: 'createdAt',
    from: issue.opensOn,
  });
  return since.some(({ state }) => state !== 'draft' && state !== 'withdrawn');
}
