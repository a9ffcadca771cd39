/** What the service knows of people: everybody in a team, page by page, and one person in their chat. */
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Incoming, Person } from './activity.js';
import type { Adapter } from './adapter.js';
import { deliveryAfter } from './delivery.js';

/** One person: Teams asks for an answer within five seconds, and this stands before it. */
const PERSON_TIMEOUT = 2_500;
/** One page must come within this time, in milliseconds. */
const PAGE_TIMEOUT = 10_000;
/** The largest page that Teams gives. */
const PAGE_SIZE = 500;
/** Teams' largest team has 25,000 people. */
const MAX_PAGES = 60;

// Teams says objectId in some places and aadObjectId in others.
const memberSchema = z.object({
  id: z.string().min(1),
  name: z.string().min(1).optional().catch(undefined),
  userPrincipalName: z.string().optional().catch(undefined),
  aadObjectId: z.string().min(1).optional().catch(undefined),
  objectId: z.string().min(1).optional().catch(undefined),
});

/** Somebody with what their own tenant's directory says of them. */
export interface Profile extends Person {
  readonly name?: string;
  /** Lower case. Absent for guests: the address is not of the tenant that vouches for it. */
  readonly email?: string;
}

/** What the service knows of whoever speaks in a one-to-one chat; undefined when it does not say in time. */
export async function profileOf(adapter: Adapter, incoming: Incoming): Promise<Profile | undefined> {
  try {
    const { conversations } = await adapter.connector(incoming.serviceUrl);
    const abortSignal = AbortSignal.timeout(PERSON_TIMEOUT);
    return personOf(
      await conversations.getConversationMember(incoming.conversation, incoming.user, { abortSignal }),
    )[0];
  } catch {
    // They are asked where they belong instead.
    return undefined;
  }
}

/** The people of the team that an activity is about, one page at a time. */
export async function* teamMembers(adapter: Adapter, incoming: Incoming): AsyncGenerator<readonly Profile[]> {
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

function personOf(member: unknown): readonly Profile[] {
  const read = memberSchema.safeParse(member);
  if (!read.success) return [];
  const { id, aadObjectId, objectId, name, userPrincipalName = '' } = read.data;
  // The sign-in name alone: its domain is the tenant's own, while a mail field holds what somebody entered.
  const isGuest = userPrincipalName.toLowerCase().includes('#ext#');
  const address = isGuest ? undefined : userPrincipalName.toLowerCase();
  return [
    {
      user: id,
      objectId: aadObjectId ?? objectId,
      ...(name !== undefined && { name }),
      ...(address?.includes('@') === true && { email: address }),
    },
  ];
}
