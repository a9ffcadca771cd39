/** What is kept of the digest: how it stands with each member, what each one said, and what was said ever. */
import { collection } from '../store/store.js';
import type { Stored, Transaction } from '../store/store.js';
import type { Reminder } from '../workflows/workflow.js';

/** How the digest stands with one member; `id` is the member's. Days are ISO dates, '' when there is none. */
export interface Pace extends Stored {
  /** The day of the last digest. */
  readonly lastOn: string;
  /** The id of its message. */
  readonly lastMessage: string;
  /** Snoozed: the first day on which to remind again. */
  readonly snoozedUntil: string;
  /** Away: the first day back. */
  readonly awayUntil: string;
}

/** One digest; `id` is `<member>.<day>`. */
export interface Digest extends Stored {
  readonly member: string;
  readonly reminders: readonly Reminder[];
  /** How many more there were, that did not fit. */
  readonly more: number;
}

/** A reminder that was said to a member; `id` is `<member>.<key>`. */
export interface Said extends Stored {
  readonly digest: string;
}

export const paces = collection<Pace>('digest.paces');
export const digests = collection<Digest>('digest.digests');
export const said = collection<Said>('digest.said');
export const digestCollections = [paces, digests, said] as const;

export async function paceOf(store: Transaction, member: string): Promise<Pace> {
  const kept = await store.get(paces, member);
  return kept ?? { id: member, version: 0, lastOn: '', lastMessage: '', snoozedUntil: '', awayUntil: '' };
}

/** The first day that a member who is away is back; '' for who is not away. */
export async function awayUntil(store: Transaction, member: string, today: string): Promise<string> {
  const pace = await paceOf(store, member);
  return pace.awayUntil > today ? pace.awayUntil : '';
}

export function saidId(member: string, key: string): string {
  return `${member}.${key}`;
}

/** Marks what a digest said, so that it is not said again. */
export async function markSaid(store: Transaction, digest: Digest): Promise<void> {
  for (const { key } of digest.reminders) {
    const id = saidId(digest.member, key);
    const known = await store.get(said, id);
    if (known?.digest !== digest.id) {
      await store.put(said, { id, version: known?.version ?? 0, digest: digest.id });
    }
  }
}

/** Lets what a digest said be said again. */
export async function takeBack(store: Transaction, digest: Digest): Promise<void> {
  for (const { key } of digest.reminders) await store.remove(said, saidId(digest.member, key));
}
