import assert from 'node:assert/strict';
import { readFile, truncate, writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { listSegments, walkJournal } from '../../src/store/journal-reader.js';
import { verifyFolder } from '../../src/store/verify.js';
import { SetupError } from '../../src/shared/errors.js';
import {
  aFolder,
  allNotes,
  asAfterCrash,
  openStore,
  putNote,
  removeFolders,
  type Warning,
} from './support.js';

describe('A start after a crash', () => {
  /** Four acknowledged commits, n1 to n4, and no checkpoint but the first. */
  let crashed: string;
  let journal: Buffer;
  /** Where the last of the four lines starts. */
  let lastLine: number;

  before(async () => {
    const folder = await aFolder();
    const store = await openStore(folder);
    for (const id of ['n1', 'n2', 'n3', 'n4']) await putNote(store, { id, text: `Überblick ${id}` });
    crashed = await asAfterCrash(folder);
    journal = await readFile(await onlySegment(crashed));
    lastLine = journal.lastIndexOf(10, journal.length - 2) + 1;
    await store.close();
  });
  after(removeFolders);

  /** The ids in a journal of these bytes, and the line that was torn. */
  async function read(bytes: Uint8Array): Promise<{ ids: readonly string[]; torn: number | undefined }> {
    await writeFile(await onlySegment(crashed), bytes);
    const ids: string[] = [];
    const end = await walkJournal(crashed, { from: 0, proven: 0 }, ({ payload }) => {
      for (const change of payload!.changes) ids.push('put' in change ? change.record.id : change.id);
    });
    return { ids, torn: end.torn?.line };
  }

  /** The ids in a store that starts with a journal of these bytes, and goes on. */
  async function startWith(bytes: Uint8Array, warnings: Warning[] = []): Promise<readonly string[]> {
    await writeFile(await onlySegment(crashed), bytes);
    const copy = await asAfterCrash(crashed);
    const store = await openStore(copy, { warnings });
    const ids = (await allNotes(store)).map(({ id }) => id);
    await putNote(store, { id: 'n5' });
    await store.close();
    assert.equal((await verifyFolder(copy)).ok, true);
    return ids;
  }

  it('finds everything that was acknowledged', async () => {
    const warnings: Warning[] = [];

    assert.deepEqual(await startWith(journal, warnings), ['n1', 'n2', 'n3', 'n4']);
    assert.deepEqual(warnings, []);
  });

  it('drops a write that was cut off, with a warning, and goes on', async () => {
    for (const length of [lastLine + 1, lastLine + 100, journal.length - 1]) {
      const warnings: Warning[] = [];

      assert.deepEqual(await startWith(journal.subarray(0, length), warnings), ['n1', 'n2', 'n3']);
      assert.match(warnings[0]!.sentence, /^The last write to the journal was cut off/);
      assert.equal((warnings[0]!.fields as { line: number }).line, 4);
    }
  });

  it('loses nothing before a write that was cut off, at whichever byte', async () => {
    for (let length = lastLine + 1; length < journal.length; length += 1) {
      assert.deepEqual(await read(journal.subarray(0, length)), { ids: ['n1', 'n2', 'n3'], torn: 4 });
    }
  });

  it('drops whatever a dying disk left after the last entry', async () => {
    const left = fc.uint8Array({ minLength: 1, maxLength: 60 });

    await fc.assert(
      fc.asyncProperty(left, async (bytes) => {
        const found = await read(Buffer.concat([journal, bytes]));
        assert.deepEqual(found, { ids: ['n1', 'n2', 'n3', 'n4'], torn: 5 });
      }),
      { examples: [[new Uint8Array(4096)], [new Uint8Array([10])]] },
    );
  });

  it('is refused for any changed byte that a later entry proves to have been on disk', async () => {
    const thirdLine = journal.lastIndexOf(10, lastLine - 2) + 1;
    // The last of them is the newline before the last entry: the damage must not hide the proof.
    for (let at = thirdLine - 1; at < lastLine; at += 1) {
      const bytes = Buffer.from(journal);
      bytes[at] = bytes[at]! ^ (1 << (at % 8));

      await assert.rejects(read(bytes), (error) => {
        assert.ok(error instanceof SetupError, `byte ${at}: ${String(error)}`);
        const line = journal.subarray(0, at).toString('latin1').split('\n').length;
        assert.match(
          error.message,
          new RegExp(`^Line ${line} of .*0001\\.jsonl .*(Restore|Start the version)`),
        );
        return true;
      });
    }
  });

  it('is refused when a line is missing from the middle', async () => {
    const lines = journal.toString().split('\n');
    const shorter = lines.toSpliced(1, 1).join('\n');

    await assert.rejects(startWith(Buffer.from(shorter)), /Line 2 of .* is damaged/);
  });

  it('is refused when the journal ends before its checkpoint, or is damaged before it', async () => {
    const folder = await aFolder();
    const store = await openStore(folder);
    for (const id of ['n1', 'n2']) await putNote(store, { id });
    await store.close();
    const file = await onlySegment(folder);
    const bytes = await readFile(file);

    await truncate(file, bytes.length - 1);
    await assert.rejects(openStore(folder), /Line 2 of .* is damaged/);

    await truncate(file, bytes.indexOf(10) + 1);
    await assert.rejects(
      openStore(folder),
      /ends at entry 1, but entry 2 was saved.*Restore the last backup/,
    );
  });
});

async function onlySegment(folder: string): Promise<string> {
  return (await listSegments(folder))[0]!.file;
}
