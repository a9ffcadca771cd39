/** The last activities that were taken: Teams delivers one again when the answer was slow. */
export interface Recent {
  /** Whether this is the first time, and remembers it. */
  isNew(key: string): boolean;
  /** It was not dealt with after all: the next delivery counts as the first. */
  forget(key: string): void;
}

/** @param limit how many are remembered, the oldest going first */
export function openRecent(limit = 5000): Recent {
  const seen = new Set<string>();
  return {
    isNew(key) {
      if (seen.has(key)) return false;
      seen.add(key);
      if (seen.size > limit) seen.delete(seen.values().next().value as string);
      return true;
    },
    forget(key) {
      seen.delete(key);
    },
  };
}
