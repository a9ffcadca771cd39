import assert from 'node:assert/strict';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../../src/shared/errors.js';
import { backupFolder, restoreFolder } from '../../src/store/backup.js';
import { listSegments } from '../../src/store/journal-reader.js';
import type { Store } from '../../src/store/store.js';
import { verifyFolder } from '../../src/store/verify.js';
import { aFolder, allNotes, getNote, openStore, putNote, removeFolders } from './support.js';

const LIMITS = { recordsPerShard: 4, commitsPerCheckpoint: 10, segmentBytes: 4000 };

async function fill(store: Store, count: number, prefix = 'n'): Promise<void> {
  for (let number = 1; number <= count; number += 1) await putNote(store, { id: `${prefix}${number}` });
}

describe('verify', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await aFolder();
    const store = await openStore(folder, { limits: LIMITS });
    await fill(store, 25);
    await store.close();
  });
  after(removeFolders);

  async function faultAfter(change: (text: string) => string, name: string): Promise<string> {
    const file = path.join(folder, name);
    await writeFile(file, change(await readFile(file, 'utf8')));
    const found = await verifyFolder(folder);
    return found.ok ? 'no fault' : found.fault;
  }

  it('counts what it checked', async () => {
    const found = await verifyFolder(folder);

    assert.deepEqual(found, {
      ok: true,
      entries: 25,
      segments: (await listSegments(folder)).length,
      erased: 0,
      records: 25,
      lastAt: '2026-03-02T09:00:00.000Z',
      unfinished: false,
    });
  });

  it('finds a changed word anywhere in the history', async () => {
    const fault = await faultAfter((text) => text.replace('roads', 'parks'), 'journal/000000000001.jsonl');

    assert.match(fault, /Line 1 of the journal file .*000000000001\.jsonl is damaged.*Restore/);
  });

  it('accepts an erased payload and says how many there are', async () => {
    const file = path.join(folder, 'journal/000000000001.jsonl');
    const [first, ...others] = (await readFile(file, 'utf8')).split('\n');
    const erased = JSON.stringify({ ...JSON.parse(first!), payload: null });
    await writeFile(file, [erased, ...others].join('\n'));

    const found = await verifyFolder(folder);

    assert.equal(found.ok && found.erased, 1);
    await (await openStore(folder)).close();
  });

  it('finds a checkpoint that says something else than the journal', async () => {
    const { collections } = JSON.parse(await readFile(path.join(folder, 'checkpoint.json'), 'utf8'));
    const changed = collections['test.notes'][0].file;

    const fault = await faultAfter((text) => text.replace('roads', 'parks'), `checkpoint/${changed}`);

    assert.match(fault, /is not as it was written/);
  });

  it('says so when there is nothing to verify', async () => {
    const found = await verifyFolder(await aFolder());

    assert.match(found.ok ? '' : found.fault, /^There is no data of Roundtable in /);
  });

  it('passes while the bot writes', async () => {
    const store = await openStore(folder, { limits: LIMITS });
    const writes = fill(store, 200, 'more');

    for (let round = 0; round < 5; round += 1) assert.equal((await verifyFolder(folder)).ok, true);

    await writes;
    await store.close();
  });
});

describe('A backup', () => {
  let folder: string;
  let target: string;

  beforeEach(async () => {
    folder = await aFolder();
    target = path.join(await aFolder(), 'copy');
  });
  after(removeFolders);

  it('taken while the bot writes holds everything acknowledged before it, and starts', async () => {
    const store = await openStore(folder, { limits: { ...LIMITS, commitsPerCheckpoint: 50 } });
    await fill(store, 30);
    const writes = Promise.all(['w1-', 'w2-', 'w3-'].map((prefix) => fill(store, 150, prefix)));

    for (let round = 0; round < 4; round += 1) {
      const acknowledged = await putNote(store, { id: `round${round}` });
      await backupFolder(folder, `${target}${round}`);

      const copy = await openStore(`${target}${round}`);
      assert.deepEqual(await getNote(copy, `round${round}`), acknowledged);
      assert.ok((await allNotes(copy)).length > 30);
      await copy.close();
    }

    await writes;
    await store.close();
  });

  it('leaves a write that was cut off behind', async () => {
    const store = await openStore(folder);
    await fill(store, 2);
    await store.close();
    await appendFile((await listSegments(folder))[0]!.file, '{"format":1,"seq":3,');

    const found = await backupFolder(folder, target);

    assert.equal(found.entries, 2);
    assert.equal(found.unfinished, false);
  });

  it('overwrites nothing', async () => {
    const store = await openStore(folder);
    await store.close();
    const full = await aFolder();
    await writeFile(path.join(full, 'letter.txt'), 'Dear Sir or Madam');

    await assert.rejects(backupFolder(folder, full), /is not empty/);
    await assert.rejects(backupFolder(await aFolder(), target), /no data of Roundtable/);
  });

  it('of damaged data is refused', async () => {
    const store = await openStore(folder);
    await fill(store, 3);
    await store.close();
    const { file } = (await listSegments(folder))[0]!;
    await writeFile(file, (await readFile(file, 'utf8')).replace('roads', 'parks'));

    await assert.rejects(
      backupFolder(folder, target),
      (error) => error instanceof SetupError && /Line 1/.test(error.message),
    );
  });

  it('can be restored into an empty folder, and the bot goes on from there', async () => {
    const store = await openStore(folder, { limits: LIMITS });
    await fill(store, 25);
    await backupFolder(folder, target);
    await store.close();
    const restored = path.join(await aFolder(), 'data');

    await restoreFolder(target, restored);

    const next = await openStore(restored);
    assert.equal((await allNotes(next)).length, 25);
    await putNote(next, { id: 'after' });
    await next.close();
    assert.equal((await verifyFolder(restored)).ok, true);
    await assert.rejects(restoreFolder(target, restored), /is not empty/);
  });

  it('that is damaged is not restored, and the folder stays empty', async () => {
    const store = await openStore(folder);
    await fill(store, 3);
    await store.close();
    await backupFolder(folder, target);
    const { file } = (await listSegments(target))[0]!;
    await writeFile(file, (await readFile(file, 'utf8')).replace('roads', 'parks'));
    const restored = path.join(await aFolder(), 'data');

    await assert.rejects(restoreFolder(target, restored), /cannot be used\. Line 1/);
    await assert.rejects(readFile(path.join(restored, 'checkpoint.json')));
  });
});
