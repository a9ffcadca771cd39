/**
 * What the outbox knows of each message: one row a message, written in the transaction that causes
 * it. Handlers' notifications become rows here; src/outbox.ts delivers them.
 */
import type { SentMessage } from './message.js';
import { collection } from './store/store.js';
import type { Stored, Transaction } from './store/store.js';
import type { Card, Notification, Recipient, Sending } from './workflows/workflow.js';

/** `id` is the key of the notification that made it. The card is what the message should show. */
export interface OutboxRow extends Stored, Sending {
  readonly to: Recipient;
  /** The recipient's id, for the index. */
  readonly recipient: string;
  readonly card: Card;
  /** The key of the notification whose card this is: the first, or the last that replaced it. */
  readonly shows: string;
  /** ISO instant: not before. */
  readonly due: string;
  readonly attempts: number;
  /** Where it stands on a screen; a row that has this is delivered by an update in place. */
  readonly sent?: SentMessage;
  /** `sent.activity`, for the index. */
  readonly activity?: string;
}

export const outboxRows = collection<OutboxRow>('outbox.rows', [
  ['state', 'due'],
  ['recipient', 'state'],
  ['activity'],
]);

/** Writes the row of each notification. A key that was used already changes nothing. */
export async function enqueue(
  store: Transaction,
  notifications: readonly Notification[],
  now: Date,
): Promise<void> {
  for (const notification of notifications) {
    const id = notification.replaces ?? notification.key;
    const row = await store.get(outboxRows, id);
    if (row === undefined) await store.put(outboxRows, newRow(notification, id, now));
    else if (notification.replaces !== undefined && row.shows !== notification.key) {
      await store.put(outboxRows, showing(row, notification.card, notification.key, now));
    }
  }
}

/**
 * Makes a message on a screen match what was recorded by a press on it: the card that answers the
 * press is the client's own and may revert.
 */
export async function enqueueEdit(
  store: Transaction,
  member: string,
  sent: SentMessage,
  card: Card,
  now: Date,
): Promise<void> {
  // Teams' ids are unique within one conversation only.
  const rows = await store.find(outboxRows, { where: { activity: sent.activity } });
  const row = rows.find((each) => each.sent?.conversation === sent.conversation);
  const key = `pressed:${sent.conversation}:${sent.activity}`;
  const known = row ?? {
    ...newRow({ to: { kind: 'member', id: member }, card, key }, key, now),
    sent,
    activity: sent.activity,
  };
  await store.put(outboxRows, showing(known, card, key, now));
}

/** Lets what waited for a recipient go out: they can be written to now. */
export async function reopenFor(store: Transaction, recipient: string, now: Date): Promise<void> {
  const rows = await store.find(outboxRows, { where: { recipient, state: 'unreachable' } });
  for (const row of rows) {
    await store.put(outboxRows, {
      ...row,
      state: 'waiting',
      due: now.toISOString(),
      attempts: 0,
      reason: '',
    });
  }
}

function newRow(notification: Notification, id: string, now: Date): OutboxRow {
  return {
    id,
    version: 0,
    to: notification.to,
    recipient: notification.to.id,
    card: notification.card,
    shows: notification.key,
    state: 'waiting',
    due: (notification.due ?? now).toISOString(),
    attempts: 0,
    reason: '',
  };
}

/** The row with another card to show; several changes that wait collapse into the last. */
function showing(row: OutboxRow, card: Card, key: string, now: Date): OutboxRow {
  // Whether the first sending arrived is not known, so there is no message that can be updated.
  // And while one is on its way, what becomes of it is recorded first (after() in outbox.ts).
  if (row.state === 'may have been sent' || row.state === 'sending') return { ...row, card, shows: key };
  const due = row.sent === undefined ? row.due : now.toISOString();
  const state = row.state === 'unreachable' ? 'unreachable' : 'waiting';
  return { ...row, card, shows: key, state, due, attempts: 0, reason: '' };
}
