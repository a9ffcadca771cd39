/** What a bar chart says, and how long its bars are. */
import { count } from '../shared/text.js';
import { cleanLine } from '../shared/typed.js';
import type { Chart } from './document.js';

export interface Bar {
  readonly label: string;
  /** `12 actions` */
  readonly amount: string;
  /** Of the longest bar, from 0 to 1. */
  readonly share: number;
}

export function barsOf({ rows, unit }: Chart): readonly Bar[] {
  const longest = Math.max(0, ...rows.map(({ value }) => value));
  return rows.map(({ label, value }) => ({
    label: cleanLine(label),
    amount: cleanLine(count(value, unit.one, unit.many)),
    share: longest === 0 ? 0 : value / longest,
  }));
}

/** Above the numbers: `Actions`. */
export function amountHeading({ unit }: Chart): string {
  return unit.many.charAt(0).toUpperCase() + unit.many.slice(1);
}

/** `In progress: 12 actions; delayed: 1 action.` The chart for those who do not see it. */
export function chartWords(chart: Chart): string {
  const bars = barsOf(chart);
  if (bars.length === 0) return `No ${cleanLine(chart.unit.many)}.`;
  return `${bars.map(({ label, amount }) => `${label}: ${amount}`).join('; ')}.`;
}
