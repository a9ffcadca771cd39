/** The card of a session in its channels: one message each, with the places left kept current in it. */
import type { Context, Notification } from '../workflow.js';
import { announcementCard } from './cards-member.js';
import { useOf } from './places.js';
import { slotsOf } from './session.js';
import type { Session } from './session.js';
import type { Books } from './waiting-list.js';

/** The key of the message in a channel. */
function announcementKey(session: Session, channel: string): string {
  return `info-sessions.card:${session.id}:${channel}`;
}

/** Puts the card into every channel of the session; where it stands already it is brought up to date. */
export function announcementUpdates(context: Context, books: Books): readonly Notification[] {
  const { session } = books;
  if (session.state === 'draft') return [];
  const card = announcementCard(context, books);
  return session.channels.map((channel) => ({
    to: { kind: 'channel', id: channel },
    card,
    key: `${announcementKey(session, channel)}:${session.version}:${stateOf(books)}`,
    replaces: announcementKey(session, channel),
  }));
}

/** Differs whenever the card would: an update that says the same is not sent. */
function stateOf({ session, signUps, now }: Books): string {
  const counts = slotsOf(session).map((slot) => {
    const { taken, held } = useOf(signUps, slot);
    return `${slot.date}${slot.mode[0] ?? ''}${taken}+${held}`;
  });
  const waiting = signUps.filter(({ wish }) => wish?.state === 'waiting').length;
  const over = session.dates.filter(({ startsAt }) => startsAt <= now.toISOString()).length;
  return [session.state, ...counts, waiting, over].join('.');
}
