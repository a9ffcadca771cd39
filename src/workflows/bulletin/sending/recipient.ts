/** Who gets one issue: a row for each, written before the first letter goes. */
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { Context, LetterNotification } from '../../workflow.js';
import type { Issue } from '../issue/issue.js';
import type { Subscriber } from '../list/subscriber.js';

export type Outcome =
  /** Their letter is not in the outbox yet. */
  | 'listed'
  /** Its letter is on its way, or waits. */
  | 'waiting'
  | 'sent'
  | 'may have been sent'
  | 'refused'
  /** Left the list before it was their turn. */
  | 'left'
  /** The sending was stopped before it was their turn. */
  | 'stopped';

/** `id` is `<issue>.<subscriber>`: nobody is sent an issue twice. */
export interface IssueRecipient extends Stored {
  readonly issue: string;
  readonly subscriber: string;
  readonly email: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** Why it was refused, or ''. */
  readonly reason: string;
  /** Counts letters of it: a pause withdraws one, and another takes its place. */
  readonly letter: number;
}

export const recipients = collection<IssueRecipient>('bulletin.recipients', [['issue', 'outcome']]);

export function rowId({ issue, subscriber }: Pick<IssueRecipient, 'issue' | 'subscriber'>): string {
  return `${issue}.${subscriber}`;
}

/** The row of somebody on the list; the sending may have been stopped before it got so far. */
export function recipientFor(
  { id: issue, state }: Pick<Issue, 'id' | 'state'>,
  { id, email, name }: Subscriber,
): IssueRecipient {
  return {
    ...{ id: rowId({ issue, subscriber: id }), version: 0, issue, subscriber: id, email, name },
    ...{ outcome: state === 'stopped' ? 'stopped' : 'listed', reason: '', letter: 1 },
  };
}

/** What the outbox knows the letter by. */
export function letterKey({ id, letter }: IssueRecipient): string {
  return `bulletin.issue:${id}:${letter}`;
}

export function letterTo(recipient: IssueRecipient): LetterNotification {
  const { id, email, name } = recipient;
  return {
    to: { kind: 'address', id: email, ...(name !== '' && { name }) },
    letter: 'bulletin/issue',
    ids: [id],
    key: letterKey(recipient),
  };
}

export interface Standing {
  readonly outcome: Outcome;
  readonly reason: string;
  /** Its mail server refused the address for good. */
  readonly bounced: boolean;
  /** Why it waits although it was tried, or ''. */
  readonly delay: string;
  /** A pause came before it was written: it needs another letter. */
  readonly withdrawn: boolean;
}

/** How a recipient stands, by what the outbox knows now. */
export async function standingOf(
  { delivery }: Pick<Context, 'delivery'>,
  recipient: IssueRecipient,
): Promise<Standing> {
  const { outcome, reason } = recipient;
  const still = { outcome, reason, delay: '', bounced: false, withdrawn: false };
  if (outcome !== 'waiting') return still;
  const sending = await delivery(letterKey(recipient));
  if (sending?.state === 'sent') return { ...still, outcome: 'sent' };
  if (sending?.state === 'may have been sent') {
    return { ...still, outcome: 'may have been sent', reason: sending.reason };
  }
  if (sending?.state !== 'failed') return { ...still, delay: sending?.reason ?? '' };
  if (sending.reason.startsWith('withdrawn')) return { ...still, withdrawn: true };
  return { ...still, outcome: 'refused', reason: sending.reason, bounced: sending.bounced === true };
}

/** Everybody's row that was written so far. */
export function allOf(store: Transaction, issue: string): Promise<readonly IssueRecipient[]> {
  return store.find(recipients, { where: { issue }, by: 'outcome' });
}

export function waitingFor(store: Transaction, issue: string): Promise<readonly IssueRecipient[]> {
  return store.find(recipients, { where: { issue, outcome: 'waiting' } });
}

/** Those whose letter is still to be handed to the outbox. */
export function listedFor(
  store: Transaction,
  issue: string,
  limit: number,
): Promise<readonly IssueRecipient[]> {
  return store.find(recipients, { where: { issue, outcome: 'listed' }, limit });
}
