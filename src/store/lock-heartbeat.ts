import path from 'node:path';
import { check, lock } from 'proper-lockfile';
import { SetupError } from '../shared/errors.js';
import { hasCode } from './files.js';
import type { FolderLock } from './lock.js';

/** Without a sign of life for so long, the owner is taken for dead. */
const STALE_SECONDS = 10;

/**
 * The lock for file systems without sockets: a folder whose date the owner renews. After kill -9
 * the next start waits until the date is old.
 * @param patienceSeconds how long to wait for an owner that may be dead
 */
export async function lockByHeartbeat(
  folder: string,
  onLost: (error: Error) => void,
  patienceSeconds = STALE_SECONDS + 2,
): Promise<FolderLock> {
  try {
    const release = await lock(folder, {
      lockfilePath: lockFile(folder),
      stale: STALE_SECONDS * 1000,
      update: 2000,
      retries: { retries: patienceSeconds, factor: 1, minTimeout: 1000 },
      onCompromised: onLost,
    });
    return { release };
  } catch (error) {
    if (!hasCode(error, 'ELOCKED')) throw error;
    throw new SetupError([
      `The data folder ${folder} is in use by another process, which gave a sign of life within the last ${STALE_SECONDS} seconds. Stop that one first, or set DATA_DIR to another folder.`,
    ]);
  }
}

/** Whether an owner gives signs of life. */
export function beats(folder: string): Promise<boolean> {
  return check(folder, { lockfilePath: lockFile(folder), stale: STALE_SECONDS * 1000 });
}

function lockFile(folder: string): string {
  return path.join(folder, 'lock');
}
