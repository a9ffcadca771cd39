/** What the bulletin does by itself. */
import { isReminderTime } from '../../shared/calendar.js';
import type { Job, Notification } from '../workflow.js';
import { openIssue } from './issue/issue.js';
import { carryOver, closeDueIssues, endEmptyIssues, openDueIssue } from './issue/month.js';

/**
 * Closes the issue whose last day is over, ends one that has nothing to send, opens the month's issue in the first reminder hour from
 * its day on, and gives it what waited. After an outage the issue opens late, or not at all once
 * its last day has passed.
 */
export const turnTheMonth: Job = {
  name: 'turn-the-month',
  async run(context) {
    const { now, partnership } = context;
    await closeDueIssues(context);
    await endEmptyIssues(context);
    const told: Notification[] = [];
    if (isReminderTime(now, partnership.time_zone, partnership.reminders)) {
      told.push(...(await openDueIssue(context)));
    }
    const issue = await openIssue(context);
    return issue === undefined ? told : [...told, ...(await carryOver(context, issue))];
  },
};
