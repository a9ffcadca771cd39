import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { verifyFolder } from '../../src/store/verify.js';
import { aFolder, allNotes, openStore, removeFolders } from './support.js';

/** A compiled program that writes notes for ever and prints the id of each one that was acknowledged. */
function startWriter(folder: string) {
  const script = fileURLToPath(new URL('./writer.mjs', import.meta.url));
  const writer = spawn(process.execPath, [script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: string[] = [];
  const enough = new Promise<void>((resolve) => {
    createInterface({ input: writer.stdout }).on('line', (id) => {
      if (acknowledged.push(id) === 200) resolve();
    });
  });
  return { writer, acknowledged, enough };
}

async function kill(writer: ChildProcess): Promise<void> {
  const closed = once(writer, 'close');
  writer.kill('SIGKILL');
  await closed;
}

describe('A process that is killed', () => {
  after(removeFolders);

  it('loses nothing that was acknowledged, and its folder is free at once, again and again', async () => {
    const folder = await aFolder();
    const all: string[] = [];

    for (let round = 0; round < 3; round += 1) {
      const { writer, acknowledged, enough } = startWriter(folder);
      await enough;
      await kill(writer);
      all.push(...acknowledged);
    }

    const store = await openStore(folder, { clock: { now: () => new Date() } });
    const found = new Set((await allNotes(store)).map(({ id }) => id));
    await store.close();
    assert.deepEqual(
      all.filter((id) => !found.has(id)),
      [],
    );
    assert.equal((await verifyFolder(folder)).ok, true);
  });

  it('kept others out while it lived, even while it was paused', async () => {
    const folder = await aFolder();
    const { writer, enough } = startWriter(folder);
    await enough;

    await assert.rejects(openStore(folder), new RegExp(`in use by process ${writer.pid}`));
    if (process.platform !== 'win32') {
      writer.kill('SIGSTOP');
      await assert.rejects(openStore(folder), /in use by another process/);
    }
    await kill(writer);
  });
});
