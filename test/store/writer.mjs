/** Started by kill.test.ts: writes notes until it is killed, with many checkpoints on the way. */
import { newId } from '../../dist/shared/ids.js';
import { openLowdbStore } from '../../dist/store/lowdb.js';
import { collection } from '../../dist/store/store.js';

const notes = collection('test.notes');
const store = await openLowdbStore({
  folder: process.argv[2],
  collections: [notes],
  clock: { now: () => new Date() },
  log: { warn: () => undefined, error: () => undefined },
  onFailure: (error) => {
    throw error;
  },
  limits: { recordsPerShard: 8, commitsPerCheckpoint: 20, segmentBytes: 5000 },
});

async function writeForEver() {
  for (;;) {
    const note = { id: newId(), version: 0, topic: 'roads', rank: 1 };
    const { id } = await store.transact('m1', 'test/put', (tx) => tx.put(notes, note));
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([writeForEver(), writeForEver(), writeForEver()]);
