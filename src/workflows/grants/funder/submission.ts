/** What a coordinator is about to submit to the funder: chosen, counted, then confirmed with one press. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';

export interface Submission extends Stored {
  readonly year: string;
  /** Ids of proposals. */
  readonly proposals: readonly string[];
  readonly state: 'draft' | 'submitted';
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
}

export const submissions = collection<Submission>('grants.submissions');
