/** Letters of local mode without a mail server: one file each in the data folder, as a mail program keeps them. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Mime } from './mime.js';

export interface KeptLetters {
  keep(mime: Mime, bytes: Uint8Array): Promise<void>;
  /** Names of the files, newest first. */
  list(): Promise<readonly string[]>;
  /** Undefined when there is no such letter. */
  read(name: string): Promise<Buffer | undefined>;
}

/** Beside the records, and in no backup: what was sent can be told from those. */
export function lettersFolder(dataFolder: string): string {
  return path.join(dataFolder, 'mail');
}

const NAME = /^\d{8}T\d{9}-[0-9a-f]{12}\.eml$/;

export function openKeptLetters(folder: string): KeptLetters {
  return {
    async keep({ date, messageId }, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const stamp = date.toISOString().replace(/[-:.Z]/g, '');
      const which = createHash('sha256').update(messageId).digest('hex').slice(0, 12);
      await writeFile(path.join(folder, `${stamp}-${which}.eml`), bytes, { mode: 0o600 });
    },
    async list() {
      const names = await readdir(folder).catch(() => []);
      return names
        .filter((each) => NAME.test(each))
        .sort()
        .reverse();
    },
    async read(name) {
      return NAME.test(name) ? readFile(path.join(folder, name)).catch(() => undefined) : undefined;
    },
  };
}
