/** The tables of a document as an Excel workbook: one sheet each, a chart as its numbers. */
import writeWorkbook from 'write-excel-file/node';
import type { CellObject, Row } from 'write-excel-file/node';
import { shorten } from '../shared/text.js';
import { amountHeading } from './bars.js';
import { cleanLine, cleanText } from '../shared/typed.js';
import { columnWidths } from './columns.js';
import type { Block, Cell, Document, Table } from './document.js';
import { sheetNames } from './sheet-names.js';
import { titleProperty } from './workbook-title.js';

/** Excel's own limit; a file with a longer cell counts as damaged. */
const LONGEST_CELL = 32_767;

/** A document without tables becomes a sheet with its title, for a workbook needs one. */
export async function writeExcel(document: Document): Promise<Uint8Array> {
  const found = document.blocks.flatMap(tableOf);
  const tables = found.length > 0 ? found : [titleOnly(document)];
  const names = sheetNames(tables.map(({ caption }) => caption));
  const sheets = tables.map((table, index) => ({
    sheet: names[index] ?? '',
    data: [table.columns.map(header), ...table.rows.map(row)],
    columns: columnWidths(table).map((width) => ({ width })),
    stickyRowsCount: 1,
  }));
  const features = [titleProperty(cleanLine(document.title))];
  return writeWorkbook(sheets, { fontFamily: 'Calibri', fontSize: 11, features }).toBuffer();
}

function tableOf(block: Block): readonly Table[] {
  if (block.kind === 'table') return [block];
  if (block.kind !== 'chart') return [];
  const { title, labels, rows } = block;
  const columns = [labels, amountHeading(block)];
  return [{ kind: 'table', caption: title, columns, rows: rows.map(({ label, value }) => [label, value]) }];
}

function titleOnly({ title }: Document): Table {
  return { kind: 'table', caption: title, columns: [title], rows: [] };
}

function header(text: string): CellObject {
  return { ...textCell(cleanLine(text)), fontWeight: 'bold', wrap: true };
}

function row(cells: readonly Cell[]): Row {
  return cells.map((cell) =>
    typeof cell === 'number'
      ? { value: cell, type: Number, alignVertical: 'top' }
      : { ...textCell(cleanText(cell)), alignVertical: 'top', wrap: true },
  );
}

/** Said to be text, so it is never a formula. Excel reads `_x0041_` as A unless its first sign is so written. */
function textCell(text: string): CellObject {
  const value = shorten(text, LONGEST_CELL).replace(/_(?=x[\dA-F]{4}_)/gi, '_x005F_');
  return { value: value in {} ? firstSignWritten(value) : value, type: String };
}

/** The library looks texts up in a plain object, where `toString` and its like stand already. */
function firstSignWritten(text: string): string {
  const code = text.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `_x${code}_${text.slice(1)}`;
}
