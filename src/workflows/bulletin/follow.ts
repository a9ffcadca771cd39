/** What became of the letters: each is followed until it is settled, and the issue with the last of them. */
import type { Context, Job, Notification } from '../workflow.js';
import { markBounced } from './bounce.js';
import { issues } from './issue.js';
import type { Issue } from './issue.js';
import { progressCard } from './cards-send.js';
import { recipients, standingOf, waitingFor } from './recipient.js';
import type { IssueRecipient } from './recipient.js';
import { writeAgain } from './send.js';
import { subscribers } from './subscriber.js';

/** Reads what is open alone; may run twice or late. */
export const followSending: Job = {
  name: 'follow-sending',
  async run(context) {
    const told: Notification[] = [];
    for (const state of ['sending', 'paused', 'stopped'] as const) {
      for (const issue of await context.store.find(issues, { where: { state }, by: 'opensOn' })) {
        told.push(...(await follow(context, issue)));
      }
    }
    return told;
  },
};

async function follow(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const waiting = await waitingFor(context.store, issue.id);
  const told: Notification[] = [];
  let settled = 0;
  for (const recipient of waiting) {
    const notify = await settle(context, issue, recipient);
    if (notify === undefined) continue;
    settled += 1;
    told.push(...notify);
  }
  // A letter that the pause withdrew after the press that resumed it.
  if (issue.state === 'sending') told.push(...(await writeAgain(context, issue)));
  if (issue.state === 'sending' && settled === waiting.length)
    return [...told, ...(await end(context, issue))];
  return told;
}

/** The recipient as they are settled now; undefined while their letter is open. */
async function settle(
  context: Context,
  issue: Issue,
  recipient: IssueRecipient,
): Promise<readonly Notification[] | undefined> {
  const { store } = context;
  const { outcome, reason, bounced, withdrawn } = await standingOf(context, recipient);
  const subscriber = await store.get(subscribers, recipient.subscriber);
  const gone = subscriber?.state !== 'active';
  if (withdrawn && (gone || issue.state === 'stopped')) {
    await store.put(recipients, { ...recipient, outcome: gone ? 'left' : 'stopped' });
    return [];
  }
  if (outcome === 'waiting') return undefined;
  await store.put(recipients, { ...recipient, outcome, reason });
  if (!bounced || subscriber === undefined) return [];
  return (await markBounced(context, subscriber, reason)).notify;
}

async function end(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const ended = await context.store.put(issues, {
    ...issue,
    state: 'sent',
    endedAt: context.now.toISOString(),
  });
  const card = await progressCard(context, ended);
  return [{ to: { kind: 'member', id: issue.sentBy }, card, key: `bulletin.sent:${issue.id}` }];
}
