import type { Mutex } from 'async-mutex';
import { takeSnapshot, writeCheckpoint, type Manifest } from './checkpoint.js';
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
  readonly limits: { readonly commitsPerCheckpoint: number; readonly minutesPerCheckpoint: number };
}

export interface Checkpoints {
  /** Starts a checkpoint in the background when enough commits have come since the last one. */
  committed(): void;
  /** Writes a last checkpoint. */
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
  const timer = setInterval(start, limits.minutesPerCheckpoint * 60_000);
  timer.unref();

  async function write(): Promise<void> {
    journal.check();
    const snapshot = await mutex.runExclusive(() => takeSnapshot(tables, journal.last()));
    dueAt = snapshot.position.seq + limits.commitsPerCheckpoint;
    if (snapshot.position.seq === manifest.seq && !snapshot.parts.some(({ changed }) => changed)) return;
    // The checkpoint must never hold what the journal could still lose.
    await journal.durable(snapshot.position.seq);
    generation += 1;
    manifest = await writeCheckpoint(folder, snapshot, manifest, generation);
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
    committed() {
      if (journal.last().seq >= dueAt) start();
    },
    async stop() {
      clearInterval(timer);
      await running;
      start();
      await running;
    },
  };
}
