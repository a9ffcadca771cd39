/** The secret of local mode: made once for each data folder, so that its links outlive a restart. */
import { randomBytes } from 'node:crypto';
import { collection } from '../store/store.js';
import type { Store, Stored } from '../store/store.js';

interface Secret extends Stored {
  readonly secret: string;
}

export const secretRecords = collection<Secret>('links.secrets');
const LOCAL = 'local';

/** For local mode alone: a registered bot's secret comes from its environment and is in no backup. */
export function localSecret(store: Store): Promise<string> {
  return store.transact('roundtable', 'links/local-secret', async (tx) => {
    const known = await tx.get(secretRecords, LOCAL);
    if (known !== undefined) return known.secret;
    const secret = randomBytes(32).toString('hex');
    await tx.put(secretRecords, { id: LOCAL, version: 0, secret });
    return secret;
  });
}
