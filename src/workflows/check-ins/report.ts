/** The results of a round as a document: for the Working Group's papers, and as a table to work on. */
import { chart, documentOf, facts, heading, list, paragraph, table } from '../../reports/document.js';
import type { Block, Cell, Document } from '../../reports/document.js';
import { dayOf, longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { Context } from '../workflow.js';
import { RAGS, STATUSES, isException } from './answer.js';
import type { Answer, Status } from './answer.js';
import { describe } from './form.js';
import { progressSeenBy } from './plan-sight.js';
import { repliedOf } from './progress.js';
import { byPriority, linesOf, prioritySentence } from './results.js';
import type { Line } from './results.js';
import type { Round } from './round.js';

const COLUMNS = [
  ...['No.', 'Priority', 'Action', 'Status', 'RAG', 'Done', 'Reason', 'Next step', 'By when'],
  ...['Outcome', 'Evidence', 'Answered by', 'Answered on', 'Late'],
];

export async function resultsDocument(context: Context, round: Round): Promise<Document> {
  const { people, replied, answers } = await progressSeenBy(context, round, 'anybody');
  const asked = people.flatMap(({ ask }) => ask.actions);
  const lines = await linesOf(context, round, asked, answers);
  const blocks: Block[] = [
    facts({
      Meeting: longDate(round.meetingOn),
      'Answers due by': longDate(round.dueOn),
      'As it stood on': longDate(context.today),
      Replies: `${repliedOf(replied, people.length)} in full; ${answers.length} of ${count(lines.length, 'action')} answered.`,
    }),
    chart({
      title: 'Actions by status',
      labels: 'Status',
      unit: { one: 'action', many: 'actions' },
      rows: statusRows(lines),
    }),
    heading('By priority'),
    list(byPriority(lines).map(([name, each]) => `${name}: ${prioritySentence(each)}`)),
    ...exceptions(lines),
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

function statusRows(lines: readonly Line[]): { label: string; value: number }[] {
  const given = (status: Status): number => lines.filter(({ answer }) => answer?.status === status).length;
  const rows = (Object.keys(STATUSES) as Status[]).map((status) => ({
    label: STATUSES[status],
    value: given(status),
  }));
  return [
    ...rows,
    { label: 'No answer yet', value: lines.filter(({ answer }) => answer === undefined).length },
  ];
}

function exceptions(lines: readonly Line[]): readonly Block[] {
  const found = lines.filter(({ answer }) => answer !== undefined && isException(answer));
  const title = heading('Exceptions: delayed, amber or red');
  if (found.length === 0) return [title, paragraph('There are none.')];
  const each = found.flatMap(({ action, answer }) => {
    const said = answer === undefined ? [] : describe(answer);
    const rows = Object.fromEntries(said.map(({ title: question, value }) => [question, value]));
    return [heading(`${action.number} ${action.text}`, 3), facts(rows)];
  });
  return [title, ...each];
}

async function rowsOf(context: Context, round: Round, lines: readonly Line[]): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for (const { action, answer } of lines) {
    rows.push([action.number, action.priority, action.text, ...(await answerCells(context, round, answer))]);
  }
  return rows;
}

async function answerCells(context: Context, round: Round, answer: Answer | undefined): Promise<Cell[]> {
  if (answer === undefined) return ['No answer yet', ...Array<Cell>(COLUMNS.length - 4).fill('')];
  const on = dayOf(new Date(answer.answeredAt), context.partnership.time_zone);
  const by = await context.directory.member(answer.by);
  return [
    STATUSES[answer.status],
    RAGS[answer.rag],
    ...[answer.done, answer.reason, answer.next, answer.nextOn, answer.outcome, answer.evidence],
    ...[by?.name ?? '', on, on > round.dueOn ? 'late' : ''],
  ];
}
