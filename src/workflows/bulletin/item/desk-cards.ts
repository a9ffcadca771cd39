/** What the desk shows: what waits, what is accepted, who is quiet, and which kinds have nothing. */
import { longDate } from '../../../shared/calendar.js';
import { count, inWords } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { itemRow } from './cards.js';
import { ISSUE_STATES, issueName, issuesAtDesk, recentIssues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { NEXT, isUndecided } from './item.js';
import type { Item } from './item.js';
import { isInIssue, itemsOf } from '../issue/order.js';
import { button, sheetCard } from '../sheet.js';

/** So many rows stay under 28 KB. */
const MOST_ROWS = 12;
const QUIET_AFTER = 3;

export async function deskCard(context: Context, notice = ''): Promise<Card> {
  const { store } = context;
  const issues = await issuesAtDesk(context);
  const items: Item[] = [];
  for (const { id } of issues) items.push(...(await itemsOf(store, id)));
  const newest = issues.at(-1);
  const next = await itemsOf(store, NEXT);
  const waiting = [...items, ...next].filter(isUndecided);
  const held = [...items, ...next].filter(({ state }) => state === 'held');
  const accepted = items.filter(isInIssue);
  const counts = `${count(waiting.length, 'item')} to decide, ${accepted.length} accepted, ${held.length} held.`;
  return sheetCard({
    heading: 'Bulletin desk',
    notice,
    summary: `Bulletin desk: ${counts}`,
    lines: [
      ...(issues.length === 0 ? [issueLine(undefined)] : issues.map((each) => issueLine(each))),
      counts,
      newest === undefined
        ? ''
        : emptyKinds(
            items.filter(({ issue }) => issue === newest.id),
            context,
          ),
      await quietLine(context),
    ],
    groups: [rows('To decide', waiting, context), rows('Held for the next issue', held, context)],
    first: [button('Refresh', 'desk'), button('Compile', 'compile'), button('Distribution list', 'list')],
    second: [button('Submit an item', 'new-item'), button('Channels', 'channels')],
  });
}

function rows(
  title: string,
  items: readonly Item[],
  context: Context,
): { title: string; rows: ReturnType<typeof itemRow>[] } {
  const shown = items.slice(0, MOST_ROWS).map((item) => itemRow(item, context));
  const left = items.length - shown.length;
  const more = {
    title: '',
    text: `${count(left, 'more item')} will show when these are decided.`,
    buttons: [],
  };
  return { title, rows: left > 0 ? [...shown, more] : shown };
}

function issueLine(issue: Issue | undefined): string {
  if (issue === undefined) return 'No issue is open. What is sent in waits for the next one.';
  const until = issue.state === 'open' ? ` until ${longDate(issue.closesOn)}` : '';
  return `${issueName(issue)}: ${ISSUE_STATES[issue.state].toLowerCase()}${until}.`;
}

/** Kinds that nobody has sent in, while there is time to ask. */
function emptyKinds(items: readonly Item[], { partnership }: Context): string {
  const there = new Set(items.filter((item) => isInIssue(item) || isUndecided(item)).map(({ kind }) => kind));
  const empty = partnership.bulletin.kinds.filter(({ id }) => !there.has(id)).map(({ name }) => name);
  return empty.length === 0 ? 'Every kind has an item.' : `Nothing yet under: ${inWords(empty)}.`;
}

/** Organisations from which nothing came for the last three issues that are over, nor since. */
async function quietLine(context: Context): Promise<string> {
  const quiet = await quietOrganisations(context);
  if (quiet === undefined) return '';
  return quiet.length === 0
    ? 'Every organisation has contributed within three issues.'
    : `Nothing for three issues from: ${inWords(quiet)}.`;
}

/** Their names; undefined until three issues are over. */
export async function quietOrganisations(context: Context): Promise<readonly string[] | undefined> {
  const { store, partnership, directory, today } = context;
  const recent = await recentIssues(store, QUIET_AFTER + 1);
  const over = recent.filter(({ state }) => state !== 'open').slice(0, QUIET_AFTER);
  if (over.length < QUIET_AFTER) return undefined;
  const open = recent.filter(({ state }) => state === 'open');
  const heard = new Set<string>();
  for (const issue of [NEXT, ...[...open, ...over].map(({ id }) => id)]) {
    for (const { from, state } of await itemsOf(store, issue)) if (state !== 'withdrawn') heard.add(from);
  }
  return partnership.organisations
    .filter(({ id }) => !heard.has(id))
    .map(({ id }) => directory.organisationName(id, today));
}
