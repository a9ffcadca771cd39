import assert from 'node:assert/strict';
import pino from 'pino';
import { openAdapter } from '../../src/bot/adapter.js';
import { openMessenger } from '../../src/bot/messenger.js';
import type { Messenger } from '../../src/bot/messenger.js';
import type { Config } from '../../src/config.js';
import { channels, contacts } from '../../src/directory.js';
import type { Contact } from '../../src/directory.js';
import type { Delivery, Message } from '../../src/message.js';
import { startConnector } from '../support/connector.js';
import type { ConnectorStandIn, Trouble } from '../support/connector.js';
import { openMemoryStore } from '../support/memory-store.js';
import type { MemoryStore } from '../support/memory-store.js';
import { ACCOUNT, BOT, TENANT } from './activities.js';

const MESSAGE: Message = { text: 'A check-in is open.', card: { type: 'AdaptiveCard' } };
const LOCAL: Config = { port: 0, dataFolder: '', partnershipFile: '', allowedTenants: [], logLevel: 'info' };

describe('The messenger', () => {
  let connector: ConnectorStandIn;
  let store: MemoryStore;
  let messenger: Messenger;

  beforeEach(async () => {
    connector = await startConnector();
    store = openMemoryStore();
    const log = pino({ level: 'silent' });
    messenger = openMessenger({ adapter: openAdapter(LOCAL), store, log, timeout: 1000 });
  });

  afterEach(() => connector.close());

  function aContact(overrides: Partial<Contact> = {}): Promise<Contact> {
    const contact: Contact = {
      id: ACCOUNT,
      version: 0,
      user: '29:megan',
      bot: BOT,
      serviceUrl: connector.serviceUrl,
      conversation: 'a:megan',
      state: 'open',
      ...overrides,
    };
    return store.transact('test', 'test', (tx) => tx.put(contacts, contact));
  }

  const stored = (): Contact | undefined => store.all(contacts)[0];
  const calls = (): readonly string[] =>
    connector.calls.map(({ what, conversation }) => `${what} ${conversation}`);
  const send = (): Promise<Delivery> => messenger.send({ account: ACCOUNT }, MESSAGE);
  const edit = (): Promise<Delivery> =>
    messenger.update(
      { conversation: 'a:megan', activity: 'sent-1', serviceUrl: connector.serviceUrl },
      MESSAGE,
    );

  it('closes a connection on which nothing was sent for a while, before the other side does', async () => {
    await aContact();

    await send();

    await connector.hungUp;
  });

  it('sends a card and says where it went', async () => {
    await aContact();

    const delivery = await send();

    const sent = { conversation: 'a:megan', activity: 'sent-0', serviceUrl: connector.serviceUrl };
    assert.deepEqual(delivery, { state: 'sent', sent });
    assert.equal(connector.calls[0]?.body['summary'], 'A check-in is open.');
  });

  it('updates a message in place', async () => {
    const delivery = await edit();

    assert.equal(delivery.state, 'sent');
    assert.deepEqual(calls(), ['edit a:megan']);
    assert.equal(connector.calls[0]?.activity, 'sent-1');
  });

  it('opens a chat with somebody who was only seen in a team, and keeps it', async () => {
    await aContact({ conversation: undefined });

    const delivery = await send();

    assert.equal(delivery.state, 'sent');
    assert.deepEqual(calls(), ['open chat ', 'post a:chat-0']);
    assert.deepEqual(connector.calls[0]?.body['members'], [{ id: '29:megan', name: '' }]);
    assert.equal(connector.calls[0]?.body['tenantId'], TENANT);
    assert.equal(stored()?.conversation, 'a:chat-0');
  });

  it('opens the chat anew, once, when it is not known there any more', async () => {
    await aContact();
    connector.fail({ status: 404, code: 'ConversationNotFound' });

    const delivery = await send();

    assert.equal(delivery.state, 'sent');
    assert.deepEqual(calls(), ['post a:megan', 'open chat ', 'post a:chat-1']);
    assert.deepEqual([stored()?.conversation, stored()?.state], ['a:chat-1', 'open']);
  });

  it('gives up on somebody who is not known there under any chat', async () => {
    await aContact();
    connector.fail({ status: 404 }, { status: 404 });

    assert.equal((await send()).state, 'unreachable');
    assert.equal(stored()?.state, 'blocked');
  });

  it('marks somebody who blocked the bot, and does not try them again', async () => {
    await aContact();
    connector.fail({ status: 403, code: 'ConversationBlockedByUser' });

    const first = await send();
    const second = await send();

    assert.deepEqual(first, { state: 'unreachable', reason: 'They have blocked the bot.' });
    assert.equal(second.state, 'unreachable');
    assert.equal(stored()?.state, 'blocked');
    assert.equal(connector.calls.length, 1);
  });

  it('knows who has not met the bot', async () => {
    assert.deepEqual(await send(), {
      state: 'unreachable',
      reason: 'They have not met the bot in Teams yet.',
    });
  });

  it('sends to a channel it is in, and to no other', async () => {
    const { serviceUrl } = connector;
    await store.transact('test', 'test', (tx) =>
      tx.put(channels, { id: '19:c', version: 0, tenant: TENANT, bot: BOT, serviceUrl, name: '', team: '' }),
    );

    assert.equal((await messenger.send({ channel: '19:c' }, MESSAGE)).state, 'sent');
    assert.equal((await messenger.send({ channel: '19:d' }, MESSAGE)).state, 'unreachable');
    assert.deepEqual(calls(), ['post 19:c']);
  });

  it('does not send to a foreign address, even one that is stored', async () => {
    await aContact({ serviceUrl: 'https://example.com/' });

    assert.equal((await send()).state, 'unreachable');
    const sent = {
      conversation: 'a',
      activity: 'b',
      serviceUrl: connector.serviceUrl.replace('_connector', 'x'),
    };
    assert.equal((await messenger.update(sent, MESSAGE)).state, 'unreachable');
    assert.deepEqual(calls(), []);
  });

  it('does not follow a redirect to another host', async () => {
    await aContact();
    connector.fail({ status: 307, headers: { location: `${connector.serviceUrl}/elsewhere` } });

    assert.equal((await send()).state, 'failed');
    assert.equal(connector.calls.length, 1);
  });

  const outcomes: readonly (readonly [Trouble, Delivery['state'], Delivery['state']])[] = [
    [{ status: 400 }, 'failed', 'failed'],
    [{ status: 401 }, 'try again', 'try again'],
    [{ status: 403 }, 'unreachable', 'unreachable'],
    [{ status: 408 }, 'may have been sent', 'try again'],
    [{ status: 412 }, 'try again', 'try again'],
    [{ status: 413 }, 'failed', 'failed'],
    [{ status: 429 }, 'try again', 'try again'],
    [{ status: 500 }, 'may have been sent', 'try again'],
    [{ status: 502 }, 'may have been sent', 'try again'],
    [{ status: 503 }, 'may have been sent', 'try again'],
    [{ status: 504 }, 'may have been sent', 'try again'],
    ['hang', 'may have been sent', 'try again'],
    ['reset', 'may have been sent', 'try again'],
    ['half an answer', 'may have been sent', 'try again'],
  ];

  for (const [trouble, afterSend, afterEdit] of outcomes) {
    const name = typeof trouble === 'string' ? trouble : trouble.status;
    it(`after ${name}: a new message is "${afterSend}", an edit is "${afterEdit}", each called once`, async () => {
      await aContact();
      connector.fail(trouble, trouble);

      const states = [(await send()).state, (await edit()).state];

      assert.deepEqual(states, [afterSend, afterEdit]);
      assert.deepEqual(calls(), ['post a:megan', 'edit a:megan']);
    });
  }

  it('counts a message that is gone as one that cannot be updated', async () => {
    connector.fail({ status: 404 });

    assert.deepEqual(await edit(), { state: 'failed', reason: 'The message is no longer there.' });
  });

  it('tries opening a chat again freely', async () => {
    await aContact({ conversation: undefined });
    connector.fail({ status: 503 });

    assert.equal((await send()).state, 'try again');
  });

  it('says how long the service asked to wait', async () => {
    await aContact();
    const date = new Date(Date.now() + 60_000).toUTCString();
    connector.fail(
      { status: 429, headers: { 'retry-after': '7' } },
      { status: 429, headers: { 'retry-after': date } },
      { status: 429, headers: { 'retry-after': 'soon' } },
    );

    const waits = [await send(), await send(), await send()].map((each) =>
      'after' in each ? each.after : undefined,
    );

    assert.equal(waits[0], 7);
    assert.ok(waits[1] !== undefined && waits[1] > 50 && waits[1] <= 60);
    assert.equal(waits[2], undefined);
  });

  it('tries again when nobody was there to accept the message', async () => {
    await aContact();
    await connector.close();

    assert.deepEqual(await send(), { state: 'try again', reason: 'Teams could not be reached.' });
  });

  it('does not throw when the store fails', async () => {
    store.transact = () => Promise.reject(new Error('disk full'));

    assert.equal((await send()).state, 'try again');
  });
});
