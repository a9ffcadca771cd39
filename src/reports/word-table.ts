/** Tables of a Word file, and bar charts, which are tables with a bar beside each number. */
import * as docx from 'docx';
import { amountHeading, barsOf } from './bars.js';
import { cleanLine } from '../shared/typed.js';
import { cellText, columnWidths } from './columns.js';
import type { Chart, Table } from './document.js';
import { runs } from './word-text.js';

/** Between the margins of a page of A4, in twips. */
const TEXT_WIDTH = 9_026;
const LONGEST_BAR = 240;
const BAR_HEIGHT = 13;
/** One pixel, blue; stretched to the length of each bar. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4AWOwjZoJAAIIATGTlvHSAAAAAElFTkSuQmCC',
  'base64',
);

export function wordTable(table: Table): docx.Table {
  const rows = table.rows.map((row) => row.map((cell) => textCell(cellText(cell), typeof cell === 'number')));
  // Roots, for a short column keeps its words whole beside a long one.
  return framed(table.columns, rows, columnWidths(table).map(Math.sqrt));
}

/**
 * Beside its numbers as text each bar is a picture with a description, so the chart needs no drawing
 * that some word processors do not show.
 */
export function chartTable(chart: Chart): docx.Table {
  const rows = barsOf(chart).map(({ label, amount, share }) => {
    const number = new docx.TextRun({ text: share > 0 ? ` ${amount}` : amount });
    const bar = share > 0 ? [barPicture(share, `${label}: ${amount}`)] : [];
    return [textCell(label, false), [new docx.Paragraph({ spacing: TIGHT, children: [...bar, number] })]];
  });
  return framed([chart.labels, amountHeading(chart)], rows, [1, 2]);
}

const TIGHT = { before: 40, after: 40 };

type Content = readonly docx.Paragraph[];

function framed(
  columns: readonly string[],
  rows: readonly (readonly Content[])[],
  weights: readonly number[],
): docx.Table {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const header = columns.map((name) => {
    const run = new docx.TextRun({ text: cleanLine(name), bold: true });
    return tableCell([new docx.Paragraph({ spacing: TIGHT, keepNext: true, children: [run] })], 'F1F2F6');
  });
  return new docx.Table({
    width: { size: TEXT_WIDTH, type: docx.WidthType.DXA },
    columnWidths: weights.map((weight) => Math.floor((TEXT_WIDTH * weight) / total)),
    layout: docx.TableLayoutType.FIXED,
    rows: [
      new docx.TableRow({ tableHeader: true, cantSplit: true, children: header }),
      ...rows.map((row) => new docx.TableRow({ children: row.map((content) => tableCell(content)) })),
    ],
  });
}

function tableCell(children: Content, fill?: string): docx.TableCell {
  return new docx.TableCell({
    children,
    margins: { left: 100, right: 100 },
    ...(fill !== undefined && { shading: { fill } }),
  });
}

function textCell(typed: string, isNumber: boolean): Content {
  const alignment = isNumber ? docx.AlignmentType.RIGHT : docx.AlignmentType.START;
  return [new docx.Paragraph({ alignment, spacing: TIGHT, children: runs(typed) })];
}

function barPicture(share: number, description: string): docx.ImageRun {
  return new docx.ImageRun({
    type: 'png',
    data: PIXEL,
    transformation: { width: Math.max(1, Math.round(share * LONGEST_BAR)), height: BAR_HEIGHT },
    altText: { name: 'Bar', title: 'Bar', description },
  });
}
