import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { members } from '../../src/directory.js';
import { outboxRows } from '../../src/outbox-rows.js';
import type { OutboxRow } from '../../src/outbox-rows.js';
import { openLowdbStore } from '../../src/store/lowdb.js';
import type { SendingState } from '../../src/workflows/workflow.js';
import { openMailServer } from './mail-server.js';

const silent = pino({ level: 'silent' });
const LETTERS = 2000;
const SIDE_BY_SIDE = 5;
const STATES: readonly SendingState[] = [
  'waiting',
  'sending',
  'sent',
  'may have been sent',
  'unreachable',
  'failed',
];

describe('2,000 letters through a bad mail server, with two kills', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-mail-'));
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function rowsIn(): Promise<ReadonlyMap<SendingState, readonly OutboxRow[]>> {
    const clock = { now: () => new Date('2027-11-23T09:00:00Z') };
    const collections = [outboxRows, members];
    const store = await openLowdbStore({ folder, collections, clock, log: silent, onFailure: assert.fail });
    const rows = new Map<SendingState, readonly OutboxRow[]>();
    for (const state of STATES) {
      const where = { via: 'mail', state } as const;
      rows.set(
        state,
        await store.transact('test', 'test/rows', (tx) => tx.find(outboxRows, { where, by: 'due' })),
      );
    }
    await store.close();
    return rows;
  }

  it('are each delivered once at most, and all accounted for', async function () {
    // Three programs are started on the way; a busy machine takes its time.
    this.timeout(240_000);
    let killAt = Infinity;
    let kill = (): void => undefined;
    const server = await openMailServer({}, (count) => {
      if (count >= killAt) kill();
    });

    /** Until it ends by itself, or is killed in the middle of sending when the server has so many letters. */
    async function run(start: string, until = Infinity): Promise<NodeJS.Signals | null> {
      const postman = spawn(
        process.execPath,
        ['--import', 'tsx', 'test/mail/postman.ts', folder, String(server.port), start],
        { stdio: ['ignore', 'ignore', 'inherit'] },
      );
      killAt = until;
      kill = () => postman.kill('SIGKILL');
      const [code, signal] = (await once(postman, 'exit')) as [number | null, NodeJS.Signals | null];
      assert.ok(signal !== null || code === 0, `it ended with ${code}`);
      return signal;
    }
    const signals = [
      await run('2026-11-23T09:00:00Z', 600),
      await run('2027-01-23T09:00:00Z', 1300),
      await run('2027-03-23T09:00:00Z'),
    ];
    await server.close();
    const rows = await rowsIn();

    assert.deepEqual(signals, ['SIGKILL', 'SIGKILL', null]);
    const of = (state: SendingState): readonly OutboxRow[] => rows.get(state) ?? [];
    const delivered = new Map<string, number>();
    for (const { to } of server.received) delivered.set(to, (delivered.get(to) ?? 0) + 1);
    const times = ({ recipient }: OutboxRow): number => delivered.get(recipient) ?? 0;
    const kindOf = ({ recipient }: OutboxRow): string => recipient.split('.')[0] ?? '';

    const counts = STATES.map((state) => of(state).length);
    assert.equal(
      counts.reduce((sum, each) => sum + each),
      LETTERS,
    );
    assert.deepEqual([of('waiting').length, of('sending').length, of('unreachable').length], [0, 0, 0]);
    assert.deepEqual(
      [...delivered].filter(([, count]) => count > 1),
      [],
    );
    assert.deepEqual(
      of('sent').filter((row) => times(row) !== 1),
      [],
    );
    assert.deepEqual(
      of('failed').filter((row) => times(row) !== 0),
      [],
    );
    // Nobody is written off for what the server would have taken the second time.
    assert.deepEqual([...new Set(of('failed').map(kindOf))].sort(), ['refuse', 'reject']);
    assert.deepEqual(
      [
        ...new Set(
          of('failed')
            .filter(({ bounced }) => bounced)
            .map(kindOf),
        ),
      ],
      ['refuse'],
    );
    const inFlight = of('may have been sent').filter(({ reason }) => reason.includes('stopped'));
    assert.ok(inFlight.length > 0 && inFlight.length <= 2 * SIDE_BY_SIDE, `${inFlight.length} in flight`);
    for (const kind of ['defer', 'hang', 'drop', 'accept']) {
      assert.ok(
        of('sent').some((row) => kindOf(row) === kind),
        `a letter that met ${kind} was sent`,
      );
    }
  });
});
