/** The bot as far as an issue needs it: the coordinator presses *Send*, and it goes out by SMTP. */
import { mimeOf } from '../../../src/mail/mime.js';
import { openSmtp } from '../../../src/mail/nodemailer.js';
import { openWriter } from '../../../src/mail/write.js';
import { openOutbox } from '../../../src/outbox/outbox.js';
import { createRouter } from '../../../src/router/router.js';
import { createScheduler } from '../../../src/scheduler.js';
import { bulletin } from '../../../src/workflows/bulletin/index.js';
import { issues } from '../../../src/workflows/bulletin/issue/issue.js';
import type { Issue } from '../../../src/workflows/bulletin/issue/issue.js';
import {
  COORDINATOR,
  MONTH,
  READERS,
  log,
  openIssueLinks,
  openIssueStore,
  partnership,
} from './large-issue.js';

const HOUR = 3_600_000;

/** Resolves when the issue is sent: an hour passes each time that nothing is left to do. */
export async function sendLargeIssue(folder: string, port: number, start: string): Promise<void> {
  let now = new Date(start);
  const clock = { now: () => now };
  const store = await openIssueStore(folder, clock);
  const links = openIssueLinks(clock);
  const house = { store, clock, partnership, workflows: [bulletin], log };
  const smtp = openSmtp({ host: '127.0.0.1', port, user: '', password: '', tls: 'when offered' }, 5, {
    connect: 5000,
    // Long enough for a server that shares a busy machine with us.
    silence: 1000,
    letter: 10_000,
  });
  const sender = { from: { name: 'Team', address: 'bot@example.org' }, replyTo: 'team@example.org' };
  const nowhere = { state: 'unreachable', reason: 'nobody is in Teams here' } as const;
  const outbox = await openOutbox({
    ...{ store, clock, log },
    carrier: { send: () => Promise.resolve(nowhere), update: () => Promise.resolve(nowhere) },
    mail: {
      post: { send: (posted) => smtp.send(mimeOf(posted, sender)), close: smtp.close },
      write: openWriter({ ...house, links }),
      abreast: 5,
    },
  });
  const { wake } = outbox;
  const scheduler = createScheduler({ ...house, wake });
  const router = createRouter({
    ...{ ...house, links, pseudonymKey: '', wake },
    begin: (jobs) => void scheduler.begin(jobs),
  });

  function issue(): Promise<Issue | undefined> {
    return store.transact('test', 'test/state', (tx) => tx.get(issues, MONTH));
  }

  const first = await issue();
  if (first?.state === 'approved') {
    const data = { issue: MONTH, version: first.version, people: READERS };
    await router.press('bulletin/send', data, COORDINATOR, { personal: true });
  }
  while ((await issue())?.state !== 'sent') {
    await scheduler.tick();
    await outbox.deliver();
    now = new Date(now.getTime() + HOUR);
  }
  await scheduler.stop();
  await outbox.stop();
  smtp.close();
  await store.close();
}
