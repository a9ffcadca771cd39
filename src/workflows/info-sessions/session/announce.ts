/** The card of a session in its channels: one message each, with the places left kept current in it. */
import { hash } from 'node:crypto';
import type { Context, Notification } from '../../workflow.js';
import { announcementCard } from '../places/cards.js';
import type { Session } from './session.js';
import type { Books } from '../places/waiting-list.js';

/** The key of the message in a channel. */
function announcementKey(session: Session, channel: string): string {
  return `info-sessions.card:${session.id}:${channel}`;
}

/** Puts the card into every channel of the session; where it stands already it is brought up to date. */
export function announcementUpdates(context: Context, books: Books): readonly Notification[] {
  const { session } = books;
  if (session.state === 'draft') return [];
  const card = announcementCard(context, books);
  // Differs whenever the card does: an update that says the same is not sent.
  const state = hash('sha256', JSON.stringify(card)).slice(0, 16);
  return session.channels.map((channel) => ({
    to: { kind: 'channel', id: channel },
    card,
    key: `${announcementKey(session, channel)}:${state}`,
    replaces: announcementKey(session, channel),
  }));
}
