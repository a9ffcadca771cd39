import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../../src/clock.js';
import { createRouter } from '../../../src/router/router.js';
import { bulletin } from '../../../src/workflows/bulletin/index.js';
import { allOf } from '../../../src/workflows/bulletin/sending/recipient.js';
import type { IssueRecipient, Outcome } from '../../../src/workflows/bulletin/sending/recipient.js';
import { subscribers } from '../../../src/workflows/bulletin/list/subscriber.js';
import { openMailServer } from '../../mail/mail-server.js';
import { buttonsOf, wordsOf } from '../../support/house.js';
import {
  COORDINATOR,
  ITEMS,
  MONTH,
  READERS,
  fillIssueStore,
  log,
  openIssueLinks,
  openIssueStore,
  partnership,
} from './large-issue.js';
import { sendLargeIssue } from './send-large-issue.js';

const SIDE_BY_SIDE = 5;
const clockAt = (instant: string): Clock => ({ now: () => new Date(instant) });

/** What each letter meets at the server, by the number of its reader. */
const TROUBLES = ['refuse', 'reject', 'defer', 'hang', 'drop', 'mute', 'vanish'];
function addressOf(reader: number): string {
  const kind = reader % 40 === 0 ? TROUBLES[(reader / 40) % TROUBLES.length] : 'accept';
  return `${kind ?? ''}.${reader}@example.org`;
}

interface Seen {
  readonly rows: readonly IssueRecipient[];
  /** The addresses that are marked as not working. */
  readonly marked: readonly string[];
  readonly progress: readonly string[];
  /** What the cards list of people who may not have it. */
  readonly listed: readonly string[];
}

describe('An issue of 25 items to 2,000 people through a bad mail server, with two kills', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-bulletin-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** What is recorded, and what the coordinator sees of it. */
  async function look(): Promise<Seen> {
    const clock = clockAt('2027-11-23T09:00:00Z');
    const store = await openIssueStore(folder, clock);
    const nothing = (): void => undefined;
    const house = { store, clock, partnership, workflows: [bulletin], log, links: openIssueLinks(clock) };
    const router = createRouter({ ...house, pseudonymKey: '', wake: nothing, begin: nothing });
    const press = async (verb: string, data: object): Promise<object | undefined> =>
      (await router.press(verb, { issue: MONTH, ...data }, COORDINATOR, { personal: true })).card;
    const listed: string[] = [];
    let verb: string | undefined = 'bulletin/not-reached';
    for (let page = 0; verb !== undefined; page += 1) {
      const card = await press(verb, { page });
      listed.push(...wordsOf(card).filter((word) => /^Reader \d+$/.test(word)));
      verb = buttonsOf(card).find(({ title }) => title.startsWith('Show the next'))?.verb;
    }
    const progress = wordsOf(await press('bulletin/progress', {}));
    const [rows, bounced] = await store.transact('test', 'test/rows', async (tx) => [
      await allOf(tx, MONTH),
      await tx.find(subscribers, { where: { state: 'bounced' }, by: 'email' }),
    ]);
    await store.close();
    return { rows, marked: bounced.map(({ email }) => email), progress, listed };
  }

  it('reaches everybody once at most, and lists those of whom it does not know', async function () {
    // Two programs are started on the way; a busy machine takes its time.
    this.timeout(240_000);
    const store = await openIssueStore(folder, clockAt('2026-11-23T08:00:00Z'));
    await fillIssueStore(store, addressOf);
    await store.close();
    let killAt = Infinity;
    let kill = (): void => undefined;
    const server = await openMailServer({}, (count) => {
      if (count >= killAt) kill();
    });

    /** Killed in the middle of sending, when the server has so many letters. */
    async function killed(start: string, until: number): Promise<NodeJS.Signals | null> {
      const sender = spawn(
        process.execPath,
        ['build/test/workflows/bulletin/killed-sender.js', folder, String(server.port), start],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      killAt = until;
      kill = () => sender.kill('SIGKILL');
      const [, signal] = (await once(sender, 'exit')) as [number | null, NodeJS.Signals | null];
      killAt = Infinity;
      return signal;
    }
    after(() => server.close());
    const signals = [await killed('2026-11-23T09:00:00Z', 600), await killed('2027-01-23T09:00:00Z', 1300)];
    // Nobody kills this one, so it needs no program of its own.
    await sendLargeIssue(folder, server.port, '2027-03-23T09:00:00Z');
    const { rows, marked, progress, listed } = await look();

    assert.deepEqual(signals, ['SIGKILL', 'SIGKILL']);
    const of = (outcome: Outcome): readonly IssueRecipient[] => rows.filter((row) => row.outcome === outcome);
    const delivered = new Map<string, number>();
    for (const { to } of server.received) delivered.set(to, (delivered.get(to) ?? 0) + 1);
    const times = ({ email }: IssueRecipient): number => delivered.get(email) ?? 0;
    const kindOf = (email: string): string => email.split('.')[0] ?? '';
    const kindsOf = (some: readonly IssueRecipient[]): readonly string[] =>
      [...new Set(some.map(({ email }) => kindOf(email)))].sort();

    assert.deepEqual(
      [rows.length, of('sent').length + of('refused').length + of('may have been sent').length],
      [READERS, READERS],
    );
    assert.deepEqual(
      [...delivered.values()].filter((count) => count > 1),
      [],
    );
    assert.deepEqual(
      of('sent').filter((row) => times(row) !== 1),
      [],
    );
    assert.deepEqual(
      of('refused').filter((row) => times(row) !== 0),
      [],
    );
    // Nobody is written off for what the server would have taken the second time.
    assert.deepEqual(kindsOf(of('refused')), ['refuse', 'reject']);
    assert.deepEqual([...new Set(marked.map(kindOf))], ['refuse']);
    const inFlight = of('may have been sent').filter(({ reason }) => reason.includes('stopped'));
    assert.ok(inFlight.length > 0 && inFlight.length <= 2 * SIDE_BY_SIDE, `${inFlight.length} in flight`);
    assert.ok(
      of('may have been sent').every((row) => inFlight.includes(row) || /mute|vanish/.test(row.email)),
    );
    for (const kind of ['defer', 'hang', 'drop', 'accept']) {
      assert.ok(kindsOf(of('sent')).includes(kind), `a letter that met ${kind} was sent`);
    }

    const unknown = [...of('may have been sent'), ...of('refused')].map(({ name }) => name);
    assert.deepEqual([...listed].sort(), [...unknown].sort());
    assert.ok(progress.includes('November 2026 bulletin: sent'), progress.join('\n'));
    assert.ok(
      progress.includes(`${of('sent').length.toLocaleString('en-GB')} of 2,000 people have it.`),
      progress.join('\n'),
    );
    const [letter] = server.received;
    assert.equal(letter?.bytes.toString().match(/<h3 /g)?.length, ITEMS);
  });
});
