/** What a clock on a wall in England shows, by other means than the code under test. */
const london = new Intl.DateTimeFormat('en-GB', {
  ...({ timeZone: 'Europe/London', weekday: 'short', year: 'numeric', month: '2-digit' } as const),
  ...({ day: '2-digit', hour: '2-digit', hourCycle: 'h23' } as const),
});

/** As the government lists them for England, for the months that tests pass through. */
const BANK_HOLIDAYS = [
  ...['2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28'],
  ...['2027-01-01', '2027-03-26', '2027-03-29', '2027-05-03', '2027-05-31', '2027-08-30'],
  ...['2027-12-27', '2027-12-28', '2028-01-03', '2028-04-14', '2028-04-17', '2028-05-01', '2028-05-29'],
];

export function wall(instant: Date): { day: string; hour: number; weekday: string } {
  const part = Object.fromEntries(london.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    hour: Number(part.hour),
    weekday: String(part.weekday),
  };
}

/** From 8am until before 6pm on a working day. */
export function isReminderHour(instant: Date): boolean {
  const { day, hour, weekday } = wall(instant);
  return hour >= 8 && hour < 18 && !['Sat', 'Sun'].includes(weekday) && !BANK_HOLIDAYS.includes(day);
}
