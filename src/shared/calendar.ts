/** Days and times as the partnership reads them. A day is an ISO date (`2026-11-20`). */
import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

const englishHolidays = new Holidays('GB', 'ENG', { types: ['bank', 'public'] });

/** A day as such: in the machine's own zone an hour, or a whole day, may not exist. */
function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

type Formatters = Map<string, Intl.DateTimeFormat>;

const isoDays: Formatters = new Map();
const clocks: Formatters = new Map();
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** One formatter for each zone: making one costs more than all that it formats in a press. */
function formatterOf(
  known: Formatters,
  zone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  let format = known.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...options });
    known.set(zone, format);
  }
  return format;
}

/** Of the latest minute only: every press asks for today and the time, and in no zone does either change within one. */
function ofTheMinute(work: (instant: Date, zone: string) => string): (instant: Date, zone: string) => string {
  let latest = { minute: NaN, zone: '', answer: '' };
  return (instant, zone) => {
    const minute = Math.floor(instant.getTime() / 60_000);
    if (latest.minute !== minute || latest.zone !== zone)
      latest = { minute, zone, answer: work(instant, zone) };
    return latest.answer;
  };
}

/** The day it is in the zone. */
export const dayOf = ofTheMinute((instant, zone) =>
  formatterOf(isoDays, zone, { dateStyle: 'short' }).format(instant),
);

const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
];

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const [SUNDAY, SATURDAY] = [0, 6];

/** `18 November 2021`. */
export function longDate(day: string): string {
  return written(day, (month) => month);
}

/** `18 Nov 2021`, for tables. */
export function shortDate(day: string): string {
  return written(day, (month) => month.slice(0, 3));
}

function written(day: string, name: (month: string) => string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${date ?? ''} ${name(MONTHS[(month ?? 1) - 1] ?? '')} ${year ?? ''}`;
}

/** `5:30pm`, `10am`, `midday`, `midnight`. */
export const clockTime = ofTheMinute((instant, zone) => {
  const [hour = 0, minute = 0] = formatterOf(clocks, zone, CLOCK).format(instant).split(':').map(Number);
  if (minute === 0 && hour === 12) return 'midday';
  if (minute === 0 && hour === 0) return 'midnight';
  const past = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`;
  return `${hour % 12 || 12}${past}${hour < 12 ? 'am' : 'pm'}`;
});

/**
 * The instant of a time of day (`17:30`) in the zone. When the clocks change, a time may be one that the day does
 * not have, or one that it has twice.
 */
export function instantOf(day: string, time: string, zone: string): Date | 'does not exist' | 'exists twice' {
  const found = DateTime.fromISO(`${day}T${time}`, { zone });
  if (found.toFormat('HH:mm') !== time) return 'does not exist';
  return found.getPossibleOffsets().length > 1 ? 'exists twice' : found.toJSDate();
}

/** `17:30`, as an input takes it. */
export function inputTime(instant: Date, zone: string): string {
  return DateTime.fromJSDate(instant, { zone }).toFormat('HH:mm');
}

/** The day that many days later (earlier when negative). */
export function addDays(day: string, days: number): string {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + days);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/** The day that somebody wrote: `30 June 2027`, `30 Jun 2027` or `2027-06-30`. Empty when it is none. */
export function dayFrom(text: string): string {
  if (isDay(text)) return text;
  for (const format of ['d LLLL yyyy', 'd LLL yyyy']) {
    const read = DateTime.fromFormat(text.trim().replace(/\s+/g, ' '), format, {
      zone: 'utc',
      locale: 'en-US',
    });
    if (read.isValid) return read.toISODate();
  }
  return '';
}

/** `Monday`. */
export function weekday(day: string): string {
  return WEEKDAYS[dateOf(day).getUTCDay()] ?? '';
}

/** The next day of that name, never the day itself. */
export function nextWeekday(day: string, name: string): string {
  const days = Array.from({ length: 7 }, (_, index) => addDays(day, index + 1));
  return days.find((each) => weekday(each).toLowerCase() === name.toLowerCase()) ?? '';
}

/** Whether it exists: not 30 February. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  // What does not exist either is no time at all or comes back as another day.
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Monday to Friday, and no bank holiday in England. */
export function isWorkingDay(day: string): boolean {
  const number = dateOf(day).getUTCDay();
  return number !== SATURDAY && number !== SUNDAY && !holidaysOf(day.slice(0, 4)).has(day);
}

/** By year. The calendar of holidays takes as long to reckon one day as a whole year. */
const holidays = new Map<string, ReadonlySet<string>>();

function holidaysOf(year: string): ReadonlySet<string> {
  let days = holidays.get(year);
  if (days === undefined) {
    days = new Set(englishHolidays.getHolidays(year).map(({ date }) => date.slice(0, 10)));
    holidays.set(year, days);
  }
  return days;
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

/** The instant at which the hours of this day end. */
export function endOfReminderHours(now: Date, zone: string, { to_hour: hour }: ReminderHours): Date {
  return DateTime.fromJSDate(now, { zone }).startOf('day').set({ hour }).toJSDate();
}

/** Whether a reminder may leave now. */
export function isReminderTime(now: Date, zone: string, hours: ReminderHours): boolean {
  const hour = DateTime.fromJSDate(now, { zone }).hour;
  return hour >= hours.from_hour && hour < hours.to_hour && isWorkingDay(dayOf(now, zone));
}
