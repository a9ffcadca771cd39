/** What became of the letters: each is followed until it is settled, and the issue with the last of them. */
import type { Context, Job, Notification } from '../../workflow.js';
import { markBounced } from './bounce.js';
import { issues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { progressCard, refusedCard } from './cards.js';
import { lastStopped } from './hand-over.js';
import { hasOutcome, settleItems } from './items-after.js';
import { listedFor, recipients, standingOf, waitingFor } from './recipient.js';
import type { IssueRecipient } from './recipient.js';
import { isRefused, isSettled, verdictOn } from './refusals.js';
import type { Followed, Verdict } from './refusals.js';
import { subscribers } from '../list/subscriber.js';
import type { Subscriber } from '../list/subscriber.js';
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
    for (const issue of await openIssues(context)) {
      const letters: Followed[] = [];
      for (const recipient of await waitingFor(context.store, issue.id)) {
        const letter = { recipient, standing: await standingOf(context, recipient) };
        if (isSettled(letter.standing) && !isRefused(letter)) return true;
        letters.push(letter);
      }
      const { refusal, settled } = await judge(context, issue, letters);
      if (refusal !== '' || settled.length > 0) return true;
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
  const { refusal, settled, open } = await judge(context, issue, await followed(context, issue));
  if (refusal !== '') return pauseFor(context, issue, refusal);
  const told: Notification[] = [];
  for (const letter of settled.slice(0, SLICE)) told.push(...(await settle(context, issue, letter)));
  const over = open === 0 && settled.length <= SLICE && !(await moreToWrite(context, issue));
  if (issue.state !== 'stopped' && over) return [...told, ...(await end(context, issue))];
  if (over) told.push(...(await settleItems(context, issue)));
  return [...told, ...(await shownAgain(context, issue))];
}

async function followed(context: Context, { id }: Issue): Promise<readonly Followed[]> {
  const letters: Followed[] = [];
  for (const recipient of await waitingFor(context.store, id)) {
    letters.push({ recipient, standing: await standingOf(context, recipient) });
  }
  return letters;
}

/**
 * Ends an issue of which every letter is out, so that nothing is left to pause or to stop: what a press would say
 * about it is settled in the press, however much it is.
 * @returns undefined while somebody waits for a letter
 */
export async function endIfOut(
  context: Context,
  issue: Issue,
): Promise<{ readonly ended: Issue; readonly notify: readonly Notification[] } | undefined> {
  const { refusal, settled, open } = await judge(context, issue, await followed(context, issue));
  if (refusal !== '' || open > 0 || (await moreToWrite(context, issue))) return undefined;
  const told: Notification[] = [];
  for (const letter of settled) told.push(...(await settle(context, issue, letter)));
  // A letter that the pause withdrew is written anew.
  if (await moreToWrite(context, issue)) return undefined;
  told.push(...(await end(context, issue)));
  const ended = await context.store.get(issues, issue.id);
  return ended && { ended, notify: told };
}

async function judge(context: Context, issue: Issue, letters: readonly Followed[]): Promise<Verdict> {
  const delivered =
    (await hasOutcome(context, issue, 'sent')) || (await hasOutcome(context, issue, 'may have been sent'));
  return verdictOn(issue, letters, { delivered, more: await moreToWrite(context, issue) });
}

async function moreToWrite({ store }: Context, { id, listing }: Issue): Promise<boolean> {
  return listing || (await listedFor(store, id, 1)).length > 0;
}

/** What is refused is settled afterwards, and waits for another letter unless the issue was stopped meanwhile. */
async function pauseFor(
  context: Context,
  issue: Issue,
  refusedAlike: string,
): Promise<readonly Notification[]> {
  const state = issue.state === 'sending' ? 'paused' : issue.state;
  const paused = await context.store.put(issues, { ...issue, state, refusedAlike });
  if (state === 'stopped') return shownAgain(context, paused);
  const card = refusedCard(paused, refusedAlike);
  const team = await context.directory.membersWith('coordinator');
  return [
    ...(await shownAgain(context, paused)),
    ...team.map(({ id }): Notification => {
      return { to: { kind: 'member', id }, card, key: `bulletin.refused:${issue.id}:${issue.run}:${id}` };
    }),
  ];
}

async function settle(
  context: Context,
  issue: Issue,
  { recipient, standing }: Followed,
): Promise<readonly Notification[]> {
  const { store } = context;
  const { outcome, reason, bounced, withdrawn } = standing;
  const subscriber = await store.get(subscribers, recipient.subscriber);
  const refusedAlike = outcome === 'refused' && (issue.refusedAlike ?? '') !== '';
  if (withdrawn || refusedAlike) {
    await store.put(recipients, withoutLetter(recipient, issue, subscriber));
    return [];
  }
  await store.put(recipients, { ...recipient, outcome, reason });
  if (!bounced || subscriber === undefined) return [];
  return (await markBounced(context, subscriber, reason)).notify;
}

/** What becomes of somebody whose letter was withdrawn, or refused like everybody's: a pause only puts it off. */
function withoutLetter(recipient: IssueRecipient, issue: Issue, subscriber?: Subscriber): IssueRecipient {
  if (subscriber?.state !== 'active') return { ...recipient, outcome: 'left' };
  if (issue.state === 'stopped') return { ...recipient, outcome: 'stopped' };
  return { ...recipient, outcome: 'listed', letter: recipient.letter + 1 };
}

/**
 * Puts off the last letters that were refused like everybody's before the pause: after it, a refusal is judged anew.
 * They are those that were on their way then.
 */
export async function putOffRefused(context: Context, issue: Issue): Promise<void> {
  if ((issue.refusedAlike ?? '') === '') return;
  for (const recipient of await waitingFor(context.store, issue.id)) {
    const letter = { recipient, standing: await standingOf(context, recipient) };
    if (isRefused(letter)) await settle(context, issue, letter);
  }
}

/** The end as a message of its own, since nobody hears an edit; the earlier message shows it too. */
async function end(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const ended = await context.store.put(issues, {
    ...issue,
    state: 'sent',
    endedAt: context.now.toISOString(),
  });
  const told = await settleItems(context, ended);
  const card = await progressCard(context, ended);
  const to = { kind: 'member', id: issue.sentBy } as const;
  return [...told, ...(await shownAgain(context, ended)), { to, card, key: `bulletin.sent:${issue.id}` }];
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
