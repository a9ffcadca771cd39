/** The new date of a check-in that was extended, in the messages that asked the leads. */
import { isActive } from '../../../directory.js';
import { isReminderTime } from '../../../shared/calendar.js';
import type { Context, Job, Notification } from '../../workflow.js';
import { actionListCard } from '../answer/lead-cards.js';
import { askKey, asks, openRounds, rounds } from './round.js';
import type { Round } from './round.js';

/**
 * In the evening and at weekends, when hardly anybody is typing in such a message: an edit would wipe what they typed.
 * Until then a press on it answers with the new date.
 */
export const showNewDates: Job = {
  name: 'show-new-dates',
  async run(context) {
    const { now, partnership, store } = context;
    if (isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const told: Notification[] = [];
    for (const round of await openRounds(context)) {
      if (round.dateToShow !== true) continue;
      const kept = await store.put(rounds, { ...round, dateToShow: false });
      told.push(...(await withNewDate(context, kept, 'arrived')));
    }
    return told;
  },
};

/**
 * The messages that asked, with the date as it is now.
 * @param which those on somebody's screen, or those that nobody has got yet
 */
export async function withNewDate(
  context: Context,
  round: Round,
  which: 'arrived' | 'waiting',
): Promise<readonly Notification[]> {
  const told: Notification[] = [];
  for (const ask of await context.store.find(asks, { where: { round: round.id } })) {
    const replaces = askKey(round.id, ask.member);
    const asked = await context.delivery(replaces);
    const member = await context.directory.member(ask.member);
    if (asked === undefined || member === undefined || !isActive(member)) continue;
    if ((asked.sentAt !== undefined) !== (which === 'arrived')) continue;
    const card = await actionListCard(context, round, ask);
    const key = `check-ins.extended:${round.id}:${round.version}:${ask.member}`;
    told.push({ to: { kind: 'member', id: ask.member }, card, key, replaces });
  }
  return told;
}
