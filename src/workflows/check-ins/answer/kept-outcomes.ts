/** Figures that were handed on for an action, until its lead has seen them in a form. */
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';

export const MOST_KEPT = 5;

/** A sentence of figures that somebody handed on for an action that they do not lead. */
export interface KeptOutcome extends Stored {
  readonly action: string;
  readonly sentence: string;
  /** ISO instant. */
  readonly at: string;
}

export const keptOutcomes = collection<KeptOutcome>('check-ins.kept-outcomes', [['action', 'at']]);

/** What waits for an action's next update, oldest first. */
export function keptFor(store: Transaction, action: string): Promise<readonly KeptOutcome[]> {
  return store.find(keptOutcomes, { where: { action }, by: 'at', limit: MOST_KEPT });
}

/** Forgets what a saved form had shown: the lead has taken it over, changed it or left it out. */
export async function forgetKept(store: Transaction, action: string, shown: unknown): Promise<void> {
  const ids: readonly unknown[] = Array.isArray(shown) ? shown : [];
  if (ids.length === 0) return;
  for (const kept of await keptFor(store, action)) {
    if (ids.includes(kept.id)) await store.remove(keptOutcomes, kept.id);
  }
}
