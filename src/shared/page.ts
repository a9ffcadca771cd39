/** One page of a long list: cards stay under 28 KB. */

export interface Page<T> {
  readonly items: readonly T[];
  /** What a card's paging buttons need; an empty title hides the button. */
  readonly links: {
    readonly before: string;
    readonly beforePage: number;
    readonly after: string;
    readonly afterPage: number;
  };
}

/** @param page from 0; beyond the end is the last page */
export function pageOf<T>(list: readonly T[], page: number, size: number): Page<T> {
  const last = Math.max(0, Math.ceil(list.length / size) - 1);
  const current = Math.min(Math.max(0, page), last);
  const start = current * size;
  const left = list.length - start - size;
  return {
    items: list.slice(start, start + size),
    links: {
      before: current > 0 ? `Show the ${size} before` : '',
      beforePage: current - 1,
      after: left > 0 ? `Show the next ${left === 1 ? 'one' : Math.min(left, size)}` : '',
      afterPage: current + 1,
    },
  };
}
