/** A post that changes hands while a check-in is open: what its former holder was asked is asked of the new one. */
import { isActive } from '../../../directory.js';
import { isReminderTime } from '../../../shared/calendar.js';
import type { Context, Job, Notification } from '../../workflow.js';
import { actionListCard } from '../answer/lead-cards.js';
import { addToAsk, takeFromAsk } from './handover.js';
import { newLeads } from './moved-posts.js';
import { isOffered, passOns } from './records.js';
import { readerOf } from '../plan/change.js';
import { ownAsk } from '../plan/sight.js';
import { askId, askKey, asks, openRounds } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

/**
 * In reminder hours, as whoever is asked nothing yet gets the check-in's card. What somebody accepted or answers in a
 * lead's place stays with them; what nobody else leads, with whoever was asked; and for somebody who has left, the
 * chase asks whoever holds the post now (round/stand-ins.ts).
 */
export const followPosts: Job = {
  name: 'follow-posts',
  async run(context) {
    const { now, partnership } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const told: Notification[] = [];
    for (const round of await openRounds(context)) told.push(...(await follow(context, round)));
    return told;
  },
};

async function follow(context: Context, round: Round): Promise<readonly Notification[]> {
  const { store, directory } = context;
  const accepted = await store.find(passOns, { where: { round: round.id, state: 'accepted' } });
  const waiting = await store.find(passOns, { where: { round: round.id, state: 'waiting' } });
  const passed = new Set([
    ...accepted.map(({ to, action }) => `${to}.${action}`),
    ...waiting.filter((each) => isOffered(each, context)).map(({ from, action }) => `${from}.${action}`),
  ]);
  const newcomers = new Set<string>();
  for (const ask of await store.find(asks, { where: { round: round.id } })) {
    const asked = await directory.member(ask.member);
    if (asked === undefined || !isActive(asked)) continue;
    const own = ask.actions.filter(
      (action) => !passed.has(`${ask.member}.${action}`) && ask.standIn?.includes(action) !== true,
    );
    for (const id of await moveToHolders(context, round, ask, own)) newcomers.add(id);
  }
  return invitations(context, round, newcomers);
}

/** Moves those of the actions that the asked member leads no more, and says to whom. */
async function moveToHolders(
  context: Context,
  round: Round,
  ask: Ask,
  actions: readonly string[],
): Promise<readonly string[]> {
  const read = await readerOf(context, round);
  const moved: string[] = [];
  for (const id of actions) {
    const action = await read(id);
    const leads = action === undefined ? [] : await newLeads(context, action, ask.member);
    if (leads.length === 0) continue;
    const from = await context.store.get(asks, ask.id);
    if (from !== undefined) await takeFromAsk(context, from, id);
    for (const lead of leads) {
      await addToAsk(context, round, lead, [id], 'own');
      moved.push(lead.id);
    }
  }
  return moved;
}

/** Who was asked before hears of what joined their list in the digest, as of the rest. */
async function invitations(
  context: Context,
  round: Round,
  people: ReadonlySet<string>,
): Promise<readonly Notification[]> {
  const invited: Notification[] = [];
  for (const member of people) {
    const ask = await context.store.get(asks, askId(round.id, member));
    const key = askKey(round.id, member);
    if (ask === undefined || (await context.delivery(key)) !== undefined) continue;
    const card = await actionListCard(context, round, await ownAsk(context, ask));
    invited.push({ to: { kind: 'member', id: member }, card, key });
  }
  return invited;
}
