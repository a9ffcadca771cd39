/** Who gets one issue: a row for each, written before the first letter goes. */
import { collection } from '../../store/store.js';
import type { Stored, Transaction } from '../../store/store.js';
import type { Context, LetterNotification } from '../workflow.js';
import type { Issue } from './issue.js';
import type { Subscriber } from './subscriber.js';

export type Outcome =
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

export function recipientFor(issue: Issue, { id, email, name }: Subscriber): IssueRecipient {
  return {
    ...{ id: `${issue.id}.${id}`, version: 0, issue: issue.id, subscriber: id, email, name },
    ...{ outcome: 'waiting', reason: '', letter: 1 },
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
  /** A pause came before it was written: it needs another letter. */
  readonly withdrawn: boolean;
}

/** How a recipient stands, by what the outbox knows now. */
export async function standingOf(
  { delivery }: Pick<Context, 'delivery'>,
  recipient: IssueRecipient,
): Promise<Standing> {
  const still = { outcome: recipient.outcome, reason: recipient.reason, bounced: false, withdrawn: false };
  if (recipient.outcome !== 'waiting') return still;
  const sending = await delivery(letterKey(recipient));
  if (sending?.state === 'sent' || sending?.state === 'may have been sent') {
    return { ...still, outcome: sending.state };
  }
  if (sending?.state !== 'failed') return still;
  if (sending.reason.startsWith('withdrawn')) return { ...still, withdrawn: true };
  return { ...still, outcome: 'refused', reason: sending.reason, bounced: sending.bounced === true };
}

export type Tally = Readonly<Record<Outcome, number>>;

/** Counted from the rows and the outbox, as things stand. */
export async function tallyOf(context: Context, issue: string): Promise<Tally> {
  const tally = { waiting: 0, sent: 0, 'may have been sent': 0, refused: 0, left: 0, stopped: 0 };
  for (const recipient of await allOf(context.store, issue)) {
    tally[(await standingOf(context, recipient)).outcome] += 1;
  }
  return tally;
}

async function allOf(store: Transaction, issue: string): Promise<readonly IssueRecipient[]> {
  return store.find(recipients, { where: { issue }, by: 'outcome' });
}

export function waitingFor(store: Transaction, issue: string): Promise<readonly IssueRecipient[]> {
  return store.find(recipients, { where: { issue, outcome: 'waiting' } });
}
