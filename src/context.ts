/** What a handler or a job may know, as one transaction sees it. */
import { awayUntil } from './digest/records.js';
import { directoryIn } from './directory.js';
import type { Links } from './links/links.js';
import { pageLink, personalLink, webLinksMissing } from './links/personal.js';
import { outboxRows, reopenFor } from './outbox/rows.js';
import type { Partnership } from './partnership.js';
import { dayOf } from './shared/calendar.js';
import type { Transaction } from './store/store.js';
import type { Context } from './workflows/workflow.js';

/** @param links absent where nobody makes any, or in an installation without web pages */
export function contextIn(store: Transaction, partnership: Partnership, now: Date, links?: Links): Context {
  const today = dayOf(now, partnership.time_zone);
  return {
    now,
    today,
    store,
    partnership,
    directory: directoryIn(store, partnership),
    reopen: (member) => reopenFor(store, member, now),
    delivery: (key) => store.get(outboxRows, key),
    pageAddress(page, key = '') {
      if (links === undefined) throw webLinksMissing();
      return links.address(`/${page}/${key}`);
    },
    personalLink: (member, expires) => personalLink(store, links, member, expires, now),
    awayUntil: (member) => awayUntil(store, member, today),
    pageLink: (member) => pageLink(links, member, now, partnership.time_zone),
  };
}
