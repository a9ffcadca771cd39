import assert from 'node:assert/strict';
import { loadPartnership } from '../src/partnership.js';
import { createScheduler } from '../src/scheduler.js';
import type { Scheduler } from '../src/scheduler.js';
import { collection } from '../src/store/store.js';
import type { Stored } from '../src/store/store.js';
import type { Context, Job, Workflow } from '../src/workflows/workflow.js';
import { silent } from './support/house.js';
import { openMemoryStore } from './support/memory-store.js';

const partnership = loadPartnership('env/partnership.yaml');
const clock = { now: () => new Date('2026-11-23T03:00:00Z') };

interface Work extends Stored {
  readonly slices: number;
}
const works = collection<Work>('toy.works');

/** Asks for more until so many slices are done. */
function sliced(name: string, slices: number): Job {
  const workOf = async ({ store }: Context): Promise<Work> =>
    (await store.get(works, name)) ?? { id: name, version: 0, slices: 0 };
  return {
    name,
    async run(context) {
      const work = await workOf(context);
      await context.store.put(works, { ...work, slices: work.slices + 1 });
      return [];
    },
    unfinished: async (context) => (await workOf(context)).slices < slices,
  };
}

interface Opened {
  readonly scheduler: Scheduler;
  /** The slices that were recorded, in order, as `toy/<job>`. */
  readonly recorded: readonly string[];
}

function open(jobs: readonly Job[], wake = (): void => undefined): Opened {
  const toy: Workflow = {
    ...{ name: 'toy', title: 'Toy', help: 'Toy', collections: [works], commands: [], actions: {} },
    jobs,
  };
  const store = openMemoryStore();
  const parts = { store, clock, partnership, workflows: [toy], log: silent, wake };
  return { scheduler: createScheduler(parts), recorded: store.journal };
}

describe('The scheduler', () => {
  it('does long work in slices, and wakes the outbox after each', async () => {
    let woken = 0;
    const { scheduler, recorded } = open([sliced('long', 3), sliced('short', 1)], () => {
      woken += 1;
    });

    await scheduler.tick();

    assert.deepEqual(recorded, ['toy/long', 'toy/long', 'toy/long', 'toy/short']);
    assert.equal(woken, 3);
  });

  it('runs what a press begins in its turn, behind a round that is under way', async () => {
    const [one, other] = [sliced('one', 2), sliced('other', 3)];
    const { scheduler, recorded } = open([one, other]);

    await Promise.all([scheduler.tick(), scheduler.begin([other])]);

    assert.deepEqual(recorded, [
      ...['toy/one', 'toy/one', 'toy/other', 'toy/other', 'toy/other'],
      // Begun again, it does one slice more and finds nothing left.
      'toy/other',
    ]);
  });

  it('stops between two slices', async () => {
    const { scheduler, recorded } = open([sliced('endless', Infinity)], () => void scheduler.stop());

    await scheduler.tick();

    assert.deepEqual(recorded, ['toy/endless']);
  });

  it('goes on with the others when a job fails', async () => {
    const failing: Job = { name: 'failing', run: () => Promise.reject(new Error('not today')) };
    const { scheduler, recorded } = open([failing, sliced('next', 1)]);

    await scheduler.tick();

    assert.deepEqual(recorded, ['toy/next']);
  });
});
