/** Joining from outside: asked for, confirmed by the person by mail, decided by a coordinator. */
import type { Context, Notification } from '../../workflow.js';
import { button, sheetCard } from '../sheet.js';
import { isAsked, newSubscriber, subscriberWith, subscribers, turned } from './subscriber.js';
import type { Person, Subscriber } from './subscriber.js';

/**
 * Somebody outside wants the bulletin, or is named as a successor. They get a letter to confirm, at most one
 * a day; nothing tells the asker whether the address is known.
 */
export async function askToConfirm(
  context: Context,
  person: Person,
  follows = '',
): Promise<readonly Notification[]> {
  const { store, now } = context;
  const known = await subscriberWith(store, person.email);
  if (known?.state === 'active' || known?.state === 'waiting') return [];
  // Anybody can type an address: what is kept about it stays as it is until its owner confirms.
  const asked =
    known === undefined
      ? { ...newSubscriber(person, 'unconfirmed', now), follows }
      : { ...known, request: { ...person, follows } };
  const kept = known?.state === 'unconfirmed' ? known : await store.put(subscribers, asked);
  return [letterTo(kept, 'confirm', context.today)];
}

/** They confirmed: the coordinators decide. A second press changes nothing. */
export async function confirmAddress(
  context: Context,
  subscriber: Subscriber,
): Promise<readonly Notification[]> {
  if (!isAsked(subscriber)) return [];
  const confirmed = { ...turned(subscriber, 'waiting', context.now), ...subscriber.request };
  const waiting = await context.store.put(subscribers, confirmed);
  const card = sheetCard({
    heading: 'Somebody asks to get the e-bulletin',
    lines: [`${waiting.name} (${waiting.email}), ${waiting.organisation}. They confirmed the address.`],
    first: [button('Open', 'person', { person: waiting.id }, 'positive')],
  });
  return (await context.directory.membersWith('coordinator')).map(({ id }) => ({
    to: { kind: 'member', id },
    card,
    key: `bulletin.joiner:${waiting.id}:${waiting.version}:${id}`,
  }));
}

/** @param once what makes the letter another one: the day, or the record's version */
export function letterTo(
  { id, email, name }: Subscriber,
  letter: 'confirm' | 'welcome',
  once: string | number,
): Notification {
  const to = { kind: 'address', id: email, ...(name !== '' && { name }) } as const;
  return { to, letter: `bulletin/${letter}`, ids: [id], key: `bulletin.${letter}:${id}:${once}` };
}
