import assert from 'node:assert/strict';
import pino from 'pino';
import { openAdapter } from '../../src/bot/adapter.js';
import { openMessenger } from '../../src/bot/messenger.js';
import type { BotRegistration, Config } from '../../src/config.js';
import { startConnector } from '../support/connector.js';
import type { ConnectorStandIn } from '../support/connector.js';
import { startTokenService } from '../support/tokens.js';
import type { TokenOptions, TokenService } from '../support/tokens.js';
import { TENANT, aMessage, aPress, anActivity } from './activities.js';
import { startBot } from './running-bot.js';
import type { RunningBot } from './running-bot.js';

const REGISTRATION: BotRegistration = {
  id: '0b5e5c1a-77c1-4c3e-9b1f-2d1f3a4b5c6d',
  password: 'secret',
  tenant: TENANT,
  type: 'SingleTenant',
};

const LOCAL: Config = { port: 0, dataFolder: '', partnershipFile: '', allowedTenants: [], logLevel: 'info' };

describe('A registered bot', () => {
  let connector: ConnectorStandIn;
  let tokens: TokenService;
  let bot: RunningBot;
  let printed: unknown[][];
  const { error, warn } = console;

  before(() => {
    // The SDK prints each token that it does not like.
    printed = [];
    console.error = (...line: unknown[]) => void printed.push(line);
    console.warn = (...line: unknown[]) => void printed.push(line);
  });

  beforeEach(async () => {
    connector = await startConnector();
    tokens = await startTokenService(REGISTRATION, connector.serviceUrl);
    bot = await startBot({ bot: REGISTRATION, cloud: tokens.cloud, connector });
  });

  afterEach(async () => {
    await bot.stop();
    await Promise.all([tokens.close(), connector.close()]);
  });

  after(() => Object.assign(console, { error, warn }));

  function post(activity: unknown, options?: TokenOptions): Promise<{ status: number; body: string }> {
    return bot.post(activity, { authorization: `Bearer ${tokens.token(options)}` });
  }

  async function refuses(status: number, activity: unknown, options?: TokenOptions): Promise<void> {
    const answer = await post(activity, options);
    assert.equal(answer.status, status, answer.body);
    assert.match(answer.body, /^\{"error":"[A-Z][^"]+\."\}$/);
    assert.deepEqual(bot.asked, []);
  }

  it('takes what the Bot Service vouches for, and signs its answer', async () => {
    const { status } = await post(aMessage(connector.serviceUrl, 'hello'));
    const [call] = await connector.received(1);

    assert.equal(status, 200);
    assert.equal(call?.authorization, 'Bearer of-the-bot');
  });

  it('answers a press', async () => {
    const { status, body } = await post(aPress(connector.serviceUrl, 'check-ins/save'));

    assert.equal(status, 200);
    assert.match(body, /AdaptiveCard/);
  });

  it('refuses a request without a token before it reads it', async () => {
    for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic a.b.c', 'Bearer a.b.c d', 'bearer a.b.c']) {
      const { status } = await bot.post('not read', { authorization });
      assert.equal(status, 401, authorization);
    }
    assert.equal((await bot.post({ type: 5 })).status, 401);
  });

  it('refuses a token that nobody signed', async () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const authorization = `Bearer ${part({ alg: 'none' })}.${part({ iss: 'https://tokens.test' })}.x`;

    const { status } = await bot.post(aMessage(connector.serviceUrl, 'hello'), { authorization });

    assert.equal(status, 401);
  });

  it('refuses a token that is no token', async () => {
    const { status } = await bot.post(aMessage(connector.serviceUrl, 'hello'), {
      authorization: 'Bearer a.b.c',
    });

    assert.equal(status, 401);
  });

  it('refuses a token with a wrong signature', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { forged: true }));

  it('refuses a token signed with the public key as a secret', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { symmetric: true }));

  it('refuses a token that has expired', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { expiresIn: -3600 }));

  it('refuses a token for another bot', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { audience: 'another' }));

  it('refuses a token of another issuer', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { issuer: 'https://example.com' }));

  it('refuses a token for another service address', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), {
      serviceUrl: 'https://smba.trafficmanager.net/uk/',
    }));

  it('refuses a token that names no service address', () =>
    refuses(401, aMessage(connector.serviceUrl, 'hello'), { serviceUrl: undefined }));

  it('refuses a service address that is not on its list, whatever the token says', () =>
    refuses(403, aMessage('https://example.com/', 'hello'), { serviceUrl: 'https://example.com/' }));

  it('refuses an activity without a service address', () =>
    refuses(400, anActivity(connector.serviceUrl, { serviceUrl: undefined })));

  it('refuses an activity without a channel', () =>
    refuses(400, anActivity(connector.serviceUrl, { channelId: undefined })));

  it('refuses an activity with an empty channel', () =>
    refuses(400, anActivity(connector.serviceUrl, { channelId: '' })));

  it('refuses another channel than Teams', () =>
    refuses(403, anActivity(connector.serviceUrl, { channelId: 'webchat' })));

  it('refuses the people of another tenant', () =>
    refuses(403, anActivity(connector.serviceUrl, { channelData: { tenant: { id: 'another' } } })));

  it('refuses an activity that names no tenant', () =>
    refuses(403, anActivity(connector.serviceUrl, { channelData: {}, conversation: { id: 'a:megan' } })));

  it('serves the tenants that are listed instead of its own', async () => {
    const other = '99999999-0b52-4d1a-9a61-3d7f0a2c4e11';
    const listed = await startBot({
      bot: REGISTRATION,
      cloud: tokens.cloud,
      connector,
      allowedTenants: [other],
    });
    const authorization = `Bearer ${tokens.token()}`;

    const theirs = aPress(connector.serviceUrl, 'a/b', {}, { channelData: { tenant: { id: other } } });
    const own = aPress(connector.serviceUrl, 'a/b');

    assert.equal((await listed.post(theirs, { authorization })).status, 200);
    assert.equal((await listed.post(own, { authorization })).status, 403);
    await listed.stop();
  });

  it('is not confined to this machine', async () => {
    const { status } = await bot.post(aPress(connector.serviceUrl, 'a/b'), {
      authorization: `Bearer ${tokens.token()}`,
      'x-forwarded-for': '1.2.3.4',
    });

    assert.equal(status, 200);
  });

  it('asks for the delivery again while the key server is away, and recovers', async () => {
    tokens.away(true);
    const away = await Promise.all(
      Array.from({ length: 20 }, () => post(aPress(connector.serviceUrl, 'check-ins/save'))),
    );
    tokens.away(false);
    const back = await post(aPress(connector.serviceUrl, 'check-ins/save'));

    assert.deepEqual([...new Set(away.map(({ status }) => status))], [503]);
    assert.equal(back.status, 200);
  });

  it('fetches the keys once for all who come at the same time', async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => post(aPress(connector.serviceUrl, 'check-ins/save'))),
    );

    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    assert.equal(tokens.fetches(), 1);
  });

  it('lets a token that is refused hold up nobody', async () => {
    const bad = post(aPress(connector.serviceUrl, 'a/b'), { forged: true });
    const good = post(aPress(connector.serviceUrl, 'a/b'));

    assert.deepEqual([(await bad).status, (await good).status], [401, 200]);
  });

  it('sends nothing while it cannot sign in itself, and may try again', async () => {
    const config: Config = { ...LOCAL, bot: REGISTRATION };
    const log = pino({ level: 'silent' });
    const adapter = openAdapter(config, tokens.cloud);
    const messenger = openMessenger({ adapter, store: bot.store, log, timeout: 100 });
    const sent = { conversation: 'a:megan', activity: 'sent-1', serviceUrl: connector.serviceUrl };

    tokens.signIn(() => Promise.reject(new Error('invalid_client: the secret has expired')));
    const refused = await messenger.update(sent, { text: 'hello' });
    tokens.signIn(() => new Promise(() => undefined));
    const unanswered = await messenger.update(sent, { text: 'hello' });

    const expected = { state: 'try again', reason: 'The bot could not sign in to Microsoft.' };
    assert.deepEqual([refused, unanswered], [expected, expected]);
    assert.deepEqual(connector.calls, []);
  });

  it('logs and prints nothing of a token or an activity', async () => {
    const token = tokens.token({ forged: true });

    await bot.post(aMessage(connector.serviceUrl, 'confidential'), { authorization: `Bearer ${token}` });

    const all = bot.log.join('') + JSON.stringify(printed);
    assert.doesNotMatch(all, /confidential/);
    assert.equal(all.includes(token.split('.')[1] ?? ''), false);
  });
});

describe('A registration without an id', () => {
  it('never reaches the SDK, which would check nothing', () => {
    const config: Config = { ...LOCAL, bot: { ...REGISTRATION, id: '' } };

    assert.throws(() => openAdapter(config), /BOT_ID is empty/);
  });
});
