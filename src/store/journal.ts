import type { Clock } from '../clock.js';
import { sealEntry, type Change } from './entry.js';
import { syncFolder, type AppendFile } from './files.js';
import { journalFolder, segmentFile, type JournalEnd, type Position } from './journal-reader.js';
import { NotSaved } from './store.js';

export interface Journal {
  /**
   * Adds an entry and returns its number. It is on its way to the disk, not there yet.
   * @throws {NotSaved} after a failure
   */
  append(by: string, action: string, changes: readonly Change[]): number;
  /** The last entry that was added. */
  last(): Position;
  /** Resolves once entry `seq` is on disk; rejects with NotSaved from the first failure on. */
  durable(seq: number): Promise<void>;
  /** @throws {NotSaved} after a failure */
  check(): void;
  /** Begins a new file, and resolves when the ones before it are written no more. */
  seal(): Promise<void>;
  /** Waits for what is on its way, then closes the file. */
  close(): Promise<void>;
}

export interface JournalOptions {
  readonly folder: string;
  readonly end: JournalEnd;
  readonly clock: Clock;
  /** A segment longer than this is followed by a new one. */
  readonly segmentBytes: number;
  readonly openFile: (file: string) => Promise<AppendFile>;
  readonly onFailure: (error: Error) => void;
}

interface Waiter {
  readonly seq: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Opens the journal to add to it. Entries that come in while the disk is busy share the next
 * write and fsync.
 */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { folder, end, clock, segmentBytes, openFile, onFailure } = options;
  let file = await openFile(end.file);
  let fileBytes = end.length;
  let { seq, hash } = end;
  let at = end.at ?? '';
  let durableSeq = seq;
  let lines: string[] = [];
  let waiters: Waiter[] = [];
  let writing: Promise<void> | undefined;
  let failure: NotSaved | undefined;
  let sealing = false;

  async function writeAll(): Promise<void> {
    while (lines.length > 0 || sealing) {
      // Let the commits of this turn of the event loop join the batch.
      await new Promise(setImmediate);
      const text = lines.join('');
      const firstSeq = durableSeq + 1;
      const through = seq;
      lines = [];
      try {
        if (fileBytes >= segmentBytes || (sealing && fileBytes > 0)) await rotate(firstSeq);
        sealing = false;
        if (text === '') continue;
        await file.append(text);
        await file.sync();
      } catch (error) {
        return fail(error);
      }
      fileBytes += Buffer.byteLength(text);
      durableSeq = through;
      const reached = waiters.filter((waiter) => waiter.seq <= durableSeq);
      waiters = waiters.filter((waiter) => waiter.seq > durableSeq);
      reached.forEach((waiter) => waiter.resolve());
    }
    writing = undefined;
  }

  // Only between batches: a segment that has a successor is known to be wholly on disk.
  async function rotate(firstSeq: number): Promise<void> {
    await file.close();
    file = await openFile(segmentFile(folder, firstSeq));
    fileBytes = 0;
    await syncFolder(journalFolder(folder));
  }

  async function fail(error: unknown): Promise<void> {
    const notSaved = new NotSaved(error);
    failure = notSaved;
    // The disk may hold entries that are about to be answered "not saved": they must not come back.
    await file.cutBack(fileBytes).catch(() => undefined);
    waiters.forEach((waiter) => waiter.reject(notSaved));
    waiters = [];
    onFailure(error instanceof Error ? error : new Error(String(error)));
  }

  function check(): void {
    if (failure) throw failure;
  }

  return {
    check,
    append(by, action, changes) {
      check();
      const now = clock.now().toISOString();
      // The audit trail runs forward even when the machine's clock is set back a little.
      const time = now < at ? at : now;
      const sealed = sealEntry(
        { seq: seq + 1, at: time, by, action, durable: durableSeq, prev: hash },
        changes,
      );
      lines.push(`${sealed.line}\n`);
      seq += 1;
      at = time;
      hash = sealed.hash;
      writing ??= writeAll();
      return seq;
    },
    last: () => ({ seq, hash }),
    durable(wanted) {
      if (failure) return Promise.reject(failure);
      if (wanted <= durableSeq) return Promise.resolve();
      return new Promise((resolve, reject) => waiters.push({ seq: wanted, resolve, reject }));
    },
    async seal() {
      check();
      sealing = true;
      writing ??= writeAll();
      await writing;
      check();
    },
    async close() {
      await writing;
      await file.close();
    },
  };
}
