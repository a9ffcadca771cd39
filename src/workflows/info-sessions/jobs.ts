/** What the sessions do by themselves. */
import type { Job, Notification } from '../workflow.js';
import { keepBooks, openBooks } from './books.js';
import { comingSessions } from './session.js';
import { signUps } from './sign-up.js';
import { settle } from './waiting-list.js';

/** Ends offers whose time is over and offers what is free now: a reservation may have lapsed, too. */
export const settleWaitingLists: Job = {
  name: 'settle-waiting-lists',
  async run(context) {
    const notify: Notification[] = [];
    for (const session of await comingSessions(context)) {
      const waiting = await context.store.find(signUps, { where: { session: session.id, waits: true } });
      if (waiting.length === 0) continue;
      const before = await openBooks(context, session);
      const after = settle(before);
      const changed = after.signUps.some((each, index) => each !== before.signUps[index]);
      if (changed) notify.push(...(await keepBooks(context, before, after, undefined)).notify);
    }
    return notify;
  },
};
