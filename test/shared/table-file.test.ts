import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import writeExcelFile from 'write-excel-file/node';
import type { SheetData } from 'write-excel-file/node';
import { cellFaults, inLines, listOf, readTable } from '../../src/shared/table-file.js';

const COLUMNS = ['name', 'day'] as const;
const TOO_LARGE = 'list is too large once unpacked. Copy the rows into a new workbook and import that.';
const BROKEN = 'list cannot be read as an Excel workbook. Open it in Excel, save it and import that.';

type Read = Awaited<ReturnType<typeof readTable<(typeof COLUMNS)[number]>>>;
const read = (content: string | Uint8Array): Promise<Read> =>
  readTable({ name: 'list', content: Buffer.from(content) }, COLUMNS);

async function rowsOf(content: string | Uint8Array): Promise<readonly (readonly [number, string, string])[]> {
  const table = await read(content);
  assert.ok(table.ok, JSON.stringify(table));
  return table.rows.map(({ line, cells }) => [line, cells.name, cells.day]);
}

async function refusalOf(content: string | Uint8Array): Promise<readonly string[]> {
  const table = await read(content);
  return table.ok ? [] : table.faults;
}

const sheetOf = (data: SheetData): Promise<Buffer> => writeExcelFile(data).toBuffer();

/** A workbook of one sheet whose XML is written by hand. */
function workbookWith(rows: string): Uint8Array {
  const files = {
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/a.xml"/></Relationships>',
    'xl/worksheets/a.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, xml]) => [name, strToU8(xml)])), {
    level: 9,
  });
}

const text = (at: string, words: string): string => `<c r="${at}" t="inlineStr"><is><t>${words}</t></is></c>`;
const handmade = `<row r="1">${text('A1', 'name')}${text('B1', 'day')}</row>`;

describe('readTable, of a CSV file', () => {
  it('reads the rows under the columns that are asked for, each with its line', async () => {
    assert.deepEqual(await rowsOf('Day,x,NAME\n2026-11-20,1, Ada \n\n,2,Bo\n'), [
      [2, 'Ada', '2026-11-20'],
      [4, 'Bo', ''],
    ]);
  });

  it('gives the rows that can be read, and the faults of the others', async () => {
    const table = await read('name,day\nAda\nBo,Monday\n');

    assert.ok(table.ok);
    assert.deepEqual(
      table.rows.map(({ cells }) => cells.name),
      ['Bo'],
    );
    assert.match(inLines(table.faults).join(), /^Line 2: the row has another number of cells/);
  });

  it('refuses pictures, documents and old spreadsheets by what they hold, whatever their name says', async () => {
    const kinds = {
      xls: Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'),
      png: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
      utf16: Buffer.from('\uFEFFname,day', 'utf16le'),
    };

    for (const content of Object.values(kinds)) {
      assert.deepEqual(await refusalOf(content), [
        'list is neither a CSV file nor an Excel workbook (.xlsx) without a password. Save it as one of them and import that.',
      ]);
    }
  });

  it('refuses a file that is larger than any list', async () => {
    assert.deepEqual(await refusalOf(`name,day\n${'x'.repeat(5_000_001)}`), [
      'list is larger than 5 MB. Check that it is the file you mean.',
    ]);
  });
});

describe('readTable, of a workbook', () => {
  it('gives each row the number that it has on the sheet, below titles, gaps and empty rows', async () => {
    const book = await sheetOf([
      [],
      ['Name', 'Notes', 'DAY'],
      [],
      [' Ada ', 'x', 'Monday'],
      [null, ''],
      ['Bo'],
    ]);

    assert.deepEqual(await rowsOf(book), [
      [4, 'Ada', 'Monday'],
      [6, 'Bo', ''],
    ]);
  });

  it('reads numbers as they were typed, dates as ISO dates and truth as Excel writes it', async () => {
    const date = (iso: string): object => ({ value: new Date(iso), type: Date, format: 'dd/mm/yyyy hh:mm' });
    const book = await sheetOf([
      ['name', 'day'],
      [1.1, date('2026-11-20T00:00:00Z')],
      [1200, date('2026-11-20T09:30:00Z')],
      [0.1, true],
    ] as SheetData);

    assert.deepEqual(await rowsOf(book), [
      [2, '1.1', '2026-11-20'],
      [3, '1200', '2026-11-20T09:30'],
      [4, '0.1', 'TRUE'],
    ]);
    assert.deepEqual(
      await rowsOf(workbookWith(`${handmade}<row r="2"><c r="A2"><v>2.2999999999999998</v></c></row>`)),
      [[2, '2.3', '']],
    );
  });

  it('keeps the lines of a cell, with one kind of line end', async () => {
    const book = workbookWith(`${handmade}<row r="2">${text('A2', 'Run&#13;&#10;a workshop')}</row>`);

    assert.deepEqual(await rowsOf(book), [[2, 'Run\na workshop', '']]);
  });

  it('takes the first sheet that has the columns', async () => {
    const book = await writeExcelFile([
      { sheet: 'Notes', data: [['Something else']] },
      {
        sheet: 'List',
        data: [
          ['name', 'day'],
          ['Ada', 'Monday'],
        ],
      },
      {
        sheet: 'Old',
        data: [
          ['name', 'day'],
          ['Bo', 'Tuesday'],
        ],
      },
    ]).toBuffer();

    assert.deepEqual(await rowsOf(book), [[2, 'Ada', 'Monday']]);
  });

  it('names the columns that no sheet has, and a column that stands there twice', async () => {
    assert.deepEqual(await refusalOf(await sheetOf([[], ['Name'], ['Ada']])), [
      "Line 2: the heading has no column 'day'. The columns are name, day.",
    ]);
    assert.deepEqual(await refusalOf(await sheetOf([['Name', 'day', 'name']])), [
      "Line 1: the heading has the column 'name' twice. Remove one of them.",
    ]);
  });

  it('reads an empty workbook as a table without rows', async () => {
    assert.deepEqual(await rowsOf(await sheetOf([])), []);
  });

  it('reads a long list', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => [`Person ${index}`, `Day ${index}`]);

    const found = await rowsOf(await sheetOf([['name', 'day'], ...rows]));

    assert.deepEqual(found.at(-1), [5001, 'Person 4999', 'Day 4999']);
  });

  it('refuses what is no workbook, or a damaged one', async () => {
    const whole = await sheetOf([
      ['name', 'day'],
      ['Ada', 'Monday'],
    ]);
    const damaged = Buffer.from(whole);
    damaged.fill(0xff, 60, 400);
    const broken = {
      beginning: whole.subarray(0, whole.length / 2),
      signature: Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'),
      damaged,
      document: zipSync({ 'word/document.xml': strToU8('<document/>') }),
      xml: workbookWith('<row r="1"><c r="A1"'),
      order: workbookWith('<row r="2"></row><row r="1"></row>'),
      cell: workbookWith('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'),
    };

    for (const [kind, content] of Object.entries(broken)) {
      assert.deepEqual(await refusalOf(content), [BROKEN], kind);
    }
  });

  const bomb = workbookWith(`${handmade}${' '.repeat(21_000_000)}`);

  it('refuses what unpacks to more than any list, before it unpacks it', async () => {
    assert.ok(bomb.length < 500_000);

    assert.deepEqual(await refusalOf(bomb), [TOO_LARGE]);
  });

  it('is not stopped by an archive that lies about its size', async () => {
    const liar = Buffer.from(bomb);
    // In the central directory, where every part declares its unpacked size.
    for (let at = liar.indexOf('PK\x01\x02'); at >= 0; at = liar.indexOf('PK\x01\x02', at + 4)) {
      liar.writeUInt32LE(200, at + 24);
    }

    assert.equal((await refusalOf(liar)).length, 1);
  });

  it('refuses a small file that names cells at the ends of the sheet', async () => {
    const rows = `<row r="1">${text('XFD1', 'name')}</row><row r="1048576">${text('A1048576', 'x')}</row>`;

    assert.deepEqual(await refusalOf(workbookWith(rows)), [TOO_LARGE]);
    assert.deepEqual(await refusalOf(workbookWith('<row r="99999999999"></row>')), [TOO_LARGE]);
  });
});

describe('cellFaults', () => {
  it('tells of cells that must be filled, and of cells that are too long', () => {
    const row = { line: 3, cells: { name: '', day: 'x'.repeat(1200) } };

    assert.deepEqual(inLines(cellFaults(row, ['name'], 1000)), [
      "Line 3: 'name' is empty.",
      "Line 3: 'day' has 1,200 characters; shorten it to 1,000 characters.",
    ]);
  });
});

describe('listOf', () => {
  it('takes what stands between semicolons, and nothing for an empty place', () => {
    assert.deepEqual(listOf(' a; b b ;;'), ['a', 'b b']);
  });
});
