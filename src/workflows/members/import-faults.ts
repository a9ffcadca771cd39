/** What is wrong with an imported list of members, beside those who are members already. */
import { isActive, members } from '../../directory.js';
import type { LineFault } from '../../shared/table-file.js';
import type { Context } from '../workflow.js';
import type { Match } from './import-match.js';

export async function faultsAgainstTheList(
  matches: readonly Match[],
  context: Context,
): Promise<readonly LineFault[]> {
  const faults = [
    ...repeated(matches, ({ after }) => after.account, 'the account'),
    ...repeated(matches, ({ after }) => after.email, 'the address'),
    ...(await withoutCoordinator(matches, context)),
  ];
  const named = new Set(matches.map(({ before }) => before?.id));
  for (const match of matches) faults.push(...(await taken(match, named, context)));
  return faults;
}

/** The same person twice, whether a row names them by account or by address: both are compared as they will be. */
function repeated(
  matches: readonly Match[],
  of: (match: Match) => string | undefined,
  what: string,
): LineFault[] {
  const first = new Map<string, number>();
  return matches.flatMap((match) => {
    const { line } = match.row;
    const value = of(match);
    if (value === undefined) return [];
    const before = first.get(value);
    if (before === undefined) first.set(value, line);
    return before === undefined
      ? []
      : [{ line, fault: `${what} ${value} stands in line ${before} already.` }];
  });
}

/** Another member has the address, or the member with the address has another account. */
async function taken(
  { row: { line, account }, before, after }: Match,
  named: ReadonlySet<string | undefined>,
  { store }: Context,
): Promise<LineFault[]> {
  if (before?.account !== undefined && account !== '' && before.account !== account)
    return [{ line, fault: `${before.name} has the address ${after.email ?? ''} and another account.` }];
  if (after.email === undefined) return [];
  const others = await store.find(members, { where: { email: after.email } });
  return others
    .filter((other) => isActive(other) && other.id !== before?.id && !named.has(other.id))
    .map(({ name }) => ({ line, fault: `${name} has the address ${after.email ?? ''} already.` }));
}

/** Somebody has to be able to approve the next member; who is invited as a coordinator will be. */
async function withoutCoordinator(matches: readonly Match[], { directory }: Context): Promise<LineFault[]> {
  const invited = await directory.members('invited');
  const now = [
    ...(await directory.membersWith('coordinator')),
    ...invited.filter(({ roles }) => roles.includes('coordinator')),
  ];
  const losing = matches.filter(({ before }) => now.some(({ id }) => id === before?.id));
  const given = matches.some(({ after }) => after.roles.includes('coordinator'));
  if (now.length === 0 || given || losing.length < now.length) return [];
  return losing.map(({ row: { line }, after: { name } }) => {
    const fault = `${name} would not be a coordinator any more, and nobody else is. Leave them the role, or give it to somebody.`;
    return { line, fault };
  });
}
