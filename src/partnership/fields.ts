/** What the parts of the partnership file are made of, with what is said of a wrong one. */
import { z } from 'zod';

export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens');
export const text = z.string().trim().min(1, 'must not be empty');
export const date = z.iso.date('must be a date like 2026-11-20');
export const email = z.email('must be an e-mail address').transform((address) => address.toLowerCase());

export function listOf<T extends z.ZodType>(each: T) {
  return z.array(each).min(1, 'must not be empty');
}

export function wholeNumber(least: number, most: number) {
  const range = `must be a whole number from ${least} to ${most}`;
  return z.int(range).min(least, range).max(most, range);
}

export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
