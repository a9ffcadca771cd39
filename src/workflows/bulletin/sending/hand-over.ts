/**
 * From a list of people to letters in the outbox, in slices: a press answers at once, and nobody else waits for more
 * than one slice. First everybody gets a row, then each row its letter. Where it stands is in the records, so that it
 * goes on after a stop or a kill from the slice that was last recorded.
 */
import type { Context, Job, Notification } from '../../workflow.js';
import { issues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { letterTo, listedFor, recipientFor, recipients } from './recipient.js';
import { subscribers } from '../list/subscriber.js';

/** So many rows are written in a twentieth of a second. */
const SLICE = 100;

export const handOver: Job = {
  name: 'hand-over',
  async run(context) {
    const listing = await beingListed(context);
    if (listing !== undefined) {
      await listSome(context, listing);
      return [];
    }
    const letters: Notification[] = [];
    for (const issue of await begunIssues(context)) letters.push(...(await writeSome(context, issue)));
    return letters;
  },
  async unfinished(context) {
    if ((await beingListed(context)) !== undefined) return true;
    for (const { id } of await begunIssues(context)) {
      if ((await listedFor(context.store, id, 1)).length > 0) return true;
    }
    return false;
  },
};

async function beingListed({ store }: Context): Promise<Issue | undefined> {
  const [issue] = await store.find(issues, { where: { listing: true }, limit: 1 });
  return issue;
}

/** While an issue is paused its letters stay where they are. */
async function begunIssues({ store }: Context): Promise<readonly Issue[]> {
  return [
    ...(await store.find(issues, { where: { state: 'sending' }, by: 'opensOn' })),
    ...(await lastStopped(store)),
  ];
}

/** Those in which something may still be open: a sending takes minutes, an issue a month. */
export function lastStopped(store: Context['store']): Promise<readonly Issue[]> {
  return store.find(issues, { where: { state: 'stopped' }, by: 'opensOn', order: 'descending', limit: 3 });
}

/** Rows for the next people of the list, in the order of their addresses. */
async function listSome({ store }: Context, issue: Issue): Promise<void> {
  // One more, because the address where the last slice ended comes again.
  const limit = SLICE + 1;
  const people = await store.find(subscribers, {
    where: { state: 'active' },
    ...{ by: 'email', from: issue.listedTo, limit },
  });
  for (const subscriber of people) {
    const row = recipientFor(issue, subscriber);
    if ((await store.get(recipients, row.id)) === undefined) await store.put(recipients, row);
  }
  const listedTo = people.at(-1)?.email ?? issue.listedTo;
  await store.put(issues, { ...issue, listedTo, listing: people.length === limit });
}

/** Letters for the next rows; once it is stopped, the end of them. */
async function writeSome({ store }: Context, issue: Issue): Promise<readonly Notification[]> {
  const letters: Notification[] = [];
  const outcome = issue.state === 'stopped' ? 'stopped' : 'waiting';
  for (const recipient of await listedFor(store, issue.id, SLICE)) {
    const next = await store.put(recipients, { ...recipient, outcome });
    if (outcome === 'waiting') letters.push(letterTo(next));
  }
  return letters;
}
