/** Sending an issue: asked once, begun once, paused, resumed and stopped. */
import { UserError } from '../../shared/errors.js';
import type { ActorContext, Context, Handler, Notification } from '../workflow.js';
import { ownItemCard } from './cards-item.js';
import { issueCard } from './cards-issue.js';
import { channelIssueCard, confirmSendCard, confirmStopCard, progressCard } from './cards-send.js';
import { issueName, issues } from './issue.js';
import type { Issue } from './issue.js';
import { NEXT, bulletinItems, isLive } from './item.js';
import { loadIssue } from './load-issue.js';
import { newsletterOf } from './newsletter.js';
import { itemsOf } from './order.js';
import { channelsFor } from './places.js';
import { letterTo, recipientFor, recipients, standingOf, waitingFor } from './recipient.js';
import { recipientsNow } from './subscriber.js';

/** "Send the July bulletin to 184 people". */
export const askSend: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'approved') return { reply: await whereItStands(context, issue) };
  const people = await recipientsNow(context.store);
  const channels = await channelsFor(context.store, 'bulletin');
  mustReachSomebody(people.length + channels.length);
  return { reply: confirmSendCard(issue, people.length, channels.length) };
};

/** Begins: a row for each recipient and for each channel, in one transaction with the issue's new state. */
export const send: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'approved') return { reply: await whereItStands(context, issue) };
  const { store, actor, now } = context;
  // Asked now, so that an installation without web pages says so before anything goes.
  const page = context.pageAddress('bulletin/issue', issue.key);
  const people = await recipientsNow(store);
  const channels = await channelsFor(store, 'bulletin');
  mustReachSomebody(people.length + channels.length);
  const begun = await store.put(issues, {
    ...issue,
    ...{ state: 'sending', sentBy: actor.id, sentAt: now.toISOString(), run: issue.run + 1 },
  });
  const told = await publish(context, begun);
  const letters: Notification[] = [];
  for (const subscriber of people) {
    letters.push(letterTo(await store.put(recipients, recipientFor(begun, subscriber))));
  }
  const newsletter = newsletterOf(begun, await itemsOf(store, begun.id), context.partnership);
  const card = channelIssueCard(newsletter, page);
  const inChannels = channels.map((id): Notification => {
    return { to: { kind: 'channel', id }, card, key: `bulletin.issue:${begun.id}:${id}` };
  });
  return {
    reply: await progressCard(context, begun, 'It is on its way.'),
    notify: [...inChannels, ...letters, ...told],
  };
};

/** The accepted items are published and their senders told; the others wait for the next issue. */
async function publish(context: ActorContext, issue: Issue): Promise<readonly Notification[]> {
  const told: Notification[] = [];
  for (const item of await itemsOf(context.store, issue.id)) {
    if (item.state !== 'accepted') {
      if (isLive(item)) await context.store.put(bulletinItems, { ...item, issue: NEXT, position: 0 });
      continue;
    }
    const published = await context.store.put(bulletinItems, { ...item, state: 'published' });
    const notice = `Your item goes out with the ${issueName(issue)} issue.`;
    const card = await ownItemCard(context, published, { notice });
    told.push({ to: { kind: 'member', id: item.by }, card, key: `bulletin.published:${item.id}` });
  }
  return told;
}

export const showProgress: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  return { reply: await whereItStands(context, issue) };
};

/** Letters that were not written yet are withdrawn when their turn comes; see followSending. */
export const pause: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending') return { reply: await whereItStands(context, issue) };
  const paused = await context.store.put(issues, { ...issue, state: 'paused' });
  return { reply: await progressCard(context, paused, 'Paused. What was on its way may still arrive.') };
};

export const resume: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'paused') return { reply: await whereItStands(context, issue) };
  const going = await context.store.put(issues, { ...issue, state: 'sending', run: issue.run + 1 });
  const notify = await writeAgain(context, going);
  return { reply: await progressCard(context, going, 'It goes on.'), notify };
};

/** New letters for those whose letter the pause withdrew; nobody who was sent one gets another. */
export async function writeAgain(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const letters: Notification[] = [];
  for (const recipient of await waitingFor(context.store, issue.id)) {
    if (!(await standingOf(context, recipient)).withdrawn) continue;
    const again = await context.store.put(recipients, { ...recipient, letter: recipient.letter + 1 });
    letters.push(letterTo(again));
  }
  return letters;
}

export const askStop: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending' && issue.state !== 'paused') {
    return { reply: await whereItStands(context, issue) };
  }
  return { reply: confirmStopCard(issue, await stillWaiting(context, issue)) };
};

/** For good: whoever has not got it does not get it. */
export const stop: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending' && issue.state !== 'paused') {
    return { reply: await whereItStands(context, issue) };
  }
  const stopped = await context.store.put(issues, {
    ...issue,
    state: 'stopped',
    endedAt: context.now.toISOString(),
  });
  return { reply: await progressCard(context, stopped, 'Stopped.') };
};

async function stillWaiting(context: ActorContext, issue: Issue): Promise<number> {
  let left = 0;
  for (const recipient of await waitingFor(context.store, issue.id)) {
    if ((await standingOf(context, recipient)).outcome === 'waiting') left += 1;
  }
  return left;
}

async function whereItStands(context: ActorContext, issue: Issue): ReturnType<typeof issueCard> {
  return issue.sentAt === '' ? issueCard(context, issue) : progressCard(context, issue);
}

function mustReachSomebody(recipients: number): void {
  if (recipients > 0) return;
  throw new UserError(
    'bulletin.nobodyOnTheList',
    'Nobody is on the distribution list, and no channel gets the bulletin. Say distribution list to add people.',
  );
}
