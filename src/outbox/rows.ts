/**
 * What the outbox knows of each message: one row a message, written in the transaction that causes
 * it. Handlers' notifications become rows here; outbox.ts delivers them.
 */
import type { SentMessage } from '../message.js';
import { collection } from '../store/store.js';
import type { Stored, Transaction } from '../store/store.js';
import type {
  Address,
  Card,
  CardNotification,
  LetterNotification,
  Notification,
  Recipient,
  Sending,
} from '../workflows/workflow.js';

/** How a message travels. Each way has a lane of its own, so that a slow one holds up no other. */
export type Via = 'teams' | 'mail';

interface Row extends Stored, Sending {
  /** The recipient's id, for the index: a member's, a channel's, or an e-mail address. */
  readonly recipient: string;
  readonly via: Via;
  /** The key of the notification whose content this is: the first, or the last that replaced it. */
  readonly shows: string;
  /** ISO instant: not before. */
  readonly due: string;
  readonly attempts: number;
  /** ISO instant of the last try, whatever became of it. */
  readonly triedAt?: string;
  /** ISO instant: not from then on, unless it stands on a screen and is updated. '' or absent: at any time. */
  readonly until?: string;
}

/** `id` is the key of the notification that made it. The card is what the message should show. */
export interface CardRow extends Row {
  readonly to: Recipient;
  readonly card: Card;
  readonly letter?: undefined;
  /** Where it stands on a screen; a row that has this is delivered by an update in place. */
  readonly sent?: SentMessage | undefined;
  /** `sent.activity`, for the index. */
  readonly activity?: string | undefined;
}

/** A letter by name: its text is written when it is sent, and kept nowhere. */
export interface LetterRow extends Row {
  readonly to: Address;
  readonly card?: undefined;
  readonly letter: string;
  readonly ids: readonly string[];
  readonly sent?: undefined;
  readonly activity?: undefined;
}

export type OutboxRow = CardRow | LetterRow;

/** Milliseconds between two tries at a message in a channel: the presses of many people meet in one card. */
export const CHANNEL_CALM = 3000;

export const outboxRows = collection<OutboxRow>(
  'outbox.rows',
  [['via', 'state', 'due'], ['recipient', 'state'], ['activity']],
  // Until there were letters, every message was a card in Teams.
  [(old) => ({ ...old, via: 'teams' })],
);

/** Writes the row of each notification. A key that was used already changes nothing. */
export async function enqueue(
  store: Transaction,
  notifications: readonly Notification[],
  now: Date,
): Promise<void> {
  for (const notification of notifications) {
    if ('letter' in notification) await enqueueLetter(store, notification, now);
    else await enqueueCard(store, notification, now);
  }
}

async function enqueueLetter(store: Transaction, notification: LetterNotification, now: Date): Promise<void> {
  if ((await store.get(outboxRows, notification.key)) !== undefined) return;
  const { to, letter, ids } = notification;
  await store.put(outboxRows, {
    ...newRow(notification, notification.key, now),
    via: 'mail',
    to,
    letter,
    ids,
  });
}

async function enqueueCard(store: Transaction, notification: CardNotification, now: Date): Promise<void> {
  const { to, card, key, replaces } = notification;
  const id = replaces ?? key;
  const row = await store.get(outboxRows, id);
  // The end of what it showed before is not the end of this.
  const until = notification.until?.toISOString() ?? '';
  if (row === undefined) await store.put(outboxRows, { ...newRow(notification, id, now), to, card, until });
  else if (replaces !== undefined && row.card !== undefined && row.shows !== key) {
    await store.put(outboxRows, { ...showing(row, card, key, now), until });
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
  const row = await rowOf(store, sent);
  const key = pressedKey(sent);
  const to = { kind: 'member', id: member } as const;
  const known: CardRow =
    row?.card !== undefined
      ? row
      : { ...newRow({ to, key }, key, now), ...{ to, card, sent, activity: sent.activity } };
  await store.put(outboxRows, showing(known, card, key, now));
}

/** The key of a message on a screen: that of its row, or of the one that its first edit makes. */
export async function keyOf(store: Transaction, sent: SentMessage): Promise<string> {
  return (await rowOf(store, sent))?.id ?? pressedKey(sent);
}

async function rowOf(
  store: Transaction,
  { activity, conversation }: SentMessage,
): Promise<OutboxRow | undefined> {
  // Teams' ids are unique within one conversation only.
  const rows = await store.find(outboxRows, { where: { activity } });
  return rows.find((each) => each.sent?.conversation === conversation);
}

function pressedKey({ conversation, activity }: SentMessage): string {
  return `pressed:${conversation}:${activity}`;
}

/** Lets what waited for a recipient go out: they can be written to now. */
export async function reopenFor(store: Transaction, recipient: string, now: Date): Promise<void> {
  const rows = await store.find(outboxRows, { where: { recipient, state: 'unreachable' } });
  for (const row of rows) await store.put(outboxRows, waitingAgain(row, now));
}

/** The row, to be sent from `now` on as if it never had been tried. */
export function waitingAgain<R extends OutboxRow>(row: R, now: Date): R {
  return { ...row, state: 'waiting', due: now.toISOString(), attempts: 0, reason: '' };
}

/** The earliest instant at which a message that stands on a screen may be edited; changes until then collapse. */
export function editDue({ to, triedAt = '' }: OutboxRow, now: Date): string {
  const calm = to.kind === 'channel' && triedAt !== '' ? Date.parse(triedAt) + CHANNEL_CALM : 0;
  return new Date(Math.max(now.getTime(), calm)).toISOString();
}

function newRow({ to, key, due }: Pick<Notification, 'to' | 'key' | 'due'>, id: string, now: Date): Row {
  return {
    id,
    version: 0,
    recipient: to.id,
    via: 'teams',
    shows: key,
    state: 'waiting',
    due: (due ?? now).toISOString(),
    attempts: 0,
    reason: '',
  };
}

/** The row with another card to show; several changes that wait collapse into the last. */
function showing(row: CardRow, card: Card, key: string, now: Date): CardRow {
  const shown = { ...row, card, shows: key };
  // Whether the first sending arrived is not known, so there is no message that can be updated.
  // And while one is on its way, what becomes of it is recorded first (after() in turn.ts).
  if (row.state === 'may have been sent' || row.state === 'sending') return shown;
  // A letter in somebody's inbox does not change; their own page shows how things stand.
  if (row.state === 'sent' && row.sent === undefined) return shown;
  const due = row.sent === undefined ? row.due : editDue(row, now);
  const state = row.state === 'unreachable' ? 'unreachable' : 'waiting';
  return { ...shown, state, due, attempts: 0, reason: '' };
}
