/** The fields of what is put to the funder and of what was decided. */
import { z } from 'zod';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { amount, formatMoney, optionalAmount } from '../../../shared/money.js';
import { choice, optionalText, parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Problems, Result } from '../../../shared/result.js';
import type { Context } from '../../workflow.js';
import type { Decision, FunderRequest } from './request.js';

export const DECISION_FIELDS = ['decision', 'amount', 'reason', 'on'] as const;
export const ASK_FIELDS = ['amount', 'why'] as const;

const DECISIONS = { approved: '', 'part-approved': '', refused: '', pending: '' } as const;

/** A decision comes between the day it was submitted and today, as the partnership's own days go. */
export function parseDecision(
  data: unknown,
  { askedPence, createdAt }: FunderRequest,
  { today, partnership }: Pick<Context, 'today' | 'partnership'>,
): Result<Decision> {
  const schema = z.object({
    decision: choice(DECISIONS, 'Choose what was decided'),
    amount: optionalAmount(),
    reason: optionalText('the reason', 1000),
    on: requiredDay('Enter the day of the decision').refine(
      (day) => day <= today,
      `Enter a day up to today, ${longDate(today)}`,
    ),
  });
  const read = parse(schema, data);
  if (!read.ok) return read;
  const { decision, amount: part, reason, on } = read.value;
  const problems: Record<string, string> = {};
  // The instant may carry a number for the order.
  const submitted = dayOf(new Date(createdAt.slice(0, 24)), partnership.time_zone);
  if (on < submitted) problems.on = 'Enter a day on or after the day it was submitted';
  if (decision === 'part-approved' && !(part !== undefined && part > 0 && part < askedPence)) {
    problems.amount = `Enter what was approved: more than nothing and less than ${formatMoney(askedPence)}`;
  }
  if (reason === '' && (decision === 'refused' || decision === 'part-approved')) {
    problems.reason =
      decision === 'refused' ? 'Enter why it was refused' : 'Enter why it was approved in part';
  }
  return withProblems(problems, { state: decision, partPence: part ?? 0, reason, on });
}

function withProblems<T>(problems: Problems, value: T): Result<T> {
  return Object.keys(problems).length === 0 ? ok(value) : invalid(problems);
}

export interface Ask {
  /** In pence. */
  readonly amount: number;
  readonly why: string;
}

/** More money for a project, or money at once: how much, and why. */
export function parseAsk(data: unknown): Result<Ask> {
  const why = requiredText('the reason', 1000, 'Enter why it is needed');
  return parse(z.object({ amount: amount(), why }), data);
}

/** The proposals that were chosen to be submitted. Several choices arrive as one text. */
export function parseChosen(data: unknown, known: readonly string[]): Result<readonly string[]> {
  const read = parse(z.object({ chosen: optionalText('the choice', 4000) }), data);
  if (!read.ok) return read;
  const typed = read.value.chosen.split(',');
  const chosen = known.filter((id) => typed.includes(id));
  return chosen.length === 0 ? invalid({ chosen: 'Choose at least one proposal' }) : ok(chosen);
}
