import type { Change } from './entry.js';
import type { Table, Tables } from './memory.js';
import { plainCopy } from './plain.js';
import { VersionConflict, type AnyCollection, type Stored, type Transaction } from './store.js';

export interface OpenTransaction {
  readonly tx: Transaction;
  readonly changes: readonly Change[];
  /** Takes every change back, last first. */
  undo(): void;
  /** After this, `tx` throws. */
  end(): void;
}

/**
 * A transaction that writes straight into memory and remembers how to take it back. That is safe
 * because transactions run one at a time; it makes `find` see the writes before it for free.
 */
export function beginTransaction(tables: Tables): OpenTransaction {
  const changes: Change[] = [];
  const undone: (() => void)[] = [];
  let over = false;

  function tableOf(collection: AnyCollection): Table {
    if (over) throw new Error('This transaction is over: await everything inside the work given to transact');
    const table = tables.get(collection.name);
    if (!table) throw new Error(`${collection.name} is not among the collections this store was opened with`);
    return table;
  }

  function remember(table: Table, id: string, previous: Stored | undefined): void {
    undone.push(previous ? () => table.set(previous) : () => table.delete(id));
  }

  const tx: Transaction = {
    async get<T extends Stored>(collection: AnyCollection, id: string) {
      return tableOf(collection).get(id) as T | undefined;
    },
    async find<T extends Stored>(collection: AnyCollection, query: object) {
      return tableOf(collection).find(query) as readonly T[];
    },
    async put<T extends Stored>(collection: AnyCollection, record: T) {
      const table = tableOf(collection);
      if (typeof record.id !== 'string' || record.id === '') throw new TypeError(`${collection.name}: no id`);
      const previous = table.get(record.id);
      const found = previous?.version ?? 0;
      if (record.version !== found)
        throw new VersionConflict(collection.name, record.id, record.version, found);
      const path = `${collection.name} ${record.id}`;
      const stored = plainCopy({ ...record, version: found + 1 }, path) as T;
      remember(table, record.id, previous);
      table.set(stored);
      changes.push({ put: collection.name, schema: table.schema, record: stored });
      return stored;
    },
    async remove(collection, id) {
      const table = tableOf(collection);
      const previous = table.get(id);
      if (!previous) return;
      remember(table, id, previous);
      table.delete(id);
      changes.push({ remove: collection.name, id });
    },
  };

  return {
    tx,
    changes,
    undo: () => undone.reverse().forEach((step) => step()),
    end: () => {
      over = true;
    },
  };
}
