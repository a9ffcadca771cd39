/** Sending an issue: asked once, begun once, paused, resumed and stopped. */
import { UserError } from '../../../shared/errors.js';
import { numberOf } from '../../../shared/parse.js';
import type { ActorContext, Done, Handler, Notification } from '../../workflow.js';
import { issueCard } from '../issue/cards.js';
import { channelIssueCard, confirmSendCard, confirmStopCard, progressCard } from './cards.js';
import { endIfOut, followSending, putOffRefused } from './follow.js';
import { handOver } from './hand-over.js';
import { channelKey } from './items-after.js';
import { issues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { NEXT, bulletinItems, isLive } from '../item/item.js';
import { CHANGED, isCurrent, loadIssue } from '../issue/load.js';
import { newsletterOf } from '../issue/newsletter.js';
import { itemsOf } from '../issue/order.js';
import { channelsFor } from '../places.js';
import { recipientsNow } from '../list/subscriber.js';
import { doneOf, progressOf, reachedOf, totalOf } from './tally.js';

/** "Send the July bulletin to 184 people". */
export const askSend: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'approved') return { reply: await whereItStands(context, issue) };
  const people = await recipientsNow(context.store);
  const channels = await channelsFor(context.store, 'bulletin');
  mustReachSomebody(people.length + channels.length);
  return { reply: confirmSendCard(issue, people.length, channels.length) };
};

const LIST_CHANGED = 'The distribution list changed since this card was made. This is the number now.';

/** Begins: the issue goes into its sending state; the jobs do the rest at once, and settle its items at the end. */
export const send: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'approved') return { reply: await whereItStands(context, issue) };
  const { store, actor, now } = context;
  // Asked now, so that an installation without web pages says so before anything goes.
  const page = context.pageAddress('bulletin/issue', issue.key);
  const people = (await recipientsNow(store)).length;
  const channels = await channelsFor(store, 'bulletin');
  mustReachSomebody(people + channels.length);
  if (!isCurrent(input, issue) || numberOf(input.data, 'people') !== people) {
    const notice = isCurrent(input, issue) ? LIST_CHANGED : CHANGED;
    return { reply: confirmSendCard(issue, people, channels.length, notice) };
  }
  const begun = await store.put(issues, {
    ...issue,
    ...{ state: 'sending', sentBy: actor.id, sentAt: now.toISOString(), run: issue.run + 1 },
    ...{ people, listing: true, listedTo: '', shownIn: (await input.messageKey?.()) ?? '' },
  });
  const changes = begun.shownIn === '' ? '' : ' This card changes by itself.';
  await leaveUndecided(context, begun);
  const newsletter = newsletterOf(begun, await itemsOf(store, begun.id), context.partnership);
  const card = channelIssueCard(newsletter, page);
  const inChannels = channels.map((id): Notification => {
    return { to: { kind: 'channel', id }, card, key: channelKey(begun, id) };
  });
  return {
    reply: await progressCard(context, begun, { notice: `It is on its way.${changes}` }),
    notify: inChannels,
    begin: GOES_ON,
  };
};

const GOES_ON = [followSending, handOver];

/** What is not accepted waits for the next issue. */
async function leaveUndecided({ store }: ActorContext, { id }: Issue): Promise<void> {
  for (const item of await itemsOf(store, id)) {
    if (item.state === 'accepted' || !isLive(item)) continue;
    await store.put(bulletinItems, { ...item, issue: NEXT, position: 0 });
  }
}

export const showProgress: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  return { reply: await whereItStands(context, issue), begin: GOES_ON };
};

/** Letters that were not written yet are withdrawn when their turn comes; see followSending. */
export const pause: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending') return { reply: await whereItStands(context, issue) };
  const over = await finished(context, issue);
  if (over !== undefined) return over;
  const paused = await context.store.put(issues, { ...issue, state: 'paused' });
  return {
    reply: await progressCard(context, paused, { notice: 'Paused. What was on its way may still arrive.' }),
  };
};

/** New letters for those whose letter the pause withdrew; nobody who was sent one gets another. */
export const resume: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'paused') return { reply: await whereItStands(context, issue) };
  await putOffRefused(context, issue);
  const run = issue.run + 1;
  const going = await context.store.put(issues, { ...issue, state: 'sending', run, refusedAlike: '' });
  return { reply: await progressCard(context, going, { notice: 'It goes on.' }), begin: GOES_ON };
};

export const askStop: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending' && issue.state !== 'paused') {
    return { reply: await whereItStands(context, issue) };
  }
  const over = await finished(context, issue);
  if (over !== undefined) return over;
  const { tally } = await progressOf(context, issue);
  const left = totalOf(tally) - doneOf(tally);
  // Every letter was tried, and what the server said to them is still to be judged.
  if (left === 0) return { reply: await progressCard(context, issue, { notice: SOON }), begin: GOES_ON };
  return { reply: confirmStopCard(issue, left, reachedOf(tally) > 0) };
};

const SOON = 'Every letter was tried. I am working out what became of them: press Refresh.';
const OUT = 'Nobody waits for a letter any more, so it is finished.';

/** What a press finds that would pause or stop it when nobody waits for a letter any more. */
async function finished(context: ActorContext, issue: Issue): Promise<Done | undefined> {
  const over = await endIfOut(context, issue);
  if (over === undefined) return undefined;
  return { reply: await progressCard(context, over.ended, { notice: OUT }), notify: over.notify };
}

/** For good: whoever has not got it does not get it. */
export const stop: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'sending' && issue.state !== 'paused') {
    return { reply: await whereItStands(context, issue) };
  }
  const over = await finished(context, issue);
  if (over !== undefined) return over;
  const stopped = await context.store.put(issues, {
    ...issue,
    state: 'stopped',
    endedAt: context.now.toISOString(),
  });
  return { reply: await progressCard(context, stopped, { notice: 'Stopped.' }), begin: GOES_ON };
};

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
