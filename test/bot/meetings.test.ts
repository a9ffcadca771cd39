import assert from 'node:assert/strict';
import { channels, contacts } from '../../src/directory.js';
import type { Contact } from '../../src/directory.js';
import { ACCOUNT, BOT, IN_TEAM, TENANT, aMessage, aPress, anActivity, anInstallation } from './activities.js';
import { reachedAccounts, startBot } from './running-bot.js';
import type { RunningBot } from './running-bot.js';

const TEAM = '19:general@thread.tacv2';

describe('Meeting people', () => {
  let bot: RunningBot;
  let address: string;

  beforeEach(async () => {
    bot = await startBot();
    address = bot.connector.serviceUrl;
  });

  afterEach(() => bot.stop());

  function known(): readonly Contact[] {
    return bot.store.all(contacts);
  }

  function reached(): readonly string[] {
    return bot.store.all(reachedAccounts).map(({ id, version }) => `${id} ${version}`);
  }

  it('an installation in a personal chat keeps the person and welcomes them', async () => {
    await bot.post(anInstallation(address, 'add'));
    const [call] = await bot.connector.received(1);
    await bot.stop();

    assert.deepEqual(known(), [
      {
        id: ACCOUNT,
        version: 1,
        user: '29:megan',
        bot: BOT,
        serviceUrl: address,
        conversation: 'a:megan',
        state: 'open',
      },
    ]);
    assert.equal(call?.body['summary'], 'Welcome.');
    assert.deepEqual(reached(), [`${ACCOUNT} 1`]);
    assert.equal(bot.wakes(), 1);
  });

  it('a reload of the Playground, which says it twice, welcomes once', async () => {
    const membersAdded = [{ id: BOT }, { id: '29:megan' }];

    await Promise.all([
      bot.post(anInstallation(address, 'add')),
      bot.post(anActivity(address, { type: 'conversationUpdate', membersAdded })),
    ]);
    await bot.stop();

    assert.deepEqual(bot.asked, ['welcome']);
    assert.deepEqual(bot.store.journal, ['bot/contact']);
  });

  it('an upgrade of the app welcomes nobody', async () => {
    await bot.post(anInstallation(address, 'add-upgrade'));
    await bot.post(anInstallation(address, 'remove-upgrade'));
    await bot.stop();

    assert.deepEqual(bot.asked, []);
    assert.equal(known().length, 1);
  });

  it('a word and a press keep the person, and write nothing when nothing changed', async () => {
    await bot.post(aMessage(address, 'hello'));
    await bot.connector.received(1);
    await bot.post(aPress(address, 'check-ins/open'));
    await bot.post(aPress(address, 'check-ins/open'));
    await bot.stop();

    assert.deepEqual(bot.store.journal, ['bot/contact']);
    assert.deepEqual(reached(), [`${ACCOUNT} 1`]);
  });

  it('a new address is kept without telling the outbox', async () => {
    await bot.post(aPress(address, 'a/b'));
    await bot.post(
      aPress(address, 'a/b', {}, { conversation: { id: 'a:new', conversationType: 'personal' } }),
    );
    await bot.stop();

    assert.deepEqual(
      known().map(({ conversation }) => conversation),
      ['a:new'],
    );
    assert.deepEqual(reached(), [`${ACCOUNT} 1`]);
  });

  it('a word from somebody who was blocked opens the way to them again', async () => {
    await bot.store.transact('test', 'test', (tx) =>
      tx.put(contacts, {
        id: ACCOUNT,
        version: 0,
        user: '29:megan',
        bot: BOT,
        serviceUrl: address,
        state: 'blocked',
      }),
    );

    await bot.post(aMessage(address, 'hello'));
    await bot.stop();

    assert.deepEqual(
      known().map(({ state }) => state),
      ['open'],
    );
    assert.deepEqual(reached(), [`${ACCOUNT} 1`]);
    assert.equal(bot.wakes(), 1);
  });

  it('somebody heard in a channel is kept without a chat of their own', async () => {
    await bot.post(aMessage(address, 'hello', IN_TEAM));
    await bot.stop();

    assert.equal(known()[0]?.conversation, undefined);
    assert.deepEqual(
      bot.store.all(channels).map(({ id, name, team }) => ({ id, name, team })),
      [{ id: TEAM, name: 'General', team: TEAM }],
    );
  });

  it('a thread in a channel is the same channel', async () => {
    const conversation = { id: `${TEAM};messageid=17`, conversationType: 'channel' };

    await bot.post(aMessage(address, 'hello', { ...IN_TEAM, conversation }));
    const [call] = await bot.connector.received(1);
    await bot.stop();

    assert.deepEqual(
      bot.store.all(channels).map(({ id }) => id),
      [TEAM],
    );
    assert.equal(call?.conversation, `${TEAM};messageid=17`);
  });

  it('nobody is kept whom Teams does not name', async () => {
    await bot.post(aMessage(address, 'hello', { from: { id: '29:someone' } }));
    await bot.stop();

    assert.deepEqual(known(), []);
  });
});

describe('Joining a team', () => {
  let bot: RunningBot;
  let address: string;

  beforeEach(async () => {
    bot = await startBot();
    address = bot.connector.serviceUrl;
  });

  afterEach(() => bot.stop());

  function added(...membersAdded: readonly object[]): Record<string, unknown> {
    return anActivity(address, { type: 'conversationUpdate', ...IN_TEAM, membersAdded });
  }

  function accounts(): readonly string[] {
    return bot.store.all(contacts).map(({ id }) => id.slice(TENANT.length + 1));
  }

  it('introduces the bot once in the channel and writes to no member', async () => {
    bot.connector.roster([{ id: '29:adele', aadObjectId: 'adele' }]);

    await bot.post(added({ id: BOT }));
    await bot.post(anInstallation(address, 'add', IN_TEAM));
    await bot.stop();

    assert.deepEqual(bot.asked, ['introduce']);
    assert.deepEqual(
      bot.connector.calls.filter(({ what }) => what !== 'members').map(({ conversation }) => conversation),
      [TEAM],
    );
  });

  it('keeps everybody in the team, page by page, so that they can be written to', async () => {
    bot.connector.roster(
      Array.from({ length: 150 }, (_, n) => ({ id: `29:a${n}`, aadObjectId: `a${n}` })),
      [{ id: '29:b', objectId: 'B' }, { id: '29:c' }, 'nonsense' as unknown as object, { aadObjectId: 'd' }],
    );

    await bot.post(added({ id: BOT }));
    await bot.stop();

    assert.equal(accounts().length, 151);
    assert.ok(accounts().includes('b'));
    assert.equal(bot.store.all(reachedAccounts).length, 151);
    assert.equal(bot.store.all(contacts)[0]?.conversation, undefined);
  });

  it('asks for the roster again when Teams is busy', async () => {
    bot.connector.roster([{ id: '29:adele', aadObjectId: 'adele' }]);
    bot.connector.fail(
      { status: 429, headers: { 'retry-after': '0' } },
      { status: 503, headers: { 'retry-after': '0' } },
    );

    await bot.post(added({ id: BOT }));
    await bot.stop();

    assert.deepEqual(accounts(), ['adele']);
  });

  it('survives a roster that cannot be had', async () => {
    bot.connector.fail({ status: 403 });

    await bot.post(added({ id: BOT }));
    await bot.stop();

    assert.deepEqual(accounts(), []);
    assert.match(bot.log.join(''), /could not read who is in a team/);
  });

  it('keeps those who join later, once', async () => {
    await bot.post(added({ id: '29:adele', aadObjectId: 'adele' }));
    await bot.post(added({ id: '29:adele', aadObjectId: 'adele' }));
    await bot.stop();

    assert.deepEqual(accounts(), ['adele']);
    assert.deepEqual(bot.store.journal, ['bot/team']);
    assert.deepEqual(bot.connector.calls, []);
  });

  it('leaves alone those who are known, blocked or not', async () => {
    await bot.store.transact('test', 'test', (tx) =>
      tx.put(contacts, {
        id: ACCOUNT,
        version: 0,
        user: '29:megan',
        bot: BOT,
        serviceUrl: address,
        state: 'blocked',
      }),
    );

    await bot.post(added({ id: '29:megan', aadObjectId: ACCOUNT.split('/')[1] }));
    await bot.stop();

    assert.deepEqual(
      bot.store.all(contacts).map(({ state }) => state),
      ['blocked'],
    );
    assert.deepEqual(bot.store.all(reachedAccounts), []);
  });

  it('ends with the removal from the team: its channels are forgotten', async () => {
    const other = { id: '19:other@thread.tacv2', conversationType: 'channel' };
    await bot.post(aMessage(address, 'hello', IN_TEAM));
    await bot.post(aMessage(address, 'hello', { ...IN_TEAM, conversation: other }));
    await bot.connector.received(2);

    await bot.post(anInstallation(address, 'remove', IN_TEAM));
    await bot.stop();

    assert.deepEqual(bot.store.all(channels), []);
  });
});

describe('Removing the bot', () => {
  let bot: RunningBot;

  beforeEach(async () => {
    bot = await startBot();
    await bot.post(anInstallation(bot.connector.serviceUrl, 'add'));
    await bot.connector.received(1);
  });

  afterEach(() => bot.stop());

  it('from a personal chat forgets the person', async () => {
    await bot.post(anInstallation(bot.connector.serviceUrl, 'remove'));

    assert.deepEqual(bot.store.all(contacts), []);
  });

  it('may be told as a change of members instead', async () => {
    const update = { type: 'conversationUpdate', membersRemoved: [{ id: BOT }] };

    await bot.post(anActivity(bot.connector.serviceUrl, update));

    assert.deepEqual(bot.store.all(contacts), []);
  });
});
