/** Outcome figures, read from the lines in which people type them: "59 trained", "98% rated it good". */
import { shorten } from '../../../shared/text.js';

/** One outcome, as name, number and unit. */
export interface Figure {
  /** `trained`, `Schools reached`. */
  readonly name: string;
  readonly number: number;
  /** `%`, `£`, the words after the number of a line like `Attendance: 62 people`, or ''. */
  readonly unit: string;
  /** As it was typed, with what qualifies it ("over 600"). */
  readonly text: string;
}

export const MOST_FIGURES = 10;

const ABOUT = '(?:(?:just )?(?:over|under)|more than|less than|about|around|nearly|almost|at least|up to)';
const NUMBER = String.raw`(£?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d,.]*\w)\s?(%?)`;
/** A new line, a semicolon, or a comma before the next number begins another figure. */
const BETWEEN = new RegExp(String.raw`\n|;|,\s+(?=(?:and )?(?:${ABOUT} )?£?\d)`, 'i');
const NAMED = new RegExp(String.raw`^(.*?\p{L}.*?):\s*(?:${ABOUT} )?${NUMBER}(.*)$`, 'iu');
const PLAIN = new RegExp(String.raw`^(.*?)(?<![\w.,])(?:${ABOUT} )?${NUMBER}(.*)$`, 'iu');

/** What was typed, one outcome each. */
export function outcomesIn(typed: string): readonly string[] {
  return typed
    .split(BETWEEN)
    .map((line) =>
      line
        .replace(/\s+/g, ' ')
        .replace(/^(?:and|[-*•]) |[\s.,]+$/gi, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** The figure of one line, or undefined when there is no number in it. */
export function figureIn(line: string): Figure | undefined {
  const named = NAMED.exec(line);
  const [, before = '', pounds = '', digits = '', percent = '', after = ''] = named ?? PLAIN.exec(line) ?? [];
  if (digits === '') return undefined;
  const sign = pounds === '' ? percent : pounds;
  const number = Number(digits.replaceAll(',', ''));
  const rest = words(after);
  if (named !== null) {
    return { name: words(before), number, unit: [sign, rest].filter(Boolean).join(' '), text: line };
  }
  return { name: [words(before), rest].filter(Boolean).join(' '), number, unit: sign, text: line };
}

export function figuresIn(typed: string): readonly Figure[] {
  return outcomesIn(typed).flatMap((line) => figureIn(line) ?? []);
}

/** What is wrong with outcomes as they were typed, or ''. */
export function outcomeProblem(typed: string): string {
  const lines = outcomesIn(typed);
  if (lines.length > MOST_FIGURES) return `Keep to ${MOST_FIGURES} outcomes; these are ${lines.length}`;
  const bare = lines.find((line) => figureIn(line) === undefined);
  return bare === undefined
    ? ''
    : `Enter a number for each outcome, like 59 trained; '${shorten(bare, 60)}' has none`;
}

function words(text: string): string {
  return text.replace(/^[\s:,.-]+|[\s:,-]+$/g, '');
}
