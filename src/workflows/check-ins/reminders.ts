/** What the check-ins remind of. */
import { addWorkingDays, dayOf, longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { Context, Reminder } from '../workflow.js';
import { repliedOf, roundProgress } from './progress.js';
import type { RoundProgress } from './progress.js';
import { askKey, openRounds } from './round.js';
import type { Round } from './round.js';

/**
 * Leads with actions left, from the day answers are due until the meeting, and the coordinators some
 * working days later. The due day is part of each key: an extension earns one more reminder.
 */
export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const round of await openRounds(context)) {
    if (round.dueOn > context.today || round.meetingOn < context.today) continue;
    const progress = await roundProgress(context.store, round.id);
    found.push(...(await ofLeads(context, round, progress)), ...(await ofTheTeam(context, round, progress)));
  }
  return found;
}

async function ofLeads(
  context: Context,
  round: Round,
  { people }: RoundProgress,
): Promise<readonly Reminder[]> {
  const zone = context.partnership.time_zone;
  const found: Reminder[] = [];
  for (const { ask, progress } of people) {
    if (progress.left.length === 0) continue;
    // Who has not got the first card, or got it today, is not reminded of it.
    const asked = await context.delivery(askKey(round.id, ask.member));
    if (asked?.sentAt === undefined || dayOf(new Date(asked.sentAt), zone) === context.today) continue;
    const due = round.dueOn === context.today ? 'today' : `on ${longDate(round.dueOn)}`;
    const left = `${progress.left.length} of ${count(progress.asked, 'action')} to answer.`;
    found.push({
      member: ask.member,
      key: `check-ins.due:${round.id}:${round.dueOn}`,
      title: round.name,
      detail: `${left} Answers ${due === 'today' ? 'are' : 'were'} due ${due}.`,
      open: { verb: 'check-ins/actions', data: { round: round.id }, title: 'Answer now' },
    });
  }
  return found;
}

async function ofTheTeam(
  context: Context,
  round: Round,
  { people, replied }: RoundProgress,
): Promise<readonly Reminder[]> {
  const days = context.partnership.check_ins.tell_team_after_working_days;
  if (replied === people.length || context.today < addWorkingDays(round.dueOn, days)) return [];
  return (await context.directory.membersWith('coordinator')).map(({ id }) => ({
    member: id,
    key: `check-ins.missing:${round.id}:${round.dueOn}`,
    title: round.name,
    detail: `${repliedOf(replied, people.length)} in full. Answers were due on ${longDate(round.dueOn)}.`,
    open: { verb: 'check-ins/not-replied', data: { round: round.id }, title: 'See who has not replied' },
  }));
}
