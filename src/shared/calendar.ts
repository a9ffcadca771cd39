/** Days and times as the partnership reads them. A day is an ISO date (`2026-11-20`). */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

const englishHolidays = new Holidays('GB', 'ENG', { types: ['bank', 'public'] });

/** A day as such: in the machine's own zone an hour, or a whole day, may not exist. */
function dateOf(day: string): DateTime {
  return DateTime.fromISO(day, { zone: 'utc' });
}

const isoDays = new Map<string, Intl.DateTimeFormat>();

/** The day it is in the zone. */
export function dayOf(instant: Date, zone: string): string {
  // One formatter for each zone: making one costs more than all that it formats in a press.
  let format = isoDays.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
    isoDays.set(zone, format);
  }
  return format.format(instant);
}

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

/** `18 November 2021`. */
export function longDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date ?? ''} ${MONTHS[(month ?? 1) - 1] ?? ''} ${year ?? ''}`;
}

/** `18 Nov 2021`, for tables. */
export function shortDate(day: string): string {
  return dateOf(day).setLocale('en-US').toFormat('d LLL yyyy');
}

/** `5:30pm`, `10am`, `midday`, `midnight`. */
export function clockTime(instant: Date, zone: string): string {
  const time = DateTime.fromJSDate(instant, { zone });
  if (time.minute === 0 && time.hour === 12) return 'midday';
  if (time.minute === 0 && time.hour === 0) return 'midnight';
  return time
    .setLocale('en-US')
    .toFormat(time.minute === 0 ? 'ha' : 'h:mma')
    .toLowerCase();
}

/** The day that many days later (earlier when negative). */
export function addDays(day: string, days: number): string {
  return dateOf(day).plus({ days }).toISODate() ?? '';
}

/** The day that somebody wrote: `30 June 2027`, `30 Jun 2027` or `2027-06-30`. Empty when it is none. */
export function dayFrom(text: string): string {
  if (isDay(text)) return text;
  for (const format of ['d LLLL yyyy', 'd LLL yyyy']) {
    const read = DateTime.fromFormat(text.trim().replace(/\s+/g, ' '), format, {
      zone: 'utc',
      locale: 'en-GB',
    });
    if (read.isValid) return read.toISODate();
  }
  return '';
}

/** Whether it exists: not 30 February. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(text).isValid;
}

/** Monday to Friday, and no bank holiday in England. */
export function isWorkingDay(day: string): boolean {
  let known = workingDays.get(day);
  if (known === undefined) {
    known = reckonWorkingDay(day);
    workingDays.set(day, known);
  }
  return known;
}

/** The calendar of holidays takes milliseconds to ask; the days of a few years are soon known. */
const workingDays = new Map<string, boolean>();

function reckonWorkingDay(day: string): boolean {
  // Midday in England: midnight of this machine's own zone may be another day there.
  const midday = DateTime.fromISO(`${day}T12:00`, { zone: 'Europe/London' });
  return midday.weekday <= 5 && englishHolidays.isHoliday(midday.toJSDate()) === false;
}

/** The day that many working days after; the day itself, or the next working day, for 0. */
export function addWorkingDays(day: string, days: number): string {
  let left = days;
  let current = day;
  while (left > 0 || !isWorkingDay(current)) {
    current = addDays(current, 1);
    if (isWorkingDay(current) && left > 0) left -= 1;
  }
  return current;
}

/** When reminders may leave on a working day: from the first hour until before the last. */
export interface ReminderHours {
  readonly from_hour: number;
  readonly to_hour: number;
}

/** Whether a reminder may leave now. */
export function isReminderTime(now: Date, zone: string, hours: ReminderHours): boolean {
  const hour = DateTime.fromJSDate(now, { zone }).hour;
  return hour >= hours.from_hour && hour < hours.to_hour && isWorkingDay(dayOf(now, zone));
}
