/** From a plan as a CSV file to its rows, or to every fault with its line. Pure. */
import { CsvError, parse as parseCsv } from 'csv-parse/sync';
import type { Partnership } from '../../partnership.js';
import { count, shorten } from '../../shared/text.js';
import type { ImportFile } from '../workflow.js';

/** One row of the file: what the plan says, before it has an id. */
export interface PlanRow {
  readonly line: number;
  readonly number: string;
  readonly priority: string;
  readonly posts: readonly string[];
  readonly aim: string;
  readonly text: string;
  readonly themes: readonly string[];
}

export type PlanFile =
  | { readonly ok: true; readonly rows: readonly PlanRow[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const COLUMNS = ['number', 'priority', 'priority_lead', 'aim', 'action', 'cross_cutting_themes'] as const;
const LARGEST_FILE = 5_000_000;
const LONGEST_CELL = 2000;
const NEEDED: ReadonlySet<Column> = new Set<Column>(['number', 'priority', 'action']);
/** How the papers say that nobody leads an action yet. */
const NO_LEAD = /^(|n\/?a|tbc|none|-)$/i;

type Column = (typeof COLUMNS)[number];
type Cells = Readonly<Record<Column, string>>;

interface Fault {
  readonly line: number;
  readonly fault: string;
}

/** @param partnership names the posts that may lead and the organisations they belong to */
export function readPlanFile(file: ImportFile, partnership: Partnership): PlanFile {
  const wrong = wrongKind(file);
  if (wrong !== '') return { ok: false, faults: [wrong] };
  const read = readRows(textOf(file.content));
  const rows = read.rows.map(({ line, cells }) => rowOf(line, cells));
  const faults = [
    ...read.faults,
    ...read.rows.flatMap(({ line, cells }) => cellFaults(line, cells)),
    ...rows.flatMap((row) => postFaults(row, partnership)),
    ...repeated(rows),
  ].sort((one, other) => one.line - other.line);
  if (faults.length > 0)
    return { ok: false, faults: faults.map(({ line, fault }) => `Line ${line}: ${fault}`) };
  if (rows.length === 0) return { ok: false, faults: [`${file.name} holds no actions.`] };
  return { ok: true, rows };
}

/** Spreadsheets and pictures are refused by their first bytes, whatever their name says. */
function wrongKind({ content, name }: ImportFile): string {
  if (content.length > LARGEST_FILE) return `${name} is larger than 5 MB, which no action plan is.`;
  const start = Buffer.from(content.subarray(0, 4)).toString('latin1');
  const binary = content.subarray(0, 4096).includes(0) || start.startsWith('PK') || start.startsWith('%PDF');
  return binary ? `${name} is not a CSV file. Save the sheet as CSV (comma delimited) and import that.` : '';
}

/** What Windows-1252 has where Latin-1 has control characters; Node's own decoder leaves those in. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';

/** UTF-8 with or without a mark, or else Windows-1252, which Excel still writes. */
function textOf(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    const text = Buffer.from(content).toString('latin1');
    return text.replace(/[\x80-\x9f]/g, (each) => WINDOWS.charAt(each.charCodeAt(0) - 0x80));
  }
}

interface Rows {
  readonly rows: readonly { readonly line: number; readonly cells: Cells }[];
  readonly faults: readonly Fault[];
}

/** Every row that can be read, with the line it begins in, and what is wrong with the others. */
function readRows(text: string): Rows {
  const rows: { line: number; cells: Cells }[] = [];
  const faults: Fault[] = [];
  // Where the row before ended. Empty lines are counted as well.
  let before = { lines: 0, empty_lines: 0 };
  try {
    // One kind of line end: the parser counts the other kind twice inside a cell.
    parseCsv<Cells>(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      columns(names: string[]) {
        before = { lines: 1, empty_lines: 0 };
        const found = names.map((name) => name.toLowerCase());
        const fault = headingFault(found);
        if (fault !== '') faults.push({ line: 1, fault });
        return found;
      },
      on_record(cells, { lines, empty_lines, error }) {
        const line = before.lines + 1 + empty_lines - before.empty_lines;
        before = { lines, empty_lines };
        if (error === undefined) rows.push({ line, cells });
        else faults.push({ line, fault: CELLS_DIFFER });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    faults.push(csvFault(error, before.lines + 1));
  }
  // Without its columns no row can be judged.
  return faults.some(({ line }) => line === 1) ? { rows: [], faults: faults.slice(0, 1) } : { rows, faults };
}

const CELLS_DIFFER =
  'the row has another number of cells than the heading. Put quotation marks around a cell that holds a comma.';

function headingFault(found: readonly string[]): string {
  const missing = COLUMNS.filter((column) => !found.includes(column));
  const columns = missing.map((name) => `'${name}'`).join(', ');
  if (missing.length > 0)
    return `the heading has no column ${columns}. The columns are ${COLUMNS.join(', ')}.`;
  const twice = COLUMNS.find((column) => found.indexOf(column) !== found.lastIndexOf(column));
  return twice === undefined ? '' : `the heading has the column '${twice}' twice. Remove one of them.`;
}

/** @param next the line in which the row that could not be read begins */
function csvFault(error: CsvError, next: number): Fault {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return { line: next, fault: 'a quotation mark opens a cell of this row and none closes it.' };
  }
  return { line: next, fault: 'the row cannot be read as CSV. Check its quotation marks.' };
}

function rowOf(line: number, cells: Cells): PlanRow {
  const list = (text: string): string[] =>
    text
      .split(';')
      .map((each) => each.trim())
      .filter((each) => each !== '');
  return {
    line,
    number: cells.number,
    priority: cells.priority,
    posts: list(cells.priority_lead).filter((post) => !NO_LEAD.test(post)),
    aim: cells.aim,
    text: cells.action,
    themes: list(cells.cross_cutting_themes),
  };
}

function cellFaults(line: number, cells: Cells): Fault[] {
  return COLUMNS.flatMap((column) => {
    const { length } = cells[column];
    if (length === 0 && NEEDED.has(column)) return [{ line, fault: `'${column}' is empty.` }];
    if (length <= LONGEST_CELL) return [];
    const [has, most] = [count(length, 'character'), count(LONGEST_CELL, 'character')];
    return [{ line, fault: `'${column}' has ${has}; shorten it to ${most}.` }];
  });
}

function postFaults({ line, posts }: PlanRow, partnership: Partnership): Fault[] {
  return posts
    .filter((post) => !partnership.posts.some(({ name }) => name === post))
    .map((post) => ({ line, fault: unknownPost(post, partnership) }));
}

/** After a comma a post names the organisation it belongs to. */
function unknownPost(post: string, { organisations }: Partnership): string {
  const shown = shorten(post, 120);
  const known = organisations.some(({ names }) => names.some(({ name }) => post.endsWith(`, ${name}`)));
  if (post.includes(',') && !known) {
    const organisation = shorten(post.slice(post.lastIndexOf(',') + 1).trim(), 80);
    return `'${shown}' belongs to '${organisation}', which is no organisation of the partnership file.`;
  }
  return `'${shown}' is no post of the partnership file. Add it under posts, or write TBC.`;
}

function repeated(rows: readonly PlanRow[]): Fault[] {
  const first = new Map<string, number>();
  const faults: Fault[] = [];
  for (const { number, line } of rows) {
    const before = first.get(number);
    if (before === undefined) first.set(number, line);
    else if (number !== '')
      faults.push({ line, fault: `the number ${shorten(number, 40)} stands in line ${before} already.` });
  }
  return faults;
}
