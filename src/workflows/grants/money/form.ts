/** The fields of the forms that move money: what is asked, what is wrong, how a step reads. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import { amount, formatMoney, readPounds } from '../../../shared/money.js';
import { parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { count, inWords } from '../../../shared/text.js';
import { POT_NAMES, isPot } from './ledger.js';
import { sum } from './steps.js';
import type { Holder, Payee, Step } from './steps.js';
import type { PotId } from '../round/round.js';

/** The steps that have a form of their own; a correction starts from the entry it corrects. */
export const FORMS = {
  allocation: {
    ...{ title: 'Allocate money to a project', fields: ['project', 'pot', 'amount', 'on', 'why'] },
  },
  invoice: { title: 'Record an invoice', fields: ['project', 'payees', 'on', 'why'] },
  spend: { title: 'Record a payment', fields: ['project', 'payees', 'on', 'why'] },
  transfer: { title: 'Move money between pots', fields: ['from', 'to', 'amount', 'on', 'why'] },
  return: { title: 'Return underspend to the funder', fields: ['from', 'amount', 'on', 'why'] },
  forecast: { title: 'Record a forecast', fields: ['project', 'amount', 'on', 'why'] },
  correction: { title: 'Correct an entry', fields: ['on', 'why'] },
} as const satisfies Readonly<Record<string, { title: string; fields: readonly MoneyField[] }>>;
export type FormKind = keyof typeof FORMS;

export const MONEY_FIELDS = ['project', 'pot', 'from', 'to', 'amount', 'payees', 'on', 'why'] as const;
export type MoneyField = (typeof MONEY_FIELDS)[number];

/** What may be chosen now, by value. */
export interface Choices {
  readonly project: Readonly<Record<string, string>>;
  readonly pot: Readonly<Record<string, string>>;
  readonly from: Readonly<Record<string, string>>;
}

export interface TypedStep {
  readonly step: Step;
  /** ISO date. */
  readonly on: string;
  readonly why: string;
}

const MOST_PAYEES = 30;
/** A hyphen parts them only between spaces: `Meta: -5` is no amount. */
const PAYEE_LINE = /^(.+?)(?:\s*[:;,]\s*|\s+[–-]\s+|\s+)(£?\s?\d[\d,]*(?:\.\d+)?)$/;

/**
 * @param kind of the form
 * @param entry the entry that a correction is about, or ''
 * @param today the last day that something can have happened
 */
export function parseStep(
  kind: FormKind,
  data: unknown,
  choices: Choices,
  entry: string,
  today: string,
): Result<TypedStep> {
  const common = {
    on: requiredDay('Enter the day, like 18 November 2026').refine(
      (day) => day === '' || day <= today,
      `Enter a day up to today, ${longDate(today)}`,
    ),
    why: requiredText('the reason', 500, 'Enter why, so that an auditor can follow it'),
  };
  const project = oneOf(choices.project, 'Choose the project');
  const from = oneOf(choices.from, 'Choose where the money comes from');
  switch (kind) {
    case 'allocation': {
      const pot = oneOf(choices.pot, 'Choose the pot');
      return typed(parse(z.object({ project, pot, amount: amount(), ...common }), data), (each) => ({
        ...{ kind, project: each.project, pot: each.pot as PotId, amount: each.amount },
      }));
    }
    case 'invoice':
    case 'spend': {
      const read = parse(z.object({ project, payees, ...common }), data);
      return typed(read, (each) => ({ kind, project: each.project, payees: each.payees }));
    }
    case 'transfer': {
      const to = oneOf(choices.pot, 'Choose the pot that the money moves into');
      return typed(parse(z.object({ from, to, amount: amount(), ...common }), data), (each) => ({
        ...{ kind, from: each.from as Holder, to: each.to as PotId, amount: each.amount },
      }));
    }
    case 'return':
      return typed(parse(z.object({ from, amount: amount(), ...common }), data), (each) => ({
        ...{ kind, from: each.from as Holder, amount: each.amount },
      }));
    case 'forecast': {
      // A project may expect to spend nothing of its allocation.
      const read = parse(z.object({ project, amount: amount(undefined, 0), ...common }), data);
      return typed(read, (each) => ({ kind, project: each.project, amount: each.amount }));
    }
    case 'correction':
      return typed(parse(z.object(common), data), () => ({ kind, entry }));
  }
}

function typed<T extends { readonly on: string; readonly why: string }>(
  read: Result<T>,
  step: (value: T) => Step,
): Result<TypedStep> {
  return read.ok
    ? ok({ step: step(read.value), on: read.value.on, why: read.value.why })
    : invalid(read.problems);
}

function oneOf(choices: Readonly<Record<string, string>>, missing: string) {
  return z
    .preprocess((value) => (typeof value === 'string' ? value : ''), z.string())
    .refine((value) => Object.hasOwn(choices, value), missing);
}

/** One payee a line, with the amount: `Ashford Business Crime Partnership: 1,200`. */
const payees = z
  .preprocess((value) => (typeof value === 'string' ? value.trim() : ''), z.string())
  .transform((text, context): readonly Payee[] => {
    const lines = text
      .split(/\r?\n|\r/)
      .map((line) => line.trim())
      .filter((line) => line !== '');
    const fail = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if (lines.length === 0) return fail('Enter who is paid and how much, like Print House: 1,200');
    if (lines.length > MOST_PAYEES) {
      return fail(`Enter up to ${MOST_PAYEES} payees at a time; these are ${lines.length}`);
    }
    const read = lines.map(payeeOf);
    const wrong = read.findIndex((each) => each === undefined);
    if (wrong >= 0) {
      return fail(`Enter a payee and an amount in line ${wrong + 1}, like Print House: 1,200 or 1,837.50`);
    }
    return read.filter((each) => each !== undefined);
  });

function payeeOf(line: string): Payee | undefined {
  const [, payee = '', pounds = ''] = line.length > 150 ? [] : (PAYEE_LINE.exec(line) ?? []);
  const pence = readPounds(pounds);
  return payee === '' || payee.length > 100 || pence === undefined || pence === 0
    ? undefined
    : { payee, amount: pence };
}

/**
 * What a step does, as one sentence that names the amount.
 * @param nameOf the title of a project
 */
export function stepSentence(step: Step, nameOf: (project: string) => string): string {
  const holder = (from: Holder): string =>
    isPot(from) ? POT_NAMES[from] : nameOf(from.slice('project:'.length));
  switch (step.kind) {
    case 'award':
      return `The award is ${formatMoney(step.award)}`;
    case 'opening':
      return `${formatMoney(step.amount)} to start with in ${POT_NAMES[step.pot]}`;
    case 'allocation':
      return `Allocate ${formatMoney(step.amount)} from ${POT_NAMES[step.pot]} to ${nameOf(step.project)}`;
    case 'transfer':
      return `Move ${formatMoney(step.amount)} from ${holder(step.from)} to ${POT_NAMES[step.to]}`;
    case 'invoice':
      return `${inWords(step.payees.map(payeeWords))} ${step.payees.length === 1 ? 'invoices' : 'invoice'} ${nameOf(step.project)}${totalOf(step.payees)}`;
    case 'spend':
      return `${nameOf(step.project)} pays ${inWords(step.payees.map(payeeWords))}${totalOf(step.payees)}`;
    case 'return':
      return `Return ${formatMoney(step.amount)} from ${holder(step.from)} to the funder`;
    case 'forecast':
      return `${nameOf(step.project)} expects to spend ${formatMoney(step.amount)} in all`;
    case 'correction':
      return 'Reverse the entry';
  }
}

function payeeWords({ payee, amount: pence }: Payee): string {
  return `${payee} ${formatMoney(pence)}`;
}

function totalOf(list: readonly Payee[]): string {
  return list.length === 1 ? '' : `: ${formatMoney(sum(list))} for ${count(list.length, 'payee')}`;
}
