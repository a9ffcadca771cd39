/**
 * Runs the workflows' jobs, and then the daily digest. The ticks are only a pulse: what is due is read from the store, so a
 * missed tick, a late one or a second one changes nothing.
 */
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { contextIn } from './context.js';
import { sendDigests } from './digest/send.js';
import { enqueue } from './outbox-rows.js';
import type { Partnership } from './partnership.js';
import type { Store } from './store/store.js';
import type { Job, Workflow } from './workflows/workflow.js';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly partnership: Partnership;
  readonly workflows: readonly Workflow[];
  readonly log: Logger;
  readonly wake: () => void;
}

export interface Scheduler {
  /** Runs every job once; a job that fails is logged and does not stop the others. */
  tick(): Promise<void>;
  /** Ticks now and then every so many milliseconds. */
  start(every: number): void;
  stop(): Promise<void>;
}

export function createScheduler(parts: Parts): Scheduler {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  /** A tick that comes while one is running joins it. */
  function tick(): Promise<void> {
    running ??= runAll(parts).finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    tick,
    start(every) {
      timer = setInterval(() => void tick(), every);
      void tick();
    },
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function runAll(parts: Parts): Promise<void> {
  for (const workflow of parts.workflows) {
    for (const job of workflow.jobs ?? []) {
      await run(parts, `${workflow.name}/${job.name}`, job);
    }
  }
  await run(parts, 'digest/send', sendDigests(parts.workflows, parts.log));
  parts.wake();
}

async function run({ store, clock, partnership, log }: Parts, name: string, job: Job): Promise<void> {
  try {
    await store.transact('roundtable', name, async (tx) => {
      const now = clock.now();
      await enqueue(tx, await job.run(contextIn(tx, partnership, now)), now);
    });
  } catch (error) {
    log.error({ err: error, job: name }, 'a job failed; the next tick tries it again');
  }
}
