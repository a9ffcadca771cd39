import type { Transaction } from '../store/store.js';

/** The same transaction, and whether anything was written through it. */
export function watch(tx: Transaction): { readonly tx: Transaction; readonly changed: () => boolean } {
  let changed = false;
  return {
    tx: {
      get: (collection, id) => tx.get(collection, id),
      find: (collection, query) => tx.find(collection, query),
      put(collection, record) {
        changed = true;
        return tx.put(collection, record);
      },
      remove(collection, id) {
        changed = true;
        return tx.remove(collection, id);
      },
    },
    changed: () => changed,
  };
}
