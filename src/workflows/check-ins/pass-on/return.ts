/** An action that was passed on and is marked as restricted afterwards: the colleague may not see it any more. */
import type { Member } from '../../../directory.js';
import type { Context, Job, Notification } from '../../workflow.js';
import { addToAsk, takeFromAsk } from './handover.js';
import { passOnKey, passOns } from './records.js';
import type { PassOn } from './records.js';
import { maySeeAction } from '../plan/sight.js';
import { leadsOf, planActions } from '../plan/plan.js';
import { askId, asks, openRounds } from '../round/round.js';
import type { Round } from '../round/round.js';

/** Gives it back to its lead, whoever marked it and by whatever way: a card, a file, or a new version of the plan. */
export const returnRestricted: Job = {
  name: 'return-restricted',
  async run(context) {
    const told: Notification[] = [];
    for (const round of await openRounds(context)) {
      for (const state of ['waiting', 'accepted'] as const) {
        for (const passOn of await context.store.find(passOns, { where: { round: round.id, state } })) {
          const colleague = (await context.directory.member(passOn.to)) ?? 'anybody';
          if (await maySeeAction(context, colleague, { id: passOn.action })) continue;
          told.push(await giveBack(context, round, passOn));
        }
      }
    }
    return told;
  },
};

/** Who passed it on, if they may see it; it may have been passed to them as well, and then it is its leads'. */
async function heirsOf(context: Context, from: Member | undefined, id: string): Promise<readonly Member[]> {
  if (from !== undefined && (await maySeeAction(context, from, { id }))) return [from];
  const action = await context.store.get(planActions, id);
  return action === undefined ? [] : leadsOf(context, action);
}

/** The colleague's message names the action no more; the lead hears in the digest that it is theirs again. */
async function giveBack(context: Context, round: Round, passOn: PassOn): Promise<Notification> {
  const { store, directory } = context;
  const taken = await store.get(asks, askId(round.id, passOn.to));
  if (taken?.actions.includes(passOn.action) === true) await takeFromAsk(context, taken, passOn.action);
  const lead = await directory.member(passOn.from);
  for (const heir of await heirsOf(context, lead, passOn.action)) {
    await addToAsk(context, round, heir, [passOn.action], 'own');
  }
  await store.put(passOns, { ...passOn, state: 'returned' });
  const name = lead?.name ?? 'Somebody who has left';
  const sentence = `What ${name} passed to you is restricted now: only its leads and the coordinating team see it. Nothing more is asked of you.`;
  return {
    to: { kind: 'member', id: passOn.to },
    card: {
      template: 'shared/notice',
      summary: sentence,
      data: { heading: 'Nothing left to answer', sentence },
    },
    key: `${passOnKey(passOn)}:returned`,
    replaces: passOnKey(passOn),
  };
}
