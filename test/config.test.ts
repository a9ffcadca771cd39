import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readConfig, variables } from '../src/config.js';
import { SetupError } from '../src/shared/errors.js';

const id = '11111111-2222-3333-4444-555555555555';
const tenant = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const registered = { BOT_ID: id, BOT_PASSWORD: 'secret', BOT_TENANT_ID: tenant };

type Environment = Readonly<Record<string, string | undefined>>;

function faultsOf(environment: Environment): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof SetupError) return error.faults;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('needs nothing in local mode', () => {
    const config = readConfig({});

    assert.deepEqual(config, {
      port: 3978,
      dataFolder: './data',
      partnershipFile: './env/partnership.yaml',
      bot: undefined,
      firstCoordinator: undefined,
      allowedTenants: [],
      logLevel: 'info',
      links: { publicUrl: 'http://127.0.0.1:3978', secrets: [] },
      mail: {},
      startClockAt: undefined,
    });
  });

  it('reads where browsers find the bot, and every secret that links may be signed with', () => {
    const [one, two] = ['a'.repeat(32), 'b'.repeat(40)];
    const given = { PUBLIC_URL: 'https://roundtable.example/', LINK_SECRET: ` ${one} ,${two},` };

    const config = readConfig({ ...registered, ...given });

    assert.deepEqual(config.links, { publicUrl: 'https://roundtable.example', secrets: [one, two] });
  });

  it('makes no web links for a registered bot that is given no address for them', () => {
    assert.equal(readConfig(registered).links, undefined);
  });

  it('has no mail for a registered bot that is given no server', () => {
    assert.equal(readConfig(registered).mail, undefined);
  });

  const servers: readonly [string, object][] = [
    ['smtps://mail.example.org', { port: 465, tls: 'from the start' }],
    ['smtp://mail.example.org', { port: 587, tls: 'required' }],
    ['smtp://mail.example.org:2525/?tls=optional', { port: 2525, tls: 'when offered' }],
    ['smtp://mail.example.org?perMinute=30', { port: 587, tls: 'required', perMinute: 30 }],
    ['smtp://127.0.0.1:1025', { host: '127.0.0.1', port: 1025, tls: 'when offered' }],
    ['smtp://[::1]:1025', { host: '::1', port: 1025, tls: 'when offered' }],
    [
      'smtps://team%40example.org:p%25%40ss@mail.example.org',
      { user: 'team@example.org', password: 'p%@ss', port: 465, tls: 'from the start' },
    ],
  ];
  for (const [SMTP_URL, expected] of servers) {
    it(`reads ${SMTP_URL}`, () => {
      const { mail } = readConfig({ ...registered, SMTP_URL, MAIL_FROM: 'bot@example.org' });

      const smtp = { host: 'mail.example.org', user: '', password: '', ...expected };
      assert.deepEqual(mail, { from: 'bot@example.org', smtp });
    });
  }

  it('counts an empty variable as not set', () => {
    const empty = Object.fromEntries(variables.map((name) => [name, '']));

    assert.deepEqual(readConfig(empty), readConfig({}));
  });

  it('reads a registration and the tenants that may speak to it', () => {
    const tenants = ` ${tenant.toUpperCase()} ,, ${id}`;

    const config = readConfig({ ...registered, ALLOWED_TENANTS: tenants, NODE_ENV: 'production' });

    assert.deepEqual(config.bot, { id, password: 'secret', tenant, type: 'SingleTenant' });
    assert.deepEqual(config.allowedTenants, [tenant, id]);
  });

  it('starts the clock in local mode where NOW says', () => {
    const config = readConfig({ NOW: '2026-11-20T09:00:00+01:00' });

    assert.deepEqual(config.startClockAt, new Date('2026-11-20T08:00:00Z'));
  });

  const refused: readonly [string, Environment, readonly string[]][] = [
    ['a port that is no number', { PORT: 'teams' }, ['PORT must be a number.']],
    ['a port that is no whole number', { PORT: '39.78' }, ['PORT must be a whole number.']],
    ['a port out of range', { PORT: '65536' }, ['PORT must be from 1 to 65535.']],
    [
      'a log level that there is not',
      { LOG_LEVEL: 'loud' },
      ['LOG_LEVEL must be fatal, error, warn, info, debug or silent.'],
    ],
    [
      'an id that is no GUID',
      { ...registered, BOT_ID: 'roundtable' },
      ['BOT_ID must be a GUID, like 11111111-2222-3333-4444-555555555555.'],
    ],
    [
      'a tenant that is no GUID',
      { ALLOWED_TENANTS: `${tenant},kent` },
      ['ALLOWED_TENANTS must be a GUID, like 11111111-2222-3333-4444-555555555555.'],
    ],
    [
      'an instant without its offset',
      { NOW: '2026-11-20T09:00:00' },
      ['NOW must be an instant like 2026-11-20T09:00:00Z.'],
    ],
    [
      'a day that does not exist',
      { NOW: '2026-02-30T09:00:00Z' },
      ['NOW must be an instant like 2026-11-20T09:00:00Z.'],
    ],
    [
      'a type of bot that there is not',
      { ...registered, BOT_TYPE: 'Both' },
      ['BOT_TYPE must be SingleTenant or MultiTenant.'],
    ],
    [
      'local mode where NODE_ENV says production',
      { NODE_ENV: 'production' },
      ['BOT_ID is not set, so this would be local mode, which NODE_ENV=production refuses. Set BOT_ID.'],
    ],
    [
      'a clock of its own for a bot that is registered',
      { ...registered, NOW: '2026-11-20T09:00:00Z' },
      ['NOW is set together with BOT_ID. NOW moves the clock and works in local mode only. Remove it.'],
    ],
    [
      'an address that is none',
      { PUBLIC_URL: 'roundtable.example' },
      ['PUBLIC_URL must be a web address like https://roundtable.example.org.'],
    ],
    [
      'an address with a query',
      { PUBLIC_URL: 'https://roundtable.example/?a=b' },
      ['PUBLIC_URL must be an address without a query, a fragment or a password.'],
    ],
    [
      'a secret that could be guessed',
      { LINK_SECRET: `${'a'.repeat(32)},short` },
      ['LINK_SECRET must be a secret of at least 32 characters, or several with commas between.'],
    ],
    ['secrets that are none', { LINK_SECRET: ' , ' }, ['LINK_SECRET must hold a secret.']],
    [
      'an address without a secret',
      { ...registered, PUBLIC_URL: 'https://roundtable.example' },
      ['LINK_SECRET is not set. Set a random text of 32 characters or more, or remove PUBLIC_URL.'],
    ],
    [
      'a secret without an address',
      { ...registered, LINK_SECRET: 'a'.repeat(32) },
      ['PUBLIC_URL is not set. Set the address under which browsers find the bot, or remove LINK_SECRET.'],
    ],
    [
      'an address that anybody on the way can read',
      { ...registered, PUBLIC_URL: 'http://roundtable.example', LINK_SECRET: 'a'.repeat(32) },
      ['PUBLIC_URL must begin with https:// when BOT_ID is set: its links are as good as a password.'],
    ],
    [
      'a mail server by another protocol',
      { SMTP_URL: 'https://mail.example.org', MAIL_FROM: 'bot@example.org' },
      [
        'SMTP_URL must be an address like smtps://user:password@mail.example.org or smtp://mail.example.org:587.',
      ],
    ],
    [
      'a mail server with a path',
      { SMTP_URL: 'smtp://mail.example.org/inbox', MAIL_FROM: 'bot@example.org' },
      [
        'SMTP_URL must name a mail server and nothing after it, like smtps://user:password@mail.example.org or smtp://mail.example.org:587.',
      ],
    ],
    [
      'an option of a mail server that there is not',
      { SMTP_URL: 'smtp://mail.example.org?pool=true', MAIL_FROM: 'bot@example.org' },
      ['SMTP_URL may end with ?tls=optional or ?perMinute=30 and nothing else.'],
    ],
    [
      'TLS from the start that is optional',
      { SMTP_URL: 'smtps://mail.example.org?tls=optional', MAIL_FROM: 'bot@example.org' },
      ['SMTP_URL may say tls=optional after smtp:// and nothing else about TLS.'],
    ],
    [
      'a pace that is none',
      { SMTP_URL: 'smtp://mail.example.org?perMinute=0', MAIL_FROM: 'bot@example.org' },
      ['SMTP_URL must give perMinute as a number of letters, like perMinute=30.'],
    ],
    [
      'a password with a bare %',
      { SMTP_URL: 'smtp://bot:100%@mail.example.org', MAIL_FROM: 'bot@example.org' },
      ['SMTP_URL must have its user name and password percent-encoded: %40 for @, %25 for %.'],
    ],
    [
      'a sender with more than an address',
      { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'Team <bot@example.org>' },
      ['MAIL_FROM must be one e-mail address, like roundtable@example.org.'],
    ],
    [
      'a mail server without a sender',
      { SMTP_URL: 'smtp://mail.example.org' },
      ['MAIL_FROM is not set. Set the address that letters come from, or remove SMTP_URL.'],
    ],
    [
      'a sender without a mail server',
      { ...registered, MAIL_FROM: 'bot@example.org' },
      ['SMTP_URL is not set. Set the mail server that takes the letters, or remove MAIL_FROM.'],
    ],
    [
      'a registration without its secret and its tenant',
      { BOT_ID: id },
      [
        'BOT_PASSWORD is not set. Set the client secret that belongs to BOT_ID.',
        'BOT_TENANT_ID is not set. Set the tenant in which a SingleTenant bot is registered.',
      ],
    ],
    [
      'a bot of many tenants that would let in every one of them',
      { BOT_ID: id, BOT_PASSWORD: 'secret', BOT_TYPE: 'MultiTenant', ALLOWED_TENANTS: ' , ' },
      ['ALLOWED_TENANTS is not set. List the tenants whose people may speak to the bot.'],
    ],
  ];
  for (const [what, environment, faults] of refused) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(faultsOf(environment), faults);
    });
  }

  it('tells every fault at once, those of one setting and those between settings', () => {
    const faults = faultsOf({ PORT: 'teams', LOG_LEVEL: 'loud', BOT_ID: id, NOW: 'today' });

    assert.deepEqual(
      faults.map((fault) => fault.split(' ')[0]),
      ['PORT', 'LOG_LEVEL', 'NOW', 'BOT_PASSWORD', 'BOT_TENANT_ID', 'NOW'],
    );
  });

  it('never repeats a secret in a fault', () => {
    const faults = faultsOf({
      ...{ BOT_ID: 'hunter2', BOT_PASSWORD: 'hunter2', BOT_TENANT_ID: 'hunter2' },
      SMTP_URL: 'smtp://bot:hunter2@mail.example.org?hunter2=1',
    });

    assert.equal(faults.join(' ').includes('hunter2'), false);
  });
});

describe('env/.env.example', () => {
  const lines = readFileSync('env/.env.example', 'utf8').split('\n');
  const settings = lines.filter((line) => line !== '' && !line.startsWith('#'));

  it('names the settings that there are, and no others', () => {
    const names = settings.map((line) => line.split('=')[0] ?? '');

    assert.deepEqual(names.sort(), [...variables].sort());
  });

  it('says in the line above what each is for', () => {
    const unexplained = settings.filter((line) => !/^# \w/.test(lines[lines.indexOf(line) - 1] ?? ''));

    assert.deepEqual(unexplained, []);
  });

  it('gives the values that hold without it', () => {
    const example = Object.fromEntries(settings.map((line) => line.split('=')));

    assert.deepEqual(readConfig(example), readConfig({}));
  });
});
