/** What each channel is for, and which members want to be asked for items: small facts with no life of their own. */
import { collection } from '../../store/store.js';
import type { Stored, Transaction } from '../../store/store.js';

/** `id` is the channel's. */
export interface Place extends Stored {
  readonly use: 'desk' | 'bulletin';
}

/** `id` is the member's. */
export interface Preference extends Stored {
  /** Asks them for items when an issue opens. */
  readonly invite: boolean;
}

export const places = collection<Place>('bulletin.places', [['use']]);
export const preferences = collection<Preference>('bulletin.preferences', [['invite']]);

/** The channels in which the coordinators see new items, or those that get invitations and the bulletin. */
export async function channelsFor(store: Transaction, use: Place['use']): Promise<readonly string[]> {
  return (await store.find(places, { where: { use } })).map(({ id }) => id);
}

/** Whether the change was one. */
export async function wantInvitations(store: Transaction, member: string, invite: boolean): Promise<boolean> {
  const known = await store.get(preferences, member);
  if ((known?.invite ?? false) === invite) return false;
  await store.put(preferences, { id: member, version: known?.version ?? 0, invite });
  return true;
}
