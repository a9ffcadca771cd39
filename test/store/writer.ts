/** Started by kill.test.ts: writes notes until it is killed, with many checkpoints on the way. */
import { newId } from '../../src/shared/ids.js';
import { openStore, putNote } from './support.js';

const store = await openStore(process.argv[2]!, {
  clock: { now: () => new Date() },
  limits: { recordsPerShard: 8, commitsPerCheckpoint: 20, segmentBytes: 5000 },
});

async function writeForEver(): Promise<never> {
  for (;;) {
    const { id } = await putNote(store, { id: newId() });
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all([writeForEver(), writeForEver(), writeForEver()]);
