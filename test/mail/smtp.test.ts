import assert from 'node:assert/strict';
import PostalMime from 'postal-mime';
import { mimeOf } from '../../src/mail/mime.js';
import { openSmtp } from '../../src/mail/nodemailer.js';
import type { Smtp } from '../../src/mail/nodemailer.js';
import type { SmtpSettings } from '../../src/mail/settings.js';
import { plainLetter } from '../../src/mail/plain-letter.js';
import type { Posted } from '../../src/message.js';
import type { Letter } from '../../src/workflows/workflow.js';
import { openMailServer } from './mail-server.js';
import type { MailServer } from './mail-server.js';

const sender = {
  from: { name: 'Kent Community Safety Team', address: 'bot@kcst.example' },
  replyTo: 'team@kcst.example',
};
const LETTER = plainLetter({
  subject: 'Quarter 3',
  heading: 'KCSP',
  paragraphs: ['One – two.'],
  footer: ['Bye'],
});

function posted(to: string, letter: Letter = LETTER, key = `test:${to}`): Posted {
  const date = new Date('2026-11-23T09:00:00Z');
  return { key, to: { address: to, name: 'Sam Okafor' }, date, letter };
}

describe('Mail by SMTP', () => {
  let server: MailServer;
  let smtp: Smtp;
  const patience = { connect: 5000, silence: 400, letter: 10_000 };

  function settings(more: Partial<SmtpSettings> = {}): SmtpSettings {
    return { host: '127.0.0.1', port: server.port, user: '', password: '', tls: 'when offered', ...more };
  }
  const send = (to: string, letter?: Letter) => smtp.send(mimeOf(posted(to, letter), sender));

  before(async () => {
    server = await openMailServer();
    smtp = openSmtp(settings(), 2, patience);
  });
  after(async () => {
    smtp.close();
    await server.close();
  });

  const outcomes: readonly [string, string, object][] = [
    ['is sent', 'accept', { state: 'sent' }],
    [
      'has failed, and bounced, with what the server says of an address it refuses',
      'refuse',
      { state: 'failed', bounced: true, reason: '550 5.1.1 Nobody here has this name' },
    ],
    [
      'has failed with what the server says of a letter it refuses',
      'reject',
      { state: 'failed', reason: '554 5.7.1 Not wanted here' },
    ],
    [
      'is tried again when the server asks to come back',
      'busy',
      { state: 'try again', reason: '451 4.3.2 Too busy' },
    ],
    [
      'is tried again when nobody answers before it was sent',
      'hang',
      { state: 'try again', reason: 'The mail server did not answer in time.' },
    ],
    [
      'is tried again when the connection ends before it was sent',
      'drop',
      { state: 'try again', reason: 'The connection to the mail server ended before the letter was sent.' },
    ],
    [
      'may have been sent when nobody answers after it was',
      'mute',
      {
        state: 'may have been sent',
        reason: 'The connection to the mail server ended before it said whether it took the letter.',
      },
    ],
    [
      'may have been sent when the connection ends after it was',
      'vanish',
      {
        state: 'may have been sent',
        reason: 'The connection to the mail server ended before it said whether it took the letter.',
      },
    ],
  ];
  for (const [what, kind, expected] of outcomes) {
    it(`a letter ${what}`, async () => {
      // Twice: on a connection that is new, and on one that sent before.
      const first = await send(`${kind}.1@example.org`);
      const second = await send(`${kind}.2@example.org`);

      assert.equal(first.state, second.state);
      assert.deepEqual(second, expected);
    });
  }

  it('is tried again when there is no server', async () => {
    const nowhere = openSmtp(settings({ port: 1 }), 1, patience);

    const answer = await nowhere.send(mimeOf(posted('accept@example.org'), sender));

    assert.deepEqual(answer, { state: 'try again', reason: 'The mail server could not be reached.' });
    nowhere.close();
  });

  it('sends nothing to a server without TLS where TLS is required', async () => {
    const strict = openSmtp(settings({ tls: 'required' }), 1, patience);
    const before = server.received.length;

    const answer = await strict.send(mimeOf(posted('accept.tls@example.org'), sender));

    assert.equal(answer.state, 'try again');
    assert.equal(server.received.length, before);
    strict.close();
  });

  it('takes a certificate that nobody signed only where TLS is optional', async () => {
    const own = await openMailServer({ disabledCommands: ['AUTH'] });
    const optional = openSmtp(settings({ port: own.port }), 1, patience);
    const strict = openSmtp(settings({ port: own.port, tls: 'required' }), 1, patience);

    const answers = [
      await optional.send(mimeOf(posted('accept@example.org'), sender)),
      await strict.send(mimeOf(posted('accept@example.org'), sender)),
    ];

    assert.deepEqual(
      answers.map(({ state }) => state),
      ['sent', 'try again'],
    );
    assert.equal(own.received.length, 1);
    optional.close();
    strict.close();
    await own.close();
  });

  it('signs in, and says so when that is refused', async () => {
    const own = await openMailServer({
      authOptional: false,
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ password }, _session, answer) =>
        password === 'p%@ss' ? answer(null, { user: 1 }) : answer(new Error('Wrong')),
    });
    const right = openSmtp(settings({ port: own.port, user: 'bot', password: 'p%@ss' }), 1, patience);
    const wrong = openSmtp(settings({ port: own.port, user: 'bot', password: 'other' }), 1, patience);

    const sent = await right.send(mimeOf(posted('accept@example.org'), sender));
    const refused = await wrong.send(mimeOf(posted('accept@example.org'), sender));
    const verified = [await right.verify(), (await wrong.verify())?.state];

    assert.equal(sent.state, 'sent');
    assert.deepEqual(refused, {
      state: 'try again',
      reason: 'The mail server does not take the user name and password of SMTP_URL: 535 Wrong',
    });
    assert.deepEqual(verified, [undefined, 'try again']);
    right.close();
    wrong.close();
    await own.close();
  });
});

describe('A letter', () => {
  let server: MailServer;
  let smtp: Smtp;

  before(async () => {
    server = await openMailServer();
    smtp = openSmtp(
      { host: '127.0.0.1', port: server.port, user: '', password: '', tls: 'when offered' },
      1,
      { connect: 5000, silence: 5000, letter: 5000 },
    );
  });
  after(async () => {
    smtp.close();
    await server.close();
  });

  async function sentAndRead(given: Posted) {
    const answer = await smtp.send(mimeOf(given, sender));
    assert.deepEqual(answer, { state: 'sent' });
    const { bytes, to, from } = server.received.at(-1)!;
    const read = await PostalMime.parse(bytes);
    const header = (name: string) =>
      read.headers.filter(({ key }) => key === name.toLowerCase()).map(({ value }) => value);
    return { read, header, to, from, head: bytes.toString('latin1').split('\r\n\r\n')[0] ?? '' };
  }

  it('has its parts, its sender and what programs need to know', async () => {
    const unsubscribe = 'https://roundtable.example/unsubscribe/abc?x=1&y=2';
    const attachment = { name: 'session.ics', type: 'text/calendar', content: 'BEGIN:VCALENDAR' };
    const letter = {
      ...LETTER,
      subject: 'Über £39,661 – “grant” 🎉',
      unsubscribe,
      attachments: [attachment],
    };

    const { read, header, to, from, head } = await sentAndRead(posted('accept@example.org', letter));

    assert.deepEqual([from, to], ['bot@kcst.example', 'accept@example.org']);
    assert.equal(read.subject, 'Über £39,661 – “grant” 🎉');
    assert.deepEqual(
      [read.from?.name, read.from?.address],
      ['Kent Community Safety Team', 'bot@kcst.example'],
    );
    assert.deepEqual(
      read.to?.map(({ name, address }) => [name, address]),
      [['Sam Okafor', 'accept@example.org']],
    );
    assert.equal(read.replyTo?.[0]?.address, 'team@kcst.example');
    assert.equal(read.date, '2026-11-23T09:00:00.000Z');
    assert.equal(read.text?.trim(), LETTER.text.trim());
    assert.equal(read.html?.trim(), LETTER.html.trim());
    assert.deepEqual(header('List-Unsubscribe'), [`<${unsubscribe}>`]);
    assert.deepEqual(header('List-Unsubscribe-Post'), ['List-Unsubscribe=One-Click']);
    assert.deepEqual(header('Auto-Submitted'), ['auto-generated']);
    assert.deepEqual(header('X-Mailer'), []);
    assert.deepEqual(
      read.attachments.map(({ filename, mimeType }) => [filename, mimeType]),
      [['session.ics', 'text/calendar']],
    );
    assert.match(head, /^MIME-Version: 1\.0/im);
    assert.ok(head.split('\r\n').every((each) => each.length <= 998));
  });

  it('has the same Message-ID whenever it is tried, and another letter another', async () => {
    const [one, again, other] = [
      await sentAndRead(posted('accept@example.org', LETTER, 'k1')),
      await sentAndRead(posted('accept@example.org', LETTER, 'k1')),
      await sentAndRead(posted('accept@example.org', LETTER, 'k2')),
    ];

    assert.equal(one.read.messageId, again.read.messageId);
    assert.notEqual(one.read.messageId, other.read.messageId);
    assert.match(one.read.messageId ?? '', /^<[0-9a-f]{32}@kcst\.example>$/);
  });

  it('loads nothing from elsewhere', async () => {
    const { read } = await sentAndRead(posted('accept@example.org'));

    assert.doesNotMatch(read.html ?? '', /<img|<script|<link|src=|url\(|@import/i);
  });

  const injections = [
    'Hello\r\nBcc: everybody@example.org',
    'Hello\nBcc: everybody@example.org\n\nA body',
    'Hello\rBcc: everybody@example.org',
    'Hello\u2028Bcc: everybody@example.org',
    'Hello\u0000\u0007\u001b[31m',
    '=?utf-8?Q?Hello=0D=0ABcc:_everybody@example.org?=',
    `${'x'.repeat(3000)}\r\nBcc: everybody@example.org`,
  ];
  for (const typed of injections) {
    it(`keeps ${JSON.stringify(typed.slice(0, 40))} inside its header`, async () => {
      const letter = {
        ...LETTER,
        subject: typed,
        attachments: [{ name: `${typed}.ics`, type: 'text/calendar', content: 'x' }],
      };
      const given = posted('accept@example.org', letter);

      const { read, header, to } = await sentAndRead({ ...given, to: { ...given.to, name: typed } });

      assert.deepEqual(header('Bcc'), []);
      assert.equal(to, 'accept@example.org');
      assert.equal(server.received.at(-1)!.to, 'accept@example.org');
      assert.deepEqual(
        read.to?.map(({ address }) => address),
        ['accept@example.org'],
      );
      assert.equal(read.text?.trim(), LETTER.text.trim());
      assert.doesNotMatch(`${read.subject}${read.to?.[0]?.name}`, /[\u0000-\u001f\u2028]/);
    });
  }

  for (const address of [
    'a@b.example\r\nRCPT TO:<c@d.example>',
    'a b@c.example',
    '<a@b.example>',
    'nobody',
    '',
  ]) {
    it(`is not made for ${JSON.stringify(address)}`, () => {
      assert.throws(() => mimeOf(posted(address), sender), /no e-mail address/);
    });
  }

  it('unsubscribes on no address but one of the web', () => {
    const letter = { ...LETTER, unsubscribe: 'javascript:alert(1)' };

    assert.throws(() => mimeOf(posted('accept@example.org', letter), sender));
  });
});
