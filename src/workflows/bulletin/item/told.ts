/** Who hears what about an item. */
import type { Card, Context, Notification, Recipient } from '../../workflow.js';
import { channelItemCard, deskItemCard, ownItemCard } from './cards.js';
import type { Shown } from './cards.js';
import type { Item } from './item.js';
import { channelsFor } from '../places.js';

/**
 * The item as the desk should see it now: in the coordinators' channel or, where none is chosen, in
 * each coordinator's own chat. Later calls update those messages.
 */
export async function tellDesk(context: Context, item: Item): Promise<readonly Notification[]> {
  const channels = await channelsFor(context.store, 'desk');
  if (channels.length > 0) {
    const card = channelItemCard(context, item);
    return channels.map((id) => deskMessage({ kind: 'channel', id }, card, item));
  }
  const card = await deskItemCard(context, item);
  const coordinators = await context.directory.membersWith('coordinator');
  return coordinators.map(({ id }) => deskMessage({ kind: 'member', id }, card, item));
}

function deskMessage(to: Recipient, card: Card, item: Item): Notification {
  const key = `bulletin.desk:${item.id}:${to.id}`;
  return { to, card, key: `${key}:${item.version}`, replaces: key };
}

/** What became of an item, to its sender; nothing to somebody who did it themselves. */
export async function tellSender(
  context: Context & { readonly actor?: { readonly id: string } },
  item: Item,
  shown: Shown,
): Promise<readonly Notification[]> {
  if (context.actor?.id === item.by) return [];
  const card = await ownItemCard(context, item, shown);
  return [{ to: { kind: 'member', id: item.by }, card, key: `bulletin.told:${item.id}:${item.version}` }];
}
