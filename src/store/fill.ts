/** Records from elsewhere, with the versions that they had, into a data folder that holds none yet. */
import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Clock } from '../clock.js';
import { SetupError } from '../shared/errors.js';
import { manifestFile, shardFolder, takeSnapshot, writeCheckpoint } from './checkpoint.js';
import { GENESIS } from './entry.js';
import { openAppendFile, syncFolder } from './files.js';
import { openJournal } from './journal.js';
import { journalFolder, segmentFile } from './journal-reader.js';
import { migrate, type Log } from './load.js';
import { lockFolder } from './lock.js';
import { LIMITS, prepareFolder } from './lowdb.js';
import { createTables } from './memory.js';
import { plainCopy } from './plain.js';
import { inOrder, type StoredRecord } from './records.js';
import { NotSaved, type AnyCollection } from './store.js';

/** So many records are one entry of the journal. */
const RECORDS_PER_ENTRY = 500;

export interface Target {
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Pick<Log, 'warn'>;
  /** Told how many records are written. */
  readonly report: (written: number) => void;
}

export interface Filling {
  /**
   * Takes a record, brought to this version's schema; nothing is written yet.
   * @throws {SetupError} saying why it cannot be taken
   */
  add(record: StoredRecord): void;
  /**
   * Writes everything, or nothing when it fails. The folder is made if it is missing.
   * @throws {SetupError} when the folder is in use, not empty, or cannot be written
   */
  writeTo(target: Target): Promise<void>;
}

export function openFilling(collections: readonly AnyCollection[]): Filling {
  const tables = createTables(collections, LIMITS.recordsPerShard);

  function add({ collection, schema, record }: StoredRecord): void {
    const table = tables.get(collection);
    if (table === undefined) {
      throw new SetupError([`"${collection}" is no collection that this version of Roundtable knows`]);
    }
    if (schema > table.schema) {
      throw new SetupError([
        `"${collection}" is of schema ${schema}; this version of Roundtable knows only up to ${table.schema}`,
      ]);
    }
    if (table.get(record.id) !== undefined)
      throw new SetupError([`${collection} ${record.id} is there twice`]);
    try {
      plainCopy(record, record.id);
      table.set(migrate(record, schema, table, collection));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new SetupError([`${collection} ${record.id} cannot be taken (${reason})`]);
    }
  }

  async function write({ folder, clock, report }: Target): Promise<void> {
    await mkdir(journalFolder(folder), { mode: 0o700 });
    const end = { seq: 0, hash: GENESIS, file: segmentFile(folder, 1), length: 0, entries: 0 };
    const journal = await openJournal({
      ...{ folder, end, clock, segmentBytes: LIMITS.segmentBytes, openFile: openAppendFile },
      onFailure: () => undefined,
    });
    let written = 0;
    try {
      for (const some of batches(inOrder(tables), RECORDS_PER_ENTRY)) {
        const changes = some.map(({ collection, schema, record }) => ({ put: collection, schema, record }));
        await journal.durable(journal.append('roundtable', 'roundtable/load', changes));
        report((written += some.length));
      }
    } finally {
      await journal.close();
    }
    await syncFolder(journalFolder(folder));
    await mkdir(shardFolder(folder), { mode: 0o700 });
    // The manifest goes last: a folder that was not filled to the end has none and is refused.
    await writeCheckpoint(folder, takeSnapshot(tables, journal.last()), undefined, 0);
  }

  return {
    add,
    async writeTo(target) {
      const { folder, log } = target;
      await prepareFolder(folder, log);
      const lost = new AbortController();
      const lock = await lockFolder(folder, () => lost.abort(lockLost(folder)));
      try {
        await checkEmpty(folder);
        await write({
          ...target,
          report: (written) => (lost.signal.throwIfAborted(), target.report(written)),
        });
      } catch (error) {
        if (error instanceof SetupError) throw error;
        await removeData(folder);
        throw notWritten(folder, error);
      } finally {
        await lock.release();
      }
    },
  };
}

async function checkEmpty(folder: string): Promise<void> {
  // A file system of its own has lost+found; the lock is ours.
  const names = (await readdir(folder)).filter((name) => !/^lock(-\w+\.sock)?$|^lost\+found$/.test(name));
  if (names.length === 0) return;
  throw new SetupError([
    `The data folder ${folder} is not empty. Set DATA_DIR to an empty or a new one: nothing is ever overwritten.`,
  ]);
}

/** Whoever owns the folder now may have written to it, so it is left as it is. */
function lockLost(folder: string): SetupError {
  return new SetupError([
    `The hold on the data folder ${folder} was lost: something kept this computer busy for too long. Load again, into another folder.`,
  ]);
}

async function removeData(folder: string): Promise<void> {
  for (const part of [manifestFile(folder), shardFolder(folder), journalFolder(folder)]) {
    await rm(part, { recursive: true, force: true });
  }
}

function notWritten(folder: string, error: unknown): SetupError {
  const cause = error instanceof NotSaved ? error.cause : error;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new SetupError([
    `The data folder ${folder} could not be filled (${reason}), and is empty again. Look at the disk and load once more.`,
  ]);
}

function* batches<T>(all: Iterable<T>, size: number): Iterable<T[]> {
  let some: T[] = [];
  for (const one of all) {
    some.push(one);
    if (some.length < size) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}
