/** The distribution list: one record an address, and the steps it may take. */
import { newId } from '../../../shared/ids.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';

export type SubscriberState =
  /** Gets the bulletin. */
  | 'active'
  /** Asked to join from outside, and has not confirmed the address. */
  | 'unconfirmed'
  /** Confirmed the address, and waits for a coordinator. */
  | 'waiting'
  | 'declined'
  | 'unsubscribed'
  /** Its mail server refused it, or a coordinator was told so. */
  | 'bounced';

/** What is kept about somebody on the list: why it is kept stands in it. */
export interface Person {
  readonly name: string;
  /** As `addressOf` writes it. */
  readonly email: string;
  readonly organisation: string;
  readonly role: string;
  /** Why they get it: `asked at the spring conference`. */
  readonly reason: string;
}

export interface Subscriber extends Stored, Person {
  readonly state: SubscriberState;
  /** Of the links that unsubscribe and confirm: random, and the same for years. */
  readonly token: string;
  /** ISO instants: first put on the list or asked to be, and the last change of `state`. */
  readonly addedAt: string;
  readonly changedAt: string;
  /** Why it bounced, or ''. */
  readonly fault: string;
  /** Whom it should follow on the list, by id, or ''. */
  readonly follows: string;
  /** A coordinator took them off, who may put them back. Who left by themselves stays off until they come back. */
  readonly takenOff: boolean;
  /** What somebody typed who wants an address that left, bounced or was declined: it counts once confirmed by mail. */
  readonly request?: Request;
}

export type Request = Person & Pick<Subscriber, 'follows'>;

export const subscribers = collection<Subscriber>(
  'bulletin.subscribers',
  [['email'], ['state', 'email'], ['token']],
  // Until then nobody wrote down who took somebody off: to be safe, they left by themselves.
  [(old) => ({ ...old, takenOff: false })],
);

const SUBSCRIBER_STATES: Readonly<Record<SubscriberState, string>> = {
  active: 'Gets the bulletin',
  unconfirmed: 'Asked to join; the address is not confirmed',
  waiting: 'Asked to join; waits for your decision',
  declined: 'Was not put on the list',
  unsubscribed: 'Left the list',
  bounced: 'The address does not work',
};

/** Where they stand, for coordinators: whoever was taken off did not leave. */
export function stateInWords({ state, takenOff }: Pick<Subscriber, 'state' | 'takenOff'>): string {
  return takenOff ? 'Taken off the list by the team' : SUBSCRIBER_STATES[state];
}

/** The same as a sentence of one person. @param day since when, in words */
export function standingInWords(
  { state, takenOff }: Pick<Subscriber, 'state' | 'takenOff'>,
  day: string,
): string {
  if (takenOff) return `Taken off the list by the team on ${day}.`;
  return {
    active: `On the list since ${day}.`,
    unconfirmed: `Asked to join on ${day}. The address is not confirmed.`,
    waiting: `Asked to join, and has waited for your decision since ${day}.`,
    declined: `Was not put on the list: decided on ${day}.`,
    unsubscribed: `Left the list on ${day}.`,
    bounced: `The address has not worked since ${day}.`,
  }[state];
}

export async function subscriberWith(store: Transaction, email: string): Promise<Subscriber | undefined> {
  const [found] = await store.find(subscribers, { where: { email } });
  return found;
}

/** @param token as it stands in an address */
export async function subscriberBehind(store: Transaction, token: string): Promise<Subscriber | undefined> {
  if (token === '') return undefined;
  const [found] = await store.find(subscribers, { where: { token } });
  return found;
}

/** Everybody who gets an issue that is sent now, by address. */
export function recipientsNow(store: Transaction): Promise<readonly Subscriber[]> {
  return store.find(subscribers, { where: { state: 'active' }, by: 'email' });
}

/** Everybody of whom something is kept, on the list or off it, by address. */
export async function everybody(store: Transaction): Promise<readonly Subscriber[]> {
  const found: Subscriber[] = [];
  for (const state of Object.keys(SUBSCRIBER_STATES) as SubscriberState[]) {
    found.push(...(await store.find(subscribers, { where: { state }, by: 'email' })));
  }
  return found.sort((one, other) => (one.email < other.email ? -1 : 1));
}

export function newSubscriber(person: Person, state: SubscriberState, now: Date): Subscriber {
  const at = now.toISOString();
  return {
    ...person,
    ...{ id: newId(), version: 0, state, token: `${newId()}${newId()}` },
    ...{ addedAt: at, changedAt: at, fault: '', follows: '', takenOff: false },
  };
}

/** Whether a letter is out that asks whether the address wants the bulletin. */
export function isAsked({ state, request }: Subscriber): boolean {
  return state === 'unconfirmed' || request !== undefined;
}

/** The record in another state; what was asked for it is done with. */
export function turned(subscriber: Subscriber, state: SubscriberState, now: Date, fault = ''): Subscriber {
  const { request: _, ...kept } = subscriber;
  return { ...kept, state, fault, takenOff: false, changedAt: now.toISOString() };
}

/** Off the list by a coordinator's press, which another one can take back. */
export function takenOffBy(subscriber: Subscriber, now: Date): Subscriber {
  return { ...turned(subscriber, 'unsubscribed', now), takenOff: true };
}

/** They said themselves that they want no bulletin: only they can come back. */
export function hasLeft({ state, takenOff }: Pick<Subscriber, 'state' | 'takenOff'>): boolean {
  return state === 'unsubscribed' && !takenOff;
}
