import assert from 'node:assert/strict';
import type { Delivery, Message, SentMessage } from '../src/message.js';
import { channels, members } from '../src/directory.js';
import { openOutbox } from '../src/outbox/outbox.js';
import type { Outbox } from '../src/outbox/outbox.js';
import { CHANNEL_CALM, enqueue, enqueueEdit, outboxRows, reopenFor } from '../src/outbox/rows.js';
import type { OutboxRow } from '../src/outbox/rows.js';
import { openLowdbStore } from '../src/store/lowdb.js';
import type { Store } from '../src/store/store.js';
import type { Card, CardNotification, Notification } from '../src/workflows/workflow.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { silent } from './support/house.js';

const SENT: SentMessage = { conversation: 'c', activity: 'a1', serviceUrl: 'https://smba.example/' };

function aCard(sentence: string): Card {
  return { template: 'shared/notice', summary: sentence, data: { heading: 'Notice', sentence } };
}

function aNotification(more: Partial<CardNotification> = {}): CardNotification {
  return { to: { kind: 'member', id: 'm1' }, card: aCard('First'), key: 'k1', ...more };
}

describe('The outbox', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-outbox-'));
  let now: Date;
  let store: Store;
  let outbox: Outbox;
  let carried: string[];
  let answers: Delivery[];
  let during: () => Promise<void>;
  let runs = 0;

  function carry(how: string, { text }: Message): Promise<Delivery> {
    carried.push(`${how} ${text}`);
    return during().then(() => answers.shift() ?? { state: 'sent', sent: SENT });
  }
  async function put(...notifications: Notification[]): Promise<void> {
    await store.transact('test', 'test/put', (tx) => enqueue(tx, notifications, now));
  }
  async function row(id = 'k1'): Promise<OutboxRow> {
    const found = await store.transact('test', 'test/row', (tx) => tx.get(outboxRows, id));
    assert.ok(found);
    return found;
  }
  async function open(): Promise<void> {
    const carrier = {
      send: (_to: unknown, message: Message) => carry('send', message),
      update: (_sent: SentMessage, message: Message) => carry('update', message),
    };
    outbox = await openOutbox({ store, clock: { now: () => now }, carrier, log: silent });
  }

  beforeEach(async () => {
    now = new Date('2026-11-23T09:00:00Z');
    carried = [];
    answers = [];
    during = () => Promise.resolve();
    runs += 1;
    store = await openLowdbStore({
      folder: path.join(folder, String(runs)),
      collections: [outboxRows, members, channels],
      clock: { now: () => now },
      log: silent,
      onFailure: assert.fail,
    });
    await store.transact('test', 'test/members', (tx) =>
      tx.put(members, {
        id: 'm1',
        version: 0,
        name: 'Megan',
        organisation: 'o',
        standing: 'active',
        roles: [],
        account: 't/m1',
      }),
    );
    await open();
  });
  afterEach(async () => {
    await outbox.stop();
    await store.close();
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('sends a key once, however often it is written', async () => {
    await put(aNotification(), aNotification());
    await outbox.deliver();
    await put(aNotification({ card: aCard('Again') }));
    await outbox.deliver();

    assert.deepEqual(carried, ['send First']);
    assert.equal((await row()).state, 'sent');
  });

  it('holds a message back until it is due', async () => {
    await put(aNotification({ due: new Date('2026-11-23T10:00:00Z') }));
    await outbox.deliver();
    const early = [...carried];
    now = new Date('2026-11-23T10:00:00Z');
    await outbox.deliver();

    assert.deepEqual(early, []);
    assert.deepEqual(carried, ['send First']);
  });

  it('updates a sent message in place, and collapses changes that wait into the last', async () => {
    await put(aNotification());
    await outbox.deliver();
    await put(aNotification({ key: 'k2', replaces: 'k1', card: aCard('Second') }));
    await put(aNotification({ key: 'k3', replaces: 'k1', card: aCard('Third') }));
    await outbox.deliver();
    await put(aNotification({ key: 'k3', replaces: 'k1', card: aCard('Third again') }));
    await outbox.deliver();

    assert.deepEqual(carried, ['send First', 'update Third']);
  });

  it('sends the newer card alone when the first never went', async () => {
    await put(aNotification(), aNotification({ key: 'k2', replaces: 'k1', card: aCard('Second') }));
    await outbox.deliver();

    assert.deepEqual(carried, ['send Second']);
  });

  it('sends an update as new when what it replaces was never written', async () => {
    await put(aNotification({ key: 'k2', replaces: 'k1', card: aCard('Second') }));
    await outbox.deliver();

    assert.deepEqual(carried, ['send Second']);
  });

  it('updates a message that was changed while it was on its way', async () => {
    await put(aNotification());
    during = async () => {
      during = () => Promise.resolve();
      await put(aNotification({ key: 'k2', replaces: 'k1', card: aCard('Second') }));
    };
    await outbox.deliver();
    await outbox.deliver();

    assert.deepEqual(carried, ['send First', 'update Second']);
  });

  it('keeps trying a message that was changed while it was refused', async () => {
    await put(aNotification());
    during = async () => {
      during = () => Promise.resolve();
      await put(aNotification({ key: 'k2', replaces: 'k1', card: aCard('Second') }));
    };
    answers = [{ state: 'try again', reason: 'Teams is busy.' }];
    await outbox.deliver();
    now = new Date('2026-11-23T09:10:00Z');
    await outbox.deliver();

    assert.deepEqual(carried, ['send First', 'send Second']);
    assert.equal((await row()).state, 'sent');
  });

  it('gives up a message whose card cannot be made, and sends the others', async () => {
    await put(
      aNotification({ card: { ...aCard('x'), template: 'gone/card' } }),
      aNotification({ key: 'k2' }),
    );

    await outbox.deliver();

    assert.equal((await row()).state, 'failed');
    assert.deepEqual(carried, ['send First']);
  });

  it('does not take a message for another with the same id in another conversation', async () => {
    await put(aNotification());
    await outbox.deliver();
    const elsewhere = { ...SENT, conversation: 'other' };

    await store.transact('test', 'test/press', (tx) => enqueueEdit(tx, 'm1', elsewhere, aCard('Other'), now));

    assert.equal((await row()).card?.summary, 'First');
  });

  it('tries again later what was surely not accepted, and gives up in the end with the reason', async () => {
    await put(aNotification());
    for (let tries = 0; tries < 20; tries += 1) {
      answers = [{ state: 'try again', reason: 'Teams is busy.' }];
      await outbox.deliver();
      await outbox.deliver();
      now = new Date(now.getTime() + 12 * 3600 * 1000);
    }

    assert.equal(carried.length, 11);
    assert.equal((await row()).state, 'failed');
    assert.equal((await row()).reason, 'Teams is busy.');
  });

  it('waits as long as the service asks', async () => {
    await put(aNotification());
    answers = [{ state: 'try again', after: 600, reason: 'Teams is busy.' }];
    await outbox.deliver();

    assert.ok((await row()).due >= '2026-11-23T09:10:00.000Z');
  });

  it('never repeats by itself what may have been sent', async () => {
    await put(aNotification());
    answers = [{ state: 'may have been sent', reason: 'no answer' }];
    await outbox.deliver();
    now = new Date('2026-12-23T09:00:00Z');
    await outbox.deliver();

    assert.deepEqual(carried, ['send First']);
    assert.equal((await row()).state, 'may have been sent');
  });

  it('sends what waited for a person the moment they can be written to', async () => {
    await put(aNotification());
    answers = [{ state: 'unreachable', reason: 'not met' }];
    await outbox.deliver();
    await outbox.deliver();
    const before = [...carried];
    await store.transact('test', 'test/met', (tx) => reopenFor(tx, 'm1', now));
    await outbox.deliver();

    assert.deepEqual(before, ['send First']);
    assert.deepEqual(carried, ['send First', 'send First']);
  });

  it('says after a kill that a message may have been sent, and makes an update again', async () => {
    await put(aNotification(), aNotification({ key: 'other' }));
    await outbox.deliver();
    await store.transact('test', 'test/kill', async (tx) => {
      const first = (await tx.get(outboxRows, 'k1'))!;
      await tx.put(outboxRows, { ...first, sent: undefined, state: 'sending' } as never);
      await tx.put(outboxRows, { ...(await tx.get(outboxRows, 'other'))!, state: 'sending' });
    });
    await outbox.stop();
    await open();
    await outbox.deliver();

    assert.equal((await row()).state, 'may have been sent');
    assert.equal((await row('other')).state, 'sent');
    assert.deepEqual(carried, ['send First', 'send First', 'update First']);
  });

  it('makes a pressed message match what was recorded, whoever sent it first', async () => {
    await put(aNotification());
    await outbox.deliver();
    await store.transact('test', 'test/press', (tx) => enqueueEdit(tx, 'm1', SENT, aCard('Recorded'), now));
    await store.transact('test', 'test/press', (tx) =>
      enqueueEdit(tx, 'm1', { ...SENT, activity: 'reply-1' }, aCard('Other'), now),
    );
    await outbox.deliver();

    assert.deepEqual(carried.sort(), ['send First', 'update Other', 'update Recorded']);
    assert.equal((await row()).shows, 'pressed:c:a1');
  });

  describe('with a message in a channel', () => {
    const to = { kind: 'channel', id: 'general' } as const;
    const start = new Date('2026-11-23T09:00:00Z');
    const after = (milliseconds: number): Date => new Date(start.getTime() + milliseconds);
    const change = (sentence: string): Promise<void> =>
      put(aNotification({ to, key: sentence, replaces: 'k1', card: aCard(sentence) }));

    beforeEach(async () => {
      await put(aNotification({ to }));
      await outbox.deliver();
    });

    it('edits it once in a few seconds, then with the newest card', async () => {
      for (const [at, sentence] of [
        [1, 'Second'],
        [1000, 'Third'],
        [CHANNEL_CALM - 1, 'Fourth'],
      ] as const) {
        now = after(at);
        await change(sentence);
        await outbox.deliver();
      }
      const early = [...carried];
      now = after(CHANNEL_CALM);
      await outbox.deliver();
      now = after(CHANNEL_CALM + 1);
      await change('Fifth');
      await outbox.deliver();
      const middle = [...carried];
      now = after(2 * CHANNEL_CALM);
      await outbox.deliver();
      now = after(60_000);
      await change('Sixth');
      await outbox.deliver();

      assert.deepEqual(early, ['send First']);
      assert.deepEqual(middle, ['send First', 'update Fourth']);
      assert.deepEqual(carried, ['send First', 'update Fourth', 'update Fifth', 'update Sixth']);
    });

    it('holds back neither another message nor an edit in a personal chat', async () => {
      await put(aNotification({ to, key: 'k2', card: aCard('Another') }), aNotification({ key: 'own' }));
      await outbox.deliver();
      await put(aNotification({ key: 'own2', replaces: 'own', card: aCard('Own again') }));
      await outbox.deliver();

      assert.deepEqual(carried.slice(1).sort(), ['send Another', 'send First', 'update Own again']);
    });

    it('waits as well for a change that came while it was on its way, or refused', async () => {
      now = after(10_000);
      await change('Second');
      during = async () => {
        during = () => Promise.resolve();
        await change('Third');
      };
      await outbox.deliver();
      await outbox.deliver();
      const before = [...carried];
      now = after(10_000 + CHANNEL_CALM);
      answers = [{ state: 'try again', reason: 'Teams is busy.' }];
      await outbox.deliver();
      await change('Fourth');
      await outbox.deliver();
      const refused = [...carried];
      now = after(10_000 + 2 * CHANNEL_CALM);
      await outbox.deliver();

      assert.deepEqual(before, ['send First', 'update Second']);
      assert.deepEqual(refused, [...before, 'update Third']);
      assert.deepEqual(carried, [...refused, 'update Fourth']);
    });

    it('keeps the wait over a stop and a kill', async () => {
      await change('Second');
      await outbox.stop();
      await store.transact('test', 'test/kill', async (tx) => {
        await tx.put(outboxRows, { ...(await tx.get(outboxRows, 'k1'))!, state: 'sending' });
      });
      now = after(CHANNEL_CALM - 1);
      await open();
      await outbox.deliver();
      const early = [...carried];
      now = after(CHANNEL_CALM);
      await outbox.deliver();

      assert.deepEqual(early, ['send First']);
      assert.deepEqual(carried, ['send First', 'update Second']);
    });

    it('wakes for the edit by itself', async () => {
      const edited = new Promise<void>((resolve) => {
        during = () => Promise.resolve(resolve());
      });
      now = after(CHANNEL_CALM - 5);
      await change('Second');
      await outbox.deliver();
      const early = [...carried];
      now = after(CHANNEL_CALM);
      await edited;

      assert.deepEqual(early, ['send First']);
      assert.deepEqual(carried, ['send First', 'update Second']);
    });
  });
});
