/** The sample partnership of local mode, so that a newcomer finds something to press. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { contextIn } from './context.js';
import { accountOf, members } from './directory.js';
import { enqueue } from './outbox/rows.js';
import type { Partnership } from './partnership.js';
import { SetupError } from './shared/errors.js';
import { newId } from './shared/ids.js';
import { collection } from './store/store.js';
import type { Store, Stored } from './store/store.js';
import type { Workflow } from './workflows/workflow.js';

/** Facts about the data folder itself. */
interface Fact extends Stored {
  readonly since: string;
}

export const facts = collection<Fact>('roundtable.facts');
const SAMPLE = 'sample';

const people = z.object({
  members: z.array(
    z.object({
      name: z.string(),
      email: z.email(),
      organisation: z.string(),
      roles: z.array(z.enum(['coordinator', 'working-group'])),
      account: z.object({ tenant: z.guid(), object_id: z.guid() }).optional(),
    }),
  ),
});

interface Parts {
  readonly store: Store;
  readonly partnership: Partnership;
  readonly partnershipFile: string;
  readonly workflows: readonly Workflow[];
  readonly now: Date;
}

/** Fills an empty store from the folder `sample` beside the partnership file; a filled one is left alone. */
export async function seedSample({
  store,
  partnership,
  partnershipFile,
  workflows,
  now,
}: Parts): Promise<void> {
  const folder = path.join(path.dirname(partnershipFile), 'sample');
  const read = (name: string): Uint8Array => contentOf(path.join(folder, name));
  await store.transact('roundtable', 'sample/seed', async (tx) => {
    const empty =
      (await tx.find(members, { where: { standing: 'active' }, by: 'name', limit: 1 })).length === 0;
    if (!empty) return;
    await tx.put(facts, { id: SAMPLE, version: 0, since: now.toISOString() });
    for (const { account, ...person } of people.parse(
      parse(Buffer.from(read('members.yaml')).toString('utf8')),
    ).members) {
      await tx.put(members, {
        id: newId(),
        version: 0,
        standing: 'active',
        ...person,
        ...(account && { account: accountOf(account.tenant, account.object_id) }),
      });
    }
    const context = contextIn(tx, partnership, now);
    for (const workflow of workflows) {
      await enqueue(tx, (await workflow.sample?.(read, context)) ?? [], now);
    }
  });
}

function contentOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new SetupError([
      `${file} cannot be read. Local mode fills an empty data folder from there: put the sample beside the partnership file, or set BOT_ID.`,
    ]);
  }
}

/** @throws {SetupError} when the data folder holds the sample: invented people have no place among real ones */
export async function refuseSample(store: Store, dataFolder: string): Promise<void> {
  const sample = await store.transact('roundtable', 'sample/check', (tx) => tx.get(facts, SAMPLE));
  if (sample === undefined) return;
  throw new SetupError([
    `The data folder ${dataFolder} holds the sample partnership of local mode. Set DATA_DIR to another folder.`,
  ]);
}
