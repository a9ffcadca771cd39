/** A table as CSV, for Excel and for other programs: UTF-8 with its mark, CRLF, no formula. */
import { stringify } from 'csv-stringify/sync';
import { cleanLine, cleanText } from '../shared/typed.js';
import type { Document, Table } from './document.js';

/**
 * The table of the document. A CSV file is one table: two below each other would be read by a person
 * and by no program.
 * @returns undefined for a document with no table, or with several of which none is marked `inCsv`
 */
export function csvTable({ blocks }: Document): Table | undefined {
  const tables = blocks.filter((block) => block.kind === 'table');
  const marked = tables.filter(({ inCsv }) => inCsv);
  const candidates = marked.length === 0 ? tables : marked;
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** @throws {RangeError} when there is not one table to write, see {@link csvTable} */
export function writeCsv(document: Document): Promise<Uint8Array> {
  const table = csvTable(document);
  if (table === undefined) throw new RangeError('A CSV file holds one table.');
  const rows = table.rows.map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell : cleanText(cell))),
  );
  const text = stringify([table.columns.map(cleanLine), ...rows], {
    bom: true,
    record_delimiter: 'windows',
    // An apostrophe before what a spreadsheet would calculate.
    escape_formulas: true,
    // Where the comma is for decimals, a spreadsheet splits at semicolons: not inside quotation marks.
    quoted_string: true,
  });
  return Promise.resolve(Buffer.from(text));
}
