/** What became of the letters: each is followed until it is settled, and the issue with the last of them. */
import type { Context, Job, Notification } from '../workflow.js';
import { markBounced } from './bounce.js';
import { issues } from './issue.js';
import type { Issue } from './issue.js';
import { progressCard } from './cards-send.js';
import { lastStopped } from './hand-over.js';
import { listedFor, recipients, standingOf, waitingFor } from './recipient.js';
import type { IssueRecipient, Standing } from './recipient.js';
import { subscribers } from './subscriber.js';
import type { Subscriber } from './subscriber.js';
import { doneOf, progressOf, tenthsOf, totalOf } from './tally.js';

/** So many are settled in one transaction. */
const SLICE = 200;

/** Reads what is open alone; may run twice or late. */
export const followSending: Job = {
  name: 'follow-sending',
  async run(context) {
    const told: Notification[] = [];
    for (const issue of await openIssues(context)) told.push(...(await follow(context, issue)));
    return told;
  },
  async unfinished(context) {
    for (const { id } of await openIssues(context)) {
      for (const recipient of await waitingFor(context.store, id)) {
        if (isSettled(await standingOf(context, recipient))) return true;
      }
    }
    return false;
  },
};

async function openIssues({ store }: Context): Promise<readonly Issue[]> {
  const of = (state: 'sending' | 'paused'): Promise<readonly Issue[]> =>
    store.find(issues, { where: { state }, by: 'opensOn' });
  return [...(await of('sending')), ...(await of('paused')), ...(await lastStopped(store))];
}

async function follow(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const { store } = context;
  const told: Notification[] = [];
  let settled = 0;
  let open = 0;
  for (const recipient of await waitingFor(store, issue.id)) {
    const standing = await standingOf(context, recipient);
    if (!isSettled(standing) || settled === SLICE) {
      open += 1;
      continue;
    }
    settled += 1;
    told.push(...(await settle(context, issue, recipient, standing)));
  }
  const over = open === 0 && !issue.listing && (await listedFor(store, issue.id, 1)).length === 0;
  if (issue.state === 'sending' && over) return [...told, ...(await end(context, issue))];
  return [...told, ...(await shownAgain(context, issue))];
}

/** Nothing of this letter is open any more, though another may have to take its place. */
function isSettled({ outcome, withdrawn }: Standing): boolean {
  return withdrawn || outcome !== 'waiting';
}

async function settle(
  context: Context,
  issue: Issue,
  recipient: IssueRecipient,
  { outcome, reason, bounced, withdrawn }: Standing,
): Promise<readonly Notification[]> {
  const { store } = context;
  const subscriber = await store.get(subscribers, recipient.subscriber);
  if (withdrawn) {
    await store.put(recipients, withoutLetter(recipient, issue, subscriber));
    return [];
  }
  await store.put(recipients, { ...recipient, outcome, reason });
  if (!bounced || subscriber === undefined) return [];
  return (await markBounced(context, subscriber, reason)).notify;
}

/** What becomes of somebody whose letter was withdrawn: a pause only puts it off. */
function withoutLetter(recipient: IssueRecipient, issue: Issue, subscriber?: Subscriber): IssueRecipient {
  if (subscriber?.state !== 'active') return { ...recipient, outcome: 'left' };
  if (issue.state === 'stopped') return { ...recipient, outcome: 'stopped' };
  return { ...recipient, outcome: 'listed', letter: recipient.letter + 1 };
}

/** The end as a message of its own, since nobody hears an edit; the earlier message shows it too. */
async function end(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const ended = await context.store.put(issues, {
    ...issue,
    state: 'sent',
    endedAt: context.now.toISOString(),
  });
  const card = await progressCard(context, ended);
  const to = { kind: 'member', id: issue.sentBy } as const;
  return [...(await shownAgain(context, ended)), { to, card, key: `bulletin.sent:${issue.id}` }];
}

/** The card under the press that began it, at each tenth of the way: other changes are not worth an edit. */
async function shownAgain(context: Context, issue: Issue): Promise<readonly Notification[]> {
  if (issue.shownIn === '') return [];
  const progress = await progressOf(context, issue);
  const { tally } = progress;
  const step = `${issue.state}:${issue.run}:${tenthsOf(tally)}:${doneOf(tally) === totalOf(tally)}`;
  const to = { kind: 'member', id: issue.sentBy } as const;
  const card = await progressCard(context, issue, { progress });
  return [{ to, card, key: `bulletin.progress:${issue.id}:${step}`, replaces: issue.shownIn }];
}
