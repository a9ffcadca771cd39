/** Started by kill.test.ts: puts 2,000 letters into a real store, and sends until none is left or it is killed. */
import { pino } from 'pino';
import { members } from '../../src/directory.js';
import { mimeOf } from '../../src/mail/mime.js';
import { openSmtp } from '../../src/mail/nodemailer.js';
import { plainLetter } from '../../src/mail/plain-letter.js';
import { openOutbox } from '../../src/outbox.js';
import { enqueue, outboxRows } from '../../src/outbox-rows.js';
import { openLowdbStore } from '../../src/store/lowdb.js';

const [folder = '', port = '', start = ''] = process.argv.slice(2);
const HOUR = 3_600_000;

/** What each letter meets at the server, by its number. */
const TROUBLES = ['refuse', 'reject', 'defer', 'hang', 'drop', 'mute', 'vanish'];
const addresses = Array.from({ length: 2000 }, (_, at) => {
  const kind = at % 20 === 0 ? TROUBLES[(at / 20) % TROUBLES.length] : 'accept';
  return `${kind ?? ''}.${at}@example.org`;
});

const log = pino({ level: 'silent' });
let now = new Date(start);
const clock = { now: () => now };
const store = await openLowdbStore({
  ...{ folder, clock, log },
  collections: [outboxRows, members],
  onFailure: (error) => {
    throw error;
  },
});
const smtp = openSmtp(
  { host: '127.0.0.1', port: Number(port), user: '', password: '', tls: 'when offered' },
  5,
  { connect: 5000, silence: 200, letter: 10_000 },
);
const sender = { from: { name: 'Team', address: 'bot@example.org' }, replyTo: 'team@example.org' };
const letter = plainLetter({
  subject: 'Bulletin',
  heading: 'KCSP',
  paragraphs: ['News.'],
  footer: ['The team'],
});

const outbox = await openOutbox({
  ...{ store, clock, log },
  carrier: {
    send: () => Promise.reject(new Error('nothing goes to Teams here')),
    update: () => Promise.reject(new Error('nothing goes to Teams here')),
  },
  mail: {
    post: { send: (posted) => smtp.send(mimeOf(posted, sender)), close: smtp.close },
    write: () => Promise.resolve(letter),
    abreast: 5,
  },
});
await store.transact('test', 'test/enqueue', (tx) =>
  enqueue(
    tx,
    addresses.map((id) => ({
      ...{ to: { kind: 'address', id }, letter: 'bulletin/issue', ids: [], key: `bulletin:${id}` },
    })),
    now,
  ),
);

async function waiting(): Promise<number> {
  const where = { via: 'mail', state: 'waiting' } as const;
  const rows = await store.transact('test', 'test/waiting', (tx) =>
    tx.find(outboxRows, { where, by: 'due', limit: 1 }),
  );
  return rows.length;
}

while ((await waiting()) > 0) {
  await outbox.deliver();
  now = new Date(now.getTime() + HOUR);
}
await outbox.stop();
smtp.close();
await store.close();
