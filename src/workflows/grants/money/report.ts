/** A year's money as a document: for the audit of the funder, and as a table to work on. */
import { chart, documentOf, facts, heading, list, paragraph, table } from '../../../reports/document.js';
import type { Block, Cell, Document } from '../../../reports/document.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { formatMoney } from '../../../shared/money.js';
import type { Context } from '../../workflow.js';
import type { YearBook } from './book.js';
import { nameOf } from './funding-cards.js';
import { leadOf } from '../proposal/cards.js';
import { KINDS, awardOf, isCorrected, sumOfProject } from './ledger.js';
import type { Entry } from './ledger.js';
import { accountWords, entryWords } from './words.js';
import { DELIVERY } from '../project/project.js';
import { POTS, roundName } from '../round/round.js';
import { warningsOf } from './warnings.js';

const POT_COLUMNS = ['Pot', 'Of the award', 'Moved in or out', 'Allocated', 'Returned', 'Left'];
const PROJECT_COLUMNS = [
  ...['Project', 'Organisation', 'Allocated', 'Invoiced', 'Spent', 'Returned', 'Unspent', 'Delivery'],
];
const ENTRY_COLUMNS = [
  ...[
    'Entry',
    'On',
    'What',
    'From',
    'To',
    'Payee',
    'Pounds',
    'Why',
    'Recorded by',
    'Recorded on',
    'Corrects',
  ],
];

/** Amounts stand in pounds, so that a sheet adds them up. */
export async function ledgerDocument(context: Context, book: YearBook): Promise<Document> {
  const { entries, projects, pots, round, year } = book;
  const warnings = await warningsOf(context, book);
  const allocated = projects.map(({ project, proposal }) => ({
    label: proposal.title,
    value: pounds(sumOfProject(entries, project.id).allocated),
  }));
  const blocks: Block[] = [
    facts({
      'As it stood on': longDate(context.today),
      Award: `${formatMoney(awardOf(entries))} (${round.award})`,
    }),
    ...(warnings.length === 0 ? [] : [list(warnings)]),
    heading('Pots'),
    table({
      ...{ caption: 'Pots, in pounds', columns: POT_COLUMNS },
      rows: pots.map((pot) => [
        POTS[pot.pot],
        ...[pot.share, pot.moved, pot.allocated, pot.returned, pot.left].map(pounds),
      ]),
    }),
    heading('Projects'),
    ...(projects.length === 0 ? [paragraph('No project is funded yet.')] : projectBlocks(context, book)),
    ...(allocated.length === 0
      ? []
      : [
          chart({
            title: 'Allocated',
            labels: 'Project',
            unit: { one: 'pound', many: 'pounds' },
            rows: allocated,
          }),
        ]),
    heading('Every entry'),
    table({
      ...{ caption: 'Every entry, the oldest first', columns: ENTRY_COLUMNS, inCsv: true },
      rows: await entryRows(context, book),
    }),
  ];
  return documentOf(`Ledger ${year}`, blocks, `${context.partnership.name}: ${roundName(round)}`);
}

function projectBlocks(context: Context, { entries, projects }: YearBook): readonly Block[] {
  const rows = projects.map(({ project, proposal }): Cell[] => {
    const { allocated, invoiced, spent, returned } = sumOfProject(entries, project.id);
    const organisation = leadOf(context, proposal);
    return [
      ...[proposal.title, organisation],
      ...[allocated, invoiced, spent, returned, allocated - returned - spent].map(pounds),
      DELIVERY[project.delivery],
    ];
  });
  return [table({ caption: 'Projects, in pounds', columns: PROJECT_COLUMNS, rows })];
}

/** One row for each line, so that the column of pounds adds up; an entry without money keeps one row. */
async function entryRows(context: Context, book: YearBook): Promise<readonly Cell[][]> {
  const rows: Cell[][] = [];
  const numbers = new Map(book.entries.map(({ id }, index) => [id, index + 1]));
  for (const entry of book.entries) {
    const said: Cell[] = [
      ...[entry.why, await nameOf(context, entry.by), recordedOn(context, entry)],
      entry.corrects === undefined ? '' : `entry ${numbers.get(entry.corrects) ?? '?'}`,
    ];
    const first: Cell[] = [numbers.get(entry.id) ?? 0, entry.on, kindWords(book, entry)];
    for (const { from, to, payee = '', amount } of entry.lines) {
      rows.push([...first, accountWords(book, from), stageOf(book, to), payee, pounds(amount), ...said]);
    }
    if (entry.lines.length === 0) rows.push([...first, entryWords(book, entry), '', '', '', ...said]);
  }
  return rows;
}

function kindWords(book: YearBook, { id, kind }: Entry): string {
  return isCorrected(book.entries, id) ? `${KINDS[kind]}, corrected` : KINDS[kind];
}

function stageOf(book: YearBook, to: Entry['lines'][number]['to']): string {
  const stage = to.startsWith('invoiced:') ? ', invoiced' : to.startsWith('paid:') ? ', paid' : '';
  return `${accountWords(book, to)}${stage}`;
}

function recordedOn({ partnership }: Context, { at }: Entry): string {
  return dayOf(new Date(at.slice(0, 24)), partnership.time_zone);
}

function pounds(pence: number): number {
  return pence / 100;
}
