import { storeContract } from './contract.js';
import { aFolder, openStore, removeFolders } from './support.js';

/** In milliseconds; no other transaction of the contract runs as long. */
const LONGEST_WAIT = 500;

describe('lowdb', () => {
  after(removeFolders);

  storeContract('lowdb with a journal', async (collections) => {
    const folder = await aFolder();
    const limits = { longestWait: LONGEST_WAIT };
    const store = await openStore(folder, { collections, limits });
    return {
      store,
      async reopen() {
        await store.close();
        return openStore(folder, { collections, limits });
      },
    };
  });

  storeContract('lowdb, two records a file and a checkpoint every three commits', async (collections) => {
    const folder = await aFolder();
    const limits = {
      ...{ recordsPerShard: 2, commitsPerCheckpoint: 3, segmentBytes: 1000 },
      longestWait: LONGEST_WAIT,
    };
    const store = await openStore(folder, { collections, limits });
    return {
      store,
      async reopen() {
        await store.close();
        return openStore(folder, { collections, limits });
      },
    };
  });
});
