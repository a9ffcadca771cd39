/**
 * The port to the store. Two implementations exist: lowdb with a journal (one process, the
 * default) and PostgreSQL (several). Both pass test/store/contract.ts.
 */

/** What every stored record has. `version` counts its changes and starts at 1 once stored. */
export interface Stored {
  readonly id: string;
  readonly version: number;
}

/** Turns a record of one schema number into the next one's shape. */
export type Migration = (old: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/**
 * A kind of record, declared once beside the type it stores, for every store implementation.
 * `indexes` lists the questions that may be asked of it: each is a list of fields, all but the
 * last compared for equality, the last also orderable and usable for a range. A field holds a
 * string, number or boolean; a record in which one is missing is not in that index.
 */
export interface Collection<T extends Stored> {
  readonly name: string;
  readonly indexes: readonly (readonly string[])[];
  /** Migrations by the schema number they lead from; the current number is their count + 1. */
  readonly migrations: readonly Migration[];
  /**
   * True for what is kept for a time only: what a record said before it was replaced or removed is erased from the
   * journal too, minutes later. The whole commit that wrote it loses its payload, so it writes little else.
   */
  readonly forgets?: boolean;
  /** Never set: carries the record's type. */
  readonly record?: T;
}

export type AnyCollection = Collection<Stored>;

/** Declares a collection; `name` is `<workflow>.<records>` and is never renamed. */
export function collection<T extends Stored>(
  name: string,
  indexes: readonly (readonly (keyof T & string)[])[] = [],
  migrations: readonly Migration[] = [],
  { forgets = false }: { readonly forgets?: boolean } = {},
): Collection<T> {
  return { name, indexes, migrations, forgets };
}

type Scalar = string | number | boolean;

/**
 * A question to one index: the fields of `where`, then `by`, must be the fields of a declared
 * index in that order. `from` is inclusive, `to` exclusive; both are about `by`. Answers come in
 * the order of `by`, then of `id`.
 */
export interface Query<T> {
  readonly where?: { readonly [K in keyof T]?: T[K] & Scalar };
  readonly by?: keyof T & string;
  readonly from?: Scalar;
  readonly to?: Scalar;
  readonly order?: 'ascending' | 'descending';
  readonly limit?: number;
}

/** Reads and writes of one transaction; a write is seen by the reads after it. */
export interface Transaction {
  get<T extends Stored>(collection: Collection<T>, id: string): Promise<T | undefined>;
  /** Throws when no declared index answers the query. */
  find<T extends Stored>(collection: Collection<T>, query: Query<T>): Promise<readonly T[]>;
  /**
   * Stores a record under the next version and returns it as stored. `record.version` is the one
   * that was read (0 for a new record); another one throws a {@link VersionConflict}.
   */
  put<T extends Stored>(collection: Collection<T>, record: NoInfer<T>): Promise<T>;
  remove<T extends Stored>(collection: Collection<T>, id: string): Promise<void>;
}

export interface Store {
  /**
   * Runs `work` alone, commits what it changed as one entry of the audit trail, and resolves once
   * that is durable. `work` may be run again and has no effects outside the transaction. When it
   * throws, nothing is changed. A call inside another one waits for itself, and both throw in the end.
   * @param author the id of the member who acts, or `roundtable` for the bot's own jobs
   * @param action what is done, as a verb of the contract (`check-ins/save`)
   * @throws {NotSaved} when the change could not be made durable; the store takes no more work
   */
  transact<T>(author: string, action: string, work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Waits for what is under way, writes a checkpoint, and lets go of the data. */
  close(): Promise<void>;
}

export class VersionConflict extends Error {
  constructor(collection: string, id: string, expected: number, found: number) {
    super(`${collection} ${id}: read as version ${expected}, is version ${found}`);
    this.name = 'VersionConflict';
  }
}

/** A commit that did not reach the disk: nothing of it may be reported as saved. */
export class NotSaved extends Error {
  constructor(cause: unknown) {
    super('The change could not be written to disk.', { cause });
    this.name = 'NotSaved';
  }
}
