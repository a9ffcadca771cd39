/** Work that goes on after the HTTP answer; a stop waits for it. */
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import { newId } from '../shared/ids.js';

export interface Background {
  /** Starts `work` once the answer under way has left. Its failure is logged as `what`. */
  start(what: string, work: () => Promise<void>): void;
  /** Resolves when nothing is left to do. */
  settled(): Promise<void>;
}

export function openBackground(log: Logger): Background {
  const running = new Set<Promise<void>>();

  async function run(what: string, work: () => Promise<void>): Promise<void> {
    await setImmediate();
    try {
      await work();
    } catch (error) {
      logFault(log, what, error);
    }
  }

  return {
    start(what, work) {
      const task = run(what, work).finally(() => running.delete(task));
      running.add(task);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** Logs a fault under a reference that can be read out on the telephone, and returns it. */
export function logFault(log: Logger, what: string, error: unknown): string {
  const reference = newId();
  log.error({ reference, err: error }, `could not ${what}`);
  return reference;
}
