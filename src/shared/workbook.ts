/** The tables of an Excel workbook (.xlsx), a zip archive of XML. */
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { unzipSync } from 'fflate';
import type { RawTable } from './table-file.js';

/** `too large` is what unpacks to more than {@link LARGEST}, or needs too much time or memory to read. */
export type Workbook =
  | { readonly ok: true; readonly sheets: readonly RawTable[] }
  | { readonly ok: false; readonly reason: 'broken' | 'too large' };

/** In bytes, all parts together, unpacked. */
const LARGEST = 20_000_000;
const LONGEST_MS = 10_000;
/** The {@link LARGEST} list is read in 64; the nearer the end, the longer a thread struggles before it gives up. */
const MEMORY_MB = 96;

type Cell = string | number | boolean | Date | null;
/** The row number of the sheet, and the cells from its first column on. */
type Row = readonly [line: number, cells: readonly Cell[]];

/**
 * Runs in a thread of its own: a small file can name a cell in the last row of the last column, or
 * lie about its size, and keep its reader busy until memory runs out. Here that ends the thread alone.
 */
const READER = `
const { parentPort, workerData } = require('node:worker_threads');
const rows = ({ data }) => data.map((cells, index) => [index + 1, cells]);
const filled = ([, cells]) => cells.some((cell) => cell !== null && cell !== '');
require(workerData.library)
  .default(workerData.content)
  .then((sheets) => parentPort.postMessage(sheets.map((sheet) => rows(sheet).filter(filled))));
`;
const require = createRequire(import.meta.url);
const library = require.resolve('read-excel-file/universal');

export function isWorkbook(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, 4)).toString('latin1') === 'PK\x03\x04';
}

export async function readWorkbook(content: Uint8Array): Promise<Workbook> {
  try {
    if (unpackedSize(content) > LARGEST) return { ok: false, reason: 'too large' };
  } catch {
    return { ok: false, reason: 'broken' };
  }
  const read = await inThread(content);
  return typeof read === 'string' ? { ok: false, reason: read } : { ok: true, sheets: read.map(tableOf) };
}

/** As the archive declares it; a part is copied or unpacked into no more than that. */
function unpackedSize(content: Uint8Array): number {
  let total = 0;
  unzipSync(content, {
    filter({ size, originalSize }) {
      total += Math.max(size, originalSize);
      return false;
    },
  });
  return total;
}

function inThread(content: Uint8Array): Promise<readonly (readonly Row[])[] | 'broken' | 'too large'> {
  return new Promise((resolve) => {
    const worker = new Worker(READER, {
      eval: true,
      execArgv: [],
      workerData: { library, content: Uint8Array.from(content).buffer },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    const timer = setTimeout(() => end('too large'), LONGEST_MS);
    function end(result: readonly (readonly Row[])[] | 'broken' | 'too large'): void {
      clearTimeout(timer);
      resolve(result);
      void worker.terminate();
    }
    worker.once('message', end);
    worker.once('error', (error: NodeJS.ErrnoException) =>
      end(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'too large' : 'broken'),
    );
    worker.once('exit', () => end('broken'));
  });
}

/** The first row that is not empty is the heading. */
function tableOf([first, ...others]: readonly Row[]): RawTable {
  const [headingLine, names] = first ?? [1, []];
  const heading = names.map((name) => textOf(name).toLowerCase());
  const rows = others.map(([line, values]) => ({
    line,
    cells: Object.fromEntries(heading.map((name, index) => [name, textOf(values[index] ?? null)])),
  }));
  return { heading, headingLine, rows, faults: [] };
}

/** As it would stand in a CSV file; a date as an ISO date, with the time of day when it has one. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return String(cell).toUpperCase();
  if (!(cell instanceof Date)) return String(cell).replace(/\r\n?/g, '\n').trim();
  // A sheet keeps a day as a fraction: half past nine is a hair's breadth less.
  const iso = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 16);
}
