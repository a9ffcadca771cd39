/** Whom a row of an imported file means, and what becomes of them. */
import { contacts, members } from '../../directory.js';
import type { Member } from '../../directory.js';
import { newId } from '../../shared/ids.js';
import type { Context } from '../workflow.js';
import type { MemberRow } from './member-file.js';

export interface Match {
  readonly row: MemberRow;
  /** The record of them now; absent for somebody new. */
  readonly before?: Member;
  /** The record as the file wants it. */
  readonly after: Member;
  /** Their request to join, which the import answers; it may be another record than `before`. */
  readonly request?: Member;
  /** Somebody asks to join with this address, and only their word says that it is theirs. */
  readonly claimed: boolean;
}

/** Known by account, else by address. */
export async function matchOf(row: MemberRow, context: Context): Promise<Match> {
  const { directory } = context;
  const byAccount = row.account === '' ? undefined : await directory.memberByAccount(row.account);
  const waiting = byAccount?.standing === 'waiting' ? byAccount : undefined;
  if (byAccount?.standing === 'active') return match(row, byAccount);
  const listed = row.email === '' ? undefined : await directory.memberByEmail(row.email);
  // As with a coordinator's approval: who is on the list by the address gets the account.
  if (listed !== undefined) return match(row, listed, waiting);
  if (byAccount !== undefined) return match(row, byAccount, waiting);
  const { vouched, claimed } = await othersWith(row, context);
  if (vouched === undefined) return { ...match(row), claimed };
  return match(row, vouched, vouched.standing === 'waiting' ? vouched : undefined);
}

function match(row: MemberRow, before?: Member, request?: Member): Match {
  const { name, organisation, roles } = row;
  // An empty cell does not unsay what is known: few files have accounts. Roles are what the cell says.
  const email = row.email === '' ? before?.email : row.email;
  const account = row.account === '' ? before?.account : row.account;
  return {
    row,
    claimed: false,
    ...(before && { before }),
    ...(request && { request }),
    after: {
      ...(before ?? { id: newId(), version: 0 }),
      ...(email !== undefined && { email }),
      ...(account !== undefined && { account }),
      name,
      organisation,
      roles,
      standing: 'active',
    },
  };
}

/**
 * Those who are no members and have the row's address. It was theirs when they were members, or
 * Teams says that it is; what somebody typed when they asked to join is no proof, or a stranger
 * would become whoever is about to be imported. Their request stays, and approving it joins the two.
 */
async function othersWith(
  { email, account }: MemberRow,
  { store }: Context,
): Promise<{ vouched?: Member; claimed: boolean }> {
  if (email === '') return { claimed: false };
  const found = await store.find(members, { where: { email } });
  const possible = found.filter((each) => account === '' || each.account === undefined);
  for (const each of possible) {
    if (each.standing === 'left') continue;
    const contact = each.account === undefined ? undefined : await store.get(contacts, each.account);
    if (contact?.email === email) return { vouched: each, claimed: false };
  }
  const former = possible.find(({ standing }) => standing === 'left');
  const claimed = possible.some(({ standing }) => standing === 'waiting');
  return { ...(former && { vouched: former }), claimed: claimed && former === undefined };
}
