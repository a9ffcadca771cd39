import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { backupFolder } from '../../src/store/backup.js';
import { listSegments } from '../../src/store/journal-reader.js';
import { readRecords } from '../../src/store/records.js';
import { collection, type Store, type Stored } from '../../src/store/store.js';
import { verifyFolder } from '../../src/store/verify.js';
import { aFolder, asAfterCrash, getNote, notes, openStore, putNote, removeFolders } from './support.js';

interface Secret extends Stored {
  readonly text: string;
}

const secrets = collection<Secret>('test.secrets', [], [], { forgets: true });
const OPTIONS = { collections: [notes, secrets] };

describe('What is kept for a time only', () => {
  let folder: string;
  let store: Store;

  beforeEach(async () => {
    folder = await aFolder();
    store = await openStore(folder, OPTIONS);
    await putNote(store, { text: 'before' });
    await tell('s1', 'MARIGOLD');
  });
  afterEach(() => store.close());
  after(removeFolders);

  async function tell(id: string, text: string): Promise<void> {
    await store.transact('m1', 'test/tell', async (tx) => {
      const known = await tx.get(secrets, id);
      await tx.put(secrets, { id, version: known?.version ?? 0, text });
    });
  }
  function forget(id: string): Promise<void> {
    return store.transact('m1', 'test/forget', (tx) => tx.remove(secrets, id));
  }
  /** The files of a folder in which a word stands, among all its bytes. */
  async function filesWith(word: string, where = folder): Promise<readonly string[]> {
    const found: string[] = [];
    for (const each of await readdir(where, { recursive: true, withFileTypes: true })) {
      if (!each.isFile()) continue;
      // A checkpoint that is being written renames its files meanwhile.
      const bytes = await readFile(path.join(each.parentPath, each.name)).catch(() => Buffer.of());
      if (bytes.includes(word)) found.push(each.name);
    }
    return found;
  }
  async function reopened(): Promise<void> {
    await store.close();
    store = await openStore(folder, OPTIONS);
  }
  async function sound(where = folder): Promise<object> {
    const found = await verifyFolder(where);
    assert.ok(found.ok, found.ok ? '' : found.fault);
    return { entries: found.entries, erased: found.erased };
  }

  it('is in no byte of the folder once it is removed, and the history holds', async () => {
    await reopened();
    const during = await filesWith('MARIGOLD');
    await putNote(store, { id: 'n2', text: 'after' });
    await forget('s1');
    await reopened();

    assert.equal(during.length, 2);
    assert.deepEqual(await filesWith('MARIGOLD'), []);
    assert.deepEqual(await sound(), { entries: 4, erased: 1 });
    assert.equal((await getNote(store, 'n1'))?.text, 'before');
    assert.equal((await getNote(store, 'n2'))?.text, 'after');
  });

  it('is gone as well when it is corrected; what stands now stays', async () => {
    await tell('s2', 'stays');
    await tell('s1', 'CROCUS');
    await reopened();

    const kept = await store.transact('m1', 'test/get', (tx) => tx.get(secrets, 's1'));
    assert.deepEqual(await filesWith('MARIGOLD'), []);
    assert.equal((await filesWith('CROCUS')).length, 2);
    assert.equal((await filesWith('stays')).length, 2);
    assert.deepEqual(kept, { id: 's1', version: 2, text: 'CROCUS' });
    assert.deepEqual(await sound(), { entries: 4, erased: 1 });
  });

  it('goes while the bot runs, two checkpoints after it was removed', async () => {
    await store.close();
    store = await openStore(folder, { ...OPTIONS, limits: { commitsPerCheckpoint: 1 } });
    await forget('s1');

    for (let turn = 0; (await filesWith('MARIGOLD')).length > 0; turn += 1) {
      assert.ok(turn < 100, 'it is still there');
      await putNote(store, { id: `n${turn + 10}` });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }

    await putNote(store, { id: 'last' });
    await reopened();
    assert.ok(await getNote(store, 'last'));
    assert.deepEqual(await filesWith('MARIGOLD'), []);
    await sound();
  });

  it('goes after a kill too, and a copy made at any moment can be used', async () => {
    await reopened();
    await forget('s1');
    const killed = await asAfterCrash(folder);
    await store.close();
    folder = killed;
    store = await openStore(folder, OPTIONS);
    const still = await filesWith('MARIGOLD');
    const copy = path.join(await aFolder(), 'copy');
    await backupFolder(folder, copy);
    await reopened();

    assert.equal(still.length, 2);
    assert.deepEqual(await filesWith('MARIGOLD'), []);
    for (const where of [copy, folder]) {
      assert.equal((await readRecords(where, OPTIONS.collections)).of(secrets).length, 0);
      await sound(where);
    }
    const other = await openStore(copy, OPTIONS);
    await other.close();
    assert.deepEqual(await filesWith('MARIGOLD', copy), []);
  });

  it('leaves every other file of the journal as it was', async () => {
    await store.close();
    store = await openStore(folder, { ...OPTIONS, limits: { segmentBytes: 1 } });
    for (const id of ['n2', 'n3']) await putNote(store, { id });
    const before = await listSegments(folder);
    const bytes = await Promise.all(before.slice(1).map(({ file }) => readFile(file)));
    await forget('s1');
    await store.close();

    const after = await Promise.all(before.slice(1).map(({ file }) => readFile(file)));
    assert.ok(bytes.length > 1);
    assert.deepEqual(after, bytes);
    await sound();
  });

  it('is found missing by verify where no checkpoint holds what it was', async () => {
    await store.close();
    const [segment] = await listSegments(folder);
    const manifest = path.join(folder, 'checkpoint.json');
    const text = await readFile(segment!.file, 'utf8');
    const erased = text.split('\n').map((line) => {
      if (!line.includes('MARIGOLD')) return line;
      return JSON.stringify({ ...(JSON.parse(line) as object), payload: null });
    });
    await writeFile(segment!.file, erased.join('\n'));
    const first = { ...(JSON.parse(await readFile(manifest, 'utf8')) as object), seq: 0, collections: {} };
    await writeFile(manifest, JSON.stringify({ ...first, hash: '0'.repeat(64) }));

    const found = await verifyFolder(folder);

    assert.match(
      found.ok ? '' : found.fault,
      /Entry 2 in .* was erased before a checkpoint held what it changed/,
    );
    await assert.rejects(openStore(folder, OPTIONS), /was erased before a checkpoint held/);
  });
});
