/** What a round says: counts by priority, and the exceptions in the leads' own words. */
import { dayOf } from '../../shared/calendar.js';
import { pageOf } from '../../shared/page.js';
import { count, inWords, shorten } from '../../shared/text.js';
import type { ActorContext, Card, Context, DownloadLink } from '../workflow.js';
import { RAGS, STATUSES, isException } from './answer.js';
import type { Answer, Status } from './answer.js';
import { dueLine } from './cards-lead.js';
import { describe } from './form.js';
import { actionIn } from './plan-change.js';
import { progressSeenBy } from './plan-sight.js';
import type { PlanAction } from './plan.js';
import { repliedOf } from './progress.js';
import type { Round } from './round.js';

/** Two of them, each with every field at its limit, stay under a card's 28 KB. */
const EXCEPTIONS = 2;

export interface Line {
  readonly action: PlanAction;
  readonly answer: Answer | undefined;
}

/** @param page of the exceptions, from 0 */
export async function resultsCard(context: ActorContext, round: Round, page: number): Promise<Card> {
  const { people, replied, answers } = await progressSeenBy(context, round, context.actor);
  const lines = await linesOf(
    context,
    round,
    people.flatMap(({ ask }) => ask.actions),
    answers,
  );
  const exceptions = lines.filter((line) => line.answer !== undefined && isException(line.answer));
  const shown = pageOf(exceptions, page, EXCEPTIONS);
  const rows: object[] = [];
  for (const line of shown.items) rows.push(await exceptionRow(context, round, line));
  const sentence = [
    `${answers.length} of ${count(lines.length, 'action')} answered.`,
    `${repliedOf(replied, people.length)} in full.`,
    exceptions.length === 0 ? 'No exceptions.' : `${count(exceptions.length, 'exception')}.`,
  ].join(' ');
  return {
    template: 'check-ins/results',
    summary: `${round.name}: ${sentence}`,
    data: {
      heading: round.name,
      due: dueLine(round, context.today),
      sentence,
      priorities: byPriority(lines).map(([name, each]) => ({ name, text: prioritySentence(each) })),
      exceptions: rows,
      exceptionsHeading: exceptions.length === 0 ? '' : 'Exceptions: delayed, amber or red',
      round: round.id,
      ...shown.links,
    },
  };
}

/** Where the results can be had as a file. */
export function downloadCard(round: Round, links: readonly DownloadLink[]): Card {
  return {
    template: 'check-ins/download',
    summary: `${round.name}: the results as a file.`,
    data: { heading: round.name, links, press: { round: round.id } },
  };
}

export async function linesOf(
  context: Context,
  round: Round,
  asked: readonly string[],
  answers: readonly Answer[],
): Promise<readonly Line[]> {
  const byAction = new Map(answers.map((answer) => [answer.action, answer]));
  const lines: Line[] = [];
  for (const id of new Set(asked)) {
    const action = await actionIn(context, round, id);
    if (action !== undefined) lines.push({ action, answer: byAction.get(id) });
  }
  return lines.sort((a, b) => a.action.order - b.action.order);
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

/** `3 of 5 answered: 1 complete, 2 in progress. 1 red.` */
export function prioritySentence(lines: readonly Line[]): string {
  const given = lines.flatMap(({ answer }) => answer ?? []);
  const statuses = (Object.keys(STATUSES) as Status[])
    .map((status) => ({ status, number: given.filter((answer) => answer.status === status).length }))
    .filter(({ number }) => number > 0)
    .map(({ status, number }) => `${number} ${STATUSES[status].toLowerCase()}`);
  const colours = (['red', 'amber'] as const)
    .map((rag) => ({ rag, number: given.filter((answer) => answer.rag === rag).length }))
    .filter(({ number }) => number > 0)
    .map(({ rag, number }) => `${number} ${RAGS[rag].toLowerCase()}`);
  const answered = `${given.length} of ${lines.length} answered`;
  const first = statuses.length === 0 ? `${answered}.` : `${answered}: ${inWords(statuses)}.`;
  return colours.length === 0 ? first : `${first} ${inWords(colours)}.`;
}

async function exceptionRow(context: Context, round: Round, { action, answer }: Line): Promise<object> {
  const by = answer && (await context.directory.member(answer.by));
  const late = answer && dayOf(new Date(answer.answeredAt), context.partnership.time_zone) > round.dueOn;
  return {
    title: `${action.number} ${shorten(action.text, 160)}${action.restricted ? ' (restricted)' : ''}`,
    facts: answer === undefined ? [] : describe(answer),
    by: `${by?.name ?? 'Somebody who has left'}${late ? ', late' : ''}`,
  };
}
