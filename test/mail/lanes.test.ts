import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { pino } from 'pino';
import { members } from '../../src/directory.js';
import type { NotSent, Posted } from '../../src/message.js';
import { openOutbox } from '../../src/outbox/outbox.js';
import type { Mail, Outbox } from '../../src/outbox/outbox.js';
import { enqueue, outboxRows } from '../../src/outbox/rows.js';
import type { OutboxRow } from '../../src/outbox/rows.js';
import { openMemoryStore } from '../support/memory-store.js';
import type { MemoryStore } from '../support/memory-store.js';

const now = new Date('2026-11-23T09:00:00Z');
const log = pino({ level: 'silent' });

describe('The lanes of the outbox', () => {
  let store: MemoryStore;
  let outbox: Outbox;
  let posted: string[];
  let shown: number;
  let answer: () => Promise<{ readonly state: 'sent' } | NotSent>;

  async function open(more: Partial<Mail> = {}): Promise<void> {
    const send = ({ to }: Posted) => {
      posted.push(to.address);
      return answer();
    };
    outbox = await openOutbox({
      ...{ store, clock: { now: () => now }, log },
      carrier: {
        send: () => {
          shown += 1;
          const sent = { conversation: 'c', activity: `a${shown}`, serviceUrl: '' };
          return Promise.resolve({ state: 'sent', sent });
        },
        update: () => Promise.reject(new Error('nothing is updated here')),
      },
      mail: {
        post: { send, close: () => undefined },
        write: () => Promise.resolve({ subject: '', text: '', html: '' }),
        abreast: 2,
        ...more,
      },
    });
  }
  async function put(letters: number, cards = 0): Promise<void> {
    const toLead = { kind: 'member', id: 'lead' } as const;
    const card = { template: 'shared/notice', summary: 'x', data: { heading: 'x', sentence: 'x' } };
    await store.transact('test', 'test/put', async (tx) => {
      await tx.put(members, {
        ...{ id: 'lead', version: 0, name: 'Lead', organisation: 'o', roles: [] },
        ...{ standing: 'active', account: 't/lead' },
      });
      const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
      const due = new Date(now);
      await enqueue(
        tx,
        [
          ...numbers(letters).map((at) => ({
            ...{ to: { kind: 'address', id: `${at}@example.org` } as const, letter: 'a/b', ids: [] },
            ...{ key: `letter:${at}`, due },
          })),
          ...numbers(cards).map((at) => ({ to: toLead, card, key: `card:${at}`, due })),
        ],
        now,
      );
    });
  }
  const rows = (via: OutboxRow['via'], state: OutboxRow['state']): Promise<readonly OutboxRow[]> =>
    store.transact('test', 'test/rows', (tx) => tx.find(outboxRows, { where: { via, state }, by: 'due' }));
  async function until(reached: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await reached())) await setTimeout(1);
  }

  beforeEach(() => {
    store = openMemoryStore();
    posted = [];
    shown = 0;
    answer = () => Promise.resolve({ state: 'sent' });
  });
  afterEach(() => outbox.stop());

  it('a mail server that hangs holds up no card, and has no more letters than it takes side by side', async () => {
    let end = (): void => undefined;
    const hang = new Promise<void>((resolve) => (end = resolve));
    answer = () => hang.then(() => ({ state: 'sent' }));
    await open();
    await put(5, 20);
    outbox.wake();
    await until(async () => (await rows('teams', 'sent')).length === 20);

    assert.equal(posted.length, 2);
    assert.equal((await rows('mail', 'sending')).length, 2);
    end();
    await outbox.deliver();
    assert.equal((await rows('mail', 'sent')).length, 5);
  });

  it('claims no letter before its turn where the mail server wants them slowly', async () => {
    await open({ pace: { most: 1, per: 3_600_000 } });
    await put(5);
    outbox.wake();
    await until(async () => (await rows('mail', 'sent')).length === 1);
    await outbox.stop();

    assert.deepEqual(posted, ['0@example.org']);
    assert.equal((await rows('mail', 'waiting')).length, 4);
  });

  it('records what was on its way when it is stopped, and starts nothing more', async () => {
    await open();
    await put(50);
    outbox.wake();
    await until(() => posted.length > 0);
    await outbox.stop();

    const [sent, sending, waiting] = [
      await rows('mail', 'sent'),
      await rows('mail', 'sending'),
      await rows('mail', 'waiting'),
    ];
    assert.equal(sent.length, posted.length);
    assert.deepEqual([sending.length, sent.length + waiting.length], [0, 50]);
  });

  it('leaves a letter alone that was on its way at a kill', async () => {
    await open();
    await put(2);
    await store.transact('test', 'test/kill', async (tx) => {
      const row = (await tx.get(outboxRows, 'letter:0'))!;
      await tx.put(outboxRows, { ...row, state: 'sending' });
    });
    await open();
    await outbox.deliver();

    assert.deepEqual(posted, ['1@example.org']);
    assert.deepEqual(
      (await rows('mail', 'may have been sent')).map(({ id, reason }) => [id, reason]),
      [['letter:0', 'the bot was stopped while it was being sent']],
    );
  });

  it('lets go what waited for a mail server, once there is one', async () => {
    outbox = await openOutbox({
      ...{ store, clock: { now: () => now }, log },
      carrier: { send: () => Promise.reject(new Error()), update: () => Promise.reject(new Error()) },
    });
    await put(1);
    await outbox.deliver();
    const before = (await rows('mail', 'unreachable')).length;
    await open();
    await outbox.deliver();

    assert.deepEqual([before, posted], [1, ['0@example.org']]);
  });

  it('makes one commit of many', async () => {
    await open({ abreast: 20 });
    await put(400);
    await outbox.deliver();
    const commits = store.journal.filter((action) => action === 'outbox/turn').length;

    assert.equal(posted.length, 400);
    assert.ok(commits < 200, `${commits} commits`);
  });
});
