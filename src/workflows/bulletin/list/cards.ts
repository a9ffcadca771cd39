/** What the cards of the distribution list show. */
import { longDate } from '../../../shared/calendar.js';
import { dayOf } from '../../../shared/calendar.js';
import { count } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { button, rowButton, sheetCard } from '../sheet.js';
import type { Row } from '../sheet.js';
import { hasLeft, recipientsNow, standingInWords, stateInWords, subscribers } from './subscriber.js';
import type { Subscriber, SubscriberState } from './subscriber.js';

const PAGE = 10;

/** @param from an address: the list is shown from there on */
export async function listCard(context: Context, from = '', notice = ''): Promise<Card> {
  const { store } = context;
  const active = await recipientsNow(store);
  const waiting = await some(context, 'waiting', PAGE);
  const bounced = await some(context, 'bounced', PAGE);
  const at = active.findIndex(({ email }) => email >= from);
  const shown = at < 0 ? [] : active.slice(at, at + PAGE);
  const next = at < 0 ? undefined : active[at + PAGE];
  const sentence = `${count(active.length, 'person gets', 'people get')} the bulletin.`;
  return sheetCard({
    heading: 'Distribution list',
    notice,
    summary: `Distribution list: ${sentence}`,
    lines: [sentence],
    groups: [
      { title: 'Waiting for your decision', rows: waiting.map(rowOf) },
      { title: 'Addresses that do not work', rows: bounced.map(rowOf) },
      { title: from === '' ? 'By address' : `By address, from '${from}'`, rows: shown.map(rowOf) },
    ],
    first: [
      button('Add somebody', 'add-person'),
      button('Find', 'find-person'),
      ...(next === undefined ? [] : [button(`Show the next ${PAGE}`, 'list', { from: next.email })]),
    ],
    second: [button('Download the list', 'list-links'), button('Desk', 'desk')],
  });
}

function some({ store }: Context, state: SubscriberState, limit: number): Promise<readonly Subscriber[]> {
  return store.find(subscribers, { where: { state }, by: 'email', limit });
}

export function rowOf(subscriber: Subscriber): Row {
  const { id, name, email, organisation, role, state, fault } = subscriber;
  const about = [email, role, organisation].filter((each) => each !== '').join(', ');
  const why = state === 'active' ? '' : ` ${stateInWords(subscriber)}${fault === '' ? '' : `: ${fault}`}.`;
  const title = name === '' ? email : name;
  return {
    title,
    text: `${about}.${why}`,
    buttons: [rowButton('Open', 'person', { person: id }, title)],
  };
}

/** One subscriber, with what a coordinator may do. */
export function personCard(subscriber: Subscriber, { partnership }: Context, notice = ''): Card {
  const { id, version, state, takenOff, name, email, organisation, role, reason, fault } = subscriber;
  const press = { person: id, version };
  const decide = state === 'waiting';
  const since = longDate(dayOf(new Date(subscriber.changedAt), partnership.time_zone));
  return sheetCard({
    heading: name === '' ? email : name,
    notice,
    lines: [
      standingInWords(subscriber, since),
      hasLeft(subscriber) ? 'They left by themselves, so only they can come back.' : '',
    ],
    facts: [
      { title: 'Address', value: email },
      { title: 'Organisation', value: organisation },
      { title: 'Role', value: role },
      { title: 'Reason', value: reason },
      { title: 'What is wrong', value: fault },
    ].filter(({ value }) => value !== ''),
    first: [
      ...(decide ? [button('Put on the list', 'approve-person', press, 'positive')] : []),
      ...(decide ? [button('Decline', 'decline-person', press)] : []),
      ...(state === 'active' ? [button('Change', 'change-person', press)] : []),
      ...(state === 'active' ? [button('The address does not work', 'bounce', press)] : []),
      ...(state === 'bounced' ? [button('It works again', 'works-again', press)] : []),
      ...(takenOff ? [button('Put back on the list', 'put-back', press, 'positive')] : []),
    ],
    second: [
      ...(state === 'active' ? [button('Take off the list', 'take-off', press)] : []),
      button('Distribution list', 'list'),
    ],
  });
}

/** One press takes nobody off. */
export function confirmTakeOffCard({ id, version, name, email, organisation }: Subscriber): Card {
  const press = { person: id, version };
  return sheetCard({
    heading: `Take ${name === '' ? email : name} off the list?`,
    lines: [
      organisation === '' ? `${email}.` : `${email}, ${organisation}.`,
      'They get no further bulletin. You can put them back on the list later.',
    ],
    first: [
      button('Take off the list', 'confirm-take-off', press, 'destructive'),
      button('Go back', 'person', press),
    ],
  });
}

/** A member's own subscription. */
export function subscriptionCard(
  subscriber: Subscriber | undefined,
  email: string | undefined,
  { partnership: { team } }: Context,
  notice = '',
): Card {
  const on = subscriber?.state === 'active';
  const sentence =
    email === undefined
      ? `I do not know your e-mail address. Write to ${team.mailbox}: the ${team.name} puts you on the list.`
      : on
        ? `You get the e-bulletin each month at ${email}.`
        : `You do not get the e-bulletin. It would come to ${email}.`;
  return sheetCard({
    heading: 'Your subscription to the e-bulletin',
    notice,
    summary: notice === '' ? sentence : notice,
    lines: [sentence],
    first: [
      ...(email === undefined
        ? []
        : [on ? button('Unsubscribe', 'unsubscribe') : button('Subscribe', 'subscribe', {}, 'positive')]),
      button('E-bulletin', 'home'),
    ],
  });
}
