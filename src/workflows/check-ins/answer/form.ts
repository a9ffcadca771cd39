/** The fields of an answer: what is asked, what is wrong, how it reads when recorded. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import {
  choice,
  choiceOr,
  optionalDay,
  optionalLink,
  optionalText,
  parse,
  requiredText,
} from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Problems, Result } from '../../../shared/result.js';
import { MONEY, RAGS, SHARING, STATUSES, isException } from './answer.js';
import type { Details, Status, Words } from './answer.js';
import { outcomeProblem } from './figures.js';
import type { RoundKind } from '../round/round.js';

export const WORD_FIELDS = ['status', 'rag', 'money', 'done', 'outcome', 'reason'] as const;
export const DETAIL_FIELDS = ['next', 'nextOn', 'evidence', 'evidenceOn', 'evidenceShared'] as const;

const QUARTERLY = ['not-started', 'in-progress', 'complete', 'delayed', 'ongoing'] as const;
const YEAR_END = ['complete', 'carried-over', 'stopped'] as const;

/** What can be said of an action; at the end of the year only what becomes of it. */
export function statusesFor(kind: RoundKind | undefined): readonly Status[] {
  return kind === 'year-end' ? YEAR_END : QUARTERLY;
}

/** What a form starts from, or '' when it has to be chosen anew. What was carried over goes on. */
export function startingStatus(status: Status, kind: RoundKind | undefined): Status | '' {
  const next = status === 'carried-over' && kind !== 'year-end' ? 'in-progress' : status;
  return statusesFor(kind).includes(next) ? next : '';
}

const words = {
  rag: choice(RAGS, 'Choose green, amber or red'),
  money: choiceOr('none', MONEY, 'Choose how the money stands, or that there is none'),
  done: requiredText('what has been done', 2000, 'Enter what has been done since the last update'),
  outcome: optionalText('the outcomes', 1000),
  reason: optionalText('the reason', 1000),
};

/** Built once for each kind: building a schema costs more than reading a form with it. */
function wordsOf(statuses: readonly Status[], missing: string) {
  const asked = Object.fromEntries(statuses.map((status) => [status, STATUSES[status]]));
  return z.object({ status: choice(asked as Record<Status, string>, missing), ...words });
}

/** What the fields say that are not the same in both kinds of check-in. */
export function askedWords(kind: RoundKind | undefined): {
  readonly status: string;
  readonly missing: string;
  readonly reasonNeeded: string;
} {
  return kind === 'year-end'
    ? {
        status: 'What becomes of it',
        missing: 'Choose what becomes of the action',
        reasonNeeded: 'stopped, carried over, amber or red',
      }
    : {
        status: 'Status',
        missing: 'Choose how the action stands',
        reasonNeeded: 'delayed, amber or red',
      };
}

const quarterly = wordsOf(QUARTERLY, askedWords('quarterly').missing);
const yearEnd = wordsOf(YEAR_END, askedWords('year-end').missing);

/** The first section. */
export function parseWords(data: unknown, kind: RoundKind | undefined): Result<Words> {
  const read = parse(kind === 'year-end' ? yearEnd : quarterly, data);
  const between = problemsBetween(data);
  if (Object.keys(between).length === 0) return read;
  return invalid(read.ok ? between : { ...between, ...read.problems });
}

const loose = z.preprocess((value) => (typeof value === 'string' ? value : ''), z.string());
const standing = z.looseObject({ status: loose, rag: loose, money: loose, reason: loose, outcome: loose });

/** The rules between fields, checked beside the others so that all is told at once. */
function problemsBetween(data: unknown): Problems {
  const given = standing.safeParse(data);
  if (!given.success) return {};
  const reason = given.data.reason.trim() === '' ? reasonMissing(given.data) : '';
  const outcome = outcomeProblem(given.data.outcome);
  return { ...(reason !== '' && { reason }), ...(outcome !== '' && { outcome }) };
}

function reasonMissing({ status, rag, money }: Readonly<Record<'status' | 'rag' | 'money', string>>): string {
  if (status === 'delayed') return 'Enter why the action is delayed';
  if (status === 'stopped') return 'Enter why the action was stopped';
  if (status === 'carried-over') return 'Enter why the action is carried over';
  if (rag === 'amber' || rag === 'red') return `Enter why the action is ${rag}`;
  return money === 'amber' || money === 'red' ? `Enter why the money is ${money}` : '';
}

const details = z.object({
  next: optionalText('the next step', 1000),
  nextOn: optionalDay('Enter the date of the next step, like 18 November 2026'),
  evidence: optionalLink('Enter a link that starts with https://, or leave it empty'),
  evidenceOn: optionalDay('Enter the date of the evidence, like 18 November 2026'),
  evidenceShared: choiceOr('no', SHARING, 'Choose whether the link may be shared'),
});

/**
 * The second section. A next step's date that passed last time may stay: it is history, not a plan.
 * @param today the last day that evidence can be of
 */
export function parseDetails(data: unknown, today: string): Result<Details> {
  const read = parse(details, data);
  if (!read.ok) return read;
  const { evidence, evidenceOn } = read.value;
  if (evidenceOn > today) return invalid({ evidenceOn: `Enter a date up to today, ${longDate(today)}` });
  if (evidenceOn !== '' && evidence === '')
    return invalid({ evidence: 'Enter the link too, or leave its date empty' });
  return read;
}

export interface Fact {
  readonly title: string;
  readonly value: string;
}

/**
 * Question and answer, for the recorded card and for results. Empty answers are left out.
 * @param evidence `shared`: a link that may not be shared is not shown
 */
export function describe(answer: Words & Details, evidence: 'all' | 'shared' = 'shared'): readonly Fact[] {
  return [
    { title: 'Status', value: `${STATUSES[answer.status]}, ${RAGS[answer.rag].toLowerCase()}` },
    { title: 'Money', value: answer.money === 'none' ? '' : RAGS[answer.money] },
    { title: 'Done', value: answer.done },
    { title: 'Outcome', value: answer.outcome.replace(/\s*\n+\s*/g, '; ') },
    { title: needsReason(answer) ? 'Reason' : 'Note', value: answer.reason },
    { title: 'Next step', value: answer.next },
    { title: 'By', value: answer.nextOn === '' ? '' : longDate(answer.nextOn) },
    { title: 'Evidence', value: evidenceLine(answer, evidence) },
  ].filter(({ value }) => value !== '');
}

function needsReason(answer: Words): boolean {
  return isException(answer) || answer.status === 'carried-over';
}

/** The link, its date and whether it may be shared. */
export function evidenceLine(
  { evidence, evidenceOn, evidenceShared }: Details,
  shown: 'all' | 'shared',
): string {
  if (evidence === '') return '';
  const dated = evidenceOn === '' ? '' : ` (${longDate(evidenceOn)})`;
  if (evidenceShared === 'yes') return `${evidence}${dated}${shown === 'all' ? ', may be shared' : ''}`;
  return shown === 'all'
    ? `${evidence}${dated}, not for sharing`
    : 'Given to the coordinating team; not for sharing';
}
