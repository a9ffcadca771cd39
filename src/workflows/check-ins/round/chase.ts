/** The ladder of a chase: on which working day, counted from the due day, who hears of answers left. Pure. */
import { addDays, addWorkingDays, isWorkingDay, longDate } from '../../../shared/calendar.js';
import type { Round } from './round.js';

/** The day of a step: the due day or the working day after it for 0, a working day before it when negative. */
export function chaseDay(dueOn: string, step: number): string {
  if (step >= 0) return addWorkingDays(dueOn, step);
  let left = -step;
  let day = dueOn;
  while (left > 0) {
    day = addDays(day, -1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
}

/** The newest step that was reached, or undefined before the first. */
export function latestStep(dueOn: string, steps: readonly number[], today: string): number | undefined {
  return steps
    .filter((step) => chaseDay(dueOn, step) <= today)
    .sort((a, b) => a - b)
    .at(-1);
}

/** `Answers are due today.` */
export function dueSentence({ dueOn }: Pick<Round, 'dueOn'>, today: string): string {
  if (dueOn === today) return 'Answers are due today.';
  return `Answers ${dueOn > today ? 'are' : 'were'} due on ${longDate(dueOn)}.`;
}
