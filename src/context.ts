/** What a handler or a job may know, as one transaction sees it. */
import { directoryIn } from './directory.js';
import { outboxRows } from './outbox-rows.js';
import type { Partnership } from './partnership.js';
import { dayOf } from './shared/calendar.js';
import type { Transaction } from './store/store.js';
import type { Context } from './workflows/workflow.js';

export function contextIn(store: Transaction, partnership: Partnership, now: Date): Context {
  return {
    now,
    today: dayOf(now, partnership.time_zone),
    store,
    partnership,
    directory: directoryIn(store, partnership),
    delivery: (key) => store.get(outboxRows, key),
  };
}
