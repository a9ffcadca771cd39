/** When a member may be reminded. Pure; days are ISO dates, '' when there is none. */
import { addDays, addWorkingDays, isDay, longDate, nextWeekday } from '../shared/calendar.js';
import type { Pace } from './records.js';

/** At most one a day, and none while snoozed or away. The hours are asked of the calendar. */
export function mayRemind(pace: Pace, today: string): boolean {
  return pace.lastOn < today && pace.snoozedUntil <= today && pace.awayUntil <= today;
}

/** How long a reminder can be put off. */
export type Snooze = 'tomorrow' | 'monday';

/** The first day on which to remind again: the next working day, or the first from next Monday on. */
export function endOfSnooze(today: string, snooze: Snooze): string {
  return snooze === 'tomorrow' ? addWorkingDays(today, 1) : addWorkingDays(nextWeekday(today, 'Monday'), 0);
}

/** Nobody is away for longer without saying so again. */
const MOST_DAYS_AWAY = 366;

/** What is wrong with a first day back, or ''. */
export function faultOfFirstDayBack(day: string, today: string): string {
  const latest = addDays(today, MOST_DAYS_AWAY);
  if (!isDay(day)) return 'Enter the first day you are back, like 4 January 2027';
  if (day <= today) return 'Enter a day after today';
  return day > latest ? `Enter a day up to ${longDate(latest)}` : '';
}
