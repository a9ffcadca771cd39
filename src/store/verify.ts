import { isDeepStrictEqual } from 'node:util';
import { SetupError } from '../shared/errors.js';
import { manifestFile, type Manifest } from './checkpoint.js';
import { readManifest, readShard, withManifest } from './checkpoint-reader.js';
import type { Change, Entry } from './entry.js';
import { damaged, MissingFile } from './files.js';
import { erasedTooEarly } from './load.js';
import { listSegments, walkJournal } from './journal-reader.js';
import type { Stored } from './store.js';

/** What was checked, when all is well. */
export interface Sound {
  readonly ok: true;
  readonly entries: number;
  readonly segments: number;
  /** Entries whose payload was erased; the chain holds over them. */
  readonly erased: number;
  /** Records of the checkpoint. */
  readonly records: number;
  /** When the last entry was made, ISO 8601. */
  readonly lastAt?: string;
  /** A write is under way, or was cut off: the next start drops it if nobody completes it. */
  readonly unfinished: boolean;
}

export interface Faulty {
  readonly ok: false;
  /** The first fault, in a sentence that says what to do. */
  readonly fault: string;
}

interface Copy {
  readonly schema: number;
  readonly record: Stored;
}

/** Records by collection and id. */
type State = Map<string, Copy>;

/**
 * Walks the whole journal, checks every hash, and holds the checkpoint against what the journal
 * adds up to. Changes nothing and needs no lock: the bot may run.
 * @param report told how much of the journal is checked, from 0 to 1
 */
export async function verifyFolder(
  folder: string,
  report: (share: number) => void = () => undefined,
): Promise<Sound | Faulty> {
  try {
    return await verify(folder, report);
  } catch (error) {
    if (error instanceof SetupError) return { ok: false, fault: error.faults.join(' ') };
    throw error;
  }
}

/** @throws {SetupError} when a folder holds no data of Roundtable at all */
export async function checkHoldsData(folder: string): Promise<void> {
  const segments = await listSegments(folder);
  const hasManifest = await readManifest(folder).then(
    () => true,
    (error: unknown) => !(error instanceof MissingFile),
  );
  if (segments.length === 0 && !hasManifest)
    throw new SetupError([`There is no data of Roundtable in ${folder}.`]);
}

async function verify(folder: string, report: (share: number) => void): Promise<Sound> {
  await checkHoldsData(folder);
  return withManifest(folder, (manifest) => verifyAgainst(folder, manifest, report));
}

async function verifyAgainst(
  folder: string,
  manifest: Manifest,
  report: (share: number) => void,
): Promise<Sound> {
  const checkpoint = await readState(folder, manifest);
  const replayed: State = new Map();
  let erased = 0;
  function compareAt(seq: number): void {
    if (seq === manifest.seq) compare(checkpoint, replayed, erased > 0, manifestFile(folder));
  }
  compareAt(0);
  const end = await walkJournal(folder, { from: 0, proven: manifest.seq }, (entry: Entry, file) => {
    if (entry.payload) entry.payload.changes.forEach((change) => apply(replayed, change));
    else if (entry.seq > manifest.seq) throw erasedTooEarly(entry, file);
    else erased += 1;
    report(entry.seq / Math.max(manifest.seq, entry.seq));
    if (entry.seq === manifest.seq && entry.hash !== manifest.hash) {
      throw damaged(manifestFile(folder), 'belongs to another journal');
    }
    compareAt(entry.seq);
  });
  const { entries, at: lastAt, torn } = end;
  const segments = (await listSegments(folder)).length;
  return {
    ok: true,
    entries,
    segments,
    erased,
    records: checkpoint.size,
    lastAt,
    unfinished: torn !== undefined,
  };
}

async function readState(folder: string, manifest: Manifest): Promise<State> {
  const state: State = new Map();
  for (const file of Object.values(manifest.collections).flat()) {
    const { collection, schema, records } = await readShard(folder, file);
    for (const record of records) {
      const key = keyOf(collection, record.id);
      if (state.has(key)) throw damaged(file.file, `holds ${key}, which another file holds as well`);
      state.set(key, { schema, record });
    }
  }
  return state;
}

function apply(state: State, change: Change): void {
  if ('put' in change) state.set(keyOf(change.put, change.record.id), change);
  else state.delete(keyOf(change.remove, change.id));
}

function compare(checkpoint: State, replayed: State, someErased: boolean, file: string): void {
  for (const [key, copy] of checkpoint) {
    const other = replayed.get(key);
    // What an erased entry did is known only from the checkpoint.
    if (someErased && copy.record.version > (other?.record.version ?? 0)) continue;
    if (!other || !isSame(copy, other)) throw damaged(file, `does not hold ${key} as the journal has it`);
  }
  for (const key of replayed.keys()) {
    if (!checkpoint.has(key) && !someErased) throw damaged(file, `lacks ${key}, which the journal has`);
  }
}

// Between two schema numbers lies a migration, which only the running bot knows.
function isSame(a: Copy, b: Copy): boolean {
  if (a.schema !== b.schema) return a.record.version === b.record.version;
  return isDeepStrictEqual(a.record, b.record);
}

function keyOf(collection: string, id: string): string {
  return `${collection} ${id}`;
}
