/** The table of a CSV file. */
import { CsvError, parse } from 'csv-parse/sync';
import type { LineFault, RawTable, TableRow } from './table-file.js';

/** Every row that can be read, with the line it begins in, and what is wrong with the others. */
export function readCsv(content: Uint8Array): RawTable {
  const rows: TableRow<string>[] = [];
  const faults: LineFault[] = [];
  let heading: readonly string[] = [];
  // Where the row before ended. Empty lines are counted as well.
  let before = { lines: 0, empty_lines: 0 };
  try {
    // One kind of line end: the parser counts the other kind twice inside a cell.
    parse<Record<string, string>>(textOf(content).replace(/\r\n?/g, '\n'), {
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      columns(names: string[]) {
        before = { lines: 1, empty_lines: 0 };
        const found = names.map((name) => name.toLowerCase());
        heading = found;
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
  return { heading, headingLine: 1, rows, faults };
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

const CELLS_DIFFER =
  'the row has another number of cells than the heading. Put quotation marks around a cell that holds a comma.';

/** @param next the line in which the row that could not be read begins */
function csvFault(error: CsvError, next: number): LineFault {
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return { line: next, fault: 'a quotation mark opens a cell of this row and none closes it.' };
  }
  return { line: next, fault: 'the row cannot be read as CSV. Check its quotation marks.' };
}
