/** A day as people type it. */
import { DateTime } from 'luxon';
import { addDays, nextWeekday } from '../shared/calendar.js';

const WITH_YEAR = ['d MMMM yyyy', 'd MMM yyyy', 'd/M/yyyy', 'yyyy-MM-dd'];
const WITHOUT_YEAR = ['d MMMM', 'd MMM', 'd/M'];

/**
 * `until 4 january`, `4 jan 2027`, `the 4th january`, `4/1`, `monday`, `tomorrow`: the day meant, as an ISO
 * date; '' when it names none. Without a year it is the next such day.
 */
export function dayInWords(words: string, today: string): string {
  const text = words
    .toLowerCase()
    .replace(/^(until|till|til|to)\s+/, '')
    .replace(/^the\s+/, '')
    .replace(/^(\d{1,2})(st|nd|rd|th)\b(\s+of\b)?/, '$1')
    .trim();
  if (text === 'tomorrow') return addDays(today, 1);
  const year = Number(today.slice(0, 4));
  return (
    nextWeekday(today, text) ||
    read(text, WITH_YEAR) ||
    [year, year + 1]
      .map((each) =>
        read(
          `${text} ${each}`,
          WITHOUT_YEAR.map((format) => `${format} yyyy`),
        ),
      )
      .find((day) => day > today) ||
    ''
  );
}

function read(text: string, formats: readonly string[]): string {
  const dates = formats.map((format) => DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-GB' }));
  return dates.find(({ isValid }) => isValid)?.toISODate() ?? '';
}
