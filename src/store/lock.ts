import { hash, randomInt } from 'node:crypto';
import { readdir, realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../shared/errors.js';
import { newId } from '../shared/ids.js';
import { hasCode } from './files.js';
import { beats, lockByHeartbeat } from './lock-heartbeat.js';
import { listenOn, whoListensOn, type Holder, type Listening } from './lock-socket.js';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Makes this process the only owner of a data folder until it lets go or ends, however it ends.
 * @param onLost called when the lock is lost, which only the heartbeat can
 * @throws {SetupError} naming the process that owns it, or why the folder cannot be written
 */
export async function lockFolder(folder: string, onLost: (error: Error) => void): Promise<FolderLock> {
  try {
    return process.platform === 'win32' ? await lockByPipe(folder) : await lockBySocket(folder);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    // Network shares and some container mounts hold no sockets.
    if (hasCode(error, 'EOPNOTSUPP', 'ENOTSUP', 'EPERM', 'ENOSYS', 'EINVAL'))
      return lockByHeartbeat(folder, onLost);
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError([
      `The data folder ${folder} cannot be written (${reason}). Give this user the right to write there, make room on the disk, or set DATA_DIR to another folder.`,
    ]);
  }
}

/** Who owns a data folder now: asked without touching it. Undefined when nobody does. */
export async function ownerOf(folder: string): Promise<Holder | undefined> {
  if (process.platform === 'win32') return whoListensOn(await pipeOf(folder));
  for (const name of await readdir(folder)) {
    if (!isSocketName(name)) continue;
    const holder = await whoListensOn(path.join(folder, name));
    if (holder !== undefined && holder.owner !== false) return holder;
  }
  return (await beats(folder)) ? {} : undefined;
}

/** `process 17 on this-host, since ...`, for sentences. */
export function nameOfHolder({ pid, host, since }: Holder): string {
  return pid === undefined ? 'another process' : `process ${pid} on ${host}, since ${since}`;
}

/**
 * Each candidate listens on a socket of its own in the folder first and looks for others second,
 * so two can never both find themselves alone. Socket names are never used twice, so a dead one
 * can be removed without harm.
 */
async function lockBySocket(folder: string): Promise<FolderLock> {
  let others: readonly Holder[] = [];
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const own = await listenOn(path.join(folder, `lock-${newId()}.sock`));
    others = await othersIn(folder, own);
    if (others.length === 0) return owned(own);
    await own.close();
    const owner = others.find((other) => other.owner !== false);
    if (owner) throw inUse(folder, owner);
    // Only others that are starting as well: one of us will be alone in a moment.
    await sleep(randomInt(10, 100));
  }
  throw inUse(folder, others[0] ?? {});
}

async function othersIn(folder: string, own: Listening): Promise<readonly Holder[]> {
  const others: Holder[] = [];
  for (const name of await readdir(folder)) {
    const file = path.join(folder, name);
    if (!isSocketName(name) || file === own.file) continue;
    const holder = await whoListensOn(file);
    if (holder) others.push(holder);
    else await rm(file, { force: true });
  }
  return others;
}

function isSocketName(name: string): boolean {
  return /^lock-\w+\.sock$/.test(name);
}

async function pipeOf(folder: string): Promise<string> {
  const real = await realpath(folder);
  return `\\\\.\\pipe\\roundtable-${hash('sha256', real.toLowerCase())}`;
}

async function lockByPipe(folder: string): Promise<FolderLock> {
  const pipe = await pipeOf(folder);
  try {
    return owned(await listenOn(pipe));
  } catch (error) {
    if (!hasCode(error, 'EADDRINUSE', 'EACCES')) throw error;
    throw inUse(folder, (await whoListensOn(pipe)) ?? {});
  }
}

function owned(own: Listening): FolderLock {
  own.own();
  return { release: () => own.close() };
}

function inUse(folder: string, holder: Holder): SetupError {
  return new SetupError([
    `The data folder ${folder} is in use by ${nameOfHolder(holder)}. Stop that one first, or set DATA_DIR to another folder.`,
  ]);
}
