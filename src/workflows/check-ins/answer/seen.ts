/** A coordinator has taken note of an answer. It counts for the words that they saw. */
import { longDate } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { ActorContext, Context } from '../../workflow.js';
import type { Answer } from './answer.js';

/** `id` is the answer's. */
interface Seen extends Stored {
  /** The version of the answer. */
  readonly seen: number;
  readonly by: string;
  /** ISO date. */
  readonly on: string;
}

export const seenAnswers = collection<Seen>('check-ins.seen');

/** @param version that the coordinator's card showed */
export async function noteSeen(
  { store, actor, today }: ActorContext,
  answer: Answer,
  version: number,
): Promise<void> {
  const current = await store.get(seenAnswers, answer.id);
  if (current?.seen === version) return;
  const seen = { id: answer.id, version: current?.version ?? 0, seen: version, by: actor.id, on: today };
  await store.put(seenAnswers, seen);
}

/** `Seen by Alex Wilber on 23 November 2026.`, or '' when nobody saw these words. */
export async function seenLine({ store, directory }: Context, answer: Answer): Promise<string> {
  const found = await store.get(seenAnswers, answer.id);
  if (found?.seen !== answer.version) return '';
  const by = (await directory.member(found.by))?.name ?? 'the coordinating team';
  return `Seen by ${by} on ${longDate(found.on)}.`;
}
