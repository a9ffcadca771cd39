import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { openServer } from '../../src/bot/server.js';
import type { Server } from '../../src/bot/server.js';
import { openLettersPage } from '../../src/mail/local-page.js';
import { plainLetter } from '../../src/mail/plain-letter.js';
import { openPost } from '../../src/mail/post.js';
import { loadPartnership } from '../../src/partnership.js';
import { backupFolder } from '../../src/store/backup.js';
import { openLowdbStore } from '../../src/store/lowdb.js';
import { verifyFolder } from '../../src/store/verify.js';
import type { Letter } from '../../src/workflows/workflow.js';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

describe("Local mode's letters", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-kept-'));
  const dataFolder = path.join(folder, 'data');
  const log = pino({ level: 'silent' });
  const partnership = loadPartnership('env/partnership.yaml');
  const { post } = openPost({ settings: {}, partnership, dataFolder, log });
  let server: Server;
  let port: number;

  before(async () => {
    const take = () => Promise.resolve({ status: 200 });
    const ready = () => undefined;
    server = openServer({
      port: 0,
      local: true,
      log,
      ready,
      take,
      pages: openLettersPage(dataFolder, partnership.time_zone),
    });
    ({ port } = await server.listen());
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function get(at: string, headers: object = {}, method = 'GET'): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const asked = request({ port, method, path: at, agent: false, headers: { ...headers } }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      asked.on('error', reject).end();
    });
  }
  async function send(letter: Letter, key: string, minute: number): Promise<void> {
    const date = new Date(Date.UTC(2026, 10, 23, 9, minute));
    const to = { address: 'sam@example.org', name: 'Sam <b>' };
    assert.deepEqual(await post.send({ key, to, date, letter }), { state: 'sent' });
  }
  const linksOn = ({ body }: Answer): readonly string[] =>
    [...body.matchAll(/href="(\/mail\/[^"]+)"/g)].map(([, link = '']) => link);

  it('say so while there are none', async () => {
    const { status, body } = await get('/mail/');

    assert.equal(status, 200);
    assert.match(body, /No letter was sent yet\./);
  });

  it('are listed newest first, and read as text and as a mail program shows them', async () => {
    const paragraphs = ['A <b>word</b>', { title: 'Open', url: 'http://127.0.0.1:3978/card/x' }];
    await send(plainLetter({ subject: 'First', heading: 'KCSP', paragraphs, footer: [] }), 'k1', 1);
    await send(plainLetter({ subject: 'Second <i>', heading: 'KCSP', paragraphs, footer: [] }), 'k2', 2);

    const list = await get('/mail/');
    const [newest = ''] = linksOn(list);
    const letter = await get(newest);
    const html = await get(`${newest}/html`);

    assert.ok(list.body.indexOf('Second &#60;i&#62;') < list.body.indexOf('>First<'));
    assert.match(letter.body, /Sam &#60;b&#62;/);
    assert.match(list.body, /23 November 2026 at 9:02am/);
    assert.match(letter.body, /community\.safety@kcst\.example/);
    assert.match(html.body, /<a href="http:\/\/127\.0\.0\.1:3978\/card\/x"/);
    assert.match(html.body, /A &#60;b&#62;word/);
  });

  it('let nothing in them run or load', async () => {
    const evil = '<script>alert(1)</script><img src="https://elsewhere.example/x.png">';
    await send({ subject: 'Evil', text: evil, html: evil }, 'k3', 3);

    const [newest = ''] = linksOn(await get('/mail/'));
    const letter = await get(newest);
    const html = await get(`${newest}/html`);

    assert.doesNotMatch(letter.body, /<script|<img/);
    for (const { headers } of [letter, html]) {
      const policy = String(headers['content-security-policy']);
      assert.match(
        policy,
        /^default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src /,
      );
      assert.doesNotMatch(policy, /script-src|connect-src|https?:/);
      assert.equal(headers['x-content-type-options'], 'nosniff');
    }
  });

  it('are shown to this machine alone, and nothing else is', async () => {
    const [newest = ''] = linksOn(await get('/mail/'));
    const foreign = [
      await get(newest, { host: 'roundtable.example' }),
      await get(newest, { origin: 'https://elsewhere.example' }),
      await get(newest, { 'x-forwarded-for': '203.0.113.9' }),
    ];
    const others = [
      await get('/mail/../checkpoint.json'),
      await get('/mail/..%2fcheckpoint.json'),
      await get('/mail/20261123T090100000-000000000000.eml'),
      await get('/mail/x'),
    ];

    assert.deepEqual(
      foreign.map(({ status }) => status),
      [403, 403, 403],
    );
    assert.deepEqual(
      others.map(({ status }) => status),
      [404, 404, 404, 404],
    );
    assert.equal((await get(newest, {}, 'POST')).status, 405);
  });

  it('stand beside the records, readable by their owner, and in no backup', async () => {
    const clock = { now: () => new Date('2026-11-23T09:00:00Z') };
    const store = await openLowdbStore({
      folder: dataFolder,
      collections: [],
      clock,
      log,
      onFailure: assert.fail,
    });
    await store.close();
    const backup = path.join(folder, 'backup');

    await backupFolder(dataFolder, backup);

    const mail = path.join(dataFolder, 'mail');
    assert.equal((await verifyFolder(dataFolder)).ok, true);
    assert.equal(readdirSync(mail).length, 3);
    if (process.platform !== 'win32') {
      assert.deepEqual(
        readdirSync(mail).map((each) => statSync(path.join(mail, each)).mode & 0o077),
        [0, 0, 0],
      );
    }
    assert.equal(readdirSync(backup).includes('mail'), false);
  });

  it('are tried again when they cannot be kept', async () => {
    const blocked = openPost({ settings: {}, partnership, dataFolder: '/dev/null', log });
    const letter = { subject: '', text: '', html: '' };
    const date = new Date('2026-11-23T09:00:00Z');

    const answer = await blocked.post.send({
      key: 'k',
      to: { address: 'a@b.example', name: '' },
      date,
      letter,
    });

    assert.deepEqual(answer, {
      state: 'try again',
      reason: 'The letter could not be kept in the data folder.',
    });
  });
});
