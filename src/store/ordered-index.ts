import { createRequire } from 'node:module';
import type SortedBtree from 'sorted-btree';
import type { Query, Stored } from './store.js';

// The default export of this CommonJS package looks different under node and under tsx; required, it
// looks the same under both.
const { default: SortedTree } = createRequire(import.meta.url)('sorted-btree') as typeof SortedBtree;

type Scalar = string | number | boolean;

/** Sorts above every scalar: the upper end of a range that has none. */
const HIGHEST = Symbol('highest');

type KeyPart = Scalar | typeof HIGHEST;

/** The fields' values, then the record's id; a key that ends early sorts before all it begins. */
export type Key = readonly KeyPart[];

/** One declared index: the keys of a collection's records, in order. */
export interface OrderedIndex {
  readonly fields: readonly string[];
  readonly tree: SortedBtree.default<Key, undefined>;
}

export function createIndex(fields: readonly string[]): OrderedIndex {
  return { fields, tree: new SortedTree<Key, undefined>(undefined, compareKeys) };
}

/**
 * A record's key in an index; undefined leaves it out, because one of the fields is missing.
 * @throws {TypeError} when an indexed field holds a list or an object
 */
export function keyOf(index: OrderedIndex, record: Stored): Key | undefined {
  const key: Scalar[] = [];
  for (const field of index.fields) {
    const value = (record as unknown as Readonly<Record<string, unknown>>)[field];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'object') {
      throw new TypeError(`${field} is indexed, so it cannot hold a list or an object`);
    }
    key.push(value as Scalar);
  }
  key.push(record.id);
  return key;
}

/** The ids that answer `query`, which {@link answers} has found to be this index's. */
export function idsInOrder(index: OrderedIndex, query: Query<Stored>): string[] {
  const where = (query.where ?? {}) as Readonly<Record<string, Scalar>>;
  const fixed = index.fields.filter((field) => field !== query.by).map((field) => where[field] as Scalar);
  const low: Key = query.from === undefined ? fixed : [...fixed, query.from];
  const high: Key = [...fixed, query.to ?? HIGHEST];
  const limit = query.limit ?? Infinity;
  const ids: string[] = [];
  const idOf = (key: Key): string => key[key.length - 1] as string;
  if (query.order === 'descending') {
    for (const [key] of index.tree.entriesReversed(high)) {
      if (ids.length >= limit || compareKeys(key, low) < 0) break;
      ids.push(idOf(key));
    }
    return ids;
  }
  // Several times as fast as its iterator, which most questions with an answer or two would only begin.
  index.tree.forRange(low, high, false, (key) => {
    if (ids.length >= limit) return { break: true };
    ids.push(idOf(key));
    return undefined;
  });
  return ids;
}

/** Whether the query's `where` fields, then `by`, are this index's fields. */
export function answers(index: OrderedIndex, query: Query<Stored>): boolean {
  const equal = Object.keys(query.where ?? {});
  const asked = query.by === undefined ? equal.length : equal.length + 1;
  if (asked !== index.fields.length) return false;
  if (query.by !== undefined && index.fields.at(-1) !== query.by) return false;
  return equal.every((field) => field !== query.by && index.fields.includes(field));
}

/** Below zero when `a` comes first, zero when they are alike. */
export function compareKeys(a: Key, b: Key): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const left = a[at] as KeyPart;
    const right = b[at] as KeyPart;
    if (left === right) continue;
    if (typeof left !== typeof right) return typeRank(left) - typeRank(right);
    return (left as Scalar) < (right as Scalar) ? -1 : 1;
  }
  return a.length - b.length;
}

// Fields hold one type in practice; the order over types only has to be total.
function typeRank(value: KeyPart): number {
  return ['boolean', 'number', 'string', 'symbol'].indexOf(typeof value);
}
