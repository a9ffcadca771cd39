/** The card that asks for one thing in words, and what is wrong with the answer. */
import { z } from 'zod';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { optionalText, parse, requiredText } from '../../shared/parse.js';
import type { Result } from '../../shared/result.js';
import type { Card } from '../workflow.js';

export interface WordsForm {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly label: string;
  /** In characters. */
  readonly most: number;
  /** Whether the answer may have several lines. */
  readonly long: boolean;
  /** What to enter, for an empty answer; '' where it may stay empty, and the label says so. */
  readonly missing: string;
  readonly button: string;
  readonly verb: string;
  readonly backVerb: string;
  readonly press: object;
}

export function wordsFormCard(form: WordsForm, trouble: Trouble, start = ''): Card {
  const { heading, lines, label, most, long, missing, button, verb, backVerb, press } = form;
  return {
    template: 'bulletin/words-form',
    summary: heading,
    data: {
      ...{ heading, label, most, long, missing, button, verb, backVerb, press },
      required: missing !== '',
      lines: lines.filter((text) => text !== '').map((text) => ({ text })),
      ...formData(['words'], { words: start }, trouble),
    },
  };
}

export function parseWords(
  data: unknown,
  { label, most, missing }: Pick<WordsForm, 'label' | 'most' | 'missing'>,
): Result<{ readonly words: string }> {
  const plain = label.replace(' (optional)', '');
  const named = plain.charAt(0).toLowerCase() + plain.slice(1);
  const what = named === 'your answer' ? named : `the ${named}`;
  const words = missing === '' ? optionalText(what, most) : requiredText(what, most, missing);
  return parse(z.object({ words }), data);
}
