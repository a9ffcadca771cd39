/** What the cards about a project's delivery show. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import type { YearBook } from '../money/book.js';
import { nameOf } from '../money/funding-cards.js';
import { sumOfProject } from '../money/ledger.js';
import { DELIVERY, projectName } from './project.js';
import type { Funded } from './project.js';
import { FEEDBACK_FIELDS, UPDATE_FIELDS, describeUpdate } from './update.js';
import type { Update } from './update.js';

/** An update, or once it is delivered the year-end feedback; `id` is what it will be kept under. */
export function updateFormCard(
  funded: Funded,
  last: Update | undefined,
  id: string,
  trouble: Trouble = {},
): Card {
  const { project } = funded;
  const press = { project: project.id, update: id };
  const before = last === undefined ? '' : `Last update, ${longDate(last.on)}: ${last.progress}`;
  if (project.delivery === 'delivered') {
    const start = { progress: '', outputs: last?.outputs ?? '' };
    return {
      template: 'grants/feedback-form',
      summary: `Year-end feedback: ${projectName(funded)}`,
      data: {
        heading: 'Year-end feedback',
        about: projectName(funded),
        before,
        ...formData(FEEDBACK_FIELDS, start, trouble),
        press,
      },
    };
  }
  const start = {
    ...{ delivery: project.delivery, progress: '', outputs: last?.outputs ?? '', spent: '', forecast: '' },
    reason: project.delayReason,
  };
  return {
    template: 'grants/update-form',
    summary: `Update: ${projectName(funded)}`,
    data: {
      heading: 'Project update',
      about: projectName(funded),
      before,
      ...formData(UPDATE_FIELDS, start, trouble),
      press,
    },
  };
}

/** What was recorded; and where the project's figure and the ledger's differ, both. */
export async function updateCard(
  context: ActorContext,
  book: YearBook,
  funded: Funded,
  update: Update,
): Promise<Card> {
  const { spent } = sumOfProject(book.entries, funded.project.id);
  const differs = update.spent !== undefined && update.spent !== spent;
  const feedback = update.kind === 'feedback';
  return {
    template: 'grants/update',
    summary: `${feedback ? 'Feedback' : 'Update'} recorded: ${projectName(funded)}`,
    data: {
      heading: feedback ? 'Feedback recorded' : 'Update recorded',
      about: projectName(funded),
      facts: describeUpdate(update),
      by: `${await nameOf(context, update.by)}, ${longDate(update.on)}`,
      differs: differs
        ? `You have spent ${formatMoney(update.spent ?? 0)}; the ledger has ${formatMoney(spent)} so far. Send the coordinating team what is missing.`
        : '',
      next: nextWords(context, funded, feedback),
      again:
        funded.project.delivery === 'delivered' && !feedback
          ? 'Give the year-end feedback'
          : feedback
            ? ''
            : 'Change',
      offers: update.outputs === '' ? [] : context.offersFor('news', 'grants/project', [update.id]),
      press: { project: funded.project.id },
    },
  };
}

function nextWords({ partnership }: ActorContext, { project }: Funded, feedback: boolean): string {
  if (feedback) return 'Nothing more is asked of this project.';
  if (project.delivery === 'delivered')
    return 'In March you are asked for the year-end feedback; you can give it now.';
  return `I ask again in ${count(partnership.grants.update_every_weeks, 'week')}, until it is delivered.`;
}

/** A member's own funded projects. */
export function ownProjectsCard(own: readonly Funded[]): Card {
  const sentence =
    own.length === 0 ? 'None of your proposals is funded yet.' : `${count(own.length, 'project')}.`;
  return {
    template: 'grants/projects',
    summary: `My projects: ${sentence}`,
    data: {
      ...{ heading: 'My projects', sentence, year: '' },
      projects: own.slice(0, 10).map((funded) => ({
        title: projectName(funded),
        words: `${DELIVERY[funded.project.delivery]}. ${formatMoney(funded.project.approvedPence)} approved.`,
        press: { project: funded.project.id },
      })),
      ...{ before: '', beforePage: 0, after: '', afterPage: 0 },
      more: [{ title: 'All projects', verb: 'grants/projects', data: {} }],
    },
  };
}
