/** How far a sending is, counted from the rows and the outbox as things stand. */
import { count, inWords } from '../../../shared/text.js';
import type { Context } from '../../workflow.js';
import type { Issue } from '../issue/issue.js';
import { allOf, standingOf } from './recipient.js';
import type { IssueRecipient, Outcome } from './recipient.js';

export type Tally = Readonly<Record<Outcome, number>>;

/** Somebody who did not get it, or may not have. */
export interface NotReached {
  readonly recipient: IssueRecipient;
  readonly outcome: Outcome;
  readonly reason: string;
}

export interface Progress {
  readonly tally: Tally;
  readonly notReached: readonly NotReached[];
  /** Why a letter waits that was tried already, or ''. */
  readonly delay: string;
}

export async function progressOf(context: Context, issue: Issue): Promise<Progress> {
  const tally: Record<Outcome, number> = {
    ...{ listed: 0, waiting: 0, sent: 0, 'may have been sent': 0, refused: 0, left: 0, stopped: 0 },
  };
  const notReached: NotReached[] = [];
  let delay = '';
  const rows = await allOf(context.store, issue.id);
  for (const recipient of rows) {
    const { outcome, reason, delay: why } = await standingOf(context, recipient);
    tally[outcome] += 1;
    if (delay === '') delay = why;
    if (outcome === 'refused' || outcome === 'may have been sent' || outcome === 'stopped') {
      notReached.push({ recipient, outcome, reason });
    }
  }
  // Those who have no row yet wait as well.
  if (issue.listing) tally.listed += Math.max(0, issue.people - rows.length);
  return { tally, notReached, delay };
}

export function totalOf(tally: Tally): number {
  return Object.values(tally).reduce((sum, each) => sum + each, 0);
}

/** Those about whom nothing will change any more. */
export function doneOf(tally: Tally): number {
  return totalOf(tally) - tally.waiting - tally.listed;
}

/** Those who have it, or may have it. */
export function reachedOf(tally: Tally): number {
  return tally.sent + tally['may have been sent'];
}

/** In tenths: when the card that shows it is worth an edit. */
export function tenthsOf(tally: Tally): number {
  return tenths(doneOf(tally), totalOf(tally));
}

/** In tenths: what the bar shows, which is what the first sentence says. */
export function barOf(tally: Tally): number {
  return tenths(tally.sent, totalOf(tally));
}

function tenths(part: number, all: number): number {
  return all === 0 ? 10 : Math.floor((part / all) * 10);
}

export function progressSentence(tally: Tally): string {
  if (totalOf(tally) === 0) return 'Nobody is on the list: it goes to channels alone.';
  return `${tally.sent.toLocaleString('en-GB')} of ${count(totalOf(tally), 'person has it', 'people have it')}.`;
}

const WORDS: readonly (readonly [Outcome, string, string])[] = [
  ['may have been sent', 'may have it (not sent again)', 'may have it (not sent again)'],
  ['refused', 'was refused', 'were refused'],
  ['left', 'left the list first', 'left the list first'],
  ['stopped', 'was stopped', 'were stopped'],
];

const WAITING = ['waits for it', 'wait for it'] as const;
const BEING_STOPPED = ['is being stopped', 'are being stopped'] as const;

/** What became of the others, or ''. @param stopped whoever waits gets no letter any more */
export function outcomesSentence(tally: Tally, stopped: boolean): string {
  const waiting = tally.listed + tally.waiting;
  const [one, many] = stopped ? BEING_STOPPED : WAITING;
  const parts = [
    ...(waiting === 0 ? [] : [count(waiting, one, many)]),
    ...WORDS.flatMap(([outcome, ...words]) =>
      tally[outcome] === 0 ? [] : [count(tally[outcome], ...words)],
    ),
  ];
  return parts.length === 0 ? '' : `${inWords(parts)}.`;
}
