/**
 * The money of a year's grant, as entries that are only ever added. What a pot or a project holds is the
 * sum of its lines, always: no balance is stored.
 */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { PotId } from '../round/round.js';

/** As they stand in a sentence. */
export const POT_NAMES = {
  single: 'the grant',
  upfront: 'the upfront pot',
  tactical: 'the tactical pot',
} as const satisfies Readonly<Record<PotId, string>>;

/**
 * Where money stands. It comes from the funder as the award, is shared among the pots, is allocated to a
 * project, may be invoiced by the project's payees, and is paid.
 */
export type Account =
  | 'funder'
  | 'award'
  | PotId
  | `project:${string}`
  | `invoiced:${string}`
  | `paid:${string}`;

export const KINDS = {
  award: 'Award',
  opening: 'Opening balance',
  allocation: 'Allocation',
  transfer: 'Transfer',
  invoice: 'Invoice',
  spend: 'Payment',
  return: 'Underspend returned',
  correction: 'Correction',
  /** What a project expects to spend in all. No money moves. */
  forecast: 'Forecast',
} as const;
export type Kind = keyof typeof KINDS;

/** One movement, in whole pence above 0. */
export interface Line {
  readonly from: Account;
  readonly to: Account;
  readonly amount: number;
  /** Who is paid, or asks to be: a project may have many payees. */
  readonly payee?: string;
}

/** Never changed once it is stored; a mistake is answered by a correction that names it. */
export interface Entry extends Stored {
  /** The financial year of the grant: `2021/22`. */
  readonly year: string;
  readonly kind: Kind;
  readonly lines: readonly Line[];
  /** The day it happened, an ISO date; and the instant it was recorded, for the order. */
  readonly on: string;
  readonly at: string;
  /** The member who recorded it, or `roundtable` for a file the operator brought in. */
  readonly by: string;
  readonly why: string;
  /** The id of the project it is about. */
  readonly project?: string;
  /** In pence, of a forecast alone. */
  readonly forecast?: number;
  /** The id of the entry that this one reverses. */
  readonly corrects?: string;
}

/** The indexes serve a year's book and a project's history. */
export const entries = collection<Entry>('grants.entries', [
  ['year', 'at'],
  ['project', 'at'],
]);

/** What an account holds: all that came to it less all that left it. */
export function balanceOf(book: readonly Pick<Entry, 'lines'>[], account: Account): number {
  let balance = 0;
  for (const { from, to, amount } of book.flatMap(({ lines }) => lines)) {
    if (to === account) balance += amount;
    if (from === account) balance -= amount;
  }
  return balance;
}

/** What went from one kind of account to another, less what came back. */
export function netOf(
  book: readonly Entry[],
  from: (account: Account) => boolean,
  to: (account: Account) => boolean,
): number {
  let net = 0;
  for (const line of book.flatMap(({ lines }) => lines)) {
    if (from(line.from) && to(line.to)) net += line.amount;
    if (from(line.to) && to(line.from)) net -= line.amount;
  }
  return net;
}

export function isPot(account: Account): account is PotId {
  return Object.hasOwn(POT_NAMES, account);
}

function isProject(account: Account): boolean {
  return account.startsWith('project:');
}

/** The pots that the year has or had, in the order people name them. */
export function potsOf(book: readonly Entry[]): readonly PotId[] {
  const touched = new Set<Account>(book.flatMap(({ lines }) => lines.flatMap(({ from, to }) => [from, to])));
  return (Object.keys(POT_NAMES) as PotId[]).filter((pot) => touched.has(pot));
}

export interface PotSum {
  readonly pot: PotId;
  /** Its share of the award, with opening balances; what other pots gave it, less what it gave them. */
  readonly share: number;
  readonly moved: number;
  readonly allocated: number;
  readonly returned: number;
  /** Below zero: the award was cut below what is allocated. */
  readonly left: number;
}

export function sumOfPot(book: readonly Entry[], pot: PotId): PotSum {
  const here = (account: Account): boolean => account === pot;
  const opened = new Set(book.flatMap(({ kind, id }) => (kind === 'opening' ? [id] : [])));
  // A correction of an opening gives nothing back to the funder: the money was never there.
  const openings = book.filter(({ id, corrects }) => opened.has(id) || opened.has(corrects ?? ''));
  const fromFunder = (account: Account): boolean => account === 'funder';
  const opening = netOf(openings, fromFunder, here);
  return {
    pot,
    share: netOf(book, (account) => account === 'award', here) + opening,
    moved: netOf(book, (account) => isPot(account) && account !== pot, here),
    allocated: netOf(book, here, isProject),
    returned: netOf(book, here, fromFunder) + opening,
    left: balanceOf(book, pot),
  };
}

export interface ProjectSum {
  readonly allocated: number;
  /** All that payees asked for, paid or not. */
  readonly invoiced: number;
  readonly spent: number;
  readonly returned: number;
  /** Allocated, and neither invoiced nor paid nor given back. */
  readonly left: number;
  /** What it last said that it will spend in all. */
  readonly forecast?: number;
}

export function sumOfProject(book: readonly Entry[], project: string): ProjectSum {
  const here = (account: Account): boolean => account === `project:${project}`;
  const invoiced = (account: Account): boolean => account === `invoiced:${project}`;
  const forecasts = book.filter((entry) => entry.project === project && entry.kind === 'forecast');
  const forecast = forecasts.findLast(({ id }) => !isCorrected(book, id))?.forecast;
  return {
    allocated: netOf(book, isPot, here),
    invoiced: netOf(book, here, invoiced),
    spent: balanceOf(book, `paid:${project}`),
    returned: netOf(book, here, (account) => account === 'funder'),
    left: balanceOf(book, `project:${project}`),
    ...(forecast !== undefined && { forecast }),
  };
}

export function isCorrected(book: readonly Entry[], id: string): boolean {
  return book.some(({ corrects }) => corrects === id);
}

/** The year's award as it stands, in pence. */
export function awardOf(book: readonly Entry[]): number {
  return netOf(
    book,
    (account) => account === 'funder',
    (account) => account === 'award',
  );
}

/** The ids of the projects that have entries, in the order of their first. */
export function projectsOf(book: readonly Entry[]): readonly string[] {
  return [...new Set(book.flatMap(({ project }) => project ?? []))];
}
