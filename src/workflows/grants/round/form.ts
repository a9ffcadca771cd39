/** The fields of a round's forms: what is asked, what is wrong with it, and the split that is proposed. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import {
  addsUp,
  amount,
  formatMoney,
  inPounds,
  optionalAmount,
  proposeSplit,
} from '../../../shared/money.js';
import {
  choice,
  optionalDay,
  optionalText,
  parse,
  requiredDay,
  requiredText,
} from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Problems, Result } from '../../../shared/result.js';
import { VOTING_RULES } from './round.js';
import type { GrantRound, Pot, PotId, VotingRule } from './round.js';

export const START_FIELDS = ['year', 'award', 'standing', 'pots'] as const;
export const MONEY_FIELDS = ['award', 'standing', 'upfront', 'tactical'] as const;
export const DATE_FIELDS = ['closesOn', 'upfrontOn', 'tacticalOn', 'singleOn'] as const;
export const ASKED_FIELDS = ['focus', 'criteria', 'questions'] as const;
export const VOTING_FIELDS = ['kind', 'threshold', 'quorumBy'] as const;

const AWARD_STANDING = { indicative: 'Indicative: it may change', confirmed: 'Confirmed' } as const;
const POT_CHOICES = { two: 'Upfront and tactical', one: 'One pot' } as const;
const QUORUM_BY = { ballot: 'the ballot as a whole', proposal: 'each proposal' } as const;

const award = {
  award: amount(),
  standing: choice(AWARD_STANDING, 'Choose whether the award is indicative or confirmed'),
};

const start = z.object({
  year: requiredText('the year', 7, 'Enter the financial year, like 2023/24').refine(
    isFinancialYear,
    'Enter the financial year, like 2023/24',
  ),
  ...award,
  pots: choice(POT_CHOICES, 'Choose one pot or two'),
});

export type StartForm = z.output<typeof start>;

export function parseStart(data: unknown): Result<StartForm> {
  return parse(start, data);
}

function isFinancialYear(text: string): boolean {
  const [, first, second] = /^20(\d\d)\/(\d\d)$/.exec(text) ?? [];
  return first !== undefined && (Number(first) + 1) % 100 === Number(second);
}

/** The financial year that begins in this calendar year: notice of its grant comes in March. */
export function financialYear(today: string): string {
  const first = Number(today.slice(0, 4));
  return `${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** The pots that an award is proposed to split into: two thirds and one third, in whole pounds. */
export function proposedPots(awardPence: number, pots: 'one' | 'two'): readonly Pot[] {
  if (pots === 'one') return [{ id: 'single', pence: awardPence, closesOn: '' }];
  const { upfront, tactical } = proposeSplit(awardPence);
  return [
    { id: 'upfront', pence: upfront, closesOn: '' },
    { id: 'tactical', pence: tactical, closesOn: '' },
  ];
}

export function potOf({ pots }: Pick<GrantRound, 'pots'>, id: PotId): Pot | undefined {
  return pots.find((pot) => pot.id === id);
}

export interface MoneyForm {
  readonly awardPence: number;
  readonly award: GrantRound['award'];
  readonly pots: readonly Pot[];
  /** The award was changed and the pots were not: they are filled in anew, to be looked at first. */
  readonly proposed: boolean;
}

const money = z.object({ ...award, upfront: optionalAmount(), tactical: optionalAmount() });

/**
 * Award and pots. An award changed alone gets the split that follows from it; any split that adds up to
 * the award is taken.
 */
export function parseMoney(data: unknown, round: GrantRound): Result<MoneyForm> {
  const read = parse(money, data);
  if (!read.ok) return read;
  const { award: awardPence, standing, upfront, tactical } = read.value;
  const form = { awardPence, award: standing, proposed: false };
  if (potOf(round, 'single') !== undefined) {
    return ok({ ...form, pots: round.pots.map((pot) => ({ ...pot, pence: awardPence })) });
  }
  const missing = potsMissing(upfront, tactical);
  if (missing !== undefined) return invalid(missing);
  const split = { upfront: upfront ?? 0, tactical: tactical ?? 0 };
  if (addsUp(awardPence, split)) return ok({ ...form, pots: withSplit(round, split) });
  const untouched =
    potOf(round, 'upfront')?.pence === split.upfront && potOf(round, 'tactical')?.pence === split.tactical;
  if (untouched && awardPence !== round.awardPence) {
    return ok({ ...form, pots: withSplit(round, proposeSplit(awardPence)), proposed: true });
  }
  const sum = formatMoney(split.upfront + split.tactical);
  return invalid({
    tactical: `The pots make ${sum} and the award is ${formatMoney(awardPence)}. Enter amounts that add up to it`,
  });
}

function potsMissing(upfront: number | undefined, tactical: number | undefined): Problems | undefined {
  const problems = {
    ...(upfront === undefined && { upfront: 'Enter the amount for upfront projects, like 26,441' }),
    ...(tactical === undefined && { tactical: 'Enter the amount of the tactical pot, like 13,220' }),
  };
  return Object.keys(problems).length === 0 ? undefined : problems;
}

function withSplit(round: GrantRound, split: { upfront: number; tactical: number }): readonly Pot[] {
  return round.pots.map((pot) => (pot.id === 'single' ? pot : { ...pot, pence: split[pot.id] }));
}

export function moneyStart({
  awardPence,
  award: standing,
  pots,
}: Pick<GrantRound, 'awardPence' | 'award' | 'pots'>): Record<(typeof MONEY_FIELDS)[number], string> {
  const pounds = (id: PotId): string => inPounds(potOf({ pots }, id)?.pence ?? 0);
  return {
    award: inPounds(awardPence),
    standing,
    upfront: pounds('upfront'),
    tactical: pounds('tactical'),
  };
}

const day = 'Enter a date, like 24 April 2023, or leave it empty';
const dates = z.object({
  closesOn: requiredDay('Enter the last day for proposals'),
  upfrontOn: optionalDay(day),
  tacticalOn: optionalDay(day),
  singleOn: optionalDay(day),
});

/** @param today the first day that a deadline can be */
export function parseDates(
  data: unknown,
  round: GrantRound,
  today: string,
): Result<Pick<GrantRound, 'closesOn' | 'pots'>> {
  const read = parse(dates, data);
  if (!read.ok) return read;
  const { closesOn, upfrontOn, tacticalOn, singleOn } = read.value;
  if (closesOn < today && closesOn !== round.closesOn) return invalid({ closesOn: notPast(today) });
  const on = { upfront: upfrontOn, tactical: tacticalOn, single: singleOn };
  return ok({ closesOn, pots: round.pots.map((pot) => ({ ...pot, closesOn: on[pot.id] })) });
}

/** @param today the first day that a deadline can be */
export function parseDeadline(data: unknown, today: string): Result<{ readonly closesOn: string }> {
  const read = parse(dates.pick({ closesOn: true }), data);
  return !read.ok || read.value.closesOn >= today ? read : invalid({ closesOn: notPast(today) });
}

function notPast(today: string): string {
  return `Enter a day from today, ${longDate(today)}, on`;
}

export function datesStart(round: GrantRound): Record<(typeof DATE_FIELDS)[number], string> {
  const on = (id: PotId): string => potOf(round, id)?.closesOn ?? '';
  return {
    closesOn: round.closesOn,
    upfrontOn: on('upfront'),
    tacticalOn: on('tactical'),
    singleOn: on('single'),
  };
}

/** One entry a line; empty lines are dropped. */
export function lines(what: string, most: number, each: number) {
  return optionalText(what, most * (each + 1))
    .transform((text) => text.split(/\r?\n/).flatMap((line) => (line.trim() === '' ? [] : [line.trim()])))
    .superRefine((list, context) => {
      if (list.length > most) {
        context.addIssue({ code: 'custom', message: `Enter up to ${most} lines; there are ${list.length}` });
      }
      const long = list.findIndex((line) => line.length > each);
      if (long >= 0) {
        context.addIssue({ code: 'custom', message: `Shorten line ${long + 1} to ${each} characters` });
      }
    });
}

export type AskedForm = Pick<GrantRound, (typeof ASKED_FIELDS)[number]>;

/** @param priorities those of the agreement, of which several choices arrive as one text */
export function parseAsked(data: unknown, priorities: readonly string[]): Result<AskedForm> {
  const schema = z.object({
    focus: optionalText('the priorities', 4000).transform((text) => chosenOf(priorities, text)),
    criteria: lines('the criteria', 10, 200),
    questions: lines('the questions', 4, 200),
  });
  return parse(schema, data);
}

/** Several choices arrive as one text with commas between; each choice is known by its place in the list. */
export function chosenOf(list: readonly string[], text: string): readonly string[] {
  const places = text.split(',');
  return list.filter((_, place) => places.includes(String(place)));
}

/** The other way: what the input of several choices starts from. */
export function placesOf(list: readonly string[], chosen: readonly string[]): string {
  return chosen.flatMap((each) => (list.includes(each) ? [list.indexOf(each)] : [])).join();
}

const voting = z.object({
  kind: choice(VOTING_RULES, 'Choose how the vote is decided'),
  threshold: optionalText('the share', 4),
  quorumBy: choice(QUORUM_BY, 'Choose what the quorum is counted over'),
});

/** The share is asked for where the rule needs one. */
export function parseVoting(data: unknown): Result<VotingRule> {
  const read = parse(voting, data);
  if (!read.ok) return read;
  const { kind, threshold, quorumBy } = read.value;
  const share = threshold.replace(/ ?%$/, '');
  const number = /^\d{1,3}$/.test(share) ? Number(share) : 0;
  if (kind !== 'threshold')
    return ok({ kind, quorumBy, threshold: number >= 1 && number <= 100 ? number : 50 });
  if (number >= 1 && number <= 100) return ok({ kind, quorumBy, threshold: number });
  return invalid({ threshold: 'Enter a whole number from 1 to 100, like 60' });
}

export function choicesOf(list: Readonly<Record<string, string>> | readonly string[]): readonly object[] {
  return Object.entries(list).map(([value, title]) => ({ value, title }));
}
