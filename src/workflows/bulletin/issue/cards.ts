/** What the team sees of an issue while it is compiled, approved and sent. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { longDate } from '../../../shared/calendar.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context, DownloadLink } from '../../workflow.js';
import { ISSUE_STATES, isCompiling, issueName } from './issue.js';
import type { Issue } from './issue.js';
import { isOver, isUndecided, referenceOf } from '../item/item.js';
import type { Item } from '../item/item.js';
import { datesOf } from './newsletter.js';
import { inOrder, itemsOf, sectionsOf } from './order.js';
import { mayApprove } from '../policy.js';
import { button, rowButton, sheetCard } from '../sheet.js';
import type { Button, Row, RowButton } from '../sheet.js';

/** So many items, with three buttons each, stay under 28 KB. */
const PAGE = 8;

export interface Place {
  readonly notice?: string;
  readonly page?: number;
}

/** The issue with its items in order; what can be done depends on how far it is. */
export async function issueCard(
  context: ActorContext,
  issue: Issue,
  { notice = '', page = 0 }: Place = {},
): Promise<Card> {
  const items = await itemsOf(context.store, issue.id);
  const ordered = inOrder(items, context.partnership);
  const shown = pageOf(ordered, page, PAGE);
  const { before, beforePage, after, afterPage } = shown.links;
  const to = (title: string, number: number): Button[] =>
    title === '' ? [] : [button(title, 'compile', { issue: issue.id, page: number })];
  return sheetCard({
    heading: `${issueName(issue)} e-bulletin`,
    notice,
    summary: notice === '' ? `${issueName(issue)}: ${count(ordered.length, 'item')}` : notice,
    lines: await linesOf(context, issue, items, ordered),
    groups: groupsOf(ordered, shown.items, issue, context, page),
    first: mainButtons(context, issue, ordered.length),
    second: [...to(before, beforePage), ...to(after, afterPage)],
    third: [button('Desk', 'desk'), button('All issues', 'issues')],
  });
}

async function linesOf(
  { directory, today }: Context,
  issue: Issue,
  items: readonly Item[],
  chosen: readonly Item[],
): Promise<readonly string[]> {
  const undecided = items.filter(isUndecided).length;
  const over = issue.sentAt === '' ? chosen.filter((item) => isOver(item, today)) : [];
  const dates = datesOf(issue).length;
  const name = async (id: string): Promise<string> =>
    (await directory.member(id))?.name ?? 'somebody who has left';
  return [
    `${ISSUE_STATES[issue.state]}. ${count(chosen.length, 'item')}.`,
    issue.state === 'open'
      ? `It takes items until ${longDate(issue.closesOn)}. Finishing it closes it to new ones.`
      : '',
    undecided > 0
      ? `${count(undecided, 'item')} not decided yet: ${undecided === 1 ? 'it goes' : 'they go'} to the next issue.`
      : '',
    ...over.map(
      ({ headline, validUntil }) =>
        `'${shorten(headline, 60)}' was worth reading until ${longDate(validUntil)}. Decline it, or edit its day.`,
    ),
    issue.introduction === '' ? 'No introduction yet.' : `Introduction: ${shorten(issue.introduction, 400)}`,
    dates === 0 ? 'No dates to note yet.' : `${count(dates, 'date')} to note.`,
    issue.compiledBy === '' ? '' : `Compiled by ${await name(issue.compiledBy)}.`,
    issue.approvedBy === '' ? '' : `Approved by ${await name(issue.approvedBy)}.`,
  ];
}

function groupsOf(
  ordered: readonly Item[],
  shown: readonly Item[],
  issue: Issue,
  { partnership }: Context,
  page: number,
): { title: string; rows: Row[] }[] {
  return sectionsOf(ordered, partnership)
    .map(({ name, items }) => ({
      title: name,
      rows: items.flatMap((item, index) =>
        shown.includes(item)
          ? [
              {
                title: item.headline,
                text: `${referenceOf(item, partnership)}, ${item.organisation}`,
                buttons: isCompiling(issue)
                  ? moves(index, items.length, item, referenceOf(item, partnership), page)
                  : [],
              },
            ]
          : [],
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Where the item at this index of its section can go: nowhere when it is the only one. */
function moves(
  index: number,
  length: number,
  { id }: Item,
  reference: string,
  page: number,
): readonly RowButton[] {
  const press = { item: id, page };
  return [
    ...(index > 0 ? [rowButton('Move up', 'move-up', press, reference)] : []),
    ...(index < length - 1 ? [rowButton('Move down', 'move-down', press, reference)] : []),
    ...(length > 2 ? [rowButton('Position', 'position-form', press, reference)] : []),
  ];
}

function mainButtons(context: ActorContext, issue: Issue, chosen: number): readonly Button[] {
  const press = { issue: issue.id, version: issue.version };
  const preview = button('Preview', 'preview', press);
  if (isCompiling(issue)) {
    const second = context.partnership.bulletin.second_approval;
    const finish = button(second ? 'Ask for approval' : 'Finish', 'finish', press, 'positive');
    return [button('Introduction and dates', 'words-form', press), preview, ...(chosen > 0 ? [finish] : [])];
  }
  const again = button('Open it again', 'reopen', press);
  if (issue.state === 'ready') {
    const may = mayApprove(context.actor, issue, context.partnership.bulletin.second_approval);
    return [...(may ? [button('Approve', 'approve', press, 'positive')] : []), preview, again];
  }
  if (issue.state === 'approved') return [button('Send', 'send-form', press, 'positive'), preview, again];
  if (issue.state === 'empty') return [];
  return [button('Progress', 'progress', press), preview];
}

export function wordsOfIssueCard(issue: Issue, trouble: Trouble): Card {
  const heading = `Words of the ${issueName(issue)} issue`;
  return {
    template: 'bulletin/compile-form',
    summary: heading,
    data: {
      heading,
      ...formData(['introduction', 'dates'], issue, trouble),
      press: { issue: issue.id, version: issue.version },
    },
  };
}

/** The issues of the last two years. */
export function issueListCard(issues: readonly Issue[]): Card {
  return sheetCard({
    heading: 'Issues of the e-bulletin',
    lines: [issues.length === 0 ? 'There is no issue yet. I open one when its month begins.' : ''],
    groups: [
      {
        title: 'Newest first',
        rows: issues.map((issue) => ({
          title: issueName(issue),
          text: ISSUE_STATES[issue.state],
          buttons: [rowButton('Open', 'compile', { issue: issue.id }, issueName(issue))],
        })),
      },
    ],
    first: [button('Desk', 'desk')],
  });
}

/** The whole issue in the chat, and links to it as it will be sent. */
export function linksCard(
  heading: string,
  sentence: string,
  links: readonly DownloadLink[],
  back: { readonly title: string; readonly verb: string; readonly press: object },
): Card {
  return {
    template: 'bulletin/links',
    summary: heading,
    data: { heading, sentence, links, back: back.title, backVerb: back.verb, press: back.press },
  };
}
