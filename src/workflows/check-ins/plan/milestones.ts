/** Milestones as people write them: one a line, a date, a colon and what is reached then. */
import { addDays, dayFrom, longDate } from '../../../shared/calendar.js';
import { shorten } from '../../../shared/text.js';
import type { Milestone } from './plan.js';

const MOST = 10;
const LONGEST = 200;

/** @param text milestones one a line, or between semicolons, like `30 June 2027: venue booked` */
export function milestonesFrom(text: string): {
  readonly milestones: readonly Milestone[];
  /** A sentence for each line that says no milestone. */
  readonly faults: readonly string[];
} {
  const lines = text
    .split(/[\n;]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const milestones: Milestone[] = [];
  const faults: string[] = [];
  if (lines.length > MOST) faults.push(`An action has up to ${MOST} milestones; these are ${lines.length}.`);
  for (const line of lines) {
    const colon = line.indexOf(':');
    const on = dayFrom(line.slice(0, Math.max(0, colon)).trim());
    const what = line.slice(colon + 1).trim();
    if (on === '' || what === '' || what.length > LONGEST) faults.push(faultOf(line, on, what));
    else milestones.push({ on, text: what });
  }
  return { milestones: milestones.sort((a, b) => a.on.localeCompare(b.on)), faults };
}

function faultOf(line: string, on: string, what: string): string {
  const shown = `'${shorten(line, 60)}'`;
  if (on !== '' && what.length > LONGEST) return `Shorten ${shown} to ${LONGEST} characters.`;
  return `${shown} is no milestone. Write a date, a colon and what is reached, like 30 June 2027: venue booked.`;
}

/** As they are typed. */
export function milestoneLines(milestones: readonly Milestone[]): string {
  return milestones.map(({ on, text }) => `${longDate(on)}: ${text}`).join('\n');
}

/** The first and last day of a plan's year. */
export interface Year {
  readonly from: string;
  readonly until: string;
}

/**
 * The year of a plan: from the 1 April before it took effect to the 31 March after, as the agreement is refreshed
 * each April. A plan that is still in force after its year goes on to the end of the year it is now.
 */
export function yearOf(plan: { readonly from: string }, today: string): Year {
  const start = plan.from === '' ? today : plan.from;
  const now = start > today ? start : today;
  return {
    from: startOfYear(start),
    until: addDays(`${Number(startOfYear(now).slice(0, 4)) + 1}-04-01`, -1),
  };
}

function startOfYear(day: string): string {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '04-01' ? year : year - 1}-04-01`;
}

/** What is wrong with milestones outside the plan's year, or ''. A target date may lie beyond it. */
export function outsideYear(milestones: readonly Milestone[], year: Year): string {
  const outside = milestones.filter(({ on }) => on < year.from || on > year.until);
  if (outside.length === 0) return '';
  const days = outside.map(({ on }) => longDate(on)).join(', ');
  return `The plan’s year runs from ${longDate(year.from)} to ${longDate(year.until)}: move ${days} into it, or use the target date`;
}
