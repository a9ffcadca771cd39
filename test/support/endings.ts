/** What tests of one process share, and what must end when all of them are over. */

type End = () => Promise<void> | void;

const endings: End[] = [];

/** Ends later than what is begun after it. */
export function endLater(end: End): void {
  endings.push(end);
}

export async function endAll(): Promise<void> {
  for (const end of endings.splice(0).toReversed()) await end();
}
