import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openLowdbStore, type LowdbOptions } from '../../src/store/lowdb.js';
import { collection, type AnyCollection, type Store, type Stored } from '../../src/store/store.js';

export interface Note extends Stored {
  readonly topic: string;
  readonly rank: number;
  readonly text?: string;
  readonly done?: boolean;
}

export const notes = collection<Note>(
  'test.notes',
  [[], ['topic'], ['topic', 'rank'], ['rank'], ['done', 'rank'], ['text']],
  [],
);

export function aNote(fields: Partial<Note> = {}): Note {
  return { id: 'n1', version: 0, topic: 'roads', rank: 1, ...fields };
}

export async function putNote(store: Store, fields: Partial<Note> = {}): Promise<Note> {
  return store.transact('m1', 'test/put', (tx) => tx.put(notes, aNote(fields)));
}

export async function getNote(store: Store, id = 'n1'): Promise<Note | undefined> {
  return store.transact('m1', 'test/get', (tx) => tx.get(notes, id));
}

export async function allNotes(store: Store): Promise<readonly Note[]> {
  return store.transact('m1', 'test/list', (tx) => tx.find(notes, {}));
}

const folders: string[] = [];

/** An empty folder that {@link removeFolders} takes away. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'roundtable-store-'));
  folders.push(folder);
  return folder;
}

export async function removeFolders(): Promise<void> {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
}

/** The folder as a power cut at this moment would leave it: no close, no last checkpoint. */
export async function asAfterCrash(folder: string): Promise<string> {
  const copy = await aFolder();
  await cp(folder, copy, { recursive: true, filter: (name) => !name.endsWith('.sock') });
  return copy;
}

export interface Warning {
  readonly sentence: string;
  readonly fields: object;
}

export interface TestOptions extends Partial<Omit<LowdbOptions, 'folder' | 'collections'>> {
  readonly collections?: readonly AnyCollection[];
  readonly warnings?: Warning[];
}

/** Opens a store of notes; a failure that the test does not expect ends it. */
export async function openStore(folder: string, options: TestOptions = {}): Promise<Store> {
  const { warnings = [], ...others } = options;
  const note = (fields: object, sentence: string): void => void warnings.push({ fields, sentence });
  return openLowdbStore({
    folder,
    collections: [notes],
    clock: { now: () => new Date('2026-03-02T09:00:00Z') },
    log: { warn: note, error: note } as LowdbOptions['log'],
    onFailure: (error) => {
      throw error;
    },
    ...others,
  });
}
