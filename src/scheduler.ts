/**
 * Runs the workflows' jobs, and then the daily digest. The ticks are only a pulse: what is due is read from the store, so a
 * missed tick, a late one or a second one changes nothing.
 */
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { contextIn } from './context.js';
import { sendDigests } from './digest/send.js';
import { enqueue } from './outbox/rows.js';
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
  /** Runs these jobs of one workflow now, in turn, to the end of their work. Never rejects. */
  begin(jobs: readonly Job[]): Promise<void>;
  /** Ticks now and then every so many milliseconds. */
  start(every: number): void;
  /** Ends after the slice that is under way; the next start goes on from there. */
  stop(): Promise<void>;
}

export function createScheduler(parts: Parts): Scheduler {
  const { workflows, log, wake } = parts;
  let ticking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  /** One after the other: two rounds of the same job would do the same work. */
  let line: Promise<void> = Promise.resolve();

  function inLine(work: () => Promise<void>): Promise<void> {
    line = line.then(work);
    return line;
  }

  /** A tick that comes while one is running joins it. */
  function tick(): Promise<void> {
    ticking ??= inLine(everything).finally(() => {
      ticking = undefined;
    });
    return ticking;
  }

  async function everything(): Promise<void> {
    for (const { name, jobs = [] } of workflows) {
      for (const job of jobs) await run(`${name}/${job.name}`, job);
    }
    await run('digest/send', sendDigests(workflows, log));
    wake();
  }

  async function run(name: string, job: Job): Promise<void> {
    try {
      // What a slice wrote leaves while the next is written.
      while (!stopped && (await runOnce(parts, name, job))) wake();
    } catch (error) {
      log.error({ err: error, job: name }, 'a job failed; the next tick tries it again');
    }
  }

  return {
    tick,
    begin: (jobs) =>
      inLine(async () => {
        for (const job of jobs) {
          const owner = workflows.find((each) => each.jobs?.includes(job));
          await run(`${owner?.name ?? 'roundtable'}/${job.name}`, job);
        }
        wake();
      }),
    start(every) {
      timer = setInterval(() => void tick(), every);
      void tick();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await line;
    },
  };
}

/** True when there is more of it to do. */
function runOnce({ store, clock, partnership }: Parts, name: string, job: Job): Promise<boolean> {
  return store.transact('roundtable', name, async (tx) => {
    const now = clock.now();
    const context = contextIn(tx, partnership, now);
    await enqueue(tx, await job.run(context), now);
    return (await job.unfinished?.(context)) === true;
  });
}
