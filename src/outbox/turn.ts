/** The outbox's transactions: what became of messages is recorded, and the next ones are claimed. */
import { isActive, members } from '../directory.js';
import type { Delivery, NotSent, SentMessage } from '../message.js';
import { editDue, outboxRows, waitingAgain } from './rows.js';
import type { OutboxRow, Via } from './rows.js';
import type { Transaction } from '../store/store.js';

/** How a row reaches its recipient now. */
export type Route =
  | { readonly via: 'teams'; readonly update: SentMessage }
  | { readonly via: 'teams'; readonly to: { readonly account: string } | { readonly channel: string } }
  | { readonly via: 'mail'; readonly to: { readonly address: string; readonly name: string } };

/** A row that was claimed, and how to deliver it. */
export interface Errand {
  readonly row: OutboxRow;
  readonly route: Route;
}

/** What became of it. */
export interface Done {
  readonly row: OutboxRow;
  readonly result: Delivery | { readonly state: 'sent'; readonly sent?: undefined };
}

export interface Turn {
  readonly errands: readonly Errand[];
  /** There was room for no more; others may be due. */
  readonly full: boolean;
  /** ISO instant at which the first of those that wait is due; absent when it is not known. */
  readonly next?: string | undefined;
  /** Some turned out to travel the other way. */
  readonly moved: boolean;
  /** Those that nobody can deliver now. */
  readonly stuck: readonly OutboxRow[];
}

interface Room {
  readonly via: Via;
  /** How many may be on their way in addition. */
  readonly room: number;
  readonly now: Date;
  readonly hasPost: boolean;
}

const NO_POST = 'No mail server is set up (SMTP_URL), so nothing can be sent by e-mail.';

/** Claims the rows that are due and travel this way, oldest first. */
export async function claim(tx: Transaction, { via, room, now, hasPost }: Room): Promise<Turn> {
  if (room === 0) return { errands: [], full: false, moved: false, stuck: [] };
  const waiting = await tx.find(outboxRows, { where: { via, state: 'waiting' }, by: 'due', limit: room });
  const due = waiting.filter((each) => each.due <= now.toISOString());
  const errands: Errand[] = [];
  const stuck: OutboxRow[] = [];
  let moved = false;
  for (const row of due) {
    if (isTooLate(row, now)) {
      await tx.put(outboxRows, { ...row, state: 'failed', reason: 'it could not be sent in time' });
      continue;
    }
    const route = await routeOf(tx, row);
    const reason = typeof route === 'string' ? route : route.via === 'mail' && !hasPost ? NO_POST : '';
    if (reason !== '' || typeof route === 'string') {
      stuck.push(await tx.put(outboxRows, { ...row, state: 'unreachable', reason }));
    } else if (route.via === via) {
      const attempts = row.attempts + 1;
      const triedAt = now.toISOString();
      const claimed = await tx.put(outboxRows, { ...row, state: 'sending', attempts, triedAt });
      errands.push({ row: claimed, route });
    } else {
      await tx.put(outboxRows, { ...row, via: route.via });
      moved = true;
    }
  }
  return { errands, full: due.length === room, next: waiting[due.length]?.due, moved, stuck };
}

function isTooLate({ until = '', sent }: OutboxRow, now: Date): boolean {
  return until !== '' && sent === undefined && until <= now.toISOString();
}

/** Where the row goes, or why it cannot go anywhere. Asked at each try: people join, leave and get accounts. */
async function routeOf(tx: Transaction, row: OutboxRow): Promise<Route | string> {
  if (row.card === undefined) return { via: 'mail', to: { address: row.to.id, name: row.to.name ?? '' } };
  if (row.sent !== undefined) return { via: 'teams', update: row.sent };
  if (row.to.kind === 'channel') return { via: 'teams', to: { channel: row.to.id } };
  const member = await tx.get(members, row.to.id);
  if (member?.standing === 'left') return 'has left the list of members';
  if (member?.account !== undefined) return { via: 'teams', to: { account: member.account } };
  if (member?.email === undefined || !isActive(member)) return 'has no Teams account and no e-mail address';
  return { via: 'mail', to: { address: member.email, name: member.name } };
}

/** Records what became of messages. A row may have been given another card while it was on its way. */
export async function record(tx: Transaction, done: readonly Done[], now: Date): Promise<void> {
  for (const { row, result } of done) {
    const current = await tx.get(outboxRows, row.id);
    if (current !== undefined) await tx.put(outboxRows, after(current, row, result, now));
  }
}

/** Seconds until the next try; after the last of them the message has failed. */
const BACK_OFF = [5, 15, 60, 300, 900, 3600, 3600, 7200, 14400, 28800] as const;

function after(current: OutboxRow, claimed: OutboxRow, result: Done['result'], now: Date): OutboxRow {
  if (result.state === 'sent') {
    const sentAt = current.sentAt ?? now.toISOString();
    const recorded = { ...current, state: 'sent' as const, sentAt, attempts: 0, reason: '' };
    if (result.sent === undefined || recorded.card === undefined) return recorded;
    const { sent } = result;
    const shown = { ...recorded, sent, activity: sent.activity };
    if (current.version === claimed.version) return shown;
    return { ...shown, state: 'waiting', due: editDue(current, now) };
  }
  if (result.state === 'try again') return tryAgain(current, result, now);
  const bounced = result.state === 'failed' && result.bounced === true;
  return { ...current, state: result.state, reason: result.reason, ...(bounced && { bounced }) };
}

function tryAgain(
  row: OutboxRow,
  { reason, after: atLeast = 0 }: NotSent & { readonly state: 'try again' },
  now: Date,
): OutboxRow {
  const wait = BACK_OFF[row.attempts - 1];
  if (wait === undefined) return { ...row, state: 'failed', reason };
  // Up to a quarter more, so that messages refused together do not come back together.
  const seconds = Math.max(wait * (1 + Math.random() / 4), atLeast);
  const due = new Date(now.getTime() + seconds * 1000).toISOString();
  return { ...row, state: 'waiting', due, reason };
}

/**
 * Puts in order what a stop or a kill left: an update is made again, a new message that was on its way may have
 * been sent and is left alone. Where there is a mail server now, what waited for one is let go.
 */
export async function settle(tx: Transaction, now: Date, hasPost: boolean): Promise<void> {
  for (const via of ['teams', 'mail'] as const) {
    for (const row of await tx.find(outboxRows, { where: { via, state: 'sending' }, by: 'due' })) {
      await tx.put(
        outboxRows,
        row.sent === undefined
          ? { ...row, state: 'may have been sent', reason: 'the bot was stopped while it was being sent' }
          : { ...row, state: 'waiting', due: editDue(row, now) },
      );
    }
  }
  if (!hasPost) return;
  const stuck = await tx.find(outboxRows, { where: { via: 'mail', state: 'unreachable' }, by: 'due' });
  for (const row of stuck) {
    if (row.reason === NO_POST) await tx.put(outboxRows, waitingAgain(row, now));
  }
}
