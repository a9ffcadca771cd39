/** References: KCSP-G-2026-014, counted by calendar year, never given twice. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';

/** `id` is the calendar year. */
interface Counter extends Stored {
  readonly last: number;
}

export const references = collection<Counter>('grants.references');

/** The next reference of the year. */
export async function nextReference({ store, today, partnership }: Context): Promise<string> {
  const year = today.slice(0, 4);
  const current = await store.get(references, year);
  const { last } = await store.put(references, {
    id: year,
    version: current?.version ?? 0,
    last: (current?.last ?? 0) + 1,
  });
  return `${partnership.short_name}-G-${year}-${String(last).padStart(3, '0')}`;
}
