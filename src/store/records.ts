/** All records of a data folder at one moment, read without the lock: the bot may run. */
import { SetupError } from '../shared/errors.js';
import { withManifest } from './checkpoint-reader.js';
import { syncFile } from './files.js';
import { isNew, readData } from './load.js';
import { LIMITS } from './lowdb.js';
import { createTables, type Table, type Tables } from './memory.js';
import type { AnyCollection, Collection, Stored } from './store.js';

/** One record, of the schema number that this version of Roundtable has for its collection. */
export interface StoredRecord {
  readonly collection: string;
  readonly schema: number;
  readonly record: Stored;
}

export interface Records {
  readonly count: number;
  /** When the last entry was made, ISO 8601; undefined when nothing was ever saved. */
  readonly lastAt?: string;
  /** By collection, then by id, both by their characters' numbers: the same order on every machine. */
  inOrder(): Iterable<StoredRecord>;
  of<T extends Stored>(collection: Collection<T>): readonly T[];
}

/**
 * What a start would read: the last checkpoint and the entries after it. Writes nothing.
 * @throws {SetupError} when there is no data, or when it is damaged or from a newer version
 */
export async function readRecords(folder: string, collections: readonly AnyCollection[]): Promise<Records> {
  if (await isNew(folder)) throw new SetupError([`There is no data of Roundtable in ${folder}.`]);
  const { tables, end } = await withManifest(folder, (manifest) =>
    readData(folder, manifest, createTables(collections, LIMITS.recordsPerShard)),
  );
  // The bot may not have got to it yet; a reader must not know more than the folder can lose.
  await syncFile(end.file);
  return {
    count: [...tables.values()].reduce((sum, { shards }) => sum + shards.size, 0),
    lastAt: end.at,
    inOrder: () => inOrder(tables),
    of<T extends Stored>({ name }: Collection<T>) {
      return (tables.get(name)?.shards.all ?? []).flatMap(({ records }) => records) as unknown as T[];
    },
  };
}

/** Every record, by collection and then by id. */
export function* inOrder(tables: Tables): Iterable<StoredRecord> {
  for (const name of [...tables.keys()].sort()) {
    const table = tables.get(name) as Table;
    const ids = table.shards.all.flatMap(({ records }) => records.map(({ id }) => id)).sort();
    for (const id of ids) yield { collection: name, schema: table.schema, record: table.get(id) as Stored };
  }
}
