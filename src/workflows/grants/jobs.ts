/** What the grants do by themselves. */
import { count } from '../../shared/text.js';
import type { Job, Notification } from '../workflow.js';
import { ballotsUnderWay } from './ballot/ballot.js';
import { closeBallot } from './ballot/closing.js';
import { proposals } from './proposal/proposal.js';
import { tellTeam } from './told.js';
import { grantRounds, roundName, roundsIn } from './round/round.js';

/** Closes a round for proposals once its last day is over, and tells each coordinator what came in. */
export const closeOnTheDay: Job = {
  name: 'close-on-the-day',
  async run(context) {
    const { store, today } = context;
    const notify: Notification[] = [];
    for (const round of await roundsIn(store, 'open')) {
      if (today <= round.closesOn) continue;
      await store.put(grantRounds, { ...round, state: 'closed' });
      const where = { round: round.id, state: 'proposed' } as const;
      const proposed = (await store.find(proposals, { where, by: 'createdAt' })).length;
      const told = {
        heading: roundName(round),
        sentence: `${roundName(round)} closed for proposals. ${count(proposed, 'proposal')} came in.`,
        ...{ open: 'Open the round', verb: 'grants/round', press: { round: round.id } },
      };
      notify.push(...(await tellTeam(context, told, `grants.closed:${round.id}:${round.closesOn}`)));
    }
    return notify;
  },
};

/** Closes a ballot once its last day is over. */
export const closeBallotsOnTheDay: Job = {
  name: 'close-ballots',
  async run(context) {
    const notify: Notification[] = [];
    for (const ballot of await ballotsUnderWay(context.store)) {
      if (ballot.state === 'open' && context.today > ballot.closesOn) {
        notify.push(...(await closeBallot(context, ballot)).notify);
      }
    }
    return notify;
  },
};
