/** What a funded project says about itself: updates until it is delivered, then year-end feedback. */
import { z } from 'zod';
import { addDays } from '../../../shared/calendar.js';
import { formatMoney, optionalAmount } from '../../../shared/money.js';
import { choice, optionalText, parse, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import { DELIVERY } from './project.js';
import type { Delivery, Project } from './project.js';

export interface Words {
  readonly delivery: Delivery;
  readonly progress: string;
  /** Outcomes are numbers in the partnership's papers: `6,845 video views`. Empty when there are none yet. */
  readonly outputs: string;
  /** Required when delayed. */
  readonly reason: string;
  /** In pence, as the project sees it; the ledger may know less. Absent when not said. */
  readonly spent?: number;
  readonly forecast?: number;
}

export interface Update extends Stored, Words {
  readonly project: string;
  readonly kind: 'update' | 'feedback';
  /** The member who gave it. */
  readonly by: string;
  /** ISO instant, and the day it was for the partnership. */
  readonly at: string;
  readonly on: string;
}

export const updates = collection<Update>('grants.updates', [['project', 'at']]);

export const UPDATE_FIELDS = ['delivery', 'progress', 'outputs', 'spent', 'forecast', 'reason'] as const;
export const FEEDBACK_FIELDS = ['progress', 'outputs'] as const;

const progress = requiredText('the progress', 2000, 'Enter what has been done since the last update');
const outputs = optionalText('the outputs', 1000);
const update = z.object({
  delivery: choice(DELIVERY, 'Choose how the project stands'),
  progress,
  outputs,
  reason: optionalText('the reason', 1000),
  spent: optionalAmount(),
  forecast: optionalAmount(),
});

export function parseUpdate(data: unknown): Result<Words> {
  const read = parse(update, data);
  if (!read.ok) return read;
  const { delivery, reason, outputs: numbers, spent, forecast, ...rest } = read.value;
  if (delivery === 'delayed' && reason === '') return invalid({ reason: 'Enter why the project is delayed' });
  if (delivery === 'delivered' && numbers === '') {
    return invalid({ outputs: 'Enter what came of it in numbers, like 59 people trained' });
  }
  return {
    ok: true,
    value: {
      ...{ ...rest, delivery, outputs: numbers, reason: delivery === 'delayed' ? reason : '' },
      ...(spent !== undefined && { spent }),
      ...(forecast !== undefined && { forecast }),
    },
  };
}

const feedback = z.object({
  progress: requiredText('the feedback', 2000, 'Enter what the project has achieved'),
  outputs: requiredText('the outputs', 1000, 'Enter what came of it in numbers, like 59 people trained'),
});

export function parseFeedback(data: unknown): Result<Words> {
  const read = parse(feedback, data);
  return read.ok ? { ok: true, value: { ...read.value, delivery: 'delivered', reason: '' } } : read;
}

/** The newest, of updates and feedback alike. */
export async function latestUpdate(store: Transaction, project: string): Promise<Update | undefined> {
  return (await store.find(updates, { where: { project }, by: 'at', order: 'descending', limit: 1 }))[0];
}

/** The day its next update is due: some weeks after the last one, or after it was approved. */
export function updateDue({ approvedOn }: Project, last: Update | undefined, weeks: number): string {
  return addDays(last?.on ?? approvedOn, 7 * weeks);
}

/** The first of March in the financial year: `2022-03-01` of 2021/22. */
export function feedbackDue({ year }: Pick<Project, 'year'>): string {
  return `${Number(year.slice(0, 4)) + 1}-03-01`;
}

/** Question and answer. What was not said is left out. */
export function describeUpdate(said: Update): readonly { readonly title: string; readonly value: string }[] {
  const { delivery, progress: done, outputs: numbers, reason, spent, forecast } = said;
  return [
    { title: 'Status', value: DELIVERY[delivery] },
    { title: said.kind === 'feedback' ? 'Achieved' : 'Progress', value: done },
    { title: 'In numbers', value: numbers },
    { title: 'Delayed because', value: reason },
    { title: 'Spent so far', value: spent === undefined ? '' : formatMoney(spent) },
    { title: 'Expects to spend', value: forecast === undefined ? '' : `${formatMoney(forecast)} in all` },
  ].filter(({ value }) => value !== '');
}
