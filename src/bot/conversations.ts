/** Where people and channels can be written to: kept current from each activity, forgotten on removal. */
import { accountOf, channels, contacts } from '../directory.js';
import type { Channel, Contact } from '../directory.js';
import type { Store, Transaction } from '../store/store.js';
import type { Incoming } from './activity.js';
import type { Profile } from './roster.js';

/** Called in the transaction that stores a new contact or opens a blocked one again. */
export type Reached = (tx: Transaction, account: string) => Promise<void>;

/** The journal's author for what nobody in particular decided. */
const BOT = 'roundtable';

/** What keeping a contact came to. `unknown`: nothing was kept before, so nothing is now. */
export type Kept = 'unknown' | 'as before' | 'reachable now';

/**
 * Keeps how the speaker can be written to. Somebody of whom nothing is kept needs a profile, if only an
 * empty one: without it the answer is `unknown`, so that the service is asked for it on a first meeting alone.
 */
export async function keepContact(
  store: Store,
  incoming: Incoming,
  reached: Reached,
  profile?: Partial<Profile>,
): Promise<Kept> {
  const account = incoming.speaker?.account;
  if (account === undefined) return 'as before';

  return store.transact(BOT, 'bot/contact', async (tx) => {
    const known = await tx.get(contacts, account);
    if (known === undefined && profile === undefined) return 'unknown';
    const contact = contactOf(account, incoming, known, profile);
    if (known !== undefined && isSameContact(known, contact)) return 'as before';
    await tx.put(contacts, contact);
    if (known?.state === 'open' && known.conversation !== undefined) return 'as before';
    await reached(tx, account);
    return 'reachable now';
  });
}

/** The person took the bot away: nothing is kept. */
export function forgetContact(store: Store, account: string): Promise<void> {
  return store.transact(BOT, 'bot/forget', async (tx) => {
    if ((await tx.get(contacts, account)) !== undefined) await tx.remove(contacts, account);
  });
}

/** The service refused a message to them; they stay blocked until a word from them. */
export function blockContact(store: Store, account: string): Promise<void> {
  return changeContact(store, 'bot/block', account, (known) => ({ ...known, state: 'blocked' }));
}

/** Keeps the one-to-one chat that was made for them. */
export function keepChat(store: Store, account: string, conversation: string): Promise<void> {
  return changeContact(store, 'bot/contact', account, (known) => ({ ...known, conversation }));
}

/**
 * Keeps people who share a team with the bot: they can be written to first. Who is known already
 * is left alone, blocked or not. True when anybody can be written to who could not before.
 */
export function keepTeamMembers(
  store: Store,
  incoming: Incoming,
  people: readonly Profile[],
  reached: Reached,
): Promise<boolean> {
  return store.transact(BOT, 'bot/team', async (tx) => {
    let anybody = false;
    for (const { user, objectId, name, email } of people) {
      if (objectId === undefined || user === incoming.bot) continue;
      const id = accountOf(incoming.tenant, objectId);
      if ((await tx.get(contacts, id)) !== undefined) continue;
      const { bot, serviceUrl } = incoming;
      await tx.put(contacts, {
        id,
        version: 0,
        user,
        bot,
        serviceUrl,
        ...addressOf({ name, email }),
        state: 'open',
      });
      await reached(tx, id);
      anybody = true;
    }
    return anybody;
  });
}

/** Keeps the channel or group chat in which something happened. */
export function keepChannel(store: Store, incoming: Incoming): Promise<void> {
  return store.transact(BOT, 'bot/channel', async (tx) => {
    const id = channelIdOf(incoming.conversation);
    const known = await tx.get(channels, id);
    const { tenant, bot, serviceUrl, team, channelName } = incoming;
    const name = channelName || (known?.name ?? '');
    const channel: Channel = {
      id,
      version: known?.version ?? 0,
      tenant,
      bot,
      serviceUrl,
      name,
      team: team.id,
    };
    if (known === undefined || !isSameChannel(known, channel)) await tx.put(channels, channel);
  });
}

/** The bot was taken out of a group chat, or out of a team with all its channels. */
export function forgetChannels(store: Store, incoming: Incoming): Promise<void> {
  return store.transact(BOT, 'bot/forget', async (tx) => {
    const one = await tx.get(channels, channelIdOf(incoming.conversation));
    const ofTeam =
      incoming.team.id === '' ? [] : await tx.find(channels, { where: { team: incoming.team.id } });
    const ids = new Set([...(one === undefined ? [] : [one]), ...ofTeam].map((channel) => channel.id));
    for (const id of ids) await tx.remove(channels, id);
  });
}

/** A thread's conversation is its channel's with the first message behind it. */
export function channelIdOf(conversation: string): string {
  return conversation.replace(/;messageid=.*$/, '');
}

function changeContact(
  store: Store,
  action: string,
  account: string,
  change: (known: Contact) => Contact,
): Promise<void> {
  return store.transact(BOT, action, async (tx) => {
    const known = await tx.get(contacts, account);
    if (known !== undefined) await tx.put(contacts, change(known));
  });
}

type Address = Pick<Contact, 'name' | 'email'>;

/** What is known of it; an absent field stays absent. */
function addressOf({ name, email }: Address): Address {
  return { ...(name !== undefined && { name }), ...(email !== undefined && { email }) };
}

function contactOf(
  account: string,
  incoming: Incoming,
  known: Contact | undefined,
  profile: Partial<Profile> | undefined,
): Contact {
  const chat = incoming.scope === 'personal' ? incoming.conversation : known?.conversation;
  return {
    id: account,
    version: known?.version ?? 0,
    user: incoming.user,
    bot: incoming.bot,
    serviceUrl: incoming.serviceUrl,
    ...addressOf(known ?? {}),
    ...addressOf(profile ?? {}),
    ...(chat !== undefined && { conversation: chat }),
    state: 'open',
  };
}

function isSameContact(one: Contact, other: Contact): boolean {
  const fields = ['user', 'bot', 'serviceUrl', 'name', 'email', 'conversation', 'state'] as const;
  return fields.every((field) => one[field] === other[field]);
}

function isSameChannel(one: Channel, other: Channel): boolean {
  const fields = ['tenant', 'bot', 'serviceUrl', 'name', 'team'] as const;
  return fields.every((field) => one[field] === other[field]);
}
