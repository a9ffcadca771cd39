/** The sentence that the papers need, from the answers alone. Pure. */
import { count } from '../../../shared/text.js';

export interface Scale {
  /** From the best to the worst. */
  readonly scale: readonly string[];
  /** How many steps from the best each part of the sentence counts: `[3, 2]`. */
  readonly reported: readonly number[];
}

/**
 * A part of a whole in per cent, rounded half up; 100 is said of all alone, and 0 of none alone, so that the
 * sentence never claims more than the answers.
 * @throws {RangeError} for a part of nothing
 */
export function percent(part: number, whole: number): number {
  if (whole <= 0 || part < 0 || part > whole) throw new RangeError(`${part} of ${whole}`);
  if (part === 0 || part === whole) return part === 0 ? 0 : 100;
  // In whole numbers: 2.5 % must not become 2 by a binary fraction.
  const rounded = Math.floor((part * 200 + whole) / (2 * whole));
  return Math.min(99, Math.max(1, rounded));
}

/**
 * `98% rated it excellent, very good or good (90% excellent or very good; 118 answers of 162 who attended)`.
 * @param ratings steps of the scale, 0 the best
 * @param attended how many came; undefined where attendance was not taken
 */
export function ratingSentence(
  ratings: readonly number[],
  { scale, reported }: Scale,
  attended: number | undefined,
): string {
  // Who answered was there, whatever the list says.
  const came = attended === undefined ? undefined : Math.max(attended, ratings.length);
  const of = came === undefined ? '' : ` of ${came.toLocaleString('en-GB')} who attended`;
  const answers = `${count(ratings.length, 'answer')}${of}`;
  if (ratings.length === 0) return `No answer yet${came === undefined ? '' : of}`;
  const [first = scale.length, ...rest] = reported;
  const share = (steps: number): string =>
    `${percent(ratings.filter((each) => each < steps).length, ratings.length)}%`;
  const inner = rest.map((steps) => `${share(steps)} ${stepWords(scale, steps)}`);
  return `${share(first)} rated it ${stepWords(scale, first)} (${[...inner, answers].join('; ')})`;
}

function stepWords(scale: readonly string[], steps: number): string {
  const names = scale.slice(0, steps).map((each) => each.toLowerCase());
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} or ${last}`;
}

/** `78% will feed back to colleagues, 51% share information`, the most frequent first; empty without any. */
export function nextStepsSentence(chosen: readonly (readonly string[])[], steps: readonly string[]): string {
  if (chosen.length === 0) return '';
  const parts = steps
    .map((step) => ({ step, number: chosen.filter((each) => each.includes(step)).length }))
    .filter(({ number }) => number > 0)
    .sort((a, b) => b.number - a.number)
    .map(
      ({ step, number }) =>
        `${percent(number, chosen.length)}% ${step.charAt(0).toLowerCase()}${step.slice(1)}`,
    );
  return parts.length === 0 ? '' : `What they will do: ${parts.join('; ')}.`;
}
