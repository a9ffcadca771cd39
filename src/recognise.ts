/** Who somebody is, by what Microsoft vouches for: their account, or their work address. */
import { contacts, directoryIn, members } from './directory.js';
import type { Member } from './directory.js';
import type { Partnership } from './partnership.js';
import { newId } from './shared/ids.js';
import type { Store, Transaction } from './store/store.js';

/**
 * The member behind an account. Somebody on the list by a work address gets their account; somebody
 * whose address belongs to one organisation becomes its member. Undefined: they must ask to join.
 */
export async function recognise(
  tx: Transaction,
  partnership: Partnership,
  account: string,
): Promise<Member | undefined> {
  const directory = directoryIn(tx, partnership);
  const known = await directory.memberByAccount(account);
  if (known !== undefined) return known;
  const { email, name, conversation } = (await tx.get(contacts, account)) ?? {};
  if (email === undefined) return undefined;

  const listed = await directory.memberByEmail(email);
  const gone = (await tx.find(members, { where: { email } })).some(({ standing }) => standing !== 'active');
  // An address on the list that has another account already is somebody else's: a coordinator decides.
  if (listed !== undefined)
    return listed.account === undefined ? tx.put(members, { ...listed, account }) : undefined;
  // Who left or was declined asks again; a team's roster enrols nobody who has not opened a chat.
  if (gone || conversation === undefined) return undefined;
  const domain = email.slice(email.lastIndexOf('@') + 1);
  const organisation = partnership.organisations.find(({ domains }) => domains.includes(domain));
  if (organisation === undefined) return undefined;
  return tx.put(members, {
    id: newId(),
    version: 0,
    standing: 'active',
    name: name ?? email,
    organisation: organisation.id,
    email,
    account,
    roles: [],
  });
}

/** Expects the first coordinator: whoever has this account needs nobody's approval. Once is enough. */
export async function inviteFirstCoordinator(
  store: Store,
  partnership: Partnership,
  account: string,
): Promise<void> {
  await store.transact('roundtable', 'members/invite-first', async (tx) => {
    const directory = directoryIn(tx, partnership);
    if ((await directory.membersWith('coordinator')).length > 0) return;
    const known = await directory.memberByAccount(account);
    if (known?.standing === 'invited') return;
    await tx.put(members, {
      ...(known ?? { id: newId(), version: 0, name: '', organisation: '', account }),
      // A member who is here already needs no invitation to their new role.
      standing: known?.standing === 'active' ? 'active' : 'invited',
      roles: ['coordinator'],
    });
  });
}
