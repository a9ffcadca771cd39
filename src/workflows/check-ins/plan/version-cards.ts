/** What the cards about the plan's versions show. */
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context, DownloadLink } from '../../workflow.js';
import { versionsOf } from './report.js';
import { actionsOf } from './plan.js';
import type { Plan } from './plan.js';
import { mayManagePlan } from '../policy.js';

const PAGE = 3;
/** Characters of one entry; all of it stands in the file. */
const LONGEST = 600;

/** The version table, newest first. */
export async function versionsCard(context: ActorContext, page: number): Promise<Card> {
  const versions = await versionsOf(context, context.actor);
  const shown = pageOf(versions, page, PAGE);
  return {
    template: 'check-ins/plan-versions',
    summary: `The action plan has had ${count(versions.length, 'version')}.`,
    data: {
      versions: shown.items.map(({ plan, month, changes, agreed }) => ({
        title: month === '' ? plan.number : `${plan.number} | ${month}`,
        changes: (changes.length === 0 ? ['First version'] : changes).map((text) => ({
          text: shorten(text, LONGEST),
        })),
        agreed: `${agreed}.`,
      })),
      press: {},
      ...shown.links,
    },
  };
}

/** Where the plan and its version table can be had as files, and what is not in them. */
export async function planFilesCard(
  context: ActorContext,
  plan: Plan,
  links: { readonly plan: readonly DownloadLink[]; readonly versions: readonly DownloadLink[] },
): Promise<Card> {
  const left = mayManagePlan(context.actor) ? await restrictedIn(context, plan) : 0;
  return {
    template: 'check-ins/plan-files',
    summary: 'The action plan and its version table as files.',
    data: {
      without:
        left === 0
          ? ''
          : `${count(left, 'restricted action is', 'restricted actions are')} left out of these files, for everybody.`,
      ...links,
    },
  };
}

async function restrictedIn(context: Context, plan: Plan): Promise<number> {
  return (await actionsOf(context, plan.id)).filter(({ restricted }) => restricted).length;
}
