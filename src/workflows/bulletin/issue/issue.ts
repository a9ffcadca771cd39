/** One month's bulletin, and the steps it may take. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { Context } from '../../workflow.js';

export type IssueState =
  /** Takes items. */
  | 'open'
  /** Is compiled. */
  | 'closed'
  /** Compiled, and waits for another coordinator's approval. */
  | 'ready'
  | 'approved'
  | 'sending'
  | 'paused'
  | 'sent'
  /** Ended before everybody got it. */
  | 'stopped'
  /** Closed with nothing to send: that month has no bulletin. */
  | 'empty';

/** `id` is the month, `2026-12`: a month has one issue, whatever opens it. */
export interface Issue extends Stored {
  readonly state: IssueState;
  /** ISO dates: the first and the last day on which it takes items. */
  readonly opensOn: string;
  readonly closesOn: string;
  readonly introduction: string;
  /** One to a line. */
  readonly dates: string;
  /** The coordinators who compiled, approved and sent it; empty until they did. */
  readonly compiledBy: string;
  readonly approvedBy: string;
  readonly sentBy: string;
  /** ISO instants, empty until it came to that. */
  readonly sentAt: string;
  readonly endedAt: string;
  /** How often sending was begun: 1, and one more for each time it was resumed. */
  readonly run: number;
  /** How many were on the list when it was begun. */
  readonly people: number;
  /** Some of them have no row yet: true from the press that begins it until everybody has one. */
  readonly listing: boolean;
  /** The last address that got a row, or ''. */
  readonly listedTo: string;
  /** What the mail server said to all of the first letters, so that it paused by itself; '' or absent otherwise. */
  readonly refusedAlike?: string;
  /** The key of the message that shows how far it is, or '' where it was begun on a web page. */
  readonly shownIn: string;
  /** Makes the address of its page in the archive. */
  readonly key: string;
}

export const issues = collection<Issue>(
  'bulletin.issues',
  [['opensOn'], ['state', 'opensOn'], ['key'], ['listing']],
  // Until then all rows and letters were written by the press that began the sending.
  [(old) => ({ ...old, people: 0, listing: false, listedTo: '', shownIn: '' })],
);

const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `December 2026`. */
export function issueName({ id }: Pick<Issue, 'id'>): string {
  return MONTHS.format(new Date(`${id}-15T12:00:00Z`));
}

/** The newest first. */
export function recentIssues(store: Transaction, limit: number): Promise<readonly Issue[]> {
  return store.find(issues, { by: 'opensOn', order: 'descending', limit });
}

/** The issue that takes items, if one does. */
export async function openIssue({ store }: Pick<Context, 'store'>): Promise<Issue | undefined> {
  const [newest] = await store.find(issues, {
    where: { state: 'open' },
    by: 'opensOn',
    order: 'descending',
    limit: 1,
  });
  return newest;
}

/** States before everybody has it, in the order in which the team would turn to them. */
const UNFINISHED = ['sending', 'paused', 'approved', 'ready', 'closed', 'open'] as const;

/** The issue that the team works on: the one nearest to being sent. */
export async function issueAtHand({ store }: Pick<Context, 'store'>): Promise<Issue | undefined> {
  for (const state of UNFINISHED) {
    const [first] = await store.find(issues, { where: { state }, by: 'opensOn', limit: 1 });
    if (first !== undefined) return first;
  }
  return undefined;
}

/** The issues whose items the desk decides about: the one at hand, and the one that takes items meanwhile. */
export async function issuesAtDesk(context: Pick<Context, 'store'>): Promise<readonly Issue[]> {
  const [atHand, open] = [await issueAtHand(context), await openIssue(context)];
  return [atHand, open?.id === atHand?.id ? undefined : open].filter((issue) => issue !== undefined);
}

/** Its items and their order may change. */
export function isCompiling({ state }: Issue): boolean {
  return state === 'open' || state === 'closed';
}

export const ISSUE_STATES: Readonly<Record<IssueState, string>> = {
  open: 'Takes items',
  closed: 'Closed to new items, and being compiled',
  ready: 'Compiled, and waiting for approval',
  approved: 'Approved, and not sent yet',
  sending: 'Being sent',
  paused: 'Paused',
  sent: 'Sent',
  stopped: 'Stopped before everybody got it',
  empty: 'Ended without an item',
};

/** @throws {UserError} unless its items and their order may change */
export function mustBeCompiling(issue: Issue): void {
  if (isCompiling(issue)) return;
  throw new UserError('bulletin.notCompiling', fixedSentence(issue));
}

export function fixedSentence(issue: Issue): string {
  const name = issueName(issue);
  if (issue.state === 'ready' || issue.state === 'approved') {
    return `The ${name} issue is ${issue.state === 'ready' ? 'waiting for approval' : 'approved'}. Open it again to change it.`;
  }
  if (issue.state === 'empty') return `The ${name} issue ended without an item.`;
  if (issue.state === 'stopped') return `The ${name} issue was stopped, so it cannot be changed.`;
  return `The ${name} issue went out, so it cannot be changed.`;
}

/** What a sender reads who comes too late. */
export function closedSentence(issue: Issue, mailbox: string): string {
  const passed = issue.state === 'open' ? `closes on ${longDate(issue.closesOn)}` : 'is closed to changes';
  return `The ${issueName(issue)} issue ${passed}. Write to ${mailbox} about it.`;
}
