/** How wide the columns of a table are, and how a number reads in one. */
import type { Cell, Table } from './document.js';

const NARROWEST = 10;
const WIDEST = 60;

/** In characters: room for the longest line of each column, within reason. */
export function columnWidths({ columns, rows }: Table): readonly number[] {
  return columns.map((name, index) => {
    let longest = name.length;
    for (const row of rows) {
      for (const line of cellText(row[index] ?? '').split('\n')) longest = Math.max(longest, line.length);
    }
    return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
  });
}

/** For reading: `1,837.5`. */
export function cellText(cell: Cell): string {
  return typeof cell === 'string' ? cell : cell.toLocaleString('en-GB', { maximumFractionDigits: 20 });
}
