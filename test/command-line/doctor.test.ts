import assert from 'node:assert/strict';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { freePort } from '../../env/local/ports.js';
import { examine } from '../../src/command-line/doctor/examine.js';
import type { World } from '../../src/command-line/doctor/examine.js';
import { trySignIn } from '../../src/command-line/doctor/sign-in.js';
import { lineOf } from '../../src/command-line/doctor-command.js';
import { collections } from '../../src/collections.js';
import { facts } from '../../src/sample.js';
import { lockFolder } from '../../src/store/lock.js';
import { openLowdbStore } from '../../src/store/lowdb.js';
import { temporaryFolder } from '../support/command-line.js';
import { openMailServer } from '../mail/mail-server.js';
import { silent } from '../support/house.js';

const BOT = '11111111-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const registered = { BOT_ID: BOT, BOT_PASSWORD: 'a secret', BOT_TENANT_ID: TENANT };
const NOW = new Date('2026-11-23T09:00:00Z');

/** A sign-in service of our own. */
const authority = {
  status: 200,
  body: '{"access_token":"e30"}',
  date: NOW,
  hangs: false,
  asked: '',
};

interface SetUp {
  readonly rule: string;
  readonly environment?: Record<string, string>;
  readonly world?: Partial<World>;
  readonly prepare?: (folder: string) => Promise<unknown>;
  /** How many problems there are; one when not given. */
  readonly problems?: number;
  readonly says: RegExp;
}

describe('doctor', () => {
  let folder: string;
  let remove: () => Promise<void>;
  let server: Server;
  let login: string;
  let port: number;

  before(async () => {
    server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (text: string) => (authority.asked = `${request.url} ${text}`));
      request.on('end', () => {
        if (authority.hangs) return;
        const { status, body, date } = authority;
        response.writeHead(status, { date: date.toUTCString() });
        response.end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    login = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    port = await freePort();
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  beforeEach(async () => {
    Object.assign(authority, { status: 200, body: '{"access_token":"e30"}', date: NOW, asked: '' });
    ({ folder, remove } = await temporaryFolder());
    await chmod(folder, 0o700);
  });

  afterEach(() => remove());

  async function look(environment: Record<string, string>, world: Partial<World> = {}, full = false) {
    const settings = { DATA_DIR: folder, PORT: String(port), ...environment };
    const around = { login, now: () => NOW, free: async () => 5e9, ...world };
    return examine({ environment: settings, ...around }, full);
  }

  const sentences = (found: Awaited<ReturnType<typeof look>>, verdict: string): readonly string[] =>
    found.filter((each) => each.verdict === verdict).map(({ about, sentence }) => `${about}: ${sentence}`);

  it('finds no problem in local mode with an empty folder, and says that nobody proves who they are', async () => {
    const found = await look({});

    assert.deepEqual(sentences(found, 'problem'), []);
    assert.match(sentences(found, 'note').join('\n'), /Sign-in: Local mode .* nobody proves who they are\./);
    assert.match(
      sentences(found, 'ok').join('\n'),
      /Clock: It is 23 November 2026, 09:00 in Europe\/London\./,
    );
  });

  it('finds no problem with a bot that can sign in, and asks as the bot does', async () => {
    const found = await look({ ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` });

    assert.deepEqual(sentences(found, 'problem'), []);
    assert.match(
      sentences(found, 'ok').join('\n'),
      /Microsoft gave the bot a token\.[^]*0 seconds from Microsoft's/,
    );
    assert.match(
      authority.asked,
      new RegExp(`^/${TENANT}/oauth2/v2\\.0/token grant_type=client_credentials&client_id=${BOT}`),
    );
  });

  it('finds a mail server that answers, and says where letters go without one', async () => {
    const mail = await openMailServer();
    const environment = { SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'bot@example.org' };

    const [found, local, real] = [await look(environment), await look({}), await look(registered)];
    await mail.close();

    assert.match(sentences(found, 'ok').join('\n'), /^Mail: 127\.0\.0\.1:\d+ answers and takes letters/m);
    assert.match(sentences(local, 'note').join('\n'), /^Mail: .* kept in the data folder/m);
    assert.match(sentences(real, 'note').join('\n'), /^Mail: .* Set it and MAIL_FROM/m);
    assert.equal(mail.received.length, 0);
  });

  it('never shows a secret or a token', async () => {
    const wrong = { status: 401, body: '{"error_description":"AADSTS7000215: a secret is wrong"}' };
    Object.assign(authority, wrong);

    const found = await look(registered);

    assert.doesNotMatch(found.map(lineOf).join('\n'), /a secret|e30/);
  });

  async function store(by: (now: Date) => Date = (now) => now) {
    const clock = { now: () => by(NOW) };
    return openLowdbStore({ folder, collections, clock, log: silent, onFailure: () => undefined });
  }

  async function withSample(): Promise<void> {
    const open = await store();
    await open.transact('roundtable', 'sample/seed', (tx) =>
      tx.put(facts, { id: 'sample', version: 0, since: NOW.toISOString() }),
    );
    await open.close();
  }

  async function withFutureEntry(): Promise<void> {
    const open = await store((now) => new Date(now.getTime() + 3_600_000));
    await open.transact('roundtable', 'test', (tx) => tx.put(facts, { id: 'x', version: 0, since: '' }));
    await open.close();
  }

  const damage = (name: string) => async (): Promise<void> => {
    await withSample();
    await writeFile(path.join(folder, name), '{"format":1,"seq":1}\n');
  };

  const answers = (status: number, body: string) => async (): Promise<void> => {
    Object.assign(authority, { status, body });
  };

  const broken: readonly SetUp[] = [
    {
      rule: 'a port that is no number, and production without a bot, both at once',
      environment: { PORT: 'many', NODE_ENV: 'production' },
      problems: 2,
      says: /^Settings: PORT must be a number\.\nSettings: BOT_ID is not set, .* Set BOT_ID\.$/,
    },
    {
      rule: 'a bot without its secret',
      environment: { BOT_ID: BOT, BOT_TENANT_ID: TENANT },
      says: /^Settings: BOT_PASSWORD is not set\. Set the client secret that belongs to BOT_ID\.$/,
    },
    {
      rule: 'a partnership file that is not there',
      environment: { PARTNERSHIP: '/nowhere/partnership.yaml' },
      says: /^Partnership: \/nowhere\/partnership\.yaml cannot be read\. Set PARTNERSHIP to the path/,
    },
    {
      rule: 'a first coordinator from a tenant that may not speak to the bot',
      environment: { ...registered, FIRST_COORDINATOR: `${BOT}/${BOT}` },
      says: /^Settings: FIRST_COORDINATOR is somebody of the tenant 11111111-\S+, whose people may not speak to the bot\. Add the tenant to ALLOWED_TENANTS/,
    },
    {
      rule: 'real people and no coordinator',
      environment: registered,
      says: /^Data: There is no coordinator, .* Set FIRST_COORDINATOR to/,
    },
    {
      rule: 'a data folder that is a file',
      environment: { DATA_DIR: 'package.json' },
      says: /^Data folder: package\.json is a file\. Set DATA_DIR to a folder\.$/,
    },
    {
      rule: 'a data folder that cannot be made',
      environment: { DATA_DIR: 'package.json/data' },
      says: /^Data folder: package\.json\/data cannot be used \(ENOTDIR\)\. .*set DATA_DIR to another folder\.$/,
    },
    {
      rule: 'a disk that is nearly full',
      world: { free: async () => 20_000_000 },
      says: /^Disk: Only 20 MB are free for the data folder\. Make room: a bot that cannot save stops\.$/,
    },
    {
      rule: 'a checkpoint that is damaged',
      prepare: damage('checkpoint.json'),
      says: /^Data: The data file \S+checkpoint\.json is not a whole checkpoint\. Restore the last backup/,
    },
    {
      rule: 'a journal that is damaged',
      prepare: damage('journal/000000000001.jsonl'),
      says: /^Data: Line 1 of the journal file \S+ is damaged: it is not as it was saved\. Restore/,
    },
    {
      rule: 'the sample data beside a real bot',
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      prepare: withSample,
      says: /^Data: This is the sample partnership of local mode, .* Set DATA_DIR to another folder\.$/,
    },
    {
      rule: 'a clock that is behind the journal',
      prepare: withFutureEntry,
      says: /^Clock: It says 2026-11-23T09:00:00\.000Z, but the last entry of the journal was made at 2026-11-23T10:00:00\.000Z\. Set this computer's clock right/,
    },
    {
      rule: "a clock that is far from Microsoft's",
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      prepare: async () => (authority.date = new Date('2026-11-23T08:40:00Z')),
      says: /^Clock: It is 20 minutes ahead of Microsoft's, .*Let this computer set its clock from the network\.$/,
    },
    {
      rule: 'a mail server that does not answer',
      environment: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'bot@example.org' },
      says: /^Mail: 127\.0\.0\.1:1 cannot be used\. The mail server could not be reached\. Set SMTP_URL to/,
    },
    {
      rule: 'a secret that is wrong',
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      prepare: answers(401, '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid"}'),
      says: /^Sign-in: Microsoft does not know BOT_PASSWORD\. .*\(AADSTS7000215\)$/,
    },
    {
      rule: 'a secret that has expired',
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      prepare: answers(401, '{"error_description":"AADSTS7000222: expired"}'),
      says: /^Sign-in: BOT_PASSWORD has expired\. Make a new client secret/,
    },
    {
      rule: 'something else that answers for the sign-in service',
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      prepare: answers(502, '<html>Bad gateway</html>'),
      says: /^Sign-in: The sign-in service answered with status 502 and no token\. .*look for a proxy in between\.$/,
    },
    {
      rule: 'no way to the sign-in service',
      environment: { ...registered, FIRST_COORDINATOR: `${TENANT}/${BOT}` },
      world: { login: 'http://127.0.0.1:1' },
      says: /^Sign-in: 127\.0\.0\.1:1 cannot be reached \(.+\)\. Let this computer reach it over HTTPS/,
    },
    {
      rule: 'a Node that is too old',
      world: { node: '18.20.8' },
      says: /^Node: This is version 18\.20\.8; the bot needs .*Install one of those\.$/,
    },
  ];

  for (const { rule, environment = {}, world = {}, prepare, problems = 1, says } of broken) {
    it(`has a sentence for ${rule}, and no other problem`, async () => {
      await prepare?.(folder);

      const found = sentences(await look(environment, world), 'problem');

      assert.match(found.join('\n'), says);
      assert.equal(found.length, problems);
    });
  }

  it('gives up on a sign-in service that does not answer', async () => {
    authority.hangs = true;

    const { finding } = await trySignIn(
      { id: BOT, password: 'a secret', tenant: TENANT, type: 'SingleTenant' },
      login,
      50,
    );

    authority.hangs = false;
    assert.match(finding.sentence, /cannot be reached \(no answer in time\)/);
  });

  it('has a sentence for a port that another program has', async () => {
    const other = createServer((_request, response) => void response.end('Hello'));
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));

    const found = await look({});

    other.closeAllConnections();
    other.close();
    assert.deepEqual(sentences(found, 'problem'), [
      `Port: ${port} is in use by another program. Stop that one, or set PORT to another number.`,
    ]);
  });

  it('has a sentence for a folder that is in use while no bot answers, and for a bot that is not ready', async () => {
    const lock = await lockFolder(folder, () => undefined);
    const silentBot = await look({});
    const starting = createServer((_request, response) => {
      // Not chained: restify, once loaded, has writeHead return nothing.
      response.writeHead(503);
      response.end('{"ready":false,"reason":"The bot is starting."}');
    });
    await new Promise<void>((resolve) => starting.listen(port, '127.0.0.1', resolve));

    const notReady = await look({});

    starting.closeAllConnections();
    starting.close();
    await lock.release();
    assert.match(
      sentences(silentBot, 'problem').join('\n'),
      new RegExp(
        `^Port: The data folder is in use by process ${process.pid} on .*, but no bot answers on ${port}\\.`,
      ),
    );
    assert.deepEqual(sentences(notReady, 'problem'), [
      `Port: The bot runs on ${port} and is not ready: The bot is starting.`,
    ]);
  });

  it('takes a first start that was cut off for what it is', async () => {
    await mkdir(path.join(folder, 'journal'));
    await writeFile(path.join(folder, 'journal', '000000000001.jsonl'), '');

    const found = await look({});

    assert.deepEqual(sentences(found, 'problem'), []);
    assert.match(sentences(found, 'note').join('\n'), /Data: Nothing is stored yet\./);
  });

  it('checks every entry with full alone', async () => {
    await withSample();

    const [quick, full] = [await look({}), await look({}, {}, true)];

    const entries = /Data: Every entry of the audit trail is as it was written: 1 entry\./;
    assert.doesNotMatch(sentences(quick, 'ok').join('\n'), entries);
    assert.match(sentences(full, 'ok').join('\n'), entries);
  });
});
