import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { loadPartnership } from '../../../src/partnership.js';
import { readPlanFile } from '../../../src/workflows/check-ins/plan-file.js';
import type { PlanRow } from '../../../src/workflows/check-ins/plan-file.js';

const partnership = loadPartnership('env/partnership.yaml');
const heading = 'number,priority,priority_lead,aim,action,cross_cutting_themes';
const row = '1.1,Road Safety,TBC,Fewer casualties,Run a workshop,Early intervention';

function read(content: string | Uint8Array): readonly PlanRow[] {
  const result = readPlanFile({ name: 'plan.csv', content: Buffer.from(content) }, partnership);
  assert.deepEqual(result.ok ? [] : result.faults, []);
  return result.ok ? result.rows : [];
}

function faultsOf(content: string | Uint8Array): readonly string[] {
  const result = readPlanFile({ name: 'plan.csv', content: Buffer.from(content) }, partnership);
  return result.ok ? [] : result.faults;
}

const below = (...rows: readonly string[]): string => [heading, ...rows].join('\n');

describe('readPlanFile', () => {
  it('reads a row as the plan has it', () => {
    const post =
      '"Director of Operations, Kent Fire and Rescue Service; Head of Strategic Partnerships, Kent Police"';

    const rows = read(
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

  it('reads the plan that is shipped: 25 actions, two of them without a lead', () => {
    const rows = read(readFileSync('env/sample/action-plan-2016.csv'));

    assert.equal(rows.length, 25);
    assert.equal(rows.filter(({ posts }) => posts.length === 0).length, 2);
  });

  it('takes every way in which the papers say that nobody leads yet', () => {
    const rows = read(
      below(...['', 'TBC', 'tbc', 'N/A', 'NA', 'None', '-'].map((lead, i) => `${i},P,${lead},A,T,`)),
    );

    assert.deepEqual(
      rows.flatMap(({ posts }) => posts),
      [],
    );
  });

  it('takes columns in any order and any case, and leaves out those it does not know', () => {
    const [first] = read(
      'Notes,ACTION, Number ,aim,Cross_Cutting_Themes,priority_lead,Priority\nx,Run,1.1,A,T,TBC,P\n',
    );

    assert.deepEqual([first?.number, first?.text, first?.priority], ['1.1', 'Run', 'P']);
  });

  it('reads UTF-8 with a mark, UTF-8 without, and Windows-1252, to the same words', () => {
    const text = below('1.1,P,TBC,A,Spend £500 on “safe” streets – café,');
    const windows = Buffer.from(
      text.replace('“', '\x93').replace('”', '\x94').replace('–', '\x96'),
      'latin1',
    );

    const words = [text, `\uFEFF${text}`, windows].map((content) => read(content)[0]?.text);

    assert.deepEqual(new Set(words), new Set(['Spend £500 on “safe” streets – café']));
  });

  it('reads the line ends of any system, and counts lines through empty ones and cells of several lines', () => {
    const rows = [heading, '', '1.1,P,TBC,A,"Run', 'a workshop",', '', '', '1.2,P,TBC,A,T,'];

    const lines = ['\n', '\r\n'].map((end) => read(rows.join(end)).map(({ line }) => line));

    assert.deepEqual(lines, [
      [3, 7],
      [3, 7],
    ]);
  });

  it('names every column that is missing, and judges no row without them', () => {
    assert.deepEqual(faultsOf('number,priority,aim,cross_cutting_themes\n,,,\n1,2,3,4,5\n'), [
      "Line 1: the heading has no column 'priority_lead', 'action'. The columns are number, priority, priority_lead, aim, action, cross_cutting_themes.",
    ]);
  });

  it('refuses a heading with a column twice', () => {
    assert.deepEqual(faultsOf(`${heading},Action\n${row},x\n`), [
      "Line 1: the heading has the column 'action' twice. Remove one of them.",
    ]);
  });

  it('refuses a duplicate number, naming both lines', () => {
    assert.deepEqual(faultsOf(below(row, row.replace('1.1', '1.2'), row)), [
      'Line 4: the number 1.1 stands in line 2 already.',
    ]);
  });

  it('refuses an organisation and a post that the partnership file does not have', () => {
    const leads = ['"Chief Officer, Surrey Police"', '"Chief Officer, Kent Police"', 'Chief Officer'];

    assert.deepEqual(faultsOf(below(...leads.map((lead, i) => `1.${i},P,${lead},A,T,`))), [
      "Line 2: 'Chief Officer, Surrey Police' belongs to 'Surrey Police', which is no organisation of the partnership file.",
      "Line 3: 'Chief Officer, Kent Police' is no post of the partnership file. Add it under posts, or write TBC.",
      "Line 4: 'Chief Officer' is no post of the partnership file. Add it under posts, or write TBC.",
    ]);
  });

  it('knows an organisation by a name that it used to have, with a comma in it too', () => {
    const lead = 'Director, Kent, Surrey and Sussex Community Rehabilitation Company';

    assert.deepEqual(faultsOf(below(`1.1,P,"${lead}",A,T,`)), [
      `Line 2: '${lead}' is no post of the partnership file. Add it under posts, or write TBC.`,
    ]);
  });

  it('refuses a row without its number, its priority or its words', () => {
    assert.deepEqual(faultsOf(below(' ,,TBC,,  ,')), [
      "Line 2: 'number' is empty.",
      "Line 2: 'priority' is empty.",
      "Line 2: 'action' is empty.",
    ]);
  });

  it('refuses a cell of 2 MB in any column, without repeating it', () => {
    const huge = 'x'.repeat(2_000_000);

    for (const [index, column] of heading.split(',').entries()) {
      const faults = faultsOf(below(row.split(',').with(index, huge).join(',')));

      assert.ok(
        faults.includes(`Line 2: '${column}' has 2,000,000 characters; shorten it to 2,000 characters.`),
      );
      assert.ok(faults.join('').length < 1000);
    }
  });

  it('refuses a row with too many or too few cells, and goes on with the next', () => {
    const cells =
      'the row has another number of cells than the heading. Put quotation marks around a cell that holds a comma.';

    assert.deepEqual(faultsOf(below('1.1,P,TBC,A,Run, walk and ride,', '1.2,P', '1.3,,TBC,A,T,')), [
      `Line 2: ${cells}`,
      `Line 3: ${cells}`,
      "Line 4: 'priority' is empty.",
    ]);
  });

  it('names the line in which a quotation mark opens that is never closed, beside the faults before it', () => {
    assert.deepEqual(faultsOf(below('1.1,,TBC,A,T,', '1.2,P,TBC,A,"Run,', '1.3,P,TBC,A,T,')), [
      "Line 2: 'priority' is empty.",
      'Line 3: a quotation mark opens a cell of this row and none closes it.',
    ]);
  });

  it('refuses a quotation mark in the middle of a cell', () => {
    assert.deepEqual(faultsOf(below(row, '1.2,P,TBC,A,Run a "safe" workshop,')), [
      'Line 3: the row cannot be read as CSV. Check its quotation marks.',
    ]);
  });

  it('tells the faults of every kind together, in the order of the lines', () => {
    const faults = faultsOf(below(row, '1.2,,Chief,A,T,', '1.3,P', row, ',P,TBC,A,T,'));

    assert.deepEqual(
      faults.map((fault) => fault.slice(0, 7)),
      ['Line 3:', 'Line 3:', 'Line 4:', 'Line 5:', 'Line 6:'],
    );
  });

  it('refuses a file without actions', () => {
    for (const content of ['', '\uFEFF', '\n\n', heading, `${heading}\n\n`]) {
      assert.deepEqual(faultsOf(content), ['plan.csv holds no actions.']);
    }
  });

  it('refuses spreadsheets, pictures and documents by what they hold, whatever their name says', () => {
    const kinds = {
      xlsx: Buffer.from('PK\x03\x04\x14\x00\x06\x00', 'latin1'),
      xls: Buffer.from('d0cf11e0a1b11ae10000', 'hex'),
      pdf: Buffer.from('%PDF-1.7\n%\xe2\xe3', 'latin1'),
      png: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
      utf16: Buffer.from(`\uFEFF${below(row)}`, 'utf16le'),
    };

    for (const content of Object.values(kinds)) {
      assert.deepEqual(faultsOf(content), [
        'plan.csv is not a CSV file. Save the sheet as CSV (comma delimited) and import that.',
      ]);
    }
  });

  it('refuses a file that is larger than any plan', () => {
    assert.deepEqual(faultsOf(`${heading}\n${'x'.repeat(5_000_001)}`), [
      'plan.csv is larger than 5 MB, which no action plan is.',
    ]);
  });
});
