/** What the bulletin reminds of: once, before an issue closes. */
import { addWorkingDays, longDate } from '../../shared/calendar.js';
import type { Context, Reminder } from '../workflow.js';
import { issueName, openIssue } from './issue/issue.js';
import type { Issue } from './issue/issue.js';
import { bulletinItems } from './item/item.js';
import { preferences } from './places.js';

/** Those who asked to be asked and have sent nothing, from some working days before the issue closes. */
export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const issue = await openIssue(context);
  const days = context.partnership.bulletin.remind_working_days_before;
  if (issue === undefined || days === 0 || addWorkingDays(context.today, days) < issue.closesOn) return [];
  const found: Reminder[] = [];
  for (const { id } of await context.store.find(preferences, { where: { invite: true } })) {
    if (await hasSent(context, id, issue)) continue;
    found.push({
      member: id,
      key: `bulletin.remind:${issue.id}`,
      title: `Items for the ${issueName(issue)} e-bulletin`,
      detail: `The issue closes on ${longDate(issue.closesOn)}. You have sent nothing in for it.`,
      open: { verb: 'bulletin/new-item', data: {}, title: 'Submit an item' },
    });
  }
  return found;
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
