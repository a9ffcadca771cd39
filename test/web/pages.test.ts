import assert from 'node:assert/strict';
import { request } from 'node:http';
import { pino } from 'pino';
import { openServer } from '../../src/bot/server.js';
import type { Server } from '../../src/bot/server.js';
import type { BotRegistration } from '../../src/config.js';
import { members } from '../../src/directory.js';
import { openLinks } from '../../src/links/links.js';
import { revokeLink } from '../../src/links/revocations.js';
import { loadPartnership } from '../../src/partnership.js';
import type { Speaker } from '../../src/router/port.js';
import { openPages } from '../../src/web/pages.js';
import { openMemoryStore } from '../support/memory-store.js';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

const registration: BotRegistration = { id: '', password: '', tenant: '', type: 'SingleTenant' };
const publicUrl = 'https://roundtable.example';
const partnership = loadPartnership('env/partnership.yaml');

/** The pages on the real server, with a router that says what it was asked. */
async function open(bot?: BotRegistration) {
  let now = new Date('2026-11-23T09:00:00Z');
  const clock = { now: () => now };
  const store = openMemoryStore();
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const asked: { readonly verb: string; readonly data: object; readonly speaker: Speaker }[] = [];
  const config = {
    ...{ port: 0, dataFolder: '', partnershipFile: '', allowedTenants: [], logLevel: 'info' },
    ...{ bot, links: { publicUrl, secrets: [] } },
  };
  const links = openLinks({ secrets: ['s'.repeat(32)], publicUrl, clock });
  const router = {
    hear: async (text: string, speaker: Speaker) => {
      asked.push({ verb: text, data: {}, speaker });
      return {
        text: 'Nothing waits.',
        card: { type: 'AdaptiveCard', body: [], note: '"><script>alert(1)</script>' },
      };
    },
    press: async (verb: string, data: object, speaker: Speaker) => {
      if (verb === 'test/fault') throw new Error('a fault');
      asked.push({ verb, data, speaker });
      return { text: 'Recorded.', ...(verb === 'test/card' && { card: { type: 'AdaptiveCard' } }) };
    },
    welcome: () => Promise.reject(new Error('not here')),
    introduce: () => Promise.reject(new Error('not here')),
  };
  const pages = openPages({
    ...{ clock, config, links, log, partnership, pseudonymKey: '', router, store, workflows: [] },
  });
  const take = async (): Promise<{ status: number }> => ({ status: 200 });
  const server: Server = openServer({
    port: 0,
    local: bot === undefined,
    log,
    ready: () => undefined,
    take,
    pages,
  });
  const { port } = await server.listen();
  const sam = await store.transact('test', 'test/sam', (tx) =>
    tx.put(members, {
      ...{ id: 'sam', version: 0, name: 'Sam <Okafor>', organisation: 'probation-service' },
      ...{ standing: 'active' as const, roles: [] },
    }),
  );
  const expires = new Date('2026-11-24T09:00:00Z');
  const made = links.make({ member: 'sam', purpose: 'web/card', expires });
  const address = new URL(made.url).pathname;
  const own = bot === undefined ? `http://127.0.0.1:${port}` : publicUrl;

  function send(
    method: string,
    path: string,
    headers: object = {},
    body: string | Buffer = '',
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sent = request({ port, host: '127.0.0.1', method, path, headers: { ...headers } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { statusCode = 0 } = response;
          resolve({ status: statusCode, headers: response.headers, body: Buffer.concat(chunks).toString() });
        });
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  return {
    ...{ store, links, made, address, asked, lines, sam, port, send, expires },
    at: (instant: string) => void (now = new Date(instant)),
    get: (path = address, headers: object = {}) => send('GET', path, headers),
    post: (body: unknown, headers: object = {}, path = address) =>
      send(
        'POST',
        path,
        { 'content-type': 'application/json', origin: own, 'sec-fetch-site': 'same-origin', ...headers },
        typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
      ),
    close: () => server.close(),
  };
}

type Web = Awaited<ReturnType<typeof open>>;
const press = { verb: 'test/save', data: { done: 'Yes' } };
const textOf = ({ body }: Answer): string => (JSON.parse(body) as { text: string }).text;

describe('the card on a web page', () => {
  let web: Web;

  beforeEach(async () => {
    web = await open();
  });

  afterEach(() => web.close());

  it('opens on what waits for the member, named by the link and by nothing else', async () => {
    const { status, body } = await web.get();

    assert.equal(status, 200);
    assert.match(body, /<html lang="en-GB">/);
    assert.match(body, /Sam &#60;Okafor&#62;, Probation Service/);
    assert.deepEqual(web.asked, [
      { verb: 'my items', data: {}, speaker: { member: 'sam', name: 'Sam <Okafor>', account: '' } },
    ]);
  });

  it('holds no script of its own, takes none from elsewhere, and leaks its address to nobody', async () => {
    const { headers, body } = await web.get();

    const policy = String(headers['content-security-policy']);
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';/);
    assert.match(policy, /base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
    assert.doesNotMatch(policy, /unsafe|https?:|\*/);
    assert.doesNotMatch(body, /<script(?! src="assets\/[\w.]+" defer><\/script>)|https?:|style=| on\w+=/);
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['set-cookie'], undefined);
  });

  it('serves its four files, zipped where that is understood, and again only when they changed', async () => {
    for (const name of ['page.css', 'page.js', 'looks.js', 'adaptivecards.js']) {
      const plain = await web.get(`/card/assets/${name}`);
      const zipped = await web.get(`/card/assets/${name}`, { 'accept-encoding': 'br, gzip' });
      const again = await web.get(`/card/assets/${name}`, { 'if-none-match': plain.headers['etag'] });

      assert.equal(plain.status, 200, name);
      assert.equal(zipped.headers['content-encoding'], 'gzip');
      assert.equal(again.status, 304);
    }
    for (const name of ['nothing.js', '../page.js', '%2e%2e/page.js', '']) {
      assert.equal((await web.get(`/card/assets/${name}`)).status, 404, name);
    }
  });

  it('gives a press to the router, and its card or its words back', async () => {
    const words = await web.post(press);
    const card = await web.post('{"verb":"test/card","data":{"a":1,"__proto__":{"b":2}}}');

    assert.deepEqual(JSON.parse(words.body), { text: 'Recorded.' });
    assert.deepEqual(JSON.parse(card.body), { text: 'Recorded.', card: { type: 'AdaptiveCard' } });
    assert.deepEqual(
      web.asked.map(({ verb, data }) => ({ verb, data })),
      [press, { verb: 'test/card', data: { a: 1 } }],
    );
  });

  it('takes a press from its own page alone', async () => {
    const elsewhere = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `http://127.0.0.1:${web.port + 1}` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ];

    for (const headers of elsewhere) assert.equal((await web.post(press, headers)).status, 403);
    const bare = await web.send(
      'POST',
      web.address,
      { 'content-type': 'application/json' },
      JSON.stringify(press),
    );

    assert.equal(bare.status, 403);
    assert.deepEqual(web.asked, []);
  });

  it('takes JSON of the right shape and size alone', async () => {
    const refused: readonly [number, unknown, object?][] = [
      [415, press, { 'content-type': 'text/plain' }],
      [415, press, { 'content-type': 'application/x-www-form-urlencoded' }],
      [415, press, { 'content-encoding': 'gzip' }],
      [400, '{"verb":'],
      [400, 'null'],
      [400, []],
      [400, { verb: 7, data: {} }],
      [400, { verb: '', data: {} }],
      [400, { verb: 'x'.repeat(201), data: {} }],
      [400, { verb: 'a/b', data: 'text' }],
      [400, Buffer.from([0x7b, 0xff, 0x7d])],
      [413, { verb: 'a/b', data: { long: 'x'.repeat(64 * 1024) } }],
      [413, { verb: 'a/b', data: { long: 'x'.repeat(64 * 1024) } }, { 'transfer-encoding': 'chunked' }],
    ];

    for (const [status, body, headers] of refused) {
      const answer = await web.post(body, headers);
      assert.equal(answer.status, status, JSON.stringify(body)?.slice(0, 60));
      assert.match(textOf(answer), /^[A-Z].*\.$/);
    }
    assert.deepEqual(web.asked, []);
    assert.equal((await web.post(press)).status, 200);
  });

  it('takes thirty presses a minute from one link, and as many a minute later', async () => {
    for (let count = 0; count < 30; count += 1) assert.equal((await web.post(press)).status, 200);

    const refused = await web.post(press);
    web.at('2026-11-23T09:01:00Z');
    const later = await web.post(press);

    assert.deepEqual([refused.status, refused.headers['retry-after'], later.status], [429, '60', 200]);
    assert.match(textOf(refused), /more than 30 presses in a minute/);
  });

  it('refuses other methods, and shows HEAD no more than its headers', async () => {
    const head = await web.send('HEAD', web.address);
    assert.deepEqual([head.status, head.body], [200, '']);

    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const answer = await web.send(method, web.address);
      assert.deepEqual([answer.status, answer.headers['allow']], [405, 'GET, HEAD, POST'], method);
    }
    assert.equal((await web.send('POST', '/card/assets/page.js')).status, 405);
  });

  it('refuses each link that leads nowhere with its sentence, when opened and when pressed', async () => {
    const { store, links, made, address, expires } = web;
    const revoked = links.make({ member: 'sam', purpose: 'web/card', expires });
    const gone = links.make({ member: 'nobody', purpose: 'web/card', expires });
    const file = links.make({ member: 'sam', purpose: 'web/file', expires });
    const past = links.make({
      member: 'sam',
      purpose: 'web/card',
      expires: new Date('2026-11-23T08:59:59Z'),
    });
    await store.transact('test', 'test/revoke', (tx) => revokeLink(tx, revoked.link));
    const cases: readonly [string, number, RegExp][] = [
      [`${address}x`, 404, /is not complete/],
      [address.slice(0, -1), 404, /is not complete/],
      ['/card/', 404, /is not complete/],
      ['/card/%', 404, /is not complete/],
      [new URL(file.url).pathname.replace('/file/', '/card/'), 404, /for something else/],
      [new URL(past.url).pathname, 410, /has expired/],
      [new URL(revoked.url).pathname, 410, /replaced or taken back/],
      [new URL(gone.url).pathname, 410, /no longer on the list/],
    ];

    for (const [path, status, sentence] of cases) {
      const shown = await web.get(path);
      const pressed = await web.post(press, {}, path);
      assert.deepEqual([shown.status, pressed.status], [status, status], path);
      assert.match(shown.body, sentence);
      assert.match(shown.body, /For a new one, write to the Kent Community Safety Team/);
      assert.match(textOf(pressed), sentence);
    }
    assert.deepEqual(web.asked, []);
    assert.ok(made);
  });

  it('shuts with the membership', async () => {
    await web.store.transact('test', 'test/left', (tx) => tx.put(members, { ...web.sam, standing: 'left' }));

    assert.equal((await web.get()).status, 410);
  });

  it('answers a fault with a reference, and logs neither the link nor its token', async () => {
    const answer = await web.post({ verb: 'test/fault', data: {} });

    assert.equal(answer.status, 500);
    const reference = /reference: (\w{6})/.exec(textOf(answer))?.[1] ?? 'none';
    assert.match(web.lines.join(''), new RegExp(reference));
    assert.doesNotMatch(web.lines.join(''), /web:card/);
  });

  it('answers nobody under another host name in local mode, nor what was forwarded', async () => {
    assert.equal((await web.get(web.address, { host: 'evil.example' })).status, 403);
    assert.equal((await web.get(web.address, { 'x-forwarded-for': '10.0.0.1' })).status, 403);
    assert.equal(
      (await web.post(press, { host: 'evil.example', origin: 'http://evil.example' })).status,
      403,
    );
  });

  it('leaves the other addresses as they are: no page may post to them in local mode', async () => {
    const origin = `http://127.0.0.1:${web.port}`;

    assert.equal((await web.send('POST', '/api/messages', { origin })).status, 403);
    assert.equal((await web.get('/healthz')).status, 200);
    assert.equal((await web.get('/cards')).status, 404);
  });
});

describe('the card on a web page of a registered bot', () => {
  it('takes presses from PUBLIC_URL alone', async () => {
    const web = await open(registration);

    assert.equal((await web.post(press)).status, 200);
    assert.equal((await web.post(press, { origin: `http://127.0.0.1:${web.port}` })).status, 403);
    assert.equal(
      (await web.get(web.address, { host: 'anything.example', 'x-forwarded-for': '10.0.0.1' })).status,
      200,
    );
    await web.close();
  });
});
