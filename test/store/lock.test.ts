import assert from 'node:assert/strict';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../src/shared/errors.js';
import { lockFolder } from '../../src/store/lock.js';
import { lockByHeartbeat } from '../../src/store/lock-heartbeat.js';
import { aFolder, removeFolders } from './support.js';

function fail(error: Error): void {
  throw error;
}

describe('The lock on the data folder', () => {
  let folder: string;

  beforeEach(async () => (folder = await aFolder()));
  after(removeFolders);

  it('refuses a second owner and names the first', async () => {
    const lock = await lockFolder(folder, fail);

    await assert.rejects(lockFolder(folder, fail), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(
        error.message,
        new RegExp(`in use by process ${process.pid} on .*, since 20.* Stop that one first`),
      );
      return true;
    });
    await lock.release();
  });

  it('is free again once it was released, and leaves nothing behind', async () => {
    await (await lockFolder(folder, fail)).release();
    await (await lockFolder(folder, fail)).release();

    assert.deepEqual(await readdir(folder), []);
  });

  it('goes to exactly one of many that start at once', async () => {
    const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder, fail)));

    const winners = attempts.filter((attempt) => attempt.status === 'fulfilled');
    assert.equal(winners.length, 1);
    await winners[0]!.value.release();
  });

  it('works where the path is too long for a socket', async () => {
    const deep = path.join(folder, 'a'.repeat(80), 'b'.repeat(80));
    await mkdir(deep, { recursive: true });

    const lock = await lockFolder(deep, fail);

    await assert.rejects(lockFolder(deep, fail), /in use by process/);
    await lock.release();
    assert.deepEqual(await readdir(deep), []);
  });

  it('refuses a folder that cannot be written', async () => {
    await assert.rejects(lockFolder(path.join(folder, 'missing'), fail), /cannot be written .*set DATA_DIR/);
  });

  describe('where there are no sockets', () => {
    it('refuses a second owner that shows signs of life, and is free once released', async () => {
      const lock = await lockByHeartbeat(folder, fail);

      await assert.rejects(lockByHeartbeat(folder, fail, 0), /in use by another process/);
      await lock.release();
      await (await lockByHeartbeat(folder, fail, 0)).release();
    });
  });
});
