import { mkdir, readdir } from 'node:fs/promises';
import type { Logger } from 'pino';
import type { Clock } from '../clock.js';
import { SetupError } from '../shared/errors.js';
import { manifestFile, shardFolder, writeFirstManifest, type Manifest } from './checkpoint.js';
import { readManifest, readShard } from './checkpoint-reader.js';
import { GENESIS, type Entry } from './entry.js';
import { damaged, MissingFile, openAppendFile, RESTORE, Superseded, syncFolder } from './files.js';
import { journalFolder, listSegments, segmentFile, walkJournal, type JournalEnd } from './journal-reader.js';
import { createTables, type Table, type Tables } from './memory.js';
import { freezeDeep } from './plain.js';
import type { AnyCollection, Stored } from './store.js';

export type Log = Pick<Logger, 'warn' | 'error'>;

export interface Loaded {
  readonly tables: Tables;
  readonly manifest: Manifest;
  readonly end: JournalEnd;
}

export interface LoadOptions {
  readonly folder: string;
  readonly collections: readonly AnyCollection[];
  readonly clock: Clock;
  readonly log: Log;
  readonly recordsPerShard: number;
}

/**
 * Reads the last checkpoint and replays the journal's entries after it; makes an empty folder
 * into a data folder. The caller holds the lock.
 * @throws {SetupError} when the data is damaged, from a newer version, or from the future
 */
export async function loadFolder(options: LoadOptions): Promise<Loaded> {
  const { folder, collections, clock, log, recordsPerShard } = options;
  const manifest = (await isNew(folder)) ? await createData(folder) : await readManifest(folder);
  const loaded = await readData(folder, manifest, createTables(collections, recordsPerShard));
  checkClock(clock, loaded.end);
  await dropTornTail(loaded.end, log);
  return loaded;
}

/**
 * The state after the journal's last whole entry: a checkpoint and what came after it. Writes nothing.
 * @throws {SetupError} when the data is damaged or from a newer version
 */
export async function readData(folder: string, manifest: Manifest, tables: Tables): Promise<Loaded> {
  await readShards(folder, manifest, tables);
  const end = await walkJournal(folder, { from: manifest.seq, proven: manifest.seq }, (entry, file) => {
    if (entry.seq === manifest.seq && entry.hash !== manifest.hash) {
      throw damaged(manifestFile(folder), 'belongs to another journal');
    }
    if (entry.seq > manifest.seq) replay(entry, file, tables);
  });
  return { tables, manifest, end };
}

/** Nothing was ever stored: not even a first start got as far as its manifest, which it writes last. */
export async function isNew(folder: string): Promise<boolean> {
  try {
    await readManifest(folder);
    return false;
  } catch (error) {
    if (!(error instanceof MissingFile)) throw error;
  }
  const shards = await readdir(shardFolder(folder)).catch(() => []);
  const segments = await listSegments(folder);
  if (shards.length > 0 || segments.length > 1) return false;
  const { length } =
    segments.length === 0 ? { length: 0 } : await walkJournal(folder, { from: 0, proven: 0 }, () => {});
  return length === 0;
}

async function createData(folder: string): Promise<Manifest> {
  await mkdir(journalFolder(folder), { recursive: true, mode: 0o700 });
  const file = await openAppendFile(segmentFile(folder, 1));
  await file.close();
  await syncFolder(journalFolder(folder));
  return writeFirstManifest(folder, { seq: 0, hash: GENESIS });
}

async function readShards(folder: string, manifest: Manifest, tables: Tables): Promise<void> {
  for (const [name, files] of Object.entries(manifest.collections)) {
    const table = tableOf(tables, name, manifestFile(folder));
    for (const file of files) {
      const { schema, records } = await readShard(folder, file);
      const current = records.map((record) => migrate(record, schema, table, file.file));
      table.shards.adopt(current, schema === table.schema ? file : undefined);
    }
  }
  for (const table of tables.values()) table.index();
}

function replay(entry: Entry, file: string, tables: Tables): void {
  if (!entry.payload) throw erasedTooEarly(entry, file);
  for (const change of entry.payload.changes) {
    if ('put' in change) {
      const table = tableOf(tables, change.put, file);
      table.set(migrate(change.record, change.schema, table, file));
    } else {
      tableOf(tables, change.remove, file).delete(change.id);
    }
  }
}

/** Without a checkpoint that holds it, nobody knows what the entry did. */
export function erasedTooEarly({ seq }: Entry, file: string): Superseded {
  return new Superseded([
    `Entry ${seq} in ${file} was erased before a checkpoint held what it changed. ${RESTORE}`,
  ]);
}

function tableOf(tables: Tables, name: string, file: string): Table {
  const table = tables.get(name);
  if (table) return table;
  throw new SetupError([
    `${file} holds "${name}", which this version of Roundtable does not know. Start the version that wrote it, or a newer one.`,
  ]);
}

/**
 * The record in the shape of this version's schema, frozen; id and version stay.
 * @throws {SetupError} when it is of a newer schema
 */
export function migrate(
  record: Stored,
  schema: number,
  { collection, schema: current }: Table,
  file: string,
): Stored {
  if (schema > current) {
    throw new SetupError([
      `${file} holds "${collection.name}" of schema ${schema}; this version of Roundtable knows only up to ${current}. Start the version that wrote it, or a newer one.`,
    ]);
  }
  const { id, version } = record;
  let migrated: Record<string, unknown> = { ...record };
  for (const step of collection.migrations.slice(schema - 1)) migrated = step(migrated);
  return freezeDeep({ ...migrated, id, version });
}

function checkClock(clock: Clock, { at, file }: JournalEnd): void {
  const now = clock.now().toISOString();
  if (at === undefined || now >= at) return;
  throw new SetupError([
    `The clock says ${now}, but the last entry of ${file} was made at ${at}. Set the machine's clock right (or NOW, in local mode, to a later time) and start again.`,
  ]);
}

async function dropTornTail({ torn, file, length }: JournalEnd, log: Log): Promise<void> {
  if (!torn) return;
  const handle = await openAppendFile(file);
  try {
    await handle.cutBack(length);
  } finally {
    await handle.close();
  }
  log.warn(
    torn,
    'The last write to the journal was cut off before it was complete, so it was never confirmed to anyone. It was dropped; there is nothing to do.',
  );
}
