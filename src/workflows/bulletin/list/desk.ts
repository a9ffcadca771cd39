/** The distribution list, as coordinators keep it. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Input, Notification } from '../../workflow.js';
import { contactOf, markBounced } from '../sending/bounce.js';
import { confirmTakeOffCard, listCard, personCard } from './cards.js';
import { askToConfirm, letterTo } from './join.js';
import { NOBODY, parsePerson, personFormCard } from './person-form.js';
import type { PersonForm } from './person-form.js';
import { mayEditBulletin, mustEditBulletin } from '../policy.js';
import { button, sheetCard } from '../sheet.js';
import { hasLeft, newSubscriber, subscriberWith, subscribers, takenOffBy, turned } from './subscriber.js';
import type { Subscriber, SubscriberState } from './subscriber.js';

/** *distribution list*. */
export const showList: Handler = async (input, context) => {
  mustEditBulletin(context.actor);
  return { reply: await listCard(context, textOf(input.data, 'from').slice(0, 254)) };
};

export const showPerson: Handler = async (input, context) => ({
  reply: personCard(await load(input, context), context),
});

const ADD: PersonForm = {
  ...{ heading: 'Add somebody to the distribution list', button: 'Add', verb: 'bulletin/save-person' },
  about: 'They get the next bulletin. Add people who asked for it.',
  ...{ back: 'Go back', backVerb: 'bulletin/list', press: {} },
};

function changeForm({ id, version }: Subscriber): PersonForm {
  const about = 'A new address is a new entry: this one is changed, its past stays.';
  const press = { person: id, version };
  return { ...ADD, heading: 'Change the entry', button: 'Save', about, backVerb: 'bulletin/person', press };
}

export const openAdd: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  return { reply: personFormCard(ADD, NOBODY, {}) };
};

export const openChange: Handler = async (input, context) => {
  const subscriber = await load(input, context);
  return { reply: personFormCard(changeForm(subscriber), subscriber, {}) };
};

export const savePerson: Action = {
  async handle(input, context) {
    const read = parsePerson(input.data);
    if (!read.ok) return read;
    mustEditBulletin(context.actor);
    const { store, now } = context;
    const other = await subscriberWith(store, read.value.email);
    if (textOf(input.data, 'person') === '') {
      if (other?.state === 'active')
        return { reply: personCard(other, context, 'They are on the list already.') };
      if (other !== undefined && hasLeft(other))
        return invalid({ email: 'They left the list by themselves. Only they can come back' });
      const added =
        other === undefined
          ? newSubscriber(read.value, 'active', now)
          : { ...turned(other, 'active', now), ...read.value };
      const notice = other?.takenOff === true ? BACK : 'Added.';
      return { reply: personCard(await store.put(subscribers, added), context, notice) };
    }
    const subscriber = await load(input, context);
    if (other !== undefined && other.id !== subscriber.id) {
      return invalid({ email: 'This address has an entry of its own already' });
    }
    const changed = { ...subscriber, ...read.value };
    return { reply: personCard(await store.put(subscribers, changed), context, 'Saved.') };
  },
  form: async (typed, trouble, context) => {
    mustEditBulletin(context.actor);
    const known = textOf(typed.data, 'person') === '' ? undefined : await load(typed, context);
    const form = known === undefined ? ADD : changeForm(known);
    return personFormCard(form, known ?? NOBODY, { typed: typed.data, ...trouble });
  },
};

/** Puts somebody who asked from outside on the list; they get a letter that says so. */
export const approvePerson: Handler = (input, context) =>
  turn(input, context, 'waiting', 'active', 'They are on the list, and told by e-mail.');
export const declinePerson: Handler = (input, context) =>
  turn(input, context, 'waiting', 'declined', 'They are not put on the list.');
export const worksAgain: Handler = (input, context) =>
  turn(input, context, 'bounced', 'active', 'They get the bulletin again.');

async function turn(
  input: Input,
  context: ActorContext,
  from: SubscriberState,
  to: SubscriberState,
  notice: string,
): ReturnType<Handler> {
  const subscriber = await load(input, context);
  if (subscriber.state !== from) return { reply: personCard(subscriber, context) };
  const next = await context.store.put(subscribers, turned(subscriber, to, context.now));
  const welcome: readonly Notification[] =
    from === 'waiting' && to === 'active' ? [letterTo(next, 'welcome', next.version)] : [];
  return { reply: personCard(next, context, notice), notify: welcome };
}

/** Asks once. */
export const askTakeOff: Handler = async (input, context) => {
  const subscriber = await load(input, context);
  const on = subscriber.state === 'active';
  return { reply: on ? confirmTakeOffCard(subscriber) : personCard(subscriber, context) };
};

export const takeOff: Handler = async (input, context) => {
  const subscriber = await load(input, context);
  if (subscriber.state !== 'active') return { reply: personCard(subscriber, context) };
  const off = await context.store.put(subscribers, takenOffBy(subscriber, context.now));
  return { reply: personCard(off, context, 'They are off the list.') };
};

const BACK = 'They are on the list again.';

/** Takes back what a coordinator did; who left by themselves stays off. */
export const putBack: Handler = async (input, context) => {
  const subscriber = await load(input, context);
  if (!subscriber.takenOff) return { reply: personCard(subscriber, context) };
  const on = await context.store.put(subscribers, turned(subscriber, 'active', context.now));
  return { reply: personCard(on, context, BACK) };
};

/** Entered by hand: a letter came back later. */
export const bounce: Handler = async (input, context) => {
  const subscriber = await load(input, context);
  const told = await markBounced(context, subscriber, 'entered by a coordinator');
  const notice =
    told.notify.length > 0
      ? 'Marked. Their organisation is asked for a successor.'
      : 'Marked. Nobody else is known at their organisation.';
  const changed = told.subscriber.version !== subscriber.version;
  return { reply: personCard(told.subscriber, context, changed ? notice : ''), notify: told.notify };
};

function successorForm(gone: Subscriber): PersonForm {
  return {
    ...{
      heading: 'Name a successor',
      button: 'Send',
      verb: 'bulletin/successor',
      press: { person: gone.id },
    },
    about: `In place of ${gone.name === '' ? gone.email : gone.name} at ${gone.organisation}. They are asked to confirm by e-mail.`,
    ...{ back: 'E-bulletin', backVerb: 'bulletin/home' },
  };
}

export const openSuccessor: Handler = async (input, context) => {
  const gone = await loadBounced(input, context);
  return { reply: personFormCard(successorForm(gone), { ...NOBODY, organisation: gone.organisation }, {}) };
};

/** The organisation's contact names somebody, who confirms by mail; then a coordinator decides. */
export const successor: Action = {
  async handle(input, context) {
    const read = parsePerson(input.data);
    if (!read.ok) return read;
    const gone = await loadBounced(input, context);
    const notify = await askToConfirm(context, read.value, gone.id);
    const reply = sheetCard({
      heading: 'Thank you',
      lines: [`${read.value.name} is asked by e-mail to confirm, unless they are on the list already.`],
      first: [button('E-bulletin', 'home')],
    });
    return { reply, notify };
  },
  form: async (typed, trouble, context) =>
    personFormCard(successorForm(await loadBounced(typed, context)), NOBODY, {
      typed: typed.data,
      ...trouble,
    }),
};

/** @throws {UserError} unless the actor is who was asked, or a coordinator */
async function loadBounced(input: Input, context: ActorContext): Promise<Subscriber> {
  const gone = await context.store.get(subscribers, textOf(input.data, 'person'));
  const { actor } = context;
  const asked = gone?.state === 'bounced' && (await contactOf(context, gone))?.id === actor.id;
  if (gone?.state === 'bounced' && (asked || mayEditBulletin(actor))) return gone;
  throw new UserError(
    'bulletin.nothingAsked',
    'Nobody is asked for a successor here any more. Nothing is needed from you.',
  );
}

async function load(input: Input, context: ActorContext): Promise<Subscriber> {
  mustEditBulletin(context.actor);
  const subscriber = await context.store.get(subscribers, textOf(input.data, 'person'));
  if (subscriber === undefined) {
    throw new UserError(
      'bulletin.noPerson',
      'This entry is not kept any more. Say distribution list to see all.',
    );
  }
  const version = numberOf(input.data, 'version', subscriber.version);
  if (version !== subscriber.version && 'email' in input.data) {
    throw new UserError(
      'bulletin.changedMeanwhile',
      'This entry changed since you opened the form. Open it again from the distribution list.',
    );
  }
  return subscriber;
}
