/** Which links were taken back, and whose link still stands. A link that nobody takes back leaves no record. */
import { isActive, members } from '../directory.js';
import type { Member } from '../directory.js';
import { collection } from '../store/store.js';
import type { Stored, Transaction } from '../store/store.js';
import type { LinkRefusal } from './links.js';
import type { Link } from './token.js';

/** `id` is the link's. */
interface Revocation extends Stored {
  /** Milliseconds: from here on the link would be refused anyway. */
  readonly expires: number;
}

/** `id` is the member's: every link of theirs that was made until then is taken back. */
interface MemberRevocation extends Stored {
  /** Milliseconds. */
  readonly until: number;
  /** The one link that stays, whenever it was made; empty when none does. */
  readonly except: string;
}

const revocations = collection<Revocation>('links.revoked');
const memberRevocations = collection<MemberRevocation>('links.revoked-members');
export const revocationCollections = [revocations, memberRevocations] as const;

/** Takes one link back. */
export async function revokeLink(tx: Transaction, { id, expires }: Link): Promise<void> {
  const known = await tx.get(revocations, id);
  if (known === undefined) await tx.put(revocations, { id, version: 0, expires });
}

/** Takes back all links of a member made until now, but the one that replaces them. */
export async function revokeLinksOf(
  tx: Transaction,
  member: string,
  now: Date,
  except?: Link,
): Promise<void> {
  const known = await tx.get(memberRevocations, member);
  await tx.put(memberRevocations, {
    ...{ id: member, version: known?.version ?? 0 },
    // The new link's own instant is later than `now`: a press that waited behind another one must cover that one's link.
    ...{ until: Math.max(now.getTime(), except?.issued ?? 0), except: except?.id ?? '' },
  });
}

export type Holder =
  | { readonly ok: true; readonly member: Member }
  | { readonly ok: false; readonly refusal: LinkRefusal };

/** Whose link it is, when it was not taken back and they are still a member. */
export async function holderOf(tx: Transaction, link: Link): Promise<Holder> {
  const own = await tx.get(memberRevocations, link.member);
  const over = own !== undefined && link.issued <= own.until && link.id !== own.except;
  if (over || (await tx.get(revocations, link.id)) !== undefined) return { ok: false, refusal: 'revoked' };
  const member = await tx.get(members, link.member);
  if (member === undefined || !isActive(member)) return { ok: false, refusal: 'not a member' };
  return { ok: true, member };
}
