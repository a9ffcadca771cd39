import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import writeExcelFile from 'write-excel-file/node';
import { loadPartnership } from '../../../src/partnership.js';
import { readPlanFile } from '../../../src/workflows/check-ins/plan/file.js';
import type { PlanRow } from '../../../src/workflows/check-ins/plan/file.js';

const partnership = loadPartnership('env/partnership.yaml');
const heading = 'number,priority,priority_lead,aim,action,cross_cutting_themes';
const row = '1.1,Road Safety,TBC,Fewer casualties,Run a workshop,Early intervention';

async function read(content: string | Uint8Array): Promise<readonly PlanRow[]> {
  const result = await readPlanFile({ name: 'plan.csv', content: Buffer.from(content) }, partnership);
  assert.deepEqual(result.ok ? [] : result.faults, []);
  return result.ok ? result.rows : [];
}

async function faultsOf(content: string | Uint8Array): Promise<readonly string[]> {
  const result = await readPlanFile({ name: 'plan.csv', content: Buffer.from(content) }, partnership);
  return result.ok ? [] : result.faults;
}

const below = (...rows: readonly string[]): string => [heading, ...rows].join('\n');

describe('readPlanFile', () => {
  it('reads a row as the plan has it', async () => {
    const post =
      '"Director of Operations, Kent Fire and Rescue Service; Head of Strategic Partnerships, Kent Police"';

    const rows = await read(
      below(`2.1,Road Safety, ${post} ,,"Run a ""safe"" workshop, yearly",Education; Resilience;`),
    );

    assert.deepEqual(rows, [
      {
        line: 2,
        number: '2.1',
        priority: 'Road Safety',
        posts: [
          'Director of Operations, Kent Fire and Rescue Service',
          'Head of Strategic Partnerships, Kent Police',
        ],
        aim: '',
        text: 'Run a "safe" workshop, yearly',
        themes: ['Education', 'Resilience'],
      },
    ]);
  });

  it('reads the plan that is shipped: 25 actions, two of them without a lead', async () => {
    const rows = await read(readFileSync('env/sample/action-plan-2016.csv'));

    assert.equal(rows.length, 25);
    assert.equal(rows.filter(({ posts }) => posts.length === 0).length, 2);
  });

  it('takes every way in which the papers say that nobody leads yet', async () => {
    const rows = await read(
      below(...['', 'TBC', 'tbc', 'N/A', 'NA', 'None', '-'].map((lead, i) => `${i},P,${lead},A,T,`)),
    );

    assert.deepEqual(
      rows.flatMap(({ posts }) => posts),
      [],
    );
  });

  it('takes columns in any order and any case, and leaves out those it does not know', async () => {
    const [first] = await read(
      'Notes,ACTION, Number ,aim,Cross_Cutting_Themes,priority_lead,Priority\nx,Run,1.1,A,T,TBC,P\n',
    );

    assert.deepEqual([first?.number, first?.text, first?.priority], ['1.1', 'Run', 'P']);
  });

  it('reads UTF-8 with a mark, UTF-8 without, and Windows-1252, to the same words', async () => {
    const text = below('1.1,P,TBC,A,Spend £500 on “safe” streets – café,');
    const windows = Buffer.from(
      text.replace('“', '\x93').replace('”', '\x94').replace('–', '\x96'),
      'latin1',
    );

    const words = await Promise.all(
      [text, `\uFEFF${text}`, windows].map(async (content) => (await read(content))[0]?.text),
    );

    assert.deepEqual(new Set(words), new Set(['Spend £500 on “safe” streets – café']));
  });

  it('reads the line ends of any system, and counts lines through empty ones and cells of several lines', async () => {
    const rows = [heading, '', '1.1,P,TBC,A,"Run', 'a workshop",', '', '', '1.2,P,TBC,A,T,'];

    const lines = await Promise.all(
      ['\n', '\r\n'].map(async (end) => (await read(rows.join(end))).map(({ line }) => line)),
    );

    assert.deepEqual(lines, [
      [3, 7],
      [3, 7],
    ]);
  });

  it('names every column that is missing, and judges no row without them', async () => {
    assert.deepEqual(await faultsOf('number,priority,aim,cross_cutting_themes\n,,,\n1,2,3,4,5\n'), [
      "Line 1: the heading has no column 'priority_lead', 'action'. The columns are number, priority, priority_lead, aim, action, cross_cutting_themes.",
    ]);
  });

  it('refuses a heading with a column twice', async () => {
    assert.deepEqual(await faultsOf(`${heading},Action\n${row},x\n`), [
      "Line 1: the heading has the column 'action' twice. Remove one of them.",
    ]);
  });

  it('refuses a duplicate number, naming both lines', async () => {
    assert.deepEqual(await faultsOf(below(row, row.replace('1.1', '1.2'), row)), [
      'Line 4: the number 1.1 stands in line 2 already.',
    ]);
  });

  it('refuses an organisation and a post that the partnership file does not have', async () => {
    const leads = ['"Chief Officer, Surrey Police"', '"Chief Officer, Kent Police"', 'Chief Officer'];

    assert.deepEqual(await faultsOf(below(...leads.map((lead, i) => `1.${i},P,${lead},A,T,`))), [
      "Line 2: 'Chief Officer, Surrey Police' belongs to 'Surrey Police', which is no organisation of the partnership file.",
      "Line 3: 'Chief Officer, Kent Police' is no post of the partnership file. Add it under posts, or write TBC.",
      "Line 4: 'Chief Officer' is no post of the partnership file. Add it under posts, or write TBC.",
    ]);
  });

  it('knows an organisation by a name that it used to have, with a comma in it too', async () => {
    const lead = 'Director, Kent, Surrey and Sussex Community Rehabilitation Company';

    assert.deepEqual(await faultsOf(below(`1.1,P,"${lead}",A,T,`)), [
      `Line 2: '${lead}' is no post of the partnership file. Add it under posts, or write TBC.`,
    ]);
  });

  it('refuses a row without its number, its priority or its words', async () => {
    assert.deepEqual(await faultsOf(below(' ,,TBC,,  ,')), [
      "Line 2: 'number' is empty.",
      "Line 2: 'priority' is empty.",
      "Line 2: 'action' is empty.",
    ]);
  });

  it('refuses a cell of 2 MB in any column, without repeating it', async () => {
    const huge = 'x'.repeat(2_000_000);

    for (const [index, column] of heading.split(',').entries()) {
      const faults = await faultsOf(below(row.split(',').with(index, huge).join(',')));

      assert.ok(
        faults.includes(`Line 2: '${column}' has 2,000,000 characters; shorten it to 2,000 characters.`),
      );
      assert.ok(faults.join('').length < 1000);
    }
  });

  it('refuses a row with too many or too few cells, and goes on with the next', async () => {
    const cells =
      'the row has another number of cells than the heading. Put quotation marks around a cell that holds a comma.';

    assert.deepEqual(await faultsOf(below('1.1,P,TBC,A,Run, walk and ride,', '1.2,P', '1.3,,TBC,A,T,')), [
      `Line 2: ${cells}`,
      `Line 3: ${cells}`,
      "Line 4: 'priority' is empty.",
    ]);
  });

  it('names the line in which a quotation mark opens that is never closed, beside the faults before it', async () => {
    assert.deepEqual(await faultsOf(below('1.1,,TBC,A,T,', '1.2,P,TBC,A,"Run,', '1.3,P,TBC,A,T,')), [
      "Line 2: 'priority' is empty.",
      'Line 3: a quotation mark opens a cell of this row and none closes it.',
    ]);
  });

  it('refuses a quotation mark in the middle of a cell', async () => {
    assert.deepEqual(await faultsOf(below(row, '1.2,P,TBC,A,Run a "safe" workshop,')), [
      'Line 3: the row cannot be read as CSV. Check its quotation marks.',
    ]);
  });

  it('tells the faults of every kind together, in the order of the lines', async () => {
    const faults = await faultsOf(below(row, '1.2,,Chief,A,T,', '1.3,P', row, ',P,TBC,A,T,'));

    assert.deepEqual(
      faults.map((fault) => fault.slice(0, 7)),
      ['Line 3:', 'Line 3:', 'Line 4:', 'Line 5:', 'Line 6:'],
    );
  });

  it('refuses a file without actions', async () => {
    for (const content of ['', '\uFEFF', '\n\n', heading, `${heading}\n\n`]) {
      assert.deepEqual(await faultsOf(content), ['plan.csv holds no actions.']);
    }
  });

  it('reads the same plan from an Excel workbook to the same rows', async () => {
    const sample = readFileSync('env/sample/action-plan-2016.csv');
    const cells = parse(sample, { bom: true });
    const sheet = cells.map((row) => row.map((value) => ({ value, type: String })));
    const workbook = await writeExcelFile(sheet).toBuffer();

    const fromWorkbook = await read(workbook);

    const words = (rows: readonly PlanRow[]): object[] => rows.map((each) => ({ ...each, line: 0 }));
    assert.deepEqual(words(fromWorkbook), words(await read(sample)));
    assert.deepEqual(
      fromWorkbook.map(({ line }) => line),
      fromWorkbook.map((_, index) => index + 2),
    );
  });

  it('refuses what is no table', async () => {
    assert.deepEqual(await faultsOf('%PDF-1.7'), [
      'plan.csv is neither a CSV file nor an Excel workbook (.xlsx) without a password. Save it as one of them and import that.',
    ]);
  });
});
