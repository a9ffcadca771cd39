/** From a card's inputs to values: every problem at once, one sentence a field. */
import { z } from 'zod';
import { isDay } from './calendar.js';
import { invalid, ok } from './result.js';
import type { Problems, Result } from './result.js';

/** A field left empty, never touched, or of another shape, as the empty string; trimmed otherwise. */
const typed = z.preprocess((value) => (typeof value === 'string' ? value.trim() : ''), z.string());

/** Text of up to `most` characters that may be empty. */
export function optionalText(what: string, most: number) {
  return typed.superRefine((text, context) => {
    if (text.length <= most) return;
    const message = `Shorten ${what} to ${most.toLocaleString('en-GB')} characters; it has ${text.length.toLocaleString('en-GB')}`;
    context.addIssue({ code: 'custom', message });
  });
}

/** Text of up to `most` characters that must be given; `missing` says what to enter. */
export function requiredText(what: string, most: number, missing: string) {
  return optionalText(what, most).refine((text) => text !== '', missing);
}

/** One of the keys of `choices`. */
export function choice<K extends string>(choices: Readonly<Record<K, string>>, missing: string) {
  return typed.refine((text) => Object.hasOwn(choices, text), missing).transform((text) => text as K);
}

/** A choice; what was left alone counts as the usual answer. */
export function choiceOr<K extends string>(usual: K, choices: Readonly<Record<K, string>>, missing: string) {
  return z.preprocess(
    (value) => (value === undefined || value === '' ? usual : value),
    choice(choices, missing),
  );
}

/** An ISO date or empty. */
export function optionalDay(missing: string) {
  return typed.refine((text) => text === '' || isDay(text), missing);
}

/** An ISO date. */
export function requiredDay(missing: string) {
  return typed.refine(isDay, missing);
}

/** A time of day, like `17:30`. */
export function requiredTime(missing: string) {
  return typed.refine((text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), missing);
}

/** A whole number within a range, or undefined when nothing is entered. */
export function optionalNumber(least: number, most: number, wrong: string) {
  return typed
    .refine(
      (text) => text === '' || (/^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most),
      wrong,
    )
    .transform((text) => (text === '' ? undefined : Number(text)));
}

/** An e-mail address in lower case, or empty. */
export function optionalEmail(wrong: string) {
  return typed
    .refine((text) => text === '' || (text.length <= 254 && z.email().safeParse(text).success), wrong)
    .transform((text) => text.toLowerCase());
}

/** An https address of up to 500 characters, or empty. */
export function optionalLink(wrong: string) {
  return optionalText('the link', 500).refine((text) => text === '' || isWebAddress(text), wrong);
}

/** What a card's input holds, as it was typed; '' when it is missing or no text. */
export function textOf(data: Readonly<Record<string, unknown>>, field: string): string {
  const value = Object.hasOwn(data, field) ? data[field] : '';
  return typeof value === 'string' ? value : '';
}

/** The number in a button's data, or `otherwise`. */
export function numberOf(data: Readonly<Record<string, unknown>>, field: string, otherwise = 0): number {
  const value = Object.hasOwn(data, field) ? data[field] : otherwise;
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : otherwise;
}

/** Parses the data; the first problem of each field is told. */
export function parse<T extends z.ZodType>(schema: T, data: unknown): Result<z.output<T>> {
  const read = schema.safeParse(data);
  if (read.success) return ok(read.data);
  const problems: Record<string, string> = {};
  for (const issue of read.error.issues) problems[String(issue.path[0])] ??= issue.message;
  return invalid(problems);
}

/** Every field with its problem or '': a card template must find each of its fields. */
export function problemsFor<F extends string>(fields: readonly F[], problems: Problems): Record<F, string> {
  return Object.fromEntries(fields.map((field) => [field, problems[field] ?? ''])) as Record<F, string>;
}

function isWebAddress(text: string): boolean {
  return /^https:\/\/\S+$/i.test(text) && URL.canParse(text) && new URL(text).hostname.includes('.');
}
