/** What becomes of an issue's items once its sending has ended, and what their senders hear. */
import type { Context, Notification } from '../../workflow.js';
import { issueName } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { itemsOf } from '../issue/order.js';
import { afterSending, bulletinItems } from '../item/item.js';
import { tellSender } from '../item/told.js';
import { channelsFor } from '../places.js';
import { recipients } from './recipient.js';
import type { Outcome } from './recipient.js';

/** What the outbox knows the issue in a channel by. */
export function channelKey({ id }: Pick<Issue, 'id'>, channel: string): string {
  return `bulletin.issue:${id}:${channel}`;
}

/**
 * Told when nothing of it can change any more. Where a single person or channel got the issue, its items went out;
 * where nobody did, they are held for the next one. Items that are settled already stay as they are.
 */
export async function settleItems(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const accepted = (await itemsOf(context.store, issue.id)).filter(({ state }) => state === 'accepted');
  if (accepted.length === 0) return [];
  const out = await isReached(context, issue);
  const name = issueName(issue);
  const told: Notification[] = [];
  for (const item of accepted) {
    const settled = await context.store.put(bulletinItems, afterSending(item, out));
    const shown = out
      ? { summary: `Your item went out with the ${name} issue.` }
      : { notice: `Nobody got the ${name} issue, so your item waits for the next one.` };
    told.push(...(await tellSender(context, settled, shown)));
  }
  return told;
}

async function isReached(context: Context, issue: Issue): Promise<boolean> {
  if (
    (await hasOutcome(context, issue, 'sent')) ||
    (await hasOutcome(context, issue, 'may have been sent'))
  ) {
    return true;
  }
  for (const channel of await channelsFor(context.store, 'bulletin')) {
    const post = await context.delivery(channelKey(issue, channel));
    if (post !== undefined && post.state !== 'failed' && post.state !== 'unreachable') return true;
  }
  return false;
}

/** Whether a letter of the issue was settled like this. */
export async function hasOutcome({ store }: Context, { id }: Issue, outcome: Outcome): Promise<boolean> {
  return (await store.find(recipients, { where: { issue: id, outcome }, limit: 1 })).length > 0;
}
