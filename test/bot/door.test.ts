import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { SetupError } from '../../src/shared/errors.js';
import { aMessage, aPress, anActivity } from './activities.js';
import { startBot } from './running-bot.js';
import type { RunningBot } from './running-bot.js';

describe('The door', () => {
  let bot: RunningBot;
  let address: string;

  before(async () => {
    bot = await startBot();
    address = bot.connector.serviceUrl;
  });

  after(() => bot.stop());

  async function isAlive(): Promise<void> {
    const { status } = await bot.post(aPress(address, 'general/help'));
    assert.equal(status, 200);
  }

  it('says whether the bot is alive and ready', async () => {
    const alive = await fetch(`${bot.url}/healthz`);
    const ready = await fetch(`${bot.url}/readyz`);

    assert.deepEqual([alive.status, await alive.json()], [200, { alive: true }]);
    assert.deepEqual([ready.status, await ready.json()], [200, { ready: true }]);
  });

  it('says why the bot is not ready', async () => {
    const unready = await startBot({ ready: () => 'The data folder cannot be written.' });

    const response = await fetch(`${unready.url}/readyz`);

    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { ready: false, reason: 'The data folder cannot be written.' });
    await unready.stop();
  });

  it('refuses what is no activity, quotes nothing of it and logs nothing of it', async () => {
    const whole = anActivity(address, { text: 'confidential' });
    const bodies = [
      '{"text":"confidential"',
      '"confidential"',
      '["confidential"]',
      'null',
      '',
      '{"type":5,"text":"confidential"}',
      JSON.stringify({ ...whole, from: undefined }),
      JSON.stringify({ ...whole, from: null }),
      JSON.stringify({ ...whole, type: undefined }),
      JSON.stringify({ ...whole, conversation: undefined }),
    ];

    for (const body of bodies) {
      const answer = await bot.post(body);
      assert.equal(answer.status, 400, body);
      assert.doesNotMatch(answer.body, /confidential/);
    }
    assert.doesNotMatch(bot.log.join(''), /confidential/);
    await isAlive();
  });

  it('refuses bytes that are no UTF-8', async () => {
    const response = await fetch(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    });

    assert.equal(response.status, 400);
  });

  it('refuses another type of content, or a compressed one', async () => {
    assert.equal((await bot.post('a=b', { 'content-type': 'text/plain' })).status, 415);
    assert.equal((await bot.post('{}', { 'content-encoding': 'gzip' })).status, 415);
  });

  it('refuses an activity of 300 KB', async () => {
    const { status } = await bot.post(aMessage(address, 'x'.repeat(300 * 1024)));

    assert.equal(status, 413);
    await isAlive();
  });

  it('answers before 30 MB that were announced are sent', async () => {
    const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
    const head = ['POST /api/messages HTTP/1.1', 'host: localhost', 'content-type: application/json'];

    socket.write([...head, `content-length: ${30 * 1024 * 1024}`, '', '{'].join('\r\n'));
    const answer = await new Promise<string>((resolve) =>
      socket.once('data', (data) => resolve(String(data))),
    );

    assert.match(answer, /^HTTP\/1\.1 413 /);
    socket.destroy();
  });

  it('stops reading a body that was not announced at the limit', async () => {
    const upload = request(`${bot.url}/api/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
    });
    const answered = new Promise<number | undefined>((resolve) => {
      upload.once('response', ({ statusCode }) => resolve(statusCode));
    });
    upload.on('error', () => undefined);
    // The body has no end: only somebody who stops at the limit answers. Writing on would meet the closed
    // connection before the answer is read.
    upload.write(Buffer.alloc(5 * 64 * 1024, ' '));

    const status = await answered;

    upload.destroy();
    assert.equal(status, 413);
    await isAlive();
  });

  it('says nothing of itself under other addresses and methods, whatever the caller accepts', async () => {
    for (const accept of ['application/json', 'text/plain', 'text/html', 'application/javascript']) {
      const response = await fetch(`${bot.url}/secret-path`, { headers: { accept } });
      assert.equal(response.status, 404);
      assert.deepEqual(await response.json(), { error: 'There is nothing here.' });
    }
    assert.equal((await fetch(`${bot.url}/api/messages`)).status, 405);
  });

  it('answers 501 to an invoke that the bot does not know', async () => {
    const unknown = anActivity(address, { type: 'invoke', name: 'task/fetch', value: {} });

    assert.equal((await bot.post(unknown)).status, 501);
  });

  it('takes kinds of activity that the bot has no use for', async () => {
    for (const type of [
      'typing',
      'messageReaction',
      'messageUpdate',
      'event',
      'endOfConversation',
      'Message',
    ]) {
      assert.equal((await bot.post(anActivity(address, { type }))).status, 200);
    }
  });

  it('gives the card, and not the collected replies, to a caller who asks for those', async () => {
    const { body } = await bot.post(aPress(address, 'general/help', {}, { deliveryMode: 'expectReplies' }));

    assert.equal((JSON.parse(body) as { statusCode: number }).statusCode, 200);
  });
});

describe('In local mode the door', () => {
  let bot: RunningBot;

  before(async () => {
    bot = await startBot();
  });

  after(() => bot.stop());

  /** A request whose Host can be chosen, which fetch does not allow. */
  function statusWith(headers: Record<string, string>): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const get = request(`${bot.url}/healthz`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      get.on('error', reject).end();
    });
  }

  it('listens on this machine only', () => {
    assert.match(bot.url, /127\.0\.0\.1/);
  });

  it('answers under the names of this machine', async () => {
    for (const host of ['localhost', 'localhost:3978', '127.0.0.1:3978', '[::1]:3978']) {
      assert.equal(await statusWith({ host }), 200, host);
    }
  });

  it('refuses other host names, web pages and forwarded requests', async () => {
    const strangers = [
      { host: 'example.com' },
      { host: 'localhost.example.com' },
      { host: '127.0.0.1.example.com' },
      { origin: 'http://localhost:56150' },
      { origin: 'null' },
      { forwarded: 'for=1.2.3.4' },
      { 'x-forwarded-for': '1.2.3.4' },
      { 'x-forwarded-host': 'example.com' },
    ];

    for (const headers of strangers) {
      assert.equal(
        await statusWith(headers as unknown as Record<string, string>),
        403,
        JSON.stringify(headers),
      );
    }
  });

  it('refuses a service address that is not a Playground on this machine', async () => {
    for (const address of ['https://smba.trafficmanager.net/uk/', 'http://10.0.0.1:56150/_connector']) {
      assert.equal((await bot.post(aMessage(address, 'hello'))).status, 403);
    }
    assert.deepEqual(bot.asked, []);
  });

  it('refuses another channel than Teams', async () => {
    const { status } = await bot.post(aMessage(bot.connector.serviceUrl, 'hello', { channelId: 'emulator' }));

    assert.equal(status, 403);
  });
});

describe('A port that is in use', () => {
  it('is one sentence that says what to do', async () => {
    const first = await startBot();
    const port = Number(new URL(first.url).port);

    await assert.rejects(startBot({ port, connector: first.connector }), (error: unknown) => {
      assert.ok(error instanceof SetupError);
      const expected = `Port ${port} is in use by another program. Stop that program, or set PORT to another number.`;
      assert.deepEqual(error.faults, [expected]);
      return true;
    });
    await first.stop();
  });
});
