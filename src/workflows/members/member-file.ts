/** From a list of members as CSV or XLSX to its rows, or to every fault with its line. Writes nothing. */
import { z } from 'zod';
import type { Role } from '../../directory.js';
import type { Organisation, Partnership } from '../../partnership.js';
import { optionalEmail } from '../../shared/parse.js';
import { cellFaults, inLines, listOf, readTable } from '../../shared/table-file.js';
import type { LineFault, TableRow } from '../../shared/table-file.js';
import { inWords, shorten } from '../../shared/text.js';
import type { ImportFile } from '../workflow.js';
import { ROLES } from './form.js';

/** One row of the file. */
export interface MemberRow {
  readonly line: number;
  readonly name: string;
  /** Lower case; empty when the file does not say. */
  readonly email: string;
  /** The id of an organisation in the partnership file. */
  readonly organisation: string;
  readonly roles: readonly Role[];
  /** `<tenant>/<object id>`, lower case; empty when the file does not say. */
  readonly account: string;
}

export type MemberFile =
  | { readonly ok: true; readonly rows: readonly MemberRow[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const COLUMNS = ['name', 'email', 'organisation', 'roles', 'account'] as const;
type Column = (typeof COLUMNS)[number];
const LONGEST_CELL = 254;
const LONGEST_NAME = 100;

const addresses = optionalEmail('is no e-mail address');
const ids = z.tuple([z.guid(), z.guid()]);

/** A row's value, or the sentence that says what is wrong with its cell. */
type Cell<T> = { readonly value: T } | { readonly fault: string };

/** @param partnership names the organisations and the roles */
export async function readMemberFile(file: ImportFile, partnership: Partnership): Promise<MemberFile> {
  const table = await readTable(file, COLUMNS);
  if (!table.ok) return table;
  const read = table.rows.map((row) => rowOf(row, partnership));
  const faults = [...table.faults, ...read.flatMap((each) => ('row' in each ? [] : each.faults))];
  if (faults.length > 0) return { ok: false, faults: inLines(faults) };
  const rows = read.flatMap((each) => ('row' in each ? [each.row] : []));
  if (rows.length === 0) return { ok: false, faults: [`${file.name} holds no members.`] };
  return { ok: true, rows };
}

function rowOf(
  row: TableRow<Column>,
  partnership: Partnership,
): { readonly row: MemberRow } | { readonly faults: readonly LineFault[] } {
  const { line, cells } = row;
  const cellsWrong = cellFaults<Column>(row, ['name', 'organisation'], LONGEST_CELL);
  if (cellsWrong.length > 0) return { faults: cellsWrong };
  const name = nameOf(cells.name);
  const email = emailOf(cells);
  const organisation = organisationOf(cells.organisation, partnership.organisations);
  const roles = rolesOf(cells.roles, partnership.roles);
  const account = accountOf(cells.account);
  if (
    'value' in name &&
    'value' in email &&
    'value' in organisation &&
    'value' in roles &&
    'value' in account
  )
    return {
      row: {
        line,
        name: name.value,
        email: email.value,
        organisation: organisation.value,
        roles: roles.value,
        account: account.value,
      },
    };
  const read: readonly Cell<unknown>[] = [name, email, organisation, roles, account];
  return { faults: read.flatMap((each) => ('fault' in each ? [{ line, fault: each.fault }] : [])) };
}

function nameOf(cell: string): Cell<string> {
  const name = cell.replace(/\s+/g, ' ');
  if (name.length <= LONGEST_NAME) return { value: name };
  return { fault: `'name' has ${name.length} characters; shorten it to ${LONGEST_NAME} characters.` };
}

function emailOf({ email, account }: TableRow<Column>['cells']): Cell<string> {
  // The next import would not know them again, and add them a second time.
  if (email === '' && account === '')
    return { fault: "'email' and 'account' are empty. Fill in one of them." };
  const read = addresses.safeParse(email);
  if (read.success) return { value: read.data };
  return { fault: `'${shorten(email, 80)}' is no e-mail address like name@organisation.gov.uk.` };
}

/** By its id, else by its name of today, else by a name that it used to have. */
function organisationOf(cell: string, organisations: readonly Organisation[]): Cell<string> {
  const same = (name: string | undefined): boolean => name?.toLowerCase() === cell.toLowerCase();
  const ways = [
    organisations.filter(({ id }) => same(id)),
    organisations.filter(({ names }) => same(names.at(-1)?.name)),
    organisations.filter(({ names }) => names.some(({ name }) => same(name))),
  ];
  const [found, ...others] = ways.find((way) => way.length > 0) ?? [];
  const shown = shorten(cell, 80);
  if (found === undefined) return { fault: `'${shown}' is no organisation of the partnership file.` };
  if (others.length === 0) return { value: found.id };
  const all = inWords([found, ...others].map(({ id }) => id));
  return { fault: `'${shown}' is a name of ${all}. Write one of these ids.` };
}

function rolesOf(cell: string, names: Partnership['roles']): Cell<readonly Role[]> {
  const wanted = listOf(cell).map((each) => each.toLowerCase());
  const means = (role: Role, word: string): boolean => word === role || word === names[role].toLowerCase();
  const unknown = wanted.find((word) => !ROLES.some((role) => means(role, word)));
  if (unknown === undefined)
    return { value: ROLES.filter((role) => wanted.some((word) => means(role, word))) };
  const known = ROLES.flatMap((role) => [role, names[role]]);
  return { fault: `'${shorten(unknown, 80)}' is no role. The roles are ${inWords(known, 'or')}.` };
}

function accountOf(cell: string): Cell<string> {
  if (cell === '' || ids.safeParse(cell.split('/')).success) return { value: cell.toLowerCase() };
  return {
    fault: `'${shorten(cell, 80)}' is no account. Write it as tenant id/object id, or leave it empty.`,
  };
}
