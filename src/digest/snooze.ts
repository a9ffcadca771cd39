/** Putting a digest off, and taking that back. */
import { UserError } from '../shared/errors.js';
import { textOf } from '../shared/parse.js';
import type { ActorContext, Handler, Input } from '../workflows/workflow.js';
import { digestCard, snoozedCard } from './cards.js';
import { endOfSnooze } from './pace.js';
import { digests, markSaid, paceOf, paces, takeBack } from './records.js';
import type { Digest } from './records.js';

/** *Remind me tomorrow*, *Remind me on Monday*: what this digest said may be said once more then. */
export const snooze: Handler = async (input, context) => {
  const digest = await loadOwn(input, context);
  const { store, today } = context;
  const until = endOfSnooze(today, textOf(input.data, 'snooze') === 'monday' ? 'monday' : 'tomorrow');
  const pace = await paceOf(store, digest.member);
  if (pace.snoozedUntil !== until) await store.put(paces, { ...pace, snoozedUntil: until });
  await takeBack(store, digest);
  return { reply: snoozedCard(digest.id, until) };
};

/** Takes it back: the digest as it was, said and done. */
export const show: Handler = async (input, context) => {
  const digest = await loadOwn(input, context);
  const { store, today } = context;
  const pace = await paceOf(store, digest.member);
  if (pace.snoozedUntil > today) await store.put(paces, { ...pace, snoozedUntil: '' });
  await markSaid(store, digest);
  return { reply: digestCard(digest, today) };
};

async function loadOwn(input: Input, { store, actor }: ActorContext): Promise<Digest> {
  const digest = await store.get(digests, textOf(input.data, 'digest'));
  if (digest?.member === actor.id) return digest;
  throw new UserError(
    'digest.none',
    'This reminder is not kept for you. Say my items to see what waits for you.',
  );
}
