/** The data folder as a place: whether it can be written, whether there is room, who has it. */
import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { nameOfHolder, ownerOf } from '../../store/lock.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

const MB = 1_000_000;
/** Under this a full disk is near: checkpoints write for a moment what is already there. */
const TOO_LITTLE = 100 * MB;

export interface Folder {
  readonly findings: readonly Finding[];
  /** Who holds it, like `process 17 on this-host`; empty when nobody does. */
  readonly owner: string;
  /** There is something that can be read. */
  readonly readable: boolean;
}

export type FreeBytes = (folder: string) => Promise<number>;

export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

const { ok, note, problem } = about('Data folder');

export async function checkFolder(folder: string, free: FreeBytes): Promise<Folder> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => error.code ?? error.message);
  if (found === 'ENOENT') {
    const above = await nearest(folder);
    const fault = await whyNotWritable(above);
    if (fault !== undefined)
      return only(problem(`${folder} does not exist and cannot be made (${fault}). ${MEND}`));
    return only(
      note(`${folder} does not exist yet. The bot makes it when it starts.`),
      await checkRoom(above, free),
    );
  }
  if (typeof found === 'string') return only(problem(`${folder} cannot be used (${found}). ${MEND}`));
  if (!found.isDirectory()) return only(problem(`${folder} is a file. Set DATA_DIR to a folder.`));

  const fault = await whyNotWritable(folder);
  const holder = fault === undefined ? await ownerOf(folder) : undefined;
  const owner = holder === undefined ? '' : nameOfHolder(holder);
  const who = owner === '' ? 'nobody uses it now' : `it is in use by ${owner}`;
  const state =
    fault === undefined
      ? ok(`${folder} can be written; ${who}.`)
      : problem(`${folder} cannot be written (${fault}). ${MEND}`);
  return {
    findings: [state, ...privacy(folder, found.mode), await checkRoom(folder, free)],
    owner,
    readable: true,
  };
}

const MEND = 'Give the user of the bot the right to write there, or set DATA_DIR to another folder.';

function only(...findings: readonly Finding[]): Folder {
  return { findings, owner: '', readable: false };
}

async function nearest(folder: string): Promise<string> {
  const above = path.dirname(path.resolve(folder));
  const exists = await stat(above).then(
    () => true,
    () => false,
  );
  return exists || above === path.dirname(above) ? above : nearest(above);
}

async function whyNotWritable(folder: string): Promise<string | undefined> {
  try {
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

function privacy(folder: string, mode: number): readonly Finding[] {
  // Windows keeps its rights elsewhere.
  if (process.platform === 'win32' || (mode & 0o077) === 0) return [];
  return [
    note(`Others on this computer may look into ${folder}. The bot takes that right away when it starts.`),
  ];
}

async function checkRoom(folder: string, free: FreeBytes): Promise<Finding> {
  const room = about('Disk');
  const bytes = await free(folder);
  const left = `${Math.floor(bytes / MB).toLocaleString('en-GB')} MB`;
  if (bytes >= TOO_LITTLE) return room.ok(`${left} are free for the data folder.`);
  return room.problem(`Only ${left} are free for the data folder. Make room: a bot that cannot save stops.`);
}
