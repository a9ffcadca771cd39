/** What a round says: a chart, a table by priority, and the exceptions first, in the leads' own words. */
import type { Member } from '../../../directory.js';
import { longDate } from '../../../shared/calendar.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { Card, Context, DownloadLink } from '../../workflow.js';
import { RAGS, isException, isLate } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { linesOf, roundsBefore } from './comparison.js';
import type { Line } from './comparison.js';
import { attentionIn, coloursIn, statusesIn } from './counts.js';
import { enquiryFacts } from '../enquiry/enquiry.js';
import { describe } from '../answer/form.js';
import type { Fact } from '../answer/form.js';
import { mayManageRounds } from '../policy.js';
import { progressSeenBy } from '../plan/sight.js';
import { standingLine } from '../round/cards.js';
import { repliedOf } from '../round/progress.js';
import type { Round } from '../round/round.js';
import { FLAGS, gravity } from './trend.js';
import type { Flag } from './trend.js';

const EXCEPTIONS = 2;
/** With these, two exceptions stay under a card's 28 KB; the history shows all of it. */
const LONGEST_FACT = 700;
const LISTED = 12;

/** @param page of the exceptions, from 0 */
export async function resultsCard(
  context: Context,
  round: Round,
  page: number,
  reader: Member,
): Promise<Card> {
  const { people, replied, answers } = await progressSeenBy(context, round, reader);
  const asked = people.flatMap(({ ask }) => ask.actions);
  const lines = await linesOf(context, round, asked, answers);
  const exceptions = exceptionsOf(lines);
  const shown = pageOf(exceptions, page, EXCEPTIONS);
  const rows: object[] = [];
  for (const line of shown.items) rows.push(await exceptionRow(context, round, line, reader));
  const sentence = [
    `${answers.length} of ${count(lines.length, 'action')} answered${becameOf(round, answers)}.`,
    `${repliedOf(replied, people.length)} in full.`,
    exceptions.length === 0 ? 'No exceptions.' : `${count(exceptions.length, 'exception')}.`,
  ].join(' ');
  const before = await roundsBefore(context, round);
  const heading = `Results of ${roundInWords(round)}`;
  return {
    template: 'check-ins/results',
    summary: `${heading}: ${sentence}`,
    data: {
      heading,
      due: standingLine(round, context.today),
      sentence,
      bars: barsOf(lines),
      compared: before.length === 0 ? '' : `Compared with ${inWords(before.map(({ name }) => name))}`,
      moves: before.length === 0 ? [] : movesOf(lines),
      priorities: byPriority(lines).map(([name, each]) => ({ name, ...priorityCells(each) })),
      exceptions: rows,
      exceptionsHeading: exceptions.length === 0 ? '' : exceptionsHeading(round),
      posted: await postedLine(context, round),
      mayPost: mayManageRounds(reader),
      round: round.id,
      ...shown.links,
    },
  };
}

/** `the check-in for 10 December 2026`: the bot's own names read as a part of a sentence, others stay as they are. */
export function roundInWords({ name }: Pick<Round, 'name'>): string {
  return name.replace(/^Check-in (?=for \d)/, 'the check-in ');
}

async function postedLine({ directory }: Context, { posted }: Round): Promise<string> {
  if (posted === undefined) return '';
  const by = posted.by === undefined ? undefined : (await directory.member(posted.by))?.name;
  return `Sent to the Working Group${by === undefined ? '' : ` by ${by}`} on ${longDate(posted.on)}.`;
}

/** Where the results can be had as a file. */
export function downloadCard(round: Round, links: readonly DownloadLink[]): Card {
  const heading = `Results of ${roundInWords(round)}`;
  return {
    template: 'check-ins/download',
    summary: `${heading} as a file.`,
    data: { heading, links, press: { round: round.id } },
  };
}

export interface Exception extends Line {
  readonly answer: Answer;
}

/** What needs attention, the gravest first, then in the plan's order. */
export function exceptionsOf(lines: readonly Line[]): readonly Exception[] {
  return lines
    .flatMap((line) => (line.answer === undefined ? [] : [{ ...line, answer: line.answer }]))
    .filter(({ answer }) => isException(answer))
    .sort((a, b) => gravity(a) - gravity(b) || a.action.order - b.action.order);
}

/** `: 1 complete and 2 carried over`, which is what a year-end check-in is for; '' in others. */
function becameOf({ kind }: Pick<Round, 'kind'>, given: readonly Answer[]): string {
  return kind === 'year-end' && given.length > 0 ? `: ${statusesIn(given)}` : '';
}

/** A year-end check-in has no *delayed*, and *stopped* is what stands out in it. */
export function exceptionsHeading({ kind }: Pick<Round, 'kind'>): string {
  return `Exceptions: ${kind === 'year-end' ? 'stopped' : 'delayed'}, amber or red`;
}

const STYLES = ['good', 'warning', 'attention', 'emphasis'] as const;

/** How many are green, amber, red and not answered. */
export function coloursOf(
  lines: readonly Line[],
): readonly { readonly name: string; readonly number: number }[] {
  const given = (rag: string): number => lines.filter(({ answer }) => answer?.rag === rag).length;
  return [
    ...(['green', 'amber', 'red'] as const).map((rag) => ({ name: RAGS[rag], number: given(rag) })),
    { name: 'No answer', number: lines.filter(({ answer }) => answer === undefined).length },
  ];
}

/** The chart: a bar for each, as long as its number, and the number in words beside it. */
function barsOf(lines: readonly Line[]): readonly object[] {
  const colours = coloursOf(lines);
  const longest = Math.max(...colours.map(({ number }) => number), 1);
  return colours.map(({ name, number }, place) => ({
    text: `${name}: ${number}`,
    parts: [
      { width: number, style: STYLES[place] ?? 'emphasis' },
      { width: longest - number, style: 'default' },
    ].filter(({ width }) => width > 0),
  }));
}

/** `Newly red: 1.2a and 4.1`; nothing for what happened to no action. */
function movesOf(lines: readonly Line[]): readonly Fact[] {
  return flagged(lines).map(({ title, numbers }) => ({
    title,
    value:
      numbers.length > LISTED
        ? `${numbers.slice(0, LISTED).join(', ')} and ${numbers.length - LISTED} more`
        : inWords(numbers),
  }));
}

/** The actions of each flag that there are any of. */
export function flagged(
  lines: readonly Line[],
): readonly { readonly title: string; readonly numbers: readonly string[] }[] {
  return (Object.keys(FLAGS) as Flag[])
    .map((flag) => ({
      title: FLAGS[flag],
      numbers: lines.filter(({ flags }) => flags.includes(flag)).map(({ action }) => action.number),
    }))
    .filter(({ numbers }) => numbers.length > 0);
}

export function byPriority(lines: readonly Line[]): readonly (readonly [string, readonly Line[]])[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(line.action.priority) ?? [];
    group.push(line);
    groups.set(line.action.priority, group);
  }
  return [...groups];
}

function priorityCells(lines: readonly Line[]): { readonly answered: string; readonly attention: string } {
  const given = lines.flatMap(({ answer }) => answer ?? []);
  const attention = attentionIn(given);
  return {
    answered: `${given.length} of ${lines.length}`,
    // Who has not answered may well need it.
    attention: given.length === 0 ? 'No answers yet' : attention.length === 0 ? 'None' : attention.join(', '),
  };
}

/** `3 of 5 answered: 1 complete, 2 in progress. 1 red.` */
export function prioritySentence(lines: readonly Line[]): string {
  const given = lines.flatMap(({ answer }) => answer ?? []);
  const colours = coloursIn(given);
  const answered = `${given.length} of ${lines.length} answered`;
  const first = given.length === 0 ? `${answered}.` : `${answered}: ${statusesIn(given)}.`;
  return colours.length === 0 ? first : `${first} ${inWords(colours)}.`;
}

async function exceptionRow(
  context: Context,
  round: Round,
  { action, answer, flags }: Exception,
  reader: Member,
): Promise<object> {
  const by = await context.directory.member(answer.by);
  const late = isLate(answer, round.dueOn, context.partnership.time_zone);
  const said = describe(answer, mayManageRounds(reader) ? 'all' : 'shared');
  const facts = [
    ...said,
    ...(await enquiryFacts(context, answer.id)).filter(({ title }) => title === 'Blocked by'),
  ];
  return {
    title: `${action.number} ${shorten(action.text, 160)}${action.restricted ? ' (restricted)' : ''}`,
    flags: flags.map((flag) => FLAGS[flag]).join('. '),
    facts: facts.map(({ title, value }) => ({ title, value: shorten(value, LONGEST_FACT) })),
    by: `${by?.name ?? 'Somebody who has left'}${late ? ', late' : ''}`,
    press: { action: action.id, round: round.id },
    tip: `History of ${action.number}`,
  };
}
