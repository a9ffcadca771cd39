/**
 * Delivers the outbox's rows. A row is claimed in one transaction, sent outside of any, and what
 * became of it is recorded in another: a stop or a kill between them loses no message and sends
 * none twice knowingly.
 */
import type { Logger } from 'pino';
import { renderCard } from '../card-renderer.js';
import type { Clock } from '../clock.js';
import type { Carrier, NotSent, Post } from '../message.js';
import { openLane } from './lane.js';
import type { Lane, Pace } from './lane.js';
import type { OutboxRow } from './rows.js';
import { settle } from './turn.js';
import type { Done, Errand, Route } from './turn.js';
import type { Store } from '../store/store.js';
import type { Letter } from '../workflows/workflow.js';

export interface Outbox {
  /** Sends what is due; resolves when all of it was tried. Never rejects. */
  deliver(): Promise<void>;
  /** The same for somebody who does not wait. */
  wake(): void;
  /** Sends nothing new and waits for what is on its way. */
  stop(): Promise<void>;
}

export interface Mail {
  readonly post: Post;
  /** The row's letter as things stand, or undefined when there is no reason to send it any more. */
  readonly write: (row: OutboxRow) => Promise<Letter | undefined>;
  /** How many letters the post takes side by side. */
  readonly abreast: number;
  readonly pace?: Pace | undefined;
}

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly carrier: Carrier;
  /** Absent where nothing can be sent by e-mail. */
  readonly mail?: Mail | undefined;
  readonly log: Logger;
}

/** Teams takes 50 messages a second from one app in one tenant; 48 leaves room for replies. */
const TEAMS = { abreast: 8, pace: { most: 48, per: 1000 } };
const ANY_PACE: Pace = { most: 1000, per: 1000 };

const WITHDRAWN: NotSent = { state: 'failed', reason: 'withdrawn: there was no reason to send it any more' };

/**
 * Opens the outbox. What was on its way when the process ended is first settled: an update is made
 * again, a new message is marked "may have been sent" and left alone.
 */
export async function openOutbox(parts: Parts): Promise<Outbox> {
  const { store, clock, mail, log } = parts;
  const hasPost = mail !== undefined;
  await store.transact('roundtable', 'outbox/settle', (tx) => settle(tx, clock.now(), hasPost));
  const deliver = (errand: Errand): Promise<Done> => deliverOne(parts, errand);
  const shared = { store, clock, log, hasPost, deliver };
  const teams: Lane = openLane({ ...shared, ...TEAMS, via: 'teams', onMoved: () => post.wake() });
  const post: Lane = openLane({
    ...shared,
    ...{ via: 'mail', abreast: mail?.abreast ?? 1, pace: mail?.pace ?? ANY_PACE },
    onMoved: () => teams.wake(),
  });
  const lanes = [teams, post];

  function wake(): void {
    for (const lane of lanes) lane.wake();
  }

  return {
    wake,
    async deliver() {
      wake();
      for (;;) {
        const running = lanes.flatMap((lane) => lane.running() ?? []);
        if (running.length === 0) return;
        await Promise.all(running);
      }
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()));
    },
  };
}

async function deliverOne(parts: Parts, { row, route }: Errand): Promise<Done> {
  const result = await send(parts, row, route).catch((error: unknown): NotSent => {
    parts.log.error({ err: error, key: row.id }, 'a message could not be made');
    return { state: 'failed', reason: `the ${route.via === 'mail' ? 'letter' : 'card'} could not be made` };
  });
  if (result.state === 'unreachable') parts.log.info({ key: row.id, ...result }, 'a message waits');
  else if (result.state !== 'sent') parts.log.warn({ key: row.id, ...result }, 'a message was not sent');
  return { row, result };
}

async function send({ carrier, mail, clock }: Parts, row: OutboxRow, route: Route): Promise<Done['result']> {
  if (route.via === 'mail') {
    const letter = await mail?.write(row);
    if (mail === undefined || letter === undefined) return WITHDRAWN;
    return mail.post.send({ key: row.id, to: letter.to ?? route.to, date: clock.now(), letter });
  }
  if (row.card === undefined) throw new Error('A letter cannot be shown in Teams.');
  const message = { card: renderCard(row.card), text: row.card.summary };
  return 'update' in route ? carrier.update(route.update, message) : carrier.send(route.to, message);
}
