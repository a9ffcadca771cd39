import { hash } from 'node:crypto';
import { open, readFile, rename, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Adapter } from 'lowdb';
import { SetupError } from '../shared/errors.js';

/** How every SetupError about damaged data ends. */
export const RESTORE =
  'Restore the last backup into an empty folder (npm run roundtable -- restore) and keep this one for whoever looks into it.';

/** A file that only grows, until it is cut back. Tests put one that fails in its place. */
export interface AppendFile {
  append(text: string): Promise<void>;
  /** Resolves when everything appended is on disk. */
  sync(): Promise<void>;
  cutBack(bytes: number): Promise<void>;
  close(): Promise<void>;
}

export async function openAppendFile(file: string): Promise<AppendFile> {
  const handle = await open(file, 'a', 0o600);
  return {
    append: (text) => handle.appendFile(text),
    sync: () => handle.datasync(),
    async cutBack(bytes) {
      await handle.truncate(bytes);
      await handle.datasync();
    },
    close: () => handle.close(),
  };
}

/** Makes the names in a folder durable: a file's own fsync does not. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch (error) {
    // Windows opens no folders; there the file system looks after names itself.
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle?.close();
  }
}

/** Makes a file that somebody else writes durable as it is now, for readers without the lock. */
export async function syncFile(file: string): Promise<void> {
  try {
    const handle = await open(file, 'r+');
    try {
      await handle.datasync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    // A folder that may only be read belongs to a backup, which nobody writes.
    if (!hasCode(error, 'EACCES', 'EPERM', 'EROFS')) throw error;
  }
}

/** Writes a file so that after a crash it is either whole or as it was before. */
export async function writeDurably(file: string, bytes: Buffer): Promise<void> {
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.tmp`);
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
}

/** lowdb's adapter for one JSON file, which also knows the hash of what it last read or wrote. */
export interface DurableJson<T> extends Adapter<T> {
  hash(): string;
}

/**
 * A lowdb adapter in place of lowdb's own, which neither fsyncs nor tells a damaged file from an
 * empty database.
 * @param expectedHash SHA-256 that the file must have when it is read
 * @throws {SetupError} on reading a file that is missing, empty, `null`, not JSON or not the one expected
 */
export function durableJson<T extends object>(file: string, expectedHash?: string): DurableJson<T> {
  let known = '';
  return {
    hash: () => known,
    async read() {
      const text = await readText(file);
      known = hash('sha256', text);
      if (expectedHash !== undefined && known !== expectedHash)
        throw damaged(file, 'is not as it was written');
      const data = parse(text);
      if (typeof data !== 'object' || data === null)
        throw damaged(file, 'is empty or not the JSON it should be');
      return data as T;
    },
    async write(data) {
      const bytes = Buffer.from(JSON.stringify(data));
      known = hash('sha256', bytes);
      await writeDurably(file, bytes);
    },
  };
}

export function damaged(file: string, what: string): SetupError {
  return new SetupError([`The data file ${file} ${what}. ${RESTORE}`]);
}

export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw new MissingFile(file);
    throw error;
  }
}

/** Something that a checkpoint builds on is not there; a reader without the lock tries again, in case there is a newer one. */
export class Superseded extends SetupError {}

/** A data file that is not there. */
export class MissingFile extends Superseded {
  constructor(file: string) {
    super([`The data file ${file} is missing. ${RESTORE}`]);
    this.name = 'MissingFile';
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
