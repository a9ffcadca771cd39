/**
 * Delivers the outbox's rows. A row is claimed in one transaction, sent outside of any, and what
 * became of it is recorded in another: a stop or a kill between them loses no message and sends
 * none twice knowingly.
 */
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { renderCard } from './card-renderer.js';
import type { Clock } from './clock.js';
import { members } from './directory.js';
import type { Carrier, Delivery } from './message.js';
import { outboxRows } from './outbox-rows.js';
import type { OutboxRow } from './outbox-rows.js';
import type { Store, Transaction } from './store/store.js';

export interface Outbox {
  /** Sends what is due; resolves when all of it was tried. Never rejects. */
  deliver(): Promise<void>;
  /** The same for somebody who does not wait. */
  wake(): void;
  /** Sends nothing new and waits for what is on its way. */
  stop(): Promise<void>;
}

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly carrier: Carrier;
  readonly log: Logger;
}

/** Claimed together and sent side by side: after a kill no more than these may have been sent. */
const BATCH = 8;
/** Seconds until the next try; after the last of them the message has failed. */
const BACK_OFF = [5, 15, 60, 300, 900, 3600, 3600, 7200, 14400, 28800] as const;

/**
 * Opens the outbox. What was on its way when the process ended is first settled: an update is made
 * again, a new message is marked "may have been sent" and left alone.
 */
export async function openOutbox(parts: Parts): Promise<Outbox> {
  await parts.store.transact('roundtable', 'outbox/settle', (tx) => settle(tx));
  // Teams takes 50 messages a second from one app in one tenant; 48 leaves room for replies.
  const queue = new PQueue({ concurrency: BATCH, interval: 1000, intervalCap: 48 });
  let stopped = false;
  let round: Promise<void> | undefined;
  let again = false;

  /** A call that comes during a round is served by it or by one more. */
  function deliverDue(): Promise<void> {
    again = true;
    if (stopped) return Promise.resolve();
    round ??= deliverAll().finally(() => {
      round = undefined;
    });
    return round;
  }

  async function deliverAll(): Promise<void> {
    try {
      while (again && !stopped) {
        again = false;
        const claimed = await claim(parts);
        if (claimed.length === BATCH) again = true;
        await queue.addAll(claimed.map((row) => () => deliver(parts, row)));
      }
    } catch (error) {
      // The rows stay as they are: the next tick or the next start takes them up again.
      parts.log.error({ err: error }, 'the outbox stopped in the middle of a round');
    }
  }

  return {
    deliver: deliverDue,
    wake: () => void deliverDue(),
    async stop() {
      stopped = true;
      await round;
    },
  };
}

async function settle(tx: Transaction): Promise<void> {
  for (const row of await tx.find(outboxRows, { where: { state: 'sending' }, by: 'due' })) {
    await tx.put(
      outboxRows,
      row.sent === undefined
        ? { ...row, state: 'may have been sent', reason: 'the bot was stopped while it was being sent' }
        : { ...row, state: 'waiting' },
    );
  }
}

function claim({ store, clock }: Parts): Promise<readonly OutboxRow[]> {
  return store.transact('roundtable', 'outbox/claim', async (tx) => {
    // A millisecond more, because `to` is exclusive.
    const to = new Date(clock.now().getTime() + 1).toISOString();
    const due = await tx.find(outboxRows, { where: { state: 'waiting' }, by: 'due', to, limit: BATCH });
    const claimed: OutboxRow[] = [];
    for (const row of due) {
      claimed.push(await tx.put(outboxRows, { ...row, state: 'sending', attempts: row.attempts + 1 }));
    }
    return claimed;
  });
}

async function deliver(parts: Parts, row: OutboxRow): Promise<void> {
  const delivery = await send(parts, row).catch((error: unknown): Delivery => {
    parts.log.error({ err: error, key: row.id }, 'a message could not be made');
    return { state: 'failed', reason: 'the card could not be made' };
  });
  await parts.store.transact('roundtable', 'outbox/record', async (tx) => {
    const current = await tx.get(outboxRows, row.id);
    if (current !== undefined) await tx.put(outboxRows, after(current, row, delivery, parts.clock.now()));
  });
  if (delivery.state === 'unreachable') parts.log.info({ key: row.id, ...delivery }, 'a message waits');
  else if (delivery.state !== 'sent') parts.log.warn({ key: row.id, ...delivery }, 'a message was not sent');
}

async function send({ store, carrier }: Parts, row: OutboxRow): Promise<Delivery> {
  const message = { card: renderCard(row.card), text: row.card.summary };
  if (row.sent !== undefined) return carrier.update(row.sent, message);
  if (row.to.kind === 'channel') return carrier.send({ channel: row.to.id }, message);
  const member = await store.transact('roundtable', 'outbox/address', (tx) => tx.get(members, row.recipient));
  if (member?.standing === 'left') return { state: 'unreachable', reason: 'has left the list of members' };
  const account = member?.account;
  if (account === undefined) return { state: 'unreachable', reason: 'has no Teams account' };
  return carrier.send({ account }, message);
}

/** The row after a delivery. It may have been given another card while it was on its way. */
function after(current: OutboxRow, claimed: OutboxRow, delivery: Delivery, now: Date): OutboxRow {
  if (delivery.state === 'sent') {
    const { sent } = delivery;
    const state = current.version === claimed.version ? 'sent' : 'waiting';
    const sentAt = current.sentAt ?? now.toISOString();
    return { ...current, state, sent, sentAt, activity: sent.activity, attempts: 0, reason: '' };
  }
  if (delivery.state !== 'try again') return { ...current, state: delivery.state, reason: delivery.reason };

  const wait = BACK_OFF[current.attempts - 1];
  if (wait === undefined) return { ...current, state: 'failed', reason: delivery.reason };
  // Up to a quarter more, so that messages refused together do not come back together.
  const seconds = Math.max(wait * (1 + Math.random() / 4), delivery.after ?? 0);
  const due = new Date(now.getTime() + seconds * 1000).toISOString();
  return { ...current, state: 'waiting', due, reason: delivery.reason };
}
