/** What the rewording of an action comes to once the plan's action has been changed as well. */
import { isDeepStrictEqual } from 'node:util';
import type { Context } from '../../workflow.js';
import { changesSince } from '../plan/change.js';
import type { PlanAction, PlanWords } from '../plan/plan.js';
import { priorityNow } from './refresh.js';
import type { Decided, Refresh } from './refresh.js';

/** Decisions as they count today: what a rewording left alone reads as the plan has it now. */
export async function wordsOfToday(
  context: Context,
  refresh: Pick<Refresh, 'priorities'>,
  current: readonly PlanAction[],
  decided: readonly Decided[],
): Promise<readonly Decided[]> {
  const actions = new Map(current.map((action) => [action.id, action]));
  const today: Decided[] = [];
  for (const each of decided) {
    const action = actions.get(each.action);
    if (each.words === undefined || action === undefined || action.version === each.seen) {
      today.push(each);
      continue;
    }
    const befores = (await changesSince(context, action, each.seen)).flatMap(({ before }) => before ?? []);
    // A priority of the plan may go on under another name, which is the one in the words.
    const since = [...befores, action].map((version) => ({
      ...version,
      priority: priorityNow(refresh, version.priority),
    }));
    today.push({ ...each, words: mergedWords(each.words, since) });
  }
  return today;
}

/**
 * The words of a rewording, with what it did not touch as the plan has it now. A mark as restricted that was set
 * since stays, whatever the rewording says: what is marked must not get out by a new version.
 * @param since the action as it was reworded, and as each change since left it; the last is how it is now
 */
export function mergedWords(words: PlanWords, since: readonly PlanWords[]): PlanWords {
  const [base = words] = since;
  const now = since.at(-1) ?? base;
  const keys = Object.keys(words) as (keyof PlanWords)[];
  const untouched = keys.filter((key) => isDeepStrictEqual(words[key], base[key]));
  const markedSince = since.some((each, place) => each.restricted && since[place - 1]?.restricted === false);
  return {
    ...words,
    ...Object.fromEntries(untouched.map((key) => [key, now[key]])),
    ...(markedSince && now.restricted && { restricted: true }),
  };
}
