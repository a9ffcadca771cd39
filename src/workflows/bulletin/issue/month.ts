/** The month by the calendar: which issue is due to open, and until when it takes items. */
import { addDays, isWorkingDay } from '../../../shared/calendar.js';
import { newId } from '../../../shared/ids.js';
import type { Partnership } from '../../../partnership.js';
import type { Context, Notification } from '../../workflow.js';
import { channelsFor, preferences } from '../places.js';
import { issueName, issues } from './issue.js';
import type { Issue } from './issue.js';
import { NEXT, bulletinItems, isLive, isOver, isUndecided } from '../item/item.js';
import type { Item } from '../item/item.js';
import { itemsOf } from './order.js';
import { inviteCard } from '../cards-home.js';
import { tellSender } from '../item/told.js';

/** The issue that should be open on a day, as it opens; undefined between two issues. */
export function issueDue(
  today: string,
  { opens_on_day: opens, closes_on_day: closes }: Partnership['bulletin'],
): Pick<Issue, 'id' | 'opensOn' | 'closesOn'> | undefined {
  const id = today.slice(0, 7);
  const opensOn = on(id, opens);
  const closesOn = closingDay(opensOn, on(id, closes));
  return today < opensOn || today > closesOn ? undefined : { id, opensOn, closesOn };
}

/**
 * The last day that takes items: the day of the partnership file, or the last working day before it. Where there is
 * none since the issue opened, the day of the file.
 */
export function closingDay(opensOn: string, day: string): string {
  for (let each = day; each >= opensOn; each = addDays(each, -1)) if (isWorkingDay(each)) return each;
  return day;
}

function on(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, '0')}`;
}

export function newIssue(due: Pick<Issue, 'id' | 'opensOn' | 'closesOn'>): Issue {
  return {
    ...due,
    ...{ version: 0, state: 'open', introduction: '', dates: '', run: 0, key: newId() },
    ...{ compiledBy: '', approvedBy: '', sentBy: '', sentAt: '', endedAt: '' },
    ...{ people: 0, listing: false, listedTo: '', shownIn: '' },
  };
}

/** Opens the issue that is due, with what waited for it; nothing when it is there already. */
export async function openDueIssue(context: Context): Promise<readonly Notification[]> {
  const { store, today, partnership } = context;
  const due = issueDue(today, partnership.bulletin);
  if (due === undefined || (await store.get(issues, due.id)) !== undefined) return [];
  const issue = await store.put(issues, newIssue(due));
  return invitations(context, issue);
}

/** One in each channel chosen for it, and one to each member who asked to be asked. */
async function invitations(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const { store, directory } = context;
  const card = inviteCard(context, issue);
  const key = `bulletin.invite:${issue.id}`;
  const invited: Notification[] = (await channelsFor(store, 'bulletin')).map((id) => ({
    to: { kind: 'channel', id },
    card,
    key: `${key}:${id}`,
  }));
  for (const { id } of await store.find(preferences, { where: { invite: true } })) {
    if ((await directory.member(id))?.standing !== 'active') continue;
    invited.push({ to: { kind: 'member', id }, card, key: `${key}:${id}` });
  }
  return invited;
}

/** Closes issues whose last day is over. */
export async function closeDueIssues({ store, today }: Context): Promise<void> {
  for (const issue of await store.find(issues, { where: { state: 'open' }, by: 'opensOn' })) {
    if (issue.closesOn < today) await store.put(issues, { ...issue, state: 'closed' });
  }
}

/** Ends closed issues in which nothing is accepted or to be decided: they can get no item any more. */
export async function endEmptyIssues({ store }: Context): Promise<void> {
  for (const issue of await store.find(issues, { where: { state: 'closed' }, by: 'opensOn' })) {
    const items = await itemsOf(store, issue.id);
    if (items.some((item) => item.state === 'accepted' || isUndecided(item))) continue;
    await store.put(issues, { ...issue, state: 'empty' });
    for (const item of items) if (isLive(item)) await store.put(bulletinItems, { ...item, issue: NEXT });
  }
}

/**
 * Gives what waits for the next issue to the one that is open: what was held comes before the desk
 * again, unless it is no longer valid, which its sender hears.
 */
export async function carryOver(context: Context, issue: Issue): Promise<readonly Notification[]> {
  const told: Notification[] = [];
  for (const item of await itemsOf(context.store, NEXT)) {
    const carried = await context.store.put(bulletinItems, carriedInto(item, issue, context.today));
    if (carried.state !== item.state && carried.state === 'expired') {
      const notice = `Your item is not in the ${issueName(issue)} issue: it was worth reading until a day that has passed.`;
      told.push(...(await tellSender(context, carried, { notice })));
    }
  }
  return told;
}

/** What becomes of a waiting item when the next issue takes it. */
export function carriedInto(item: Item, { id }: Pick<Issue, 'id'>, today: string): Item {
  if (item.state !== 'held') return { ...item, issue: id };
  return { ...item, issue: id, position: 0, readers: [], state: isOver(item, today) ? 'expired' : 'waiting' };
}
