/** Members, organisations and roles: who is speaking, and who may be reached and how. */
import type { Organisation, Partnership } from './partnership.js';
import { collection } from './store/store.js';
import type { Stored, Transaction } from './store/store.js';

export type Role = 'coordinator' | 'working-group';

/** Where somebody stands; only the active are members. An invited person needs nobody's approval. */
export type Standing = 'active' | 'waiting' | 'declined' | 'left' | 'invited' | 'stranger';

/** A person known to the partnership. Their id is our own random one: it stands in the audit trail. */
export interface Member extends Stored {
  readonly name: string;
  readonly standing: Standing;
  /** The id of an organisation in the partnership file. */
  readonly organisation: string;
  /** Lower case; a claim that a coordinator or the person confirmed. Absent when not known. */
  readonly email?: string;
  /** Their Teams account, `<tenant>/<object id>`, lower case. Absent for those without Teams. */
  readonly account?: string;
  readonly roles: readonly Role[];
}

/**
 * How a Teams account can be written to. Kept for everybody the bot met or shares a team with,
 * member or not yet.
 */
export interface Contact extends Stored {
  /** `id` is the account. The id that the service gives them towards this bot (`29:...`). */
  readonly user: string;
  /** The bot's own id towards them (`28:...`). */
  readonly bot: string;
  readonly serviceUrl: string;
  /** As Teams' roster has it; absent for guests, whose address their own tenant vouches for, not ours. */
  readonly email?: string;
  readonly name?: string;
  /** Their one-to-one chat with the bot. Absent until they met or were written to. */
  readonly conversation?: string;
  /** `blocked`: the service refused a message to them; a word from them opens it again. */
  readonly state: 'open' | 'blocked';
}

/** A channel or group chat that the bot was added to. */
export interface Channel extends Stored {
  /** `id` is the conversation's. */
  readonly tenant: string;
  readonly bot: string;
  readonly serviceUrl: string;
  /** Empty when the service did not say. */
  readonly name: string;
  readonly team: string;
}

export const members = collection<Member>('directory.members', [
  ['account'],
  ['email'],
  ['standing', 'name'],
]);
export const contacts = collection<Contact>('directory.contacts');
export const channels = collection<Channel>('directory.channels', [['team'], ['name']]);
export const directoryCollections = [members, contacts, channels] as const;

/** Why a member cannot be written to in Teams now, or `reachable`. */
export type Reach = 'reachable' | 'no account' | 'not met' | 'blocked';

export interface Directory {
  member(id: string): Promise<Member | undefined>;
  /** The active member with this address. */
  memberByEmail(email: string): Promise<Member | undefined>;
  /** Whoever has this account, in any standing. */
  memberByAccount(account: string): Promise<Member | undefined>;
  /** Everybody of a standing, by name. */
  members(standing?: Standing): Promise<readonly Member[]>;
  /** The active members with a role, by name. */
  membersWith(role: Role): Promise<readonly Member[]>;
  reach(member: Member): Promise<Reach>;
  /** The channels and group chats that the bot is in, by name. */
  channels(): Promise<readonly Channel[]>;
  organisation(id: string): Organisation | undefined;
  /** The name an organisation has at a time (an ISO date), or its id when it is not known. */
  organisationName(id: string, on: string): string;
}

/** The directory as one transaction sees it. */
export function directoryIn(store: Transaction, partnership: Partnership): Directory {
  const organisation = (id: string): Organisation | undefined =>
    partnership.organisations.find((each) => each.id === id);
  const membersOf = (standing: Standing): Promise<readonly Member[]> =>
    store.find(members, { where: { standing }, by: 'name' });

  return {
    member: (id) => store.get(members, id),
    async memberByEmail(email) {
      const found = await store.find(members, { where: { email: email.toLowerCase() } });
      return found.find(isActive);
    },
    async memberByAccount(account) {
      const found = await store.find(members, { where: { account } });
      return found.find(isActive) ?? found.at(-1);
    },
    members: (standing = 'active') => membersOf(standing),
    membersWith: async (role) => (await membersOf('active')).filter(({ roles }) => roles.includes(role)),
    reach: (member) => reach(store, member),
    channels: () => store.find(channels, { by: 'name' }),
    organisation,
    organisationName(id, on) {
      const names = organisation(id)?.names ?? [];
      const current = names.findLast((each) => each.from === undefined || each.from <= on);
      return (current ?? names[0])?.name ?? id;
    },
  };
}

async function reach(store: Transaction, member: Member): Promise<Reach> {
  if (member.account === undefined) return 'no account';
  const contact = await store.get(contacts, member.account);
  if (contact === undefined) return 'not met';
  return contact.state === 'open' ? 'reachable' : 'blocked';
}

export function isActive(member: Member): boolean {
  return member.standing === 'active';
}

/** The account of a Teams user, as it is stored: `<tenant>/<object id>`, lower case. */
export function accountOf(tenant: string, objectId: string): string {
  return `${tenant}/${objectId}`.toLowerCase();
}
