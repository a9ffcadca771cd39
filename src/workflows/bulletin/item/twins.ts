/** Items that look like another one. */
import { distance } from 'fastest-levenshtein';
import type { Transaction } from '../../../store/store.js';
import { recentIssues } from '../issue/issue.js';
import { NEXT, bulletinItems, isLive } from './item.js';
import type { Item, Words } from './item.js';

/** How much of a headline may differ: one sign in six. */
const DIFFERENCE = 1 / 6;

/** A link as twins compare it: without `www.`, a slash at the end, the part after `#`, and tracking. */
export function linkKeyOf(link: string): string {
  if (!URL.canParse(link)) return '';
  const url = new URL(link);
  for (const name of [...url.searchParams.keys()]) {
    if (/^(utm_.*|fbclid|gclid)$/.test(name)) url.searchParams.delete(name);
  }
  url.searchParams.sort();
  const path = url.pathname.replace(/\/+$/, '');
  return `${url.host.replace(/^www\./, '')}${path}${url.search}`.toLowerCase();
}

/** Whether two headlines are nearly the same, whatever their capitals, signs and spaces. */
export function isNearlySame(one: string, other: string): boolean {
  const [left, right] = [plain(one), plain(other)];
  const longer = Math.max(left.length, right.length);
  return longer > 0 && distance(left, right) <= longer * DIFFERENCE;
}

function plain(headline: string): string {
  return headline
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 200);
}

/**
 * The twins of an item among those of this issue, of the next and of the two before: the same link, or a
 * headline nearly the same. At most five.
 */
export async function twinsOf(
  store: Transaction,
  words: Words & { readonly id: string },
): Promise<readonly Item[]> {
  const issues = [NEXT, ...(await recentIssues(store, 3)).map(({ id }) => id)];
  const linkKey = linkKeyOf(words.link);
  const found: Item[] = [];
  for (const issue of issues) {
    for (const item of await store.find(bulletinItems, { where: { issue }, by: 'position' })) {
      if (item.id === words.id || !(isLive(item) || item.state === 'published')) continue;
      const same = linkKey !== '' && item.linkKey === linkKey;
      if (same || isNearlySame(item.headline, words.headline)) found.push(item);
    }
  }
  return found.slice(0, 5);
}
