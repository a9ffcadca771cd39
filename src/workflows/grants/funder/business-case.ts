/** The business case: what is put to the funder, each proposal in full, with what was decided so far. */
import { documentOf, facts, heading, list, paragraph, table } from '../../../reports/document.js';
import type { Block, Cell, Document } from '../../../reports/document.js';
import { longDate } from '../../../shared/calendar.js';
import { formatMoney } from '../../../shared/money.js';
import { count } from '../../../shared/text.js';
import type { ActorContext } from '../../workflow.js';
import { describe, missingIn } from '../proposal/answers.js';
import type { YearBook } from '../money/book.js';
import { reportedAt, putSentence } from './request-cards.js';
import type { Put } from './request-cards.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { caseOf } from '../proposal/case.js';
import { awardOf } from '../money/ledger.js';
import { REQUEST_KINDS, REQUEST_STATES } from './request.js';
import { POTS, roundName } from '../round/round.js';

const COLUMNS = [
  ...['Reference', 'Project', 'Lead', 'What', 'Pot', 'Asked', 'Granted', 'Decision', 'Decided on', 'Reason'],
];

/** Amounts in the table stand in pounds. */
export async function businessCase(
  context: ActorContext,
  book: YearBook,
  put: readonly Put[],
): Promise<Document> {
  const asked = put.reduce((all, { request }) => all + request.askedPence, 0);
  const granted = put.reduce((all, { request }) => all + request.grantedPence, 0);
  const blocks: Block[] = [
    facts({
      'As it stood on': longDate(context.today),
      Award: `${formatMoney(awardOf(book.entries))} (${book.round.award})`,
      Asked: `${formatMoney(asked)} by ${count(put.length, 'request')}`,
      Granted: formatMoney(granted),
    }),
    heading('Requests and decisions'),
    table({
      caption: 'Requests, in pounds',
      columns: COLUMNS,
      rows: put.map((each) => rowOf(context, each)),
      inCsv: true,
    }),
    ...urgent(context, put),
  ];
  for (const each of put) blocks.push(...(await inFull(context, each)));
  return documentOf(
    `Business case ${book.year}`,
    blocks,
    `${context.partnership.name}: ${roundName(book.round)}`,
  );
}

function rowOf(context: ActorContext, { request, proposal }: Put): Cell[] {
  const gone = proposal.state === 'withdrawn' ? ', withdrawn by its applicant' : '';
  return [
    ...[proposal.reference, titleOf(proposal), leadOf(context, proposal), REQUEST_KINDS[request.kind]],
    ...[POTS[request.pot], request.askedPence / 100, request.grantedPence / 100],
    ...[`${REQUEST_STATES[request.state]}${gone}`, request.decidedOn, request.reason],
  ];
}

/** What the chair decided between meetings is reported at the next one. */
function urgent(context: ActorContext, put: readonly Put[]): readonly Block[] {
  const lines = put.flatMap(({ request, proposal }) => {
    const meeting = reportedAt(context, request);
    if (meeting === '') return [];
    const when = meeting === 'next' ? 'the next meeting' : `the meeting on ${longDate(meeting)}`;
    return [`${titleOf(proposal)}: ${putSentence({ request, proposal })} To report at ${when}.`];
  });
  return lines.length === 0 ? [] : [heading("Decided by the Working Group's chair"), list(lines)];
}

async function inFull(context: ActorContext, { request, proposal }: Put): Promise<readonly Block[]> {
  const { sections } = await caseOf(context, proposal);
  const missing = missingIn(sections, proposal);
  const written = sections.flatMap((section) => {
    const rows = describe(section, proposal.answers);
    if (rows.length === 0) return [];
    return [
      heading(section.title, 3),
      facts(Object.fromEntries(rows.map(({ title, value }) => [title, value]))),
    ];
  });
  return [
    heading(titleOf(proposal)),
    paragraph(`${REQUEST_KINDS[request.kind]}. ${putSentence({ request, proposal })}`),
    ...(request.why === '' ? [] : [paragraph(request.why)]),
    ...(missing.length === 0 ? [] : [paragraph(`Not fully formed. Missing: ${missing.join('; ')}.`)]),
    ...written,
  ];
}
