/** What a coordinator should know about a year's money before anything else. */
import { formatMoney } from '../../../shared/money.js';
import { inWords, shorten } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import type { YearBook } from './book.js';
import { POT_NAMES, balanceOf, sumOfProject } from './ledger.js';
import { projectName, undelivered } from '../project/project.js';
import { nextInLine } from '../ballot/shortlist.js';

const NAMED = 5;

/** Sentences, the most pressing first. */
export async function warningsOf(context: Context, book: YearBook): Promise<readonly string[]> {
  return [...shortfalls(book), ...(await forecasts(context, book)), ...(await delays(context, book))];
}

/** The award was cut below what is allocated. */
function shortfalls({ pots }: YearBook): readonly string[] {
  const short = pots.filter(({ left }) => left < 0);
  if (short.length === 0) return [];
  const sums = short.map(({ pot, left }) => `${POT_NAMES[pot]} is ${formatMoney(-left)} short`);
  return [`${inWords(sums).replace(/^t/, 'T')}: nothing more can be allocated until that is settled.`];
}

/** Projects that expect to spend less than they were given, and who waits for such money. */
async function forecasts(context: Context, book: YearBook): Promise<readonly string[]> {
  const { entries, projects } = book;
  const free = projects.flatMap(({ project, proposal }) => {
    const { forecast, allocated, returned } = sumOfProject(entries, project.id);
    // What was given back already is free no longer.
    const less = forecast === undefined ? 0 : allocated - returned - forecast;
    const still = Math.min(less, balanceOf(entries, `project:${project.id}`));
    return still > 0 ? [{ title: proposal.title, still }] : [];
  });
  if (free.length === 0) return [];
  const total = free.reduce((all, { still }) => all + still, 0);
  const named = free.slice(0, NAMED).map(({ title, still }) => `${shorten(title, 60)} ${formatMoney(still)}`);
  const rest = free.length > NAMED ? [`${free.length - NAMED} more`] : [];
  const next = await nextInLine(context, book.round);
  const who =
    next === undefined
      ? 'Nobody is waiting on the shortlist.'
      : `Next on the shortlist: ${shorten(next.title, 80)}, ${formatMoney(next.askedPence)}.`;
  return [
    `Forecasts fall ${formatMoney(total)} short of what is allocated: ${inWords([...named, ...rest])}. ${who}`,
  ];
}

/** Delayed projects of this year and of earlier ones. */
async function delays({ store }: Context, { year }: YearBook): Promise<readonly string[]> {
  const delayed = (await undelivered(store)).filter(
    ({ project }) => project.delivery === 'delayed' && project.year <= year,
  );
  return delayed.slice(0, NAMED).map((funded) => {
    const { delayReason } = funded.project;
    return `${shorten(projectName(funded), 100)} is delayed${delayReason === '' ? '.' : `: ${shorten(delayReason, 150)}`}`;
  });
}
