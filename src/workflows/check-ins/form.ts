/** The fields of the check-in's forms: what is asked, what is wrong, how it reads when recorded. */
import { z } from 'zod';
import { addDays, longDate } from '../../shared/calendar.js';
import {
  choice,
  optionalDay,
  optionalLink,
  optionalText,
  parse,
  requiredDay,
  requiredText,
} from '../../shared/parse.js';
import { invalid } from '../../shared/result.js';
import type { Result } from '../../shared/result.js';
import { RAGS, STATUSES, isException } from './answer.js';
import type { Figures, Words } from './answer.js';

export const WORD_FIELDS = ['status', 'rag', 'done', 'reason', 'next', 'nextOn'] as const;
export const FIGURE_FIELDS = ['outcome', 'evidence'] as const;
export const ROUND_FIELDS = ['name', 'meetingOn', 'dueOn'] as const;

const words = z.object({
  status: choice(STATUSES, 'Choose how the action stands'),
  rag: choice(RAGS, 'Choose green, amber or red'),
  done: requiredText('what has been done', 2000, 'Enter what has been done since the last update'),
  reason: optionalText('the reason', 1000),
  next: optionalText('the next step', 1000),
  nextOn: optionalDay('Enter the date of the next step, like 18 November 2026'),
});

/** The first section. A date that passed last time may stay: it is history, not a plan. */
export function parseWords(data: unknown): Result<Words> {
  const read = parse(words, data);
  const reason = reasonMissing(data);
  if (read.ok) return reason === '' ? read : invalid({ reason });
  return reason === '' ? read : invalid({ reason, ...read.problems });
}

const standing = z.looseObject({ status: z.string(), rag: z.string(), reason: z.string().optional() });

/** The rule between fields, checked beside the others so that all is told at once. */
function reasonMissing(data: unknown): string {
  const given = standing.safeParse(data);
  if (!given.success || (given.data.reason ?? '').trim() !== '') return '';
  const { status, rag } = given.data;
  if (status === 'delayed') return 'Enter why the action is delayed';
  return rag === 'amber' || rag === 'red' ? `Enter why the action is ${rag}` : '';
}

const figures = z.object({
  outcome: optionalText('the outcome', 500),
  evidence: optionalLink('Enter a link that starts with https://, or leave it empty'),
});

export function parseFigures(data: unknown): Result<Figures> {
  return parse(figures, data);
}

export interface RoundForm {
  readonly name: string;
  readonly meetingOn: string;
  readonly dueOn: string;
}

const round = z.object({
  name: requiredText('the name', 80, 'Enter a name, like Quarter 3 check-in'),
  meetingOn: requiredDay('Enter the date of the meeting'),
  dueOn: requiredDay('Enter the day answers are due'),
});

/** @param today the first day that answers can be due */
export function parseRound(data: unknown, today: string): Result<RoundForm> {
  const read = parse(round, data);
  if (!read.ok) return read;
  const { meetingOn, dueOn } = read.value;
  if (dueOn < today) return invalid({ dueOn: `Enter a day from today, ${longDate(today)}, on` });
  return dueOn > meetingOn ? invalid({ dueOn: afterMeeting(meetingOn) }) : read;
}

/** What is wrong with a due day after the meeting it is for. */
export function afterMeeting(meetingOn: string): string {
  return `Enter a day up to the meeting on ${longDate(meetingOn)}`;
}

/** @param today the first day that answers can be due */
export function parseDueOn(data: unknown, today: string): Result<{ readonly dueOn: string }> {
  const read = parse(round.pick({ dueOn: true }), data);
  if (!read.ok || read.value.dueOn >= today) return read;
  return invalid({ dueOn: `Enter a day from today, ${longDate(today)}, on` });
}

/** What a new check-in starts from: the next meeting, and answers due some days before it. */
export function proposedRound(meetings: readonly string[], daysBefore: number, today: string): RoundForm {
  const meetingOn = [...meetings].sort().find((day) => day > today);
  if (meetingOn === undefined) return { name: '', meetingOn: '', dueOn: '' };
  const dueOn = addDays(meetingOn, -daysBefore);
  return { name: `Check-in for ${longDate(meetingOn)}`, meetingOn, dueOn: dueOn < today ? meetingOn : dueOn };
}

/** Question and answer, for the recorded card and for results. Empty answers are left out. */
export function describe(
  answer: Words & Figures,
): readonly { readonly title: string; readonly value: string }[] {
  return [
    { title: 'Status', value: `${STATUSES[answer.status]}, ${RAGS[answer.rag].toLowerCase()}` },
    { title: 'Done', value: answer.done },
    { title: isException(answer) ? 'Reason' : 'Note', value: answer.reason },
    { title: 'Next step', value: answer.next },
    { title: 'By', value: answer.nextOn === '' ? '' : longDate(answer.nextOn) },
    { title: 'Outcome', value: answer.outcome },
    { title: 'Evidence', value: answer.evidence },
  ].filter(({ value }) => value !== '');
}
