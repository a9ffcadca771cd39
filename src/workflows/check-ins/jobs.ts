/** What the check-ins do by themselves. */
import { addWorkingDays, dayOf, isReminderTime, longDate } from '../../shared/calendar.js';
import type { Context, Job, Notification } from '../workflow.js';
import { notRepliedCard } from './cards-coordinator.js';
import { actionListCard } from './cards-lead.js';
import { roundProgress } from './progress.js';
import { askKey, openRounds } from './round.js';
import type { Round } from './round.js';

/**
 * One reminder to each lead with actions left, on the day answers are due or, when that is no
 * working day or was missed, on the next reminder hour after it until the meeting.
 */
export const remindOnDueDay: Job = {
  name: 'remind-on-due-day',
  async run(context) {
    const { now, today, partnership } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const due = (await openRounds(context)).filter(
      (round) => round.dueOn <= today && today <= round.meetingOn,
    );
    const reminders: Notification[] = [];
    for (const round of due) reminders.push(...(await remindersFor(context, round)));
    return reminders;
  },
};

/** Tells each coordinator once, some working days after the due day, who has answers left. */
export const tellTheTeam: Job = {
  name: 'tell-the-team',
  async run(context) {
    const { now, today, partnership } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const days = partnership.check_ins.tell_team_after_working_days;
    const late = (await openRounds(context)).filter(
      ({ dueOn, meetingOn }) => addWorkingDays(dueOn, days) <= today && today <= meetingOn,
    );
    const told: Notification[] = [];
    for (const round of late) {
      const { people, replied } = await roundProgress(context.store, round.id);
      if (replied === people.length) continue;
      for (const { id } of await context.directory.membersWith('coordinator')) {
        const key = `check-ins.missing:${round.id}:${round.dueOn}:${id}`;
        if ((await context.delivery(key)) !== undefined) continue;
        told.push({ to: { kind: 'member', id }, card: await notRepliedCard(context, round, 0), key });
      }
    }
    return told;
  },
};

async function remindersFor(context: Context, round: Round): Promise<readonly Notification[]> {
  const { people } = await roundProgress(context.store, round.id);
  const zone = context.partnership.time_zone;
  const reminders: Notification[] = [];
  for (const { ask, progress } of people) {
    // The due day is part of the key: an extension earns one more reminder.
    const asked = await context.delivery(askKey(round.id, ask.member));
    const key = `check-ins.due:${round.id}:${ask.member}:${round.dueOn}`;
    // Who has not got the first card, or got it today, is not reminded of it.
    if (asked?.sentAt === undefined || dayOf(new Date(asked.sentAt), zone) === context.today) continue;
    const member = await context.directory.member(ask.member);
    if (member?.standing !== 'active') continue;
    if (progress.left.length === 0 || (await context.delivery(key)) !== undefined) continue;
    const day = round.dueOn === context.today ? 'today' : `on ${longDate(round.dueOn)}`;
    const notice = `Answers ${day === 'today' ? 'are' : 'were'} due ${day}. These are the actions you were asked about.`;
    const card = await actionListCard(context, round, ask, { notice });
    reminders.push({ to: { kind: 'member', id: ask.member }, card, key });
  }
  return reminders;
}
