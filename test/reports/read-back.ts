/** Reads each format back with a parser that is not ours, as the texts that a person would see. */
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { JSDOM } from 'jsdom';
import readWorkbook from 'read-excel-file/universal';

/** One window for all: making one takes longer than reading a page with it. */
const parser = new new JSDOM('').window.DOMParser();

export interface ReadTable {
  readonly caption: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

/** A part of a Word or Excel file; parsing throws when it is not well-formed XML. */
export function xmlPart(file: Uint8Array, path: string): Document {
  const part = unzipSync(file)[path];
  if (part === undefined) throw new Error(`No ${path}`);
  const xml = parser.parseFromString(strFromU8(part), 'application/xml');
  if (xml.getElementsByTagName('parsererror').length > 0) throw new Error(`${path} is not well-formed`);
  return xml;
}

/** Every paragraph outside tables, and every table, with line breaks as \n; and the XML they stand in. */
export function readWord(file: Uint8Array): { xml: Document; paragraphs: string[]; tables: string[][][] } {
  const xml = xmlPart(file, 'word/document.xml');
  const inTables = new Set(
    [...xml.getElementsByTagName('w:tbl')].flatMap((table) => [...table.getElementsByTagName('w:p')]),
  );
  const all = [...xml.getElementsByTagName('w:p')];
  return {
    xml,
    paragraphs: all.filter((each) => !inTables.has(each)).map(wordText),
    tables: [...xml.getElementsByTagName('w:tbl')].map((table) =>
      [...table.getElementsByTagName('w:tr')].map((row) =>
        [...row.getElementsByTagName('w:tc')].map((cell) =>
          [...cell.getElementsByTagName('w:p')].map(wordText).join('\n'),
        ),
      ),
    ),
  };
}

function wordText(paragraph: Element): string {
  return [...paragraph.getElementsByTagName('*')]
    .map((node) => {
      if (node.tagName === 'w:t') return node.textContent ?? '';
      return node.tagName === 'w:br' ? '\n' : '';
    })
    .join('');
}

export async function readExcel(file: Uint8Array): Promise<ReadTable[]> {
  const sheets = await readWorkbook(Uint8Array.from(file).buffer);
  return sheets.map(({ sheet, data }) => ({
    caption: sheet,
    rows: data.map((row) => row.map((cell) => (typeof cell === 'number' ? cell : String(cell ?? '')))),
  }));
}

export function readCsv(file: Uint8Array): string[][] {
  return parse(Buffer.from(file), { bom: true, relax_column_count: false });
}

export function readHtml(file: Uint8Array): Document {
  return parser.parseFromString(Buffer.from(file).toString('utf8'), 'text/html');
}
