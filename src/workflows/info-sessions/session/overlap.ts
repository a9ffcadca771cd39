/** Other sessions at the same time: pointed out, never forbidden. */
import { inWords } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import { comingSessions, dateOf } from './session.js';
import { signUpId, signUps } from '../places/sign-up.js';
import type { SignUp } from '../places/sign-up.js';
import { whenOf } from './words.js';

/** Other sessions at the same time in which the person has a place. */
export async function overlapsOf(context: Context, mine: SignUp): Promise<readonly string[]> {
  if (mine.place === undefined) return [];
  const coming = await comingSessions(context);
  const own = coming.find(({ id }) => id === mine.session);
  const date = own === undefined ? undefined : dateOf(own, mine.place.date);
  if (date === undefined) return [];
  const found: string[] = [];
  for (const other of coming) {
    if (other.id === mine.session) continue;
    const theirs = await context.store.get(signUps, signUpId(other.id, mine.member));
    const at = dateOf(other, theirs?.place?.date ?? '');
    if (at === undefined || at.startsAt >= date.endsAt || date.startsAt >= at.endsAt) continue;
    found.push(`${other.title} (${whenOf(at, context.partnership.time_zone)})`);
  }
  return found;
}

export function overlapSentence(overlaps: readonly string[]): string {
  return overlaps.length === 0
    ? ''
    : `At the same time you have a place in ${inWords(overlaps)}. You can keep both, or cancel one.`;
}
