import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../src/shared/errors.js';
import { aFolder, asAfterCrash, getNote, openStore, putNote, removeFolders } from './support.js';

describe('A start', () => {
  let folder: string;

  beforeEach(async () => (folder = await aFolder()));
  after(removeFolders);

  it('makes the data folder', async () => {
    const store = await openStore(path.join(folder, 'deep', 'data'));
    await putNote(store);
    await store.close();
  });

  it('goes on when the very first one was killed before its first checkpoint', async () => {
    await mkdir(path.join(folder, 'journal'));
    await mkdir(path.join(folder, 'checkpoint'));
    await writeFile(path.join(folder, 'journal', '000000000001.jsonl'), '');

    const store = await openStore(folder);
    await putNote(store);

    assert.equal((await getNote(store))?.version, 1);
    await store.close();
  });

  it('does not take a folder that lost its checkpoint for a new one', async () => {
    const store = await openStore(folder);
    await putNote(store);
    const crashed = await asAfterCrash(folder);
    await store.close();
    await rm(path.join(crashed, 'checkpoint.json'));
    await rm(path.join(crashed, 'checkpoint'), { recursive: true });

    await assert.rejects(openStore(crashed), /checkpoint\.json is missing\. Restore the last backup/);
  });

  it('does not take a folder that lost its journal for a new one', async () => {
    const store = await openStore(folder);
    await putNote(store);
    await store.close();
    await rm(path.join(folder, 'journal'), { recursive: true });

    await assert.rejects(openStore(folder), /start of the journal .* is missing\. Restore/);
  });

  it('is refused while the clock is behind the last entry, with both times', async () => {
    const store = await openStore(folder, { clock: { now: () => new Date('2026-03-02T10:00:00Z') } });
    await putNote(store);
    await store.close();

    await assert.rejects(openStore(folder), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(
        error.message,
        /clock says 2026-03-02T09:00.*made at 2026-03-02T10:00.*Set the machine's clock/,
      );
      return true;
    });
    await (await openStore(folder, { clock: { now: () => new Date('2026-03-02T10:00:00Z') } })).close();
  });

  it('is refused where no folder can be made', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, '');

    await assert.rejects(openStore(path.join(file, 'data')), (error) => {
      assert.ok(error instanceof SetupError);
      assert.match(error.message, /data folder .* cannot be made .*set DATA_DIR/);
      return true;
    });
  });

  it('lets go of the folder when it is refused', async () => {
    await writeFile(path.join(folder, 'checkpoint.json'), 'null');
    await assert.rejects(openStore(folder), /checkpoint\.json/);
    await rm(path.join(folder, 'checkpoint.json'));

    await (await openStore(folder)).close();
  });
});
