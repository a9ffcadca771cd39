import { chmod, mkdir } from 'node:fs/promises';
import { E_CANCELED, Mutex } from 'async-mutex';
import type { Clock } from '../clock.js';
import { SetupError } from '../shared/errors.js';
import { keepCheckpoints } from './checkpoint-schedule.js';
import { hasCode, openAppendFile, type AppendFile } from './files.js';
import { openJournal } from './journal.js';
import { loadFolder, type Log } from './load.js';
import { lockFolder } from './lock.js';
import type { AnyCollection, Store, Transaction } from './store.js';
import { beginTransaction } from './transaction.js';

export interface LowdbOptions {
  /** Made if it is missing; belongs to this process until the store is closed. */
  readonly folder: string;
  readonly collections: readonly AnyCollection[];
  readonly clock: Clock;
  readonly log: Log;
  /** Called once when the data can no longer be written: the process should end, non-zero. */
  readonly onFailure: (error: Error) => void;
  readonly limits?: Partial<Limits>;
  /** Opens the journal's files; tests put a disk that fails in its place. */
  readonly openFile?: (file: string) => Promise<AppendFile>;
}

interface Limits {
  /** Bounds how long writing one checkpoint file takes. */
  readonly recordsPerShard: number;
  readonly segmentBytes: number;
  /** Bounds how much a start replays. */
  readonly commitsPerCheckpoint: number;
  readonly minutesPerCheckpoint: number;
  /**
   * Milliseconds after which those who wait for one transaction fail, at the latest after twice as many. One inside
   * another waits for itself: it fails then, and what is around it with it. To ask whose call it is would cost every
   * promise of the program something on Node 20.
   */
  readonly longestWait: number;
  /** False for a folder that is thrown away: closing writes no last checkpoint. */
  readonly checkpointOnClose: boolean;
}

export const LIMITS: Limits = {
  recordsPerShard: 128,
  segmentBytes: 8 * 1024 * 1024,
  commitsPerCheckpoint: 10_000,
  minutesPerCheckpoint: 5,
  longestWait: 30_000,
  checkpointOnClose: true,
};

/**
 * The store in one folder: records in memory, every commit in a journal, lowdb files as the
 * checkpoint from which a start goes on.
 * @throws {SetupError} when the folder cannot be used, with what to do
 */
export async function openLowdbStore(options: LowdbOptions): Promise<Store> {
  const { folder, log } = options;
  const limits = { ...LIMITS, ...options.limits };
  await prepareFolder(folder, log);
  const lock = await lockFolder(folder, options.onFailure);
  try {
    return await openLocked(options, limits, lock.release);
  } catch (error) {
    await lock.release();
    throw isOfTheDisk(error) ? notUsable(folder, error) : error;
  }
}

function isOfTheDisk(error: unknown): error is Error {
  return hasCode(error, 'ENOSPC', 'EDQUOT', 'EIO', 'EROFS', 'EACCES', 'EPERM');
}

function notUsable(folder: string, { message }: Error): SetupError {
  return new SetupError([
    `The data folder ${folder} cannot be used (${message}). Make room on the disk, or look at what is wrong with it or with the rights to its files, and start again.`,
  ]);
}

async function openLocked(
  options: LowdbOptions,
  limits: Limits,
  release: () => Promise<void>,
): Promise<Store> {
  const { folder, clock, log, onFailure, openFile = openAppendFile } = options;
  const { segmentBytes, recordsPerShard } = limits;
  const { tables, manifest, end } = await loadFolder({ ...options, recordsPerShard });
  const journal = await openJournal({ folder, end, clock, segmentBytes, openFile, onFailure });
  const mutex = new Mutex();
  const checkpoints = keepCheckpoints({ folder, tables, manifest, journal, mutex, log, limits });
  let closing: Promise<void> | undefined;
  /** The transaction that runs, and the one that ran at the last look. */
  let running: { readonly action: string } | undefined;
  let seen: typeof running;
  const looks = setInterval(() => {
    if (running !== undefined && running === seen) mutex.cancel();
    seen = running;
  }, limits.longestWait);
  looks.unref();

  async function turnOf(action: string): Promise<() => void> {
    try {
      return await mutex.acquire();
    } catch (error) {
      if (error !== E_CANCELED) throw error;
      throw new Error(
        `${action} waits for ${running?.action}, which does not end; transact inside transact? Use the transaction that is open.`,
      );
    }
  }

  async function runAlone<T>(
    author: string,
    action: string,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    journal.check();
    const { tx, changes, undo, end } = beginTransaction(tables);
    running = { action };
    try {
      const result = await work(tx);
      if (changes.length > 0) {
        journal.append(author, action, changes);
        checkpoints.note(changes);
      }
      return result;
    } catch (error) {
      undo();
      throw error;
    } finally {
      running = undefined;
      end();
    }
  }

  async function close(): Promise<void> {
    // Behind every transaction that was let in before.
    await mutex.runExclusive(() => undefined);
    await checkpoints.stop();
    clearInterval(looks);
    try {
      await journal.close();
    } finally {
      await release();
    }
  }

  return {
    async transact(author, action, work) {
      if (closing) throw new Error('The store is closed.');
      const release = await turnOf(action);
      try {
        return await runAlone(author, action, work);
      } finally {
        const { seq } = journal.last();
        release();
        // Outside the lock: the next transaction runs while the disk works. A refusal waits as
        // well, for it too tells what was read.
        await journal.durable(seq);
        checkpoints.committed();
      }
    },
    close: () => (closing ??= close()),
  };
}

/** @throws {SetupError} when the folder cannot be made */
export async function prepareFolder(folder: string, log: Pick<Log, 'warn'>): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError([
      `The data folder ${folder} cannot be made (${reason}). Make it yourself, or set DATA_DIR to a folder that this user may write to.`,
    ]);
  }
  await chmod(folder, 0o700).catch(() => {
    log.warn({ folder }, 'The data folder belongs to another user; see to it that nobody else can read it.');
  });
}
