import type { Mutex } from 'async-mutex';
import { takeSnapshot, writeCheckpoint, type Manifest } from './checkpoint.js';
import type { Change } from './entry.js';
import { canForget, eraseForgotten, makesForget } from './forget.js';
import type { Journal } from './journal.js';
import type { Log } from './load.js';
import type { Tables } from './memory.js';
import { NotSaved } from './store.js';

export interface CheckpointOptions {
  readonly folder: string;
  readonly tables: Tables;
  /** The last checkpoint. */
  readonly manifest: Manifest;
  readonly journal: Journal;
  /** Held by every transaction. */
  readonly mutex: Mutex;
  readonly log: Log;
  readonly limits: {
    readonly commitsPerCheckpoint: number;
    readonly minutesPerCheckpoint: number;
    readonly checkpointOnClose: boolean;
  };
}

export interface Checkpoints {
  /** Notes what the entry just added leaves to be forgotten. */
  note(changes: readonly Change[]): void;
  /** Starts a checkpoint in the background when enough commits have come since the last one. */
  committed(): void;
  /** Writes a last checkpoint, unless the folder is thrown away. */
  stop(): Promise<void>;
}

/**
 * Writes checkpoints while the bot runs. One that fails loses nothing, for the journal holds
 * every change: it is logged and tried again.
 */
export function keepCheckpoints(options: CheckpointOptions): Checkpoints {
  const { folder, tables, journal, mutex, log, limits } = options;
  let { manifest } = options;
  let { generation } = manifest;
  let dueAt = manifest.seq + limits.commitsPerCheckpoint;
  let running: Promise<void> | undefined;
  const { seq } = journal.last();
  // After a kill nobody knows what the entries behind the checkpoint left.
  let forget = seq > manifest.seq && canForget(tables) ? seq : manifest.forget;
  const timer = setInterval(start, limits.minutesPerCheckpoint * 60_000);
  timer.unref();

  async function write(): Promise<void> {
    journal.check();
    await eraseDue(manifest);
    const snapshot = await mutex.runExclusive(() => takeSnapshot(tables, journal.last(), forget));
    dueAt = snapshot.position.seq + limits.commitsPerCheckpoint;
    const isSame = snapshot.position.seq === manifest.seq && forget === manifest.forget;
    if (isSame && !snapshot.parts.some(({ changed }) => changed)) return;
    // The checkpoint must never hold what the journal could still lose.
    await journal.durable(snapshot.position.seq);
    generation += 1;
    manifest = await writeCheckpoint(folder, snapshot, manifest, generation);
  }

  /**
   * Erases what the checkpoint before already left to be forgotten: whoever copies the data with an older one needs the
   * entries behind that. Its old files go when the next checkpoint is written.
   */
  async function eraseDue({ seq, forget: due }: Manifest): Promise<void> {
    if (due === undefined) return;
    await journal.seal();
    await eraseForgotten(folder, tables, seq);
    if (forget === due) forget = undefined;
  }

  function start(): void {
    running ??= write()
      .catch((error: unknown) => {
        // The journal itself failed, which is told elsewhere.
        if (error instanceof NotSaved) return;
        log.error(
          { err: error },
          'The checkpoint could not be written. Nothing is lost: the journal holds every change. Look at the disk; it is tried again.',
        );
      })
      .finally(() => (running = undefined));
  }

  return {
    note(changes) {
      if (changes.some((change) => makesForget(tables, change))) forget = journal.last().seq;
    },
    committed() {
      if (journal.last().seq >= dueAt) start();
    },
    async stop() {
      clearInterval(timer);
      await running;
      if (!limits.checkpointOnClose) return;
      start();
      await running;
      // Once more, so that a bot that was stopped leaves nothing behind that was to be forgotten.
      if (forget !== undefined) start();
      await running;
    },
  };
}
