/** What the cards about funded projects show. */
import { longDate, shortDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import type { YearBook } from '../money/book.js';
import { leadOf } from '../proposal/cards.js';
import { contactName } from '../proposal/contact-cards.js';
import { isApplicant } from '../proposal/case.js';
import { sumOfProject } from '../money/ledger.js';
import { mayManageGrants } from '../policy.js';
import { PROJECT_FIELDS } from './form.js';
import { DELIVERY } from './project.js';
import type { Funded } from './project.js';
import { POTS, roundName } from '../round/round.js';
import { latestUpdate } from './update.js';

const LISTED = 6;
const YEARS = 2;

interface Listed {
  readonly page: number;
  /** Years that have money as well, the newest first. */
  readonly others: readonly string[];
  /** Whether some project is the reader's own. */
  readonly mine: boolean;
}

/** A year's projects, with the ways to the reader's own and to the years before. */
export function projectListCard(book: YearBook, { page, others, mine }: Listed): Card {
  const shown = pageOf(book.projects, page, LISTED);
  const sentence =
    book.projects.length === 0
      ? `No project of ${book.year} is funded yet.`
      : `${count(book.projects.length, 'project')}.`;
  return {
    template: 'grants/projects',
    summary: `Projects ${book.year}: ${sentence}`,
    data: {
      ...{ heading: `Projects ${book.year}`, sentence, year: book.year },
      projects: shown.items.map(({ project, proposal }) => {
        const { allocated, spent } = sumOfProject(book.entries, project.id);
        return {
          title: shorten(proposal.title, 120),
          words: `${DELIVERY[project.delivery]}. ${formatMoney(allocated)} allocated, ${formatMoney(spent)} spent.`,
          press: { project: project.id },
        };
      }),
      ...shown.links,
      more: [
        ...(mine ? [{ title: 'My projects', verb: 'grants/my-projects', data: {} }] : []),
        ...others
          .slice(0, YEARS)
          .map((year) => ({ title: `Projects ${year}`, verb: 'grants/projects', data: { year } })),
      ],
    },
  };
}

/** One project: its money, and how far it is. */
export async function projectCard(
  context: ActorContext,
  book: YearBook,
  { project, proposal }: Funded,
  notice = '',
): Promise<Card> {
  const { actor } = context;
  const sums = sumOfProject(book.entries, project.id);
  const sentence = `${DELIVERY[project.delivery]}${project.deliveredOn === '' ? '' : ` on ${longDate(project.deliveredOn)}`}. ${formatMoney(sums.allocated)} allocated, ${formatMoney(sums.spent)} spent.`;
  const money = { year: book.year, project: project.id };
  return {
    template: 'grants/project',
    summary: `${proposal.title}: ${sentence}`,
    data: {
      heading: proposal.title,
      ...{ year: roundName(book.round), notice, sentence },
      facts: [
        { title: 'Lead', value: leadOf(context, proposal) },
        { title: 'Contact', value: await contactName(context, proposal) },
        {
          title: 'Approved',
          value: `${formatMoney(project.approvedPence)} on ${shortDate(project.approvedOn)}, ${POTS[project.pot].toLowerCase()}`,
        },
        { title: 'Allocated', value: formatMoney(sums.allocated) },
        { title: 'Invoiced', value: formatMoney(sums.invoiced) },
        { title: 'Spent', value: formatMoney(sums.spent) },
        ...(sums.returned === 0 ? [] : [{ title: 'Returned', value: formatMoney(sums.returned) }]),
        ...(sums.forecast === undefined
          ? []
          : [{ title: 'Forecast', value: `${formatMoney(sums.forecast)} in all` }]),
        ...(project.delayReason === '' ? [] : [{ title: 'Delayed', value: project.delayReason }]),
      ],
      manages: mayManageGrants(actor),
      allocate: { ...money, kind: 'allocation' },
      invoice: { ...money, kind: 'invoice' },
      spend: { ...money, kind: 'spend' },
      forecast: { ...money, kind: 'forecast' },
      extend: { proposal: project.id, kind: 'extension' },
      extendable: mayManageGrants(actor) && project.delivery !== 'delivered',
      own: project.feedbackOn === '' && (await isApplicant(context.store, proposal.id, actor)),
      update: project.delivery === 'delivered' ? 'Give feedback' : 'Give an update',
      askable: mayManageGrants(actor) && project.feedbackOn === '',
      contact: proposal.contact === '' ? 'Name a contact' : 'Change the contact',
      last: await lastWords(context, project.id),
      press: { project: project.id },
      back: { year: book.year },
    },
  };
}

async function lastWords(context: ActorContext, project: string): Promise<string> {
  const last = await latestUpdate(context.store, project);
  if (last === undefined) return 'No update yet.';
  const numbers = last.outputs === '' ? '' : ` ${last.outputs}`;
  return `Update of ${longDate(last.on)}: ${shorten(last.progress, 600)}${shorten(numbers, 400)}`;
}

export function projectFormCard(
  { partnership, directory, today }: ActorContext,
  book: YearBook,
  id: string,
  trouble: Trouble = {},
): Card {
  const pots = book.round.pots.map((pot) => ({ title: POTS[pot.id], value: pot.id }));
  const start = {
    title: '',
    organisation: '',
    contact: '',
    approved: '',
    pot: pots[0]?.value ?? '',
    on: today,
  };
  return {
    template: 'grants/project-form',
    summary: `Add a project to ${book.year}`,
    data: {
      year: roundName(book.round),
      ...formData(PROJECT_FIELDS, start, trouble),
      organisations: partnership.organisations.map((each) => ({
        title: directory.organisationName(each.id, today),
        value: each.id,
      })),
      pots,
      press: { year: book.year, project: id },
      back: { year: book.year },
    },
  };
}
