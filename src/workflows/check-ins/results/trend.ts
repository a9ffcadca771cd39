/** How an action moved since the last check-ins: what the Working Group should see first. */
import { isException } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';

export const FLAGS = {
  'newly-red': 'Newly red',
  'amber-running': 'Amber three times running',
  'unchanged-text': 'The same words as last time',
  'never-answered': 'Never answered',
} as const;
export type Flag = keyof typeof FLAGS;

/** One action in the rounds that are compared. */
export interface Course {
  readonly answer: Answer | undefined;
  /** In the rounds before, newest first; undefined where none was given. */
  readonly earlier: readonly (Answer | undefined)[];
  /** Asked in an earlier check-in, and not answered in any. */
  readonly neverBefore: boolean;
}

/** What is to be said of an action's course, in the order of `FLAGS`. */
export function flagsOf({ answer, earlier, neverBefore }: Course): readonly Flag[] {
  if (answer === undefined) return neverBefore ? ['never-answered'] : [];
  const [last, before] = earlier;
  const flags: Flag[] = [];
  if (answer.rag === 'red' && last?.rag !== 'red') flags.push('newly-red');
  if ([answer, last, before].every((each) => each?.rag === 'amber')) flags.push('amber-running');
  if (last !== undefined && (answer.unchanged || plain(answer.done) === plain(last.done))) {
    flags.push('unchanged-text');
  }
  return flags;
}

/** Exceptions first, the gravest at the top: newly red, red, amber again and again, stopped or delayed, the rest. */
export function gravity({
  answer,
  flags,
}: {
  readonly answer: Answer;
  readonly flags: readonly Flag[];
}): number {
  if (flags.includes('newly-red')) return 0;
  if (answer.rag === 'red') return 1;
  if (flags.includes('amber-running')) return 2;
  if (answer.status === 'stopped' || answer.status === 'delayed') return 3;
  if (answer.money === 'red') return 4;
  return isException(answer) ? 5 : 6;
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
