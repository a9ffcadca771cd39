/** *subscribe* and *unsubscribe*, for members in Teams. */
import type { ActorContext, Handler } from '../../workflow.js';
import { addressOf } from './address.js';
import { subscriptionCard } from './cards.js';
import { newSubscriber, subscriberWith, subscribers, turned } from './subscriber.js';
import type { Subscriber } from './subscriber.js';

export const showSubscription: Handler = async (_input, context) => {
  const { email, subscriber } = await own(context);
  return { reply: subscriptionCard(subscriber, email, context) };
};

/** A coordinator admitted them and their address already: nobody has to confirm or approve it again. */
export const subscribe: Handler = async (_input, context) => {
  const { email, subscriber } = await own(context);
  const { actor, directory, store, now, today } = context;
  if (email === undefined || subscriber?.state === 'active') {
    return { reply: subscriptionCard(subscriber, email, context) };
  }
  const organisation = directory.organisationName(actor.organisation, today);
  const person = { name: actor.name, email, organisation, role: '', reason: 'Asked for it in Teams' };
  const next =
    subscriber === undefined
      ? newSubscriber(person, 'active', now)
      : { ...turned(subscriber, 'active', now), name: actor.name, organisation };
  const kept = await store.put(subscribers, next);
  return { reply: subscriptionCard(kept, email, context, 'You are on the list.') };
};

/** Also for somebody whom a coordinator took off: from then on nobody but they can put them back. */
export const unsubscribe: Handler = async (_input, context) => {
  const { email, subscriber } = await own(context);
  const leaves = subscriber !== undefined && (subscriber.state === 'active' || subscriber.takenOff);
  if (!leaves) return { reply: subscriptionCard(subscriber, email, context) };
  const off = await context.store.put(subscribers, turned(subscriber, 'unsubscribed', context.now));
  return { reply: subscriptionCard(off, email, context, 'You are off the list.') };
};

async function own({ actor, store }: ActorContext): Promise<{
  readonly email: string | undefined;
  readonly subscriber: Subscriber | undefined;
}> {
  const email = actor.email === undefined ? undefined : addressOf(actor.email);
  return { email, subscriber: email === undefined ? undefined : await subscriberWith(store, email) };
}
