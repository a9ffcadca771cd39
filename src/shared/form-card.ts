/** What every card with a form needs: the values, what is wrong with each, and a line that says so. */
import { problemsFor, textOf } from './parse.js';
import type { Problems } from './result.js';
import { count } from './text.js';

/** What came back with a form: nothing at first, later what was typed and what is wrong with it. */
export interface Trouble {
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly problems?: Problems;
  readonly refusal?: string;
}

export interface FormData<F extends string> {
  /** One sentence for the top of the card, or ''. */
  readonly trouble: string;
  readonly values: Readonly<Record<F, string>>;
  readonly problems: Readonly<Record<F, string>>;
}

/** The form's fields, filled from what was typed or else from `start`. */
export function formData<F extends string>(
  fields: readonly F[],
  start: Readonly<Record<F, string>>,
  { typed, problems = {}, refusal = '' }: Trouble = {},
): FormData<F> {
  const wrong = Object.keys(problems).length;
  const values = fields.map((field) => [field, typed === undefined ? start[field] : textOf(typed, field)]);
  return {
    trouble:
      wrong === 0
        ? refusal
        : `Not saved yet: ${count(wrong, 'answer')} below ${wrong === 1 ? 'needs' : 'need'} you.`,
    values: Object.fromEntries(values) as Record<F, string>,
    problems: problemsFor(fields, problems),
  };
}
