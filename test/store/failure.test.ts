import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { openAppendFile, type AppendFile } from '../../src/store/files.js';
import { NotSaved, type Store } from '../../src/store/store.js';
import { verifyFolder } from '../../src/store/verify.js';
import { aFolder, allNotes, getNote, openStore, putNote, removeFolders } from './support.js';

/** A disk that can be told to wait, and to fail. */
function aDisk() {
  const disk = {
    appends: 0,
    fault: undefined as 'append' | 'sync' | undefined,
    ready: Promise.resolve(),
    async openFile(file: string): Promise<AppendFile> {
      const real = await openAppendFile(file);
      return {
        ...real,
        async append(text) {
          disk.appends += 1;
          if (disk.fault !== 'append') return real.append(text);
          await real.append(text.slice(0, text.length / 2));
          throw new Error('ENOSPC: no space left on device, write');
        },
        async sync() {
          await disk.ready;
          if (disk.fault === 'sync') throw new Error('EIO: i/o error, fdatasync');
          await real.sync();
        },
      };
    },
    /** Holds every fsync until the function that it returns is called. */
    hold(): () => void {
      let release = () => {};
      disk.ready = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
  return disk;
}

describe('A commit', () => {
  let folder: string;
  let disk: ReturnType<typeof aDisk>;
  let failures: Error[];
  let store: Store;

  beforeEach(async () => {
    folder = await aFolder();
    disk = aDisk();
    failures = [];
    store = await openStore(folder, {
      openFile: disk.openFile,
      onFailure: (error) => void failures.push(error),
    });
  });
  after(removeFolders);

  it('is answered after its fsync, as is a reader who saw it, and one who was refused by it', async () => {
    const release = disk.hold();
    const answered: string[] = [];
    const write = putNote(store).then(() => answered.push('writer'));
    const read = getNote(store).then((note) => answered.push(`reader of version ${note?.version}`));
    const refused = assert.rejects(putNote(store)).then(() => answered.push('refused'));
    for (let turns = 0; turns < 20; turns += 1) await turn();

    assert.deepEqual(answered, []);
    release();
    await Promise.all([write, read, refused]);
    assert.deepEqual(answered.sort(), ['reader of version 1', 'refused', 'writer']);
    await store.close();
  });

  it('shares its fsync with the commits that wait with it', async () => {
    const release = disk.hold();
    const first = putNote(store, { id: 'first' });
    for (let turns = 0; turns < 20; turns += 1) await turn();
    const others = Array.from({ length: 30 }, (_, number) => putNote(store, { id: `n${number}` }));
    for (let turns = 0; turns < 20; turns += 1) await turn();
    release();
    await Promise.all([first, ...others]);

    assert.equal(disk.appends, 2);
    await store.close();
  });

  it('that changes nothing appends nothing', async () => {
    await getNote(store);
    await store.transact('m1', 'test/remove', (tx) =>
      tx.remove({ name: 'test.notes', indexes: [], migrations: [] }, 'x'),
    );

    assert.equal(disk.appends, 0);
    await store.close();
  });

  for (const fault of ['append', 'sync'] as const) {
    describe(`whose ${fault} fails`, () => {
      beforeEach(async () => {
        await putNote(store, { id: 'before' });
        disk.fault = fault;
      });

      it('is not saved, and neither is anything that waits or comes after, reading included', async () => {
        const waiting = [putNote(store), getNote(store), putNote(store, { id: 'n2' })];

        for (const work of waiting) await assert.rejects(work, NotSaved);
        await assert.rejects(getNote(store, 'before'), NotSaved);
        disk.fault = undefined;
        await assert.rejects(putNote(store, { id: 'n3' }), NotSaved);
        await store.close();
      });

      it('is told once', async () => {
        await assert.rejects(putNote(store), NotSaved);
        await assert.rejects(putNote(store), NotSaved);

        assert.equal(failures.length, 1);
        assert.match(failures[0]!.message, /ENOSPC|EIO/);
        await store.close();
      });

      it('is not there after the next start, though everything before it is', async () => {
        await assert.rejects(putNote(store, { id: 'lost' }), NotSaved);
        await store.close();

        assert.deepEqual(await verifyFolder(folder).then((found) => found.ok && found.unfinished), false);
        const next = await openStore(folder);
        assert.deepEqual(
          (await allNotes(next)).map(({ id }) => id),
          ['before'],
        );
        await next.close();
      });
    });
  }
});

describe('A start whose disk fails', () => {
  after(removeFolders);

  it('is refused with a sentence, and lets go of the folder', async () => {
    const folder = await aFolder();
    const full = Object.assign(new Error('ENOSPC: no space left on device, open'), { code: 'ENOSPC' });

    await assert.rejects(
      openStore(folder, { openFile: () => Promise.reject(full) }),
      /^SetupError: The data folder \S+ cannot be used \(ENOSPC: .+\)\. Make room on the disk, or/,
    );

    await (await openStore(folder)).close();
  });
});
