import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../src/shared/errors.js';
import { openFilling } from '../../src/store/fill.js';
import { lockFolder, nameOfHolder, ownerOf } from '../../src/store/lock.js';
import { readRecords } from '../../src/store/records.js';
import { collection, type AnyCollection, type Stored } from '../../src/store/store.js';
import { verifyFolder } from '../../src/store/verify.js';
import { aFolder, allNotes, aNote, getNote, notes, openStore, putNote, removeFolders } from './support.js';

const NOW = new Date('2026-03-02T09:00:00Z');
const log = { warn: () => undefined };

function target(folder: string, report: (written: number) => void = () => undefined) {
  return { folder, clock: { now: () => NOW }, log, report };
}

async function asText(folder: string, collections: readonly AnyCollection[] = [notes]): Promise<string> {
  return [...(await readRecords(folder, collections)).inOrder()]
    .map((each) => JSON.stringify(each))
    .join('\n');
}

describe('Records read without the lock', () => {
  after(removeFolders);

  it('are those of the checkpoint and of the entries after it, in the same order wherever they lie', async () => {
    const folder = await aFolder();
    const store = await openStore(folder, { limits: { recordsPerShard: 2, commitsPerCheckpoint: 3 } });
    for (const id of ['b', 'a', 'd', 'é', 'c', 'B']) await putNote(store, { id });
    await store.transact('m1', 'test/change', async (tx) => {
      await tx.remove(notes, 'd');
      await tx.put(notes, { ...aNote({ id: 'a' }), version: 1, rank: 9 });
    });

    const beside = await readRecords(folder, [notes]);
    await store.close();
    const after = await readRecords(folder, [notes]);

    assert.deepEqual(
      [...beside.inOrder()].map(({ record }) => `${record.id} ${record.version}`),
      ['B 1', 'a 2', 'b 1', 'c 1', 'é 1'],
    );
    assert.deepEqual([...after.inOrder()], [...beside.inOrder()]);
    assert.deepEqual([beside.count, beside.lastAt], [5, NOW.toISOString()]);
    assert.equal(beside.of(notes).length, 5);
  });

  it('stay out of the way of a bot that writes, and never miss what was saved before', async () => {
    const folder = await aFolder();
    const store = await openStore(folder, {
      limits: { recordsPerShard: 4, commitsPerCheckpoint: 40, segmentBytes: 2000 },
    });
    let writing = true;
    const writes = (async () => {
      for (let number = 0; writing; number += 1) await putNote(store, { id: `w${number}` });
    })();

    for (let round = 0; round < 15; round += 1) {
      await putNote(store, { id: `round${round}` });
      const found = (await readRecords(folder, [notes])).of(notes);
      assert.ok(found.some(({ id }) => id === `round${round}`));
    }

    writing = false;
    await writes;
    await store.close();
  });

  it('are refused where there are none, or where a newer version wrote', async () => {
    const folder = await aFolder();
    await assert.rejects(readRecords(folder, [notes]), /There is no data of Roundtable/);
    const store = await openStore(folder);
    await putNote(store);
    await store.close();

    await assert.rejects(readRecords(folder, []), /holds "test\.notes", which this version .* does not know/);
  });
});

describe('Filling an empty data folder', () => {
  let from: string;
  let to: string;

  beforeEach(async () => {
    from = await aFolder();
    to = path.join(await aFolder(), 'data');
    const store = await openStore(from);
    for (let number = 1; number <= 1200; number += 1) {
      await putNote(store, { id: `n${number}`, rank: number });
    }
    await store.transact('m1', 'test/change', (tx) => tx.put(notes, { ...aNote(), version: 1, text: 'new' }));
    await store.close();
  });
  after(removeFolders);

  async function filled(collections: readonly AnyCollection[] = [notes]) {
    const filling = openFilling(collections);
    for (const each of (await readRecords(from, [notes])).inOrder()) filling.add(each);
    return filling;
  }

  it('keeps ids and versions, verifies, and lets the bot go on from there', async () => {
    const told: number[] = [];
    await (await filled()).writeTo(target(to, (written) => told.push(written)));

    assert.equal(await asText(to), await asText(from));
    assert.deepEqual(told, [500, 1000, 1200]);
    const found = await verifyFolder(to);
    assert.ok(found.ok);
    assert.deepEqual([found.entries, found.records, found.lastAt], [3, 1200, NOW.toISOString()]);
    const store = await openStore(to);
    assert.equal((await getNote(store))?.version, 2);
    assert.equal((await putNote(store, { version: 2 })).version, 3);
    assert.equal((await allNotes(store)).length, 1200);
    await store.close();
    assert.ok((await verifyFolder(to)).ok);
  });

  it('takes records of an older schema through the migrations', async () => {
    const newer = collection<Stored>(
      'test.notes',
      [],
      [({ topic, ...rest }) => ({ ...rest, subject: topic })],
    );

    await (await filled([newer])).writeTo(target(to));

    const found = (await readRecords(to, [newer])).of(newer).find(({ id }) => id === 'n1');
    assert.deepEqual(found, { id: 'n1', version: 2, rank: 1, text: 'new', subject: 'roads' });
    assert.ok((await verifyFolder(to)).ok);
  });

  it('works without any record', async () => {
    await openFilling([notes]).writeTo(target(to));

    assert.equal(await asText(to), '');
    assert.ok((await verifyFolder(to)).ok);
  });

  it('overwrites nothing, and leaves a folder that is in use alone', async () => {
    const filling = await filled();
    const used = await aFolder();
    const lock = await lockFolder(used, () => undefined);

    await assert.rejects(
      filling.writeTo(target(from)),
      /is not empty\. Set DATA_DIR to an empty or a new one/,
    );
    await assert.rejects(filling.writeTo(target(used)), /is in use by process/);

    assert.match(nameOfHolder((await ownerOf(used))!), new RegExp(`^process ${process.pid} on `));
    await lock.release();
    assert.equal(await ownerOf(used), undefined);
    assert.deepEqual(await readdir(used), []);
  });

  it('leaves nothing behind when it fails on the way', async () => {
    const filling = await filled();
    const failing = target(to, (written) => {
      if (written > 500) throw new Error('EIO: i/o error, write');
    });

    await assert.rejects(
      filling.writeTo(failing),
      (error) =>
        error instanceof SetupError &&
        /could not be filled \(EIO.*\), and is empty again/.test(error.message),
    );

    assert.deepEqual(await readdir(to), []);
    await writeFile(path.join(to, 'lost+found'), '');
    await filling.writeTo(target(to));
    assert.ok((await verifyFolder(to)).ok);
  });
});
