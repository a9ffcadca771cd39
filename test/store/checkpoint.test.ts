import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';
import { listSegments } from '../../src/store/journal-reader.js';
import { collection, type Store } from '../../src/store/store.js';
import { verifyFolder } from '../../src/store/verify.js';
import {
  aFolder,
  allNotes,
  asAfterCrash,
  getNote,
  notes,
  openStore,
  putNote,
  removeFolders,
} from './support.js';

describe('The checkpoint', () => {
  let folder: string;

  beforeEach(async () => (folder = await aFolder()));
  after(removeFolders);

  async function closedWith(count: number, limits = {}): Promise<void> {
    const store = await openStore(folder, { limits });
    await putNotes(store, count);
    await store.close();
  }

  it('is made of lowdb databases', async () => {
    await closedWith(1);

    const [name] = await shardNames(folder);
    const database = new Low(new JSONFile<unknown>(path.join(folder, 'checkpoint', name!)), null);
    await database.read();

    const record = { id: 'n1', version: 1, topic: 'roads', rank: 1 };
    assert.deepEqual(database.data, { format: 1, collection: 'test.notes', schema: 1, records: [record] });
  });

  it('rewrites only the files in which something changed', async () => {
    await closedWith(10, { recordsPerShard: 3 });
    const before = await shardNames(folder);

    const store = await openStore(folder, { limits: { recordsPerShard: 3 } });
    await putNote(store, (await getNote(store, 'n5'))!);
    await store.close();

    const added = (await shardNames(folder)).filter((name) => !before.includes(name));
    assert.equal(before.length, 4);
    assert.deepEqual(added, ['test.notes.1.2.json']);
  });

  it('is not written when nothing changed', async () => {
    await closedWith(2);
    const before = await readFile(path.join(folder, 'checkpoint.json'));

    await (await openStore(folder)).close();

    assert.deepEqual(await readFile(path.join(folder, 'checkpoint.json')), before);
  });

  it('is written while the bot runs, holds one moment, and keeps one generation more', async () => {
    const limits = { recordsPerShard: 2, commitsPerCheckpoint: 5 };
    const store = await openStore(folder, { limits });
    for (let round = 0; round < 12; round += 1) {
      await putNotes(store, 8);
      const crashed = await asAfterCrash(folder).catch(() => undefined);
      if (crashed) await assertSameAfterStart(crashed, store);
    }
    await store.close();

    const { generation } = JSON.parse(await readFile(path.join(folder, 'checkpoint.json'), 'utf8'));
    assert.ok(generation > 3, `only ${generation} checkpoints`);
    assert.equal((await verifyFolder(folder)).ok, true);
    assert.ok((await shardNames(folder)).length <= 8);
  });

  it('spares the start the history, but the whole journal is kept', async () => {
    await closedWith(12, { segmentBytes: 500 });
    const segments = await listSegments(folder);
    await writeFile(segments[0]!.file, 'damaged');

    const store = await openStore(folder);

    assert.equal((await allNotes(store)).length, 12);
    await store.close();
    assert.ok(segments.length >= 6);
    const found = await verifyFolder(folder);
    assert.match(found.ok ? '' : found.fault, /Line 1 of .*000000000001\.jsonl is damaged/);
  });

  it('is readable by its owner only', async function () {
    if (process.platform === 'win32') this.skip();
    await closedWith(1);

    const modes = await Promise.all(
      [
        '.',
        'checkpoint',
        'journal',
        'checkpoint.json',
        'journal/000000000001.jsonl',
        'checkpoint/test.notes.0.1.json',
      ].map(async (name) => ((await stat(path.join(folder, name))).mode & 0o777).toString(8)),
    );

    assert.deepEqual(modes, ['700', '700', '700', '600', '600', '600']);
  });

  describe('is refused with the file and what to do', () => {
    const cases: readonly (readonly [string, (file: string) => Promise<void>, RegExp])[] = [
      ['missing', (file) => rm(file), /missing\. Restore the last backup/],
      ['empty', (file) => writeFile(file, ''), /is (empty|not as).*Restore the last backup/],
      ['null', (file) => writeFile(file, 'null'), /is (empty|not as).*Restore the last backup/],
      ['not JSON', (file) => writeFile(file, '{"a":'), /is (empty|not as).*Restore the last backup/],
      ['of another kind', (file) => writeFile(file, '{}'), /is not.*Restore the last backup/],
    ];
    for (const [what, spoil, expected] of cases) {
      for (const name of ['checkpoint.json', 'checkpoint/test.notes.0.1.json']) {
        it(`when ${name} is ${what}`, async () => {
          await closedWith(1);
          await spoil(path.join(folder, name));

          await assert.rejects(openStore(folder), (error: Error) => {
            assert.equal(error.message.includes(path.join(folder, name)), true);
            assert.match(error.message, expected);
            return true;
          });
        });
      }
    }

    it('when its format is a newer one', async () => {
      await closedWith(1);
      const file = path.join(folder, 'checkpoint.json');
      await writeFile(file, (await readFile(file, 'utf8')).replace('"format":1', '"format":2'));

      await assert.rejects(
        openStore(folder),
        /format 2, which this version .* does not know\. Start the version/,
      );
    });

    it('when it belongs to another journal', async () => {
      await closedWith(1);
      const other = await aFolder();
      const store = await openStore(other);
      await putNote(store, { text: 'another' });
      await store.close();
      await writeFile(
        (await listSegments(folder))[0]!.file,
        await readFile((await listSegments(other))[0]!.file),
      );

      await assert.rejects(openStore(folder), /checkpoint\.json belongs to another journal/);
    });

    it('when it holds a collection that the code does not know', async () => {
      await closedWith(1);

      await assert.rejects(openStore(folder, { collections: [] }), /holds "test\.notes", which this version/);
    });
  });

  describe('with records of an older schema', () => {
    const renamed = collection(notes.name, [['place']] as never, [
      ({ topic, ...others }) => ({ ...others, place: topic }),
    ]);

    it('has them migrated, and written so', async () => {
      await closedWith(3);

      const store = await openStore(folder, { collections: [renamed] });
      const found = await store.transact('m1', 'test/find', (tx) =>
        tx.find(renamed, { where: { place: 'roads' } } as never),
      );
      await store.close();

      assert.deepEqual(found[0], { id: 'n1', version: 1, rank: 1, place: 'roads' });
      assert.match(await readFile(path.join(folder, 'checkpoint/test.notes.0.2.json'), 'utf8'), /"schema":2/);
      assert.equal((await verifyFolder(folder)).ok, true);
    });

    it('has those of the journal migrated too', async () => {
      const store = await openStore(folder);
      await putNote(store);
      const crashed = await asAfterCrash(folder);
      await store.close();

      const next = await openStore(crashed, { collections: [renamed] });
      const found = await next.transact('m1', 'test/get', (tx) => tx.get(renamed, 'n1'));
      await next.close();

      assert.deepEqual(found, { id: 'n1', version: 1, rank: 1, place: 'roads' });
    });

    it('is refused when the records are newer than the code', async () => {
      const store = await openStore(folder, { collections: [renamed] });
      await store.transact('m1', 'test/put', (tx) => tx.put(renamed, { id: 'n1', version: 0 }));
      const crashed = await asAfterCrash(folder);
      await store.close();

      const expected = /holds "test\.notes" of schema 2; this version of Roundtable knows only up to 1/;
      await assert.rejects(openStore(folder), expected);
      await assert.rejects(openStore(crashed), expected);
    });
  });
});

async function putNotes(store: Store, count: number): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const id = `n${number}`;
    await putNote(store, (await getNote(store, id)) ?? { id });
  }
}

async function shardNames(folder: string): Promise<readonly string[]> {
  return (await readdir(path.join(folder, 'checkpoint'))).sort();
}

async function assertSameAfterStart(crashed: string, running: Store): Promise<void> {
  const expected = await allNotes(running);
  const store = await openStore(crashed);
  assert.deepEqual(await allNotes(store), expected);
  await store.close();
}
