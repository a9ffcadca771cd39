/** A Store in memory for tests of what uses one. Runs every `work` twice, as the port allows. */
import { VersionConflict } from '../../src/store/store.js';
import type { Collection, Query, Store, Stored, Transaction } from '../../src/store/store.js';

type Records = Map<string, Stored>;

export interface MemoryStore extends Store {
  /** Everything in a collection, by id. */
  all<T extends Stored>(collection: Collection<T>): readonly T[];
  /** The actions of the transactions that changed something, in order. */
  readonly journal: readonly string[];
}

export function openMemoryStore(): MemoryStore {
  let records: Records = new Map();
  let turn: Promise<unknown> = Promise.resolve();
  const journal: string[] = [];

  return {
    journal,
    transact(_author, action, work) {
      const run = turn.then(async () => {
        await work(transactionOn(new Map(records)));
        const changed = new Map(records);
        const result = await work(transactionOn(changed));
        if (
          [...changed].some(([key, value]) => records.get(key) !== value) ||
          changed.size !== records.size
        ) {
          journal.push(action);
        }
        records = changed;
        return result;
      });
      turn = run.catch(() => undefined);
      return run;
    },
    async close() {
      await turn;
    },
    all: (collection) => recordsOf(records, collection).sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

function recordsOf<T extends Stored>(records: Records, { name }: Collection<T>): T[] {
  return [...records].flatMap(([key, record]) => (key.startsWith(`${name} `) ? [record as T] : []));
}

function transactionOn(records: Records): Transaction {
  const keyOf = ({ name }: { name: string }, id: string): string => `${name} ${id}`;
  return {
    async get<T extends Stored>(collection: Collection<T>, id: string) {
      return structuredClone(records.get(keyOf(collection, id))) as T | undefined;
    },
    async find<T extends Stored>(collection: Collection<T>, query: Query<T>) {
      const where = Object.entries(query.where ?? {});
      const found = recordsOf(records, collection).filter((record) =>
        where.every(([field, value]) => record[field as keyof T] === value),
      );
      const by = query.by ?? 'id';
      found.sort((one, other) => (String(one[by]) < String(other[by]) ? -1 : 1));
      return structuredClone(found.slice(0, query.limit));
    },
    async put<T extends Stored>(collection: Collection<T>, record: T) {
      const key = keyOf(collection, record.id);
      const found = records.get(key)?.version ?? 0;
      if (found !== record.version)
        throw new VersionConflict(collection.name, record.id, record.version, found);
      const stored = structuredClone({ ...record, version: found + 1 });
      records.set(key, stored);
      return stored;
    },
    async remove(collection, id) {
      records.delete(keyOf(collection, id));
    },
  };
}
