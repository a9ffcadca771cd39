/** A table from a file: CSV or an Excel workbook, told by its first bytes, whatever its name says. */
import { readCsv } from './csv-table.js';
import { count } from './text.js';
import { isWorkbook, readWorkbook } from './workbook.js';

export interface TableFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** One row under the heading, trimmed; `line` is the line of the file, or the row number of the sheet. */
export interface TableRow<Column extends string, Optional extends string = never> {
  readonly line: number;
  /** An optional column that the file does not have is absent. */
  readonly cells: Readonly<Record<Column, string>> & Readonly<Partial<Record<Optional, string>>>;
}

export interface LineFault {
  readonly line: number;
  /** A sentence that goes on after `Line 3: `. */
  readonly fault: string;
}

/** Either nothing of the file can be judged, or `faults` tells of the rows that could not be read. */
export type TableRead<Column extends string, Optional extends string = never> =
  | {
      readonly ok: true;
      readonly rows: readonly TableRow<Column, Optional>[];
      readonly faults: readonly LineFault[];
    }
  | { readonly ok: false; readonly faults: readonly string[] };

/** A table before anybody asked which columns it should have. */
export interface RawTable {
  /** The names of the columns, in lower case; empty when there is no heading. */
  readonly heading: readonly string[];
  readonly headingLine: number;
  readonly rows: readonly TableRow<string>[];
  readonly faults: readonly LineFault[];
}

/** In bytes. */
const LARGEST_FILE = 5_000_000;

/**
 * Reads the rows under a heading that has all of `columns`, and perhaps some of `optional`, in any order and
 * any case; other columns are left out. Of a workbook, the first sheet with such a heading.
 */
export async function readTable<Column extends string, Optional extends string = never>(
  { name, content }: TableFile,
  columns: readonly Column[],
  optional: readonly Optional[] = [],
): Promise<TableRead<Column, Optional>> {
  if (content.length > LARGEST_FILE)
    return refused(`${name} is larger than 5 MB. Check that it is the file you mean.`);
  if (!isWorkbook(content)) {
    if (isText(content)) return judge([readCsv(content)], columns, optional);
    return refused(
      `${name} is neither a CSV file nor an Excel workbook (.xlsx) without a password. Save it as one of them and import that.`,
    );
  }
  const workbook = await readWorkbook(content);
  if (workbook.ok) return judge(workbook.sheets, columns, optional);
  if (workbook.reason === 'too large')
    return refused(`${name} is too large once unpacked. Copy the rows into a new workbook and import that.`);
  return refused(`${name} cannot be read as an Excel workbook. Open it in Excel, save it and import that.`);
}

/** Cells that must be filled and are not, and cells that are longer than `longest` characters. */
export function cellFaults<Column extends string>(
  { line, cells }: { readonly line: number; readonly cells: Readonly<Partial<Record<Column, string>>> },
  needed: readonly Column[],
  longest: number,
): LineFault[] {
  return (Object.keys(cells) as Column[]).flatMap((column) => {
    const { length } = cells[column] ?? '';
    if (length === 0 && needed.includes(column)) return [{ line, fault: `'${column}' is empty.` }];
    if (length <= longest) return [];
    const [has, most] = [count(length, 'character'), count(longest, 'character')];
    return [{ line, fault: `'${column}' has ${has}; shorten it to ${most}.` }];
  });
}

/** `Line 3: 'name' is empty.`, in the order of the lines. */
export function inLines(faults: readonly LineFault[]): string[] {
  return [...faults]
    .sort((one, other) => one.line - other.line)
    .map(({ line, fault }) => `Line ${line}: ${fault}`);
}

/** What stands between semicolons, without what is empty. */
export function listOf(cell: string): string[] {
  return cell
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function isText(content: Uint8Array): boolean {
  const start = Buffer.from(content.subarray(0, 4)).toString('latin1');
  return !content.subarray(0, 4096).includes(0) && !start.startsWith('PK') && !start.startsWith('%PDF');
}

function judge<Column extends string, Optional extends string>(
  tables: readonly RawTable[],
  columns: readonly Column[],
  optional: readonly Optional[],
): TableRead<Column, Optional> {
  const fits = ({ heading }: RawTable): boolean => columns.every((column) => heading.includes(column));
  const table = tables.find(fits) ?? tables.find(({ heading }) => heading.length > 0) ?? tables[0];
  if (table === undefined || table.heading.length === 0)
    return { ok: true, rows: [], faults: table?.faults ?? [] };
  const { heading } = table;
  const fault = headingFault(heading, columns, optional);
  if (fault !== '') return refused(...inLines([{ line: table.headingLine, fault }]));
  const present = optional.filter((column) => heading.includes(column));
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: { ...only(columns, cells), ...(only(present, cells) as Partial<Record<Optional, string>>) },
  }));
  return { ok: true, rows, faults: table.faults };
}

function headingFault(
  heading: readonly string[],
  columns: readonly string[],
  optional: readonly string[],
): string {
  const missing = columns.filter((column) => !heading.includes(column));
  const names = missing.map((name) => `'${name}'`).join(', ');
  if (missing.length > 0) return `the heading has no column ${names}. The columns are ${columns.join(', ')}.`;
  const twice = [...columns, ...optional].find(
    (column) => heading.indexOf(column) !== heading.lastIndexOf(column),
  );
  return twice === undefined ? '' : `the heading has the column '${twice}' twice. Remove one of them.`;
}

function only<Column extends string>(
  columns: readonly Column[],
  cells: Readonly<Record<string, string>>,
): Record<Column, string> {
  return Object.fromEntries(columns.map((column) => [column, cells[column] ?? ''])) as Record<Column, string>;
}

function refused(...faults: readonly string[]): { readonly ok: false; readonly faults: readonly string[] } {
  return { ok: false, faults };
}
