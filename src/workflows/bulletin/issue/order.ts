/** The order of an issue: by kind as the partnership file lists them, then by importance. */
import type { Transaction } from '../../../store/store.js';
import type { Partnership } from '../../../partnership.js';
import { bulletinItems } from '../item/item.js';
import type { Item } from '../item/item.js';

export interface Section {
  readonly kind: string;
  readonly name: string;
  readonly items: readonly Item[];
}

/** Everything that was sent in for an issue, or waits for the next one. */
export function itemsOf(store: Transaction, issue: string): Promise<readonly Item[]> {
  return store.find(bulletinItems, { where: { issue }, by: 'position' });
}

/** The items that an issue carries: accepted, or published with it. */
export function isInIssue({ state }: Item): boolean {
  return state === 'accepted' || state === 'published';
}

/** The issue's sections, without kinds that have no item. A kind that the file no longer lists comes last. */
export function sectionsOf(items: readonly Item[], { bulletin }: Partnership): readonly Section[] {
  const chosen = [...items].filter(isInIssue).sort(byImportance);
  const known = bulletin.kinds.map(({ id }) => id);
  const others = [...new Set(chosen.map(({ kind }) => kind))].filter((kind) => !known.includes(kind));
  return [...known, ...others].flatMap((kind) => {
    const within = chosen.filter((item) => item.kind === kind);
    const name = bulletin.kinds.find(({ id }) => id === kind)?.name ?? 'Other';
    return within.length === 0 ? [] : [{ kind, name, items: within }];
  });
}

/** In the order of sections. */
export function inOrder(items: readonly Item[], partnership: Partnership): readonly Item[] {
  return sectionsOf(items, partnership).flatMap(({ items: within }) => within);
}

/** Items accepted at the same position (each its own place) stand in the order of their references. */
function byImportance(one: Item, other: Item): number {
  return one.position - other.position || one.year - other.year || one.number - other.number;
}

/**
 * The items of a section whose position differs once `id` stands at `place`.
 * @param place from 1; beyond the end is the last
 */
export function moved(section: readonly Item[], id: string, place: number): readonly Item[] {
  const from = section.findIndex((item) => item.id === id);
  const item = section[from];
  if (item === undefined) return [];
  const others = section.filter((each) => each.id !== id);
  const at = Math.min(Math.max(1, place), section.length) - 1;
  const wanted = [...others.slice(0, at), item, ...others.slice(at)];
  return wanted.flatMap((each, index) =>
    each.position === index + 1 ? [] : [{ ...each, position: index + 1 }],
  );
}

/** The position after the last of a kind. */
export function lastPosition(items: readonly Item[], kind: string): number {
  return Math.max(0, ...items.filter((item) => item.kind === kind).map(({ position }) => position)) + 1;
}
