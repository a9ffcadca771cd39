import { answers, compareKeys, createIndex, idsInOrder, keyOf } from './ordered-index.js';
import type { Key, OrderedIndex } from './ordered-index.js';
import { createShards, type Shards } from './shards.js';
import type { AnyCollection, Query, Stored } from './store.js';

/** One collection in memory: its records and the indexes that it declares. */
export interface Table {
  readonly collection: AnyCollection;
  /** The schema number of every record in it. */
  readonly schema: number;
  readonly shards: Shards;
  get(id: string): Stored | undefined;
  find(query: Query<Stored>): readonly Stored[];
  set(record: Stored): void;
  delete(id: string): void;
  /** Puts every record of the shards into the indexes: once, after the shards were read. */
  index(): void;
}

export type Tables = ReadonlyMap<string, Table>;

/** An empty table for each collection. Records must be deeply frozen before they come in. */
export function createTables(collections: readonly AnyCollection[], recordsPerShard: number): Tables {
  const tables = new Map<string, Table>();
  for (const collection of collections) {
    // The name becomes part of a file's name.
    if (!/^[a-z][a-z0-9.-]*$/.test(collection.name))
      throw new Error(`"${collection.name}" cannot name a collection`);
    if (tables.has(collection.name)) throw new Error(`Two collections are named ${collection.name}`);
    tables.set(collection.name, createTable(collection, recordsPerShard));
  }
  return tables;
}

function createTable(collection: AnyCollection, recordsPerShard: number): Table {
  const shards = createShards(recordsPerShard);
  const indexes = collection.indexes.map(createIndex);

  /** From the old key to the new one, which most changes of a record leave as it is. */
  function move(index: OrderedIndex, from: Key | undefined, to: Key | undefined): void {
    if (from !== undefined && to !== undefined && compareKeys(from, to) === 0) return;
    if (from !== undefined) index.tree.delete(from);
    if (to !== undefined) index.tree.set(to, undefined);
  }

  function keysOf(record: Stored | undefined): readonly (Key | undefined)[] {
    return indexes.map((index) => record && keyOf(index, record));
  }

  return {
    collection,
    schema: collection.migrations.length + 1,
    shards,
    get: (id) => shards.get(id),
    find(query) {
      checkQuery(collection, query);
      const index = indexes.find((candidate) => answers(candidate, query));
      if (!index) throw new Error(noIndex(collection, query));
      return idsInOrder(index, query).flatMap((id) => shards.get(id) ?? []);
    },
    set(record) {
      // All keys first: a record that cannot be indexed must change nothing.
      const keys = keysOf(record);
      const before = keysOf(shards.get(record.id));
      indexes.forEach((index, at) => move(index, before[at], keys[at]));
      shards.set(record);
    },
    delete(id) {
      const before = keysOf(shards.get(id));
      indexes.forEach((index, at) => move(index, before[at], undefined));
      shards.delete(id);
    },
    index() {
      for (const index of indexes) {
        for (const { records } of shards.all) {
          for (const record of records) {
            const key = keyOf(index, record);
            if (key) index.tree.set(key, undefined);
          }
        }
      }
    },
  };
}

function checkQuery(collection: AnyCollection, query: Query<Stored>): void {
  for (const [field, value] of Object.entries(query.where ?? {})) {
    if (value === undefined) throw new Error(`${collection.name}: where.${field} is undefined`);
  }
  if (query.by === undefined && (query.from ?? query.to) !== undefined) {
    throw new Error(`${collection.name}: from and to need the field that they are about, in "by"`);
  }
}

function noIndex(collection: AnyCollection, query: Query<Stored>): string {
  const fields = [...Object.keys(query.where ?? {}), ...(query.by === undefined ? [] : [query.by])];
  return `${collection.name}: no index answers this question; declare [${fields.map((field) => `'${field}'`).join(', ')}] in its collection`;
}
