/** Where everybody begins: the issue that takes items, their own items, and the distribution list. */
import { longDate } from '../../shared/calendar.js';
import type { ActorContext, Card, Context } from '../workflow.js';
import { itemRow } from './item/cards.js';
import { ISSUE_STATES, issueName, openIssue, recentIssues } from './issue/issue.js';
import type { Issue } from './issue/issue.js';
import { STATES, bulletinItems, referenceOf } from './item/item.js';
import type { Item } from './item/item.js';
import { preferences } from './places.js';
import { mayEditBulletin } from './policy.js';
import { button, rowButton, sheetCard } from './sheet.js';
import type { Row } from './sheet.js';

const OWN_ITEMS = 6;

export async function homeCard(context: ActorContext, notice = ''): Promise<Card> {
  const { actor, store, partnership } = context;
  const issue = await openIssue(context);
  const own = await store.find(bulletinItems, {
    where: { by: actor.id },
    by: 'createdAt',
    order: 'descending',
    limit: OWN_ITEMS,
  });
  const invite = (await store.get(preferences, actor.id))?.invite ?? false;
  const desk = mayEditBulletin(actor);
  return sheetCard({
    heading: 'E-bulletin',
    notice,
    lines: [
      `The ${partnership.team.name} (${partnership.team.short_name}) sends brief updates to a list of practitioners each month. Anybody here can send in an item.`,
      await openLine(issue, context),
    ],
    groups: [{ title: 'Your items', rows: own.map((item) => ownRow(item, context)) }],
    first: [
      button('Submit an item', 'new-item', {}, 'positive'),
      button('Your subscription', 'subscription'),
    ],
    second: [
      invite
        ? button('Do not ask me each month', 'invite', { invite: 'no' })
        : button('Ask me for items each month', 'invite', { invite: 'yes' }),
    ],
    third: desk
      ? [button('Desk', 'desk'), button('Compile', 'compile'), button('Distribution list', 'list')]
      : [],
  });
}

/** The same in a channel and in a chat: nobody is named, and nothing is asked of anybody. */
export function inviteCard({ partnership }: Context, issue: Issue, notice = ''): Card {
  const heading = `Items for the ${issueName(issue)} e-bulletin`;
  return sheetCard({
    heading,
    notice,
    summary: notice === '' ? `${heading}: send them in until ${longDate(issue.closesOn)}` : notice,
    lines: [
      `What should other practitioners know? A change to a service, a new publication, funding, training, an awareness week: a headline, a few sentences and a link are enough.`,
      `The ${partnership.team.name} (${partnership.team.short_name}) takes items until ${longDate(issue.closesOn)}.`,
    ],
    first: [button('Submit an item', 'new-item', {}, 'positive')],
  });
}

async function openLine(issue: Issue | undefined, { store }: Context): Promise<string> {
  if (issue !== undefined)
    return `The ${issueName(issue)} issue takes items until ${longDate(issue.closesOn)}.`;
  const [last] = await recentIssues(store, 1);
  const said = last === undefined ? '' : `${issueName(last)}: ${ISSUE_STATES[last.state].toLowerCase()}. `;
  return `${said}What you send in now waits for the next issue.`;
}

function ownRow(item: Item, context: Context): Row {
  if (item.state !== 'draft') {
    const reference = referenceOf(item, context.partnership);
    return { ...itemRow(item, context), text: `${reference}. ${STATES[item.state]}.` };
  }
  const title = item.headline;
  return { title, text: `${STATES.draft}.`, buttons: [rowButton('Open', 'item', { item: item.id }, title)] };
}
