/** Who is in a team that the bot was added to: read page by page from the service. */
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Incoming, Person } from './activity.js';
import type { Adapter } from './adapter.js';
import { deliveryAfter } from './delivery.js';

/** One page must come within this time, in milliseconds. */
const PAGE_TIMEOUT = 10_000;
/** The largest page that Teams gives. */
const PAGE_SIZE = 500;
/** Teams' largest team has 25,000 people. */
const MAX_PAGES = 60;

// Teams says objectId in some places and aadObjectId in others.
const memberSchema = z.object({
  id: z.string().min(1),
  aadObjectId: z.string().min(1).optional().catch(undefined),
  objectId: z.string().min(1).optional().catch(undefined),
});

/** The people of the team that an activity is about, one page at a time. */
export async function* teamMembers(adapter: Adapter, incoming: Incoming): AsyncGenerator<readonly Person[]> {
  const { conversations } = await adapter.connector(incoming.serviceUrl);
  let token = '';
  for (let page = 0; page < MAX_PAGES; page++) {
    const from = token;
    const result = await patiently(() =>
      conversations.getConversationPagedMembers(incoming.team.id, {
        pageSize: PAGE_SIZE,
        // Undefined leaves it out, which the type does not foresee: an empty one is refused.
        continuationToken: (from || undefined) as string,
        abortSignal: AbortSignal.timeout(PAGE_TIMEOUT),
      }),
    );
    yield (result.members ?? []).flatMap(personOf);
    token = result.continuationToken ?? '';
    if (token === '') return;
  }
}

/** Reading may be repeated freely: three times, waiting as long as the service asks for. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let left = 2; ; left--) {
    try {
      return await read();
    } catch (error) {
      const delivery = deliveryAfter(error, 'edit');
      if (left === 0 || delivery.state !== 'try again') throw error;
      await setTimeout(Math.min(delivery.after ?? 1, 10) * 1000);
    }
  }
}

function personOf(member: unknown): readonly Person[] {
  const read = memberSchema.safeParse(member);
  if (!read.success) return [];
  return [{ user: read.data.id, objectId: read.data.aadObjectId ?? read.data.objectId }];
}
