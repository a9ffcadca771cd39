/** The results of a round as a document: for the Working Group's papers, and as a table to work on. */
import { chart, documentOf, facts, heading, list, paragraph, table } from '../../../reports/document.js';
import type { Block, Cell, Document } from '../../../reports/document.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { count, inWords } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import { MONEY, RAGS, STATUSES, isLate } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { linesOf, roundsBefore } from './comparison.js';
import type { Line } from './comparison.js';
import { figuresIn } from '../answer/figures.js';
import { describe, evidenceLine, statusesFor } from '../answer/form.js';
import { progressSeenBy } from '../plan/sight.js';
import { repliedOf } from '../round/progress.js';
import {
  byPriority,
  coloursOf,
  exceptionsHeading,
  exceptionsOf,
  flagged,
  prioritySentence,
} from './results.js';
import type { Round } from '../round/round.js';
import { FLAGS } from './trend.js';

const COLUMNS = [
  ...['No.', 'Priority', 'Action', 'Status', 'RAG', 'RAG last time', 'Compared', 'Money', 'Done', 'Reason'],
  ...['Next step', 'By when', 'Outcome', 'Evidence', 'Answered by', 'Answered on', 'Late'],
];
const ACTIONS = { one: 'action', many: 'actions' };

/** A document goes from hand to hand: what may not be shared is not in it. */
export async function resultsDocument(context: Context, round: Round): Promise<Document> {
  const { people, replied, answers } = await progressSeenBy(context, round, 'anybody');
  const asked = people.flatMap(({ ask }) => ask.actions);
  const lines = await linesOf(context, round, asked, answers);
  const before = await roundsBefore(context, round);
  const blocks: Block[] = [
    facts({
      Meeting: longDate(round.meetingOn),
      'Answers due by': longDate(round.dueOn),
      'As it stood on': longDate(context.today),
      Replies: `${repliedOf(replied, people.length)} in full; ${answers.length} of ${count(lines.length, 'action')} answered.`,
    }),
    chart({
      title: 'Actions by colour',
      labels: 'Colour',
      unit: ACTIONS,
      rows: coloursOf(lines).map(({ name, number }) => ({ label: name, value: number })),
    }),
    chart({ title: 'Actions by status', labels: 'Status', unit: ACTIONS, rows: statusRows(round, lines) }),
    ...moves(lines, before),
    heading('By priority'),
    list(byPriority(lines).map(([name, each]) => `${name}: ${prioritySentence(each)}`)),
    ...exceptions(round, lines),
    ...outcomes(lines),
    heading('Every action'),
    table({
      caption: 'Every action',
      columns: COLUMNS,
      rows: await rowsOf(context, round, lines),
      inCsv: true,
    }),
  ];
  return documentOf(`Check-in results: ${round.name}`, blocks, context.partnership.name);
}

function statusRows(round: Round, lines: readonly Line[]): { label: string; value: number }[] {
  const rows = statusesFor(round.kind).map((status) => ({
    label: STATUSES[status],
    value: lines.filter(({ answer }) => answer?.status === status).length,
  }));
  const silent = lines.filter(({ answer }) => answer === undefined).length;
  return [...rows, { label: 'No answer yet', value: silent }];
}

function moves(lines: readonly Line[], before: readonly Round[]): readonly Block[] {
  if (before.length === 0) return [];
  const found = flagged(lines).map(({ title, numbers }) => `${title}: ${inWords(numbers)}`);
  const title = heading(`Compared with ${inWords(before.map(({ name }) => name))}`);
  return [title, found.length === 0 ? paragraph('There is nothing to point out.') : list(found)];
}

function exceptions(round: Round, lines: readonly Line[]): readonly Block[] {
  const found = exceptionsOf(lines);
  const title = heading(exceptionsHeading(round));
  if (found.length === 0) return [title, paragraph('There are none.')];
  const each = found.flatMap(({ action, answer, flags }) => {
    const said = describe(answer).map(({ title: question, value }) => [question, value]);
    const compared = flags.length === 0 ? {} : { Compared: wordsOf(flags) };
    return [
      heading(`${action.number} ${action.text}`, 3),
      facts({ ...Object.fromEntries(said), ...compared } as Record<string, string>),
    ];
  });
  return [title, ...each];
}

/** Every figure as name, number and unit, so that they can be added up. */
function outcomes(lines: readonly Line[]): readonly Block[] {
  const rows = lines.flatMap(({ action, answer }) =>
    figuresIn(answer?.outcome ?? '').map(({ name, number, unit, text }): Cell[] => [
      ...[action.number, name, number, unit, text],
    ]),
  );
  if (rows.length === 0) return [];
  const columns = ['No.', 'Outcome', 'Number', 'Unit', 'As it was written'];
  return [heading('Outcomes in numbers'), table({ caption: 'Outcomes in numbers', columns, rows })];
}

async function rowsOf(context: Context, round: Round, lines: readonly Line[]): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for (const line of lines) {
    const { number, priority, text } = line.action;
    rows.push([number, priority, text, ...(await answerCells(context, round, line))]);
  }
  return rows;
}

async function answerCells(context: Context, round: Round, line: Line): Promise<Cell[]> {
  const { answer, last, flags } = line;
  const lastTime = last === undefined ? '' : RAGS[last.rag];
  const compared = wordsOf(flags);
  if (answer === undefined) {
    const rest = Array<Cell>(COLUMNS.length - 7).fill('');
    return ['No answer yet', '', lastTime, compared, ...rest];
  }
  return [
    ...[STATUSES[answer.status], RAGS[answer.rag], lastTime, compared],
    ...[answer.money === 'none' ? '' : MONEY[answer.money], answer.done, answer.reason],
    ...[answer.next, answer.nextOn, answer.outcome, evidenceLine(answer, 'shared')],
    ...(await givenCells(context, round, answer)),
  ];
}

async function givenCells(context: Context, round: Round, answer: Answer): Promise<Cell[]> {
  const zone = context.partnership.time_zone;
  const by = await context.directory.member(answer.by);
  const on = dayOf(new Date(answer.answeredAt), zone);
  return [by?.name ?? '', on, isLate(answer, round.dueOn, zone) ? 'late' : ''];
}

function wordsOf(flags: Line['flags']): string {
  return flags.map((flag) => FLAGS[flag]).join('. ');
}
