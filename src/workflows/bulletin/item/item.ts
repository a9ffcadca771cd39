/** An item of the bulletin: one partner's news, and the steps of its life. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { inWords } from '../../../shared/text.js';
import type { Partnership } from '../../../partnership.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';

/** The first section of the form. Days are ISO dates or empty. */
export interface Words {
  /** The id of a kind in the partnership file. */
  readonly kind: string;
  readonly headline: string;
  readonly summary: string;
  /** An https address or empty. */
  readonly link: string;
  /** The last day on which it is worth reading. */
  readonly validUntil: string;
  /** Whether a second coordinator reads it before it is accepted. */
  readonly sensitive: 'no' | 'yes';
}

/** The second section. Everything but the organisation may be empty. */
export interface Details {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly audience: string;
  readonly contact: string;
  /** As it is shown; `from` says whose it is. */
  readonly organisation: string;
}

export type ItemState =
  | 'draft'
  /** At the desk. */
  | 'waiting'
  /** The desk asked the sender something. */
  | 'asked'
  | 'accepted'
  /** For the next issue. */
  | 'held'
  | 'declined'
  | 'withdrawn'
  | 'published'
  /** Held, and no longer valid when the next issue opened. */
  | 'expired';

export interface Item extends Stored, Words, Details {
  /** The id of an issue; {@link NEXT} until one takes it, {@link DRAFTS} until it is sent in. */
  readonly issue: string;
  readonly state: ItemState;
  /** The sender, a member. */
  readonly by: string;
  /** The id of the sender's organisation. */
  readonly from: string;
  /** ISO instant of the first draft. */
  readonly createdAt: string;
  /** The number within the year it was sent in; 0 for a draft. */
  readonly year: number;
  readonly number: number;
  /** Within its kind, from 1; 0 until it is accepted. */
  readonly position: number;
  /** Why it was declined or held. */
  readonly reason: string;
  /** What the desk asked last. */
  readonly question: string;
  /** The sender's answer to it. */
  readonly answer: string;
  /** The coordinators who accepted a sensitive item. */
  readonly readers: readonly string[];
  /** The link as twins compare it. */
  readonly linkKey: string;
}

export const NEXT = 'next';
export const DRAFTS = 'drafts';

export const bulletinItems = collection<Item>(
  'bulletin.items',
  [
    ['issue', 'position'],
    ['by', 'createdAt'],
    ['linkKey', 'createdAt'],
    ['year', 'number'],
  ],
  [withQuestion],
);

/** Until then a question was kept as the reason, and only declining an item asked for a reason of its own. */
function withQuestion(old: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return old.state === 'declined'
    ? { ...old, question: '' }
    : { ...old, question: old.reason ?? '', reason: '' };
}

export const STATES: Readonly<Record<ItemState, string>> = {
  draft: 'A draft: not sent in yet',
  waiting: 'With the team',
  asked: 'The team has a question',
  accepted: 'Accepted',
  held: 'Held for the next issue',
  declined: 'Not used',
  withdrawn: 'Withdrawn',
  published: 'Published',
  expired: 'Not used: no longer valid',
};

/** `KCSP-B-2026-014`. */
export function referenceOf({ year, number }: Item, { short_name }: Partnership): string {
  return `${short_name}-B-${year}-${String(number).padStart(3, '0')}`;
}

/** The number of the next item sent in this year. */
export async function nextNumber(store: Transaction, year: number): Promise<number> {
  const [last] = await store.find(bulletinItems, {
    where: { year },
    by: 'number',
    order: 'descending',
    limit: 1,
  });
  return (last?.number ?? 0) + 1;
}

/** An accepted item once its issue's sending has ended: published, or held for the next issue when nobody got this one. */
export function afterSending(item: Item, out: boolean): Item {
  return out ? { ...item, state: 'published' } : { ...item, state: 'held', issue: NEXT, position: 0 };
}

/** Still to be decided, or decided and still to be published. */
export function isLive({ state }: Item): boolean {
  return state === 'waiting' || state === 'asked' || state === 'accepted' || state === 'held';
}

/** The desk has a decision to make. */
export function isUndecided({ state }: Item): boolean {
  return state === 'waiting' || state === 'asked';
}

/** The last day on which it is worth reading has passed. */
export function isOver({ validUntil }: Pick<Words, 'validUntil'>, today: string): boolean {
  return validUntil !== '' && validUntil < today;
}

/** The words of a summary, as people count them. */
export function wordCount(text: string): number {
  return text.trim() === '' ? 0 : text.trim().split(/\s+/).length;
}

/**
 * The markings that an item names. Spaces, hyphens and dashes between words are one; a marking of a
 * single word counts in capitals only, since the word itself is ordinary English.
 */
export function markingsIn(item: Words & Details, markings: readonly string[]): readonly string[] {
  const text = [item.headline, item.summary, item.audience, item.contact, item.organisation, item.link]
    .join('\n')
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF]/g, '');
  return markings.filter((marking) => {
    const words = marking.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
    const flags = words.length > 1 ? 'iu' : 'u';
    const pattern = words
      .map((word) => (words.length > 1 ? word : word.toUpperCase()))
      .join('[^\\p{L}\\p{N}]*');
    return (
      words.length > 0 && new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags).test(text)
    );
  });
}

/** @throws {UserError} when the item names a marking: the bulletin leaves the partnership */
export function mustBeUnmarked(item: Item, { bulletin }: Partnership): void {
  const found = markingsIn(item, bulletin.markings);
  if (found.length === 0) return;
  throw new UserError(
    'bulletin.marked',
    `This item names the marking ${inWords(found)}, so it cannot go into the bulletin. Edit it, or decline it.`,
  );
}

/** `18 November 2026`, `from 18 November 2026`, `18 November 2026 to 20 November 2026`, or ''. */
export function daysInWords({ startsOn, endsOn }: Pick<Details, 'startsOn' | 'endsOn'>): string {
  if (startsOn === '') return endsOn === '' ? '' : `until ${longDate(endsOn)}`;
  return endsOn === '' || endsOn === startsOn
    ? longDate(startsOn)
    : `${longDate(startsOn)} to ${longDate(endsOn)}`;
}

export function kindName(kind: string, { bulletin }: Partnership): string {
  return bulletin.kinds.find(({ id }) => id === kind)?.name ?? kind;
}
