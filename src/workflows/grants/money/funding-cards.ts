/** What the cards about a year's money show. */
import { dayOf, longDate, shortDate } from '../../../shared/calendar.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { Button } from '../proposal/cards.js';
import type { ActorContext, Card, Context, DownloadLink } from '../../workflow.js';
import { fundedYears } from './book.js';
import type { YearBook } from './book.js';
import { KINDS, awardOf, isCorrected, sumOfProject } from './ledger.js';
import type { Entry, PotSum } from './ledger.js';
import { FORMS } from './form.js';
import type { FormKind } from './form.js';
import { entryWords } from './words.js';
import { maySeeLedger } from './policy.js';
import { mayManageGrants } from '../policy.js';
import { DELIVERY } from '../project/project.js';
import { POTS, roundName } from '../round/round.js';
import { warningsOf } from './warnings.js';

const PROJECTS = 15;
const ENTRIES = 6;

/** The year on one card: the award, each pot as a bar with its numbers in words, and the projects. */
export async function fundingCard(context: ActorContext, book: YearBook): Promise<Card> {
  const { round, entries, projects, year } = book;
  const award = `${formatMoney(awardOf(entries))} awarded (${round.award}).`;
  const sentence = `${award} ${inWords(book.pots.map((pot) => `${formatMoney(pot.left)} left in ${POTS[pot.pot].toLowerCase()}`))}.`;
  const years = (await fundedYears(context)).filter((each) => each.year !== year);
  return {
    template: 'grants/funding',
    summary: `${roundName(round)}: ${sentence}`,
    data: {
      heading: roundName(round),
      award,
      warnings: (await warningsOf(context, book)).map((text) => ({ text })),
      bars: [
        ...book.pots.map((pot) => potBar(book, pot)),
        ...(projects.length === 0 ? [] : [spentBar(book)]),
      ],
      projectsHeading: projects.length === 0 ? 'No project is funded yet' : count(projects.length, 'project'),
      projects: projects.slice(0, PROJECTS).map(({ project, proposal }) => {
        const sums = sumOfProject(entries, project.id);
        return {
          name: shorten(proposal.title, 80),
          allocated: `${formatMoney(sums.allocated)} allocated`,
          spent: `${formatMoney(sums.spent)} spent. ${DELIVERY[project.delivery]}.`,
        };
      }),
      more: projects.length > PROJECTS ? `and ${count(projects.length - PROJECTS, 'more project')}` : '',
      rows: buttonsOf(context, book).map((actions) => ({ actions })),
      years: years.slice(0, 3).map((each) => ({ title: each.year, data: { year: each.year } })),
    },
  };
}

/** A bar: the part that is used, as a share of a hundred, and the same in words. */
function bar(name: string, part: number, whole: number, words: string, state = ''): object {
  // Something is never drawn as nothing.
  const share = whole <= 0 || part <= 0 ? 0 : Math.max(1, Math.min(100, Math.round((100 * part) / whole)));
  return { name, part: share, rest: 100 - share, words, state };
}

function potBar(book: YearBook, { pot, share, moved, allocated, returned, left }: PotSum): object {
  const parts = [
    `${formatMoney(share)} of the award`,
    ...(moved === 0 ? [] : [`${formatMoney(Math.abs(moved))} ${moved > 0 ? 'moved in' : 'moved out'}`]),
    `${formatMoney(allocated)} allocated`,
    ...(returned === 0 ? [] : [`${formatMoney(returned)} returned to the funder`]),
    left < 0 ? `${formatMoney(-left)} short` : `${formatMoney(left)} left`,
  ];
  const state = book.pot(pot);
  const locked = state.state === 'locked' ? `Locked. ${state.why}` : '';
  const shut = state.state === 'closed' ? `Closed on ${longDate(state.on)}.` : locked;
  return bar(POTS[pot], allocated, allocated + Math.max(0, left), `${parts.join('; ')}.`, shut);
}

function spentBar({ entries, projects }: YearBook): object {
  const sums = projects.map(({ project }) => sumOfProject(entries, project.id));
  const allocated = sums.reduce((all, each) => all + each.allocated, 0);
  const spent = sums.reduce((all, each) => all + each.spent, 0);
  const words = `${formatMoney(spent)} spent of ${formatMoney(allocated)} allocated.`;
  return bar('Spent', spent, allocated, words);
}

/** Rows of at most three; what is done with a project only where there is one. */
function buttonsOf(
  context: ActorContext,
  { year, projects, round }: YearBook,
): readonly (readonly Button[])[] {
  const data = { year };
  const step = (title: string, kind: FormKind): Button => ({
    ...{ title, verb: 'grants/money', data: { ...data, kind } },
  });
  const some = projects.length > 0;
  const manages = mayManageGrants(context.actor);
  const see = [
    ...(some ? [{ title: 'Projects', verb: 'grants/projects', data }] : []),
    ...(maySeeLedger(context) ? [{ title: 'Ledger', verb: 'grants/ledger', data }] : []),
    ...(manages ? [{ title: 'To the funder', verb: 'grants/to-funder', data }] : []),
  ];
  const spending = [step('Allocate', 'allocation'), step('Invoice', 'invoice'), step('Payment', 'spend')];
  const pots = [
    ...(round.pots.length > 1 ? [step('Move money', 'transfer')] : []),
    step('Return underspend', 'return'),
    ...(some ? [step('Forecast', 'forecast')] : []),
  ];
  const add = [{ title: 'Add a project', verb: 'grants/add-project', data }];
  const rows = manages ? [see, ...(some ? [spending] : []), pots, add] : [see];
  return rows.filter((row) => row.length > 0);
}

/** The entries, the newest first; one that was corrected says so. */
export async function ledgerCard(context: ActorContext, book: YearBook, page: number): Promise<Card> {
  const newest = [...book.entries].reverse();
  const shown = pageOf(newest, page, ENTRIES);
  const rows: object[] = [];
  for (const entry of shown.items) rows.push(await entryRow(context, book, entry));
  const sentence = `${count(newest.length, 'entry', 'entries')}. ${inWords(book.pots.map(({ pot, left }) => `${POTS[pot]} ${formatMoney(left)}`))}.`;
  return {
    template: 'grants/ledger',
    summary: `Ledger ${book.year}: ${sentence}`,
    data: {
      ...{ heading: `Ledger ${book.year}`, sentence, rows, year: book.year },
      nothing: newest.length === 0 ? 'Nothing is recorded yet: the award comes first.' : '',
      ...shown.links,
    },
  };
}

async function entryRow(context: ActorContext, book: YearBook, entry: Entry): Promise<object> {
  const by = await nameOf(context, entry.by);
  const at = dayOf(new Date(entry.at.slice(0, 24)), context.partnership.time_zone);
  const corrected = isCorrected(book.entries, entry.id);
  const final = corrected || entry.kind === 'award' || entry.kind === 'correction';
  return {
    title: `${shortDate(entry.on)}: ${KINDS[entry.kind].toLowerCase()}${corrected ? ', corrected' : ''}`,
    words: shorten(entryWords(book, entry), 600),
    why: shorten(entry.why, 300),
    by: `Recorded by ${by} on ${shortDate(at)}`,
    correct: !final && mayManageGrants(context.actor) ? FORMS.correction.title : '',
    press: { year: book.year, kind: 'correction', entry: entry.id },
  };
}

export async function nameOf({ directory }: Context, id: string): Promise<string> {
  if (id === 'roundtable') return 'an import';
  return (await directory.member(id))?.name ?? 'somebody who has left';
}

/** Where a document about the year can be had as a file. */
export function filesCard(
  heading: string,
  back: { readonly verb: string; readonly year: string },
  links: readonly DownloadLink[],
): Card {
  const data = { heading, links, back: back.verb, press: { year: back.year } };
  return { template: 'grants/download', summary: `${heading} as a file`, data };
}
