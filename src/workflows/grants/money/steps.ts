/** What may be done with the money: each step becomes lines, or is refused with a sentence. Pure. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { addsUp, formatMoney } from '../../../shared/money.js';
import { POT_NAMES, awardOf, balanceOf, isPot, netOf, potsOf, sumOfProject } from './ledger.js';
import type { Account, Entry, Line } from './ledger.js';
import { correctionLines } from './corrections.js';
import type { PotId } from '../round/round.js';

/** Amounts in pence. A project is its id; `from` may be a project's, whose unspent money goes back. */
export type Step =
  /** The award and its pots as they shall stand, whatever they were before. */
  | {
      readonly kind: 'award';
      readonly award: number;
      readonly pots: Readonly<Partial<Record<PotId, number>>>;
    }
  | { readonly kind: 'opening'; readonly pot: PotId; readonly amount: number }
  | { readonly kind: 'allocation'; readonly pot: PotId; readonly project: string; readonly amount: number }
  | { readonly kind: 'transfer'; readonly from: Holder; readonly to: PotId; readonly amount: number }
  | { readonly kind: 'invoice'; readonly project: string; readonly payees: readonly Payee[] }
  | { readonly kind: 'spend'; readonly project: string; readonly payees: readonly Payee[] }
  | { readonly kind: 'return'; readonly from: Holder; readonly amount: number }
  | { readonly kind: 'correction'; readonly entry: string }
  | { readonly kind: 'forecast'; readonly project: string; readonly amount: number };

export type Holder = PotId | `project:${string}`;

export interface Payee {
  readonly payee: string;
  readonly amount: number;
}

/** Whether money may be taken from a pot now; `why` is a sentence. */
export type PotState =
  | { readonly state: 'open' }
  | { readonly state: 'locked'; readonly why: string }
  | { readonly state: 'closed'; readonly on: string };

/** A year's entries, with what the rules must know beside them. */
export interface Book {
  readonly entries: readonly Entry[];
  readonly pot: (pot: PotId) => PotState;
  readonly projectName: (id: string) => string;
}

/**
 * The lines that the step moves; none for a forecast.
 * @throws {UserError} when the step is not legal now, with what would be
 */
export function linesOf(step: Step, book: Book): readonly Line[] {
  switch (step.kind) {
    case 'award':
      return awardLines(step.award, step.pots, book);
    case 'opening':
      return [{ from: 'funder', to: step.pot, amount: step.amount }];
    case 'allocation':
      mustAllocate(step.pot, step.amount, book);
      return [{ from: step.pot, to: `project:${step.project}`, amount: step.amount }];
    case 'transfer':
      mustTransfer(step.from, step.to, step.amount, book);
      return isPot(step.from)
        ? [{ from: step.from, to: step.to, amount: step.amount }]
        : backLines(step.from, step.to, step.amount, book);
    case 'invoice':
      mustHold(`project:${step.project}`, sum(step.payees), book);
      return step.payees.map((each) => ({
        from: `project:${step.project}`,
        to: `invoiced:${step.project}`,
        ...each,
      }));
    case 'spend':
      return spendLines(step.project, step.payees, book);
    case 'return':
      mustHold(step.from, step.amount, book);
      return [{ from: step.from, to: 'funder', amount: step.amount }];
    case 'correction':
      return correctionLines(step.entry, book.entries);
    case 'forecast':
      return [];
  }
}

/** What moves the award and the pots from where they stand to where they shall be. */
function awardLines(
  award: number,
  pots: Readonly<Partial<Record<PotId, number>>>,
  { entries }: Book,
): readonly Line[] {
  const wanted = Object.values(pots).reduce((total, each) => total + each, 0);
  if (!addsUp(award, { upfront: wanted, tactical: 0 })) {
    throw new UserError(
      'grants.potsDoNotAddUp',
      `The pots come to ${formatMoney(wanted)}, the award is ${formatMoney(award)}. Change them until they add up.`,
    );
  }
  const lines = movement('funder', 'award', award - awardOf(entries));
  for (const pot of Object.keys(POT_NAMES) as PotId[]) {
    const had = netOf(
      entries,
      (account) => account === 'award',
      (account) => account === pot,
    );
    lines.push(...movement('award', pot, (pots[pot] ?? 0) - had));
  }
  return lines;
}

function movement(from: Account, to: Account, amount: number): Line[] {
  if (amount === 0) return [];
  return amount > 0 ? [{ from, to, amount }] : [{ from: to, to: from, amount: -amount }];
}

/** Payments settle what was invoiced first; what nobody invoiced comes from the allocation itself. */
function spendLines(project: string, payees: readonly Payee[], { entries, projectName }: Book): Line[] {
  const left = { invoiced: balanceOf(entries, `invoiced:${project}`) };
  const { allocated, spent, left: free } = sumOfProject(entries, project);
  const total = sum(payees);
  if (total > left.invoiced + free) {
    const over = formatMoney(total - left.invoiced - free);
    throw new UserError(
      'grants.spendAboveAllocation',
      `${projectName(project)} was allocated ${formatMoney(allocated)} and has spent ${formatMoney(spent)}: ${formatMoney(total)} is ${over} too much. Allocate more first, or enter what the grant pays.`,
    );
  }
  return payees.flatMap(({ payee, amount }) => {
    const settled = Math.min(amount, left.invoiced);
    left.invoiced -= settled;
    return [
      { from: `invoiced:${project}` as const, amount: settled },
      { from: `project:${project}` as const, amount: amount - settled },
    ]
      .filter((line) => line.amount > 0)
      .map((line) => ({ ...line, to: `paid:${project}` as const, payee }));
  });
}

function mustAllocate(pot: PotId, amount: number, book: Book): void {
  for (const each of potsOf(book.entries)) {
    const short = -balanceOf(book.entries, each);
    if (short <= 0) continue;
    throw new UserError(
      'grants.shortfall',
      `${begin(POT_NAMES[each])} is ${formatMoney(short)} short since the award was cut. Nothing more can be allocated until money is moved into it or given back by projects.`,
    );
  }
  mustBeOpen(pot, book);
  mustHold(pot, amount, book);
}

function mustTransfer(from: Holder, to: PotId, amount: number, book: Book): void {
  if (from === to) {
    throw new UserError('grants.samePot', 'Choose two different pots to move money between.');
  }
  if (isPot(from)) mustBeOpen(from, book);
  const target = book.pot(to);
  // A locked pot may grow: in 2021/22 what was left upfront was added to the tactical pot while it was locked.
  if (target.state === 'closed') throw closed(to, target.on);
  mustHold(from, amount, book);
}

/**
 * A project's money goes back to the pots that gave it, and on from there: what a pot has allocated is what its
 * projects hold. The pot it goes to takes its own first.
 */
function backLines(from: Holder, to: PotId, amount: number, book: Book): readonly Line[] {
  const lines: Line[] = [];
  let left = amount;
  for (const pot of [to, ...potsOf(book.entries).filter((each) => each !== to)]) {
    const gave = netOf(
      book.entries,
      (account) => account === pot,
      (account) => account === from,
    );
    const back = Math.min(left, Math.max(0, gave));
    if (back === 0) continue;
    if (pot !== to) mustBeOpen(pot, book);
    lines.push(...movement(from, pot, back), ...(pot === to ? [] : movement(pot, to, back)));
    left -= back;
  }
  // Entries made before this rule may have moved a project's money past the pot that gave it.
  return [...lines, ...movement(from, to, left)];
}

function mustBeOpen(pot: PotId, book: Book): void {
  const state = book.pot(pot);
  if (state.state === 'closed') throw closed(pot, state.on);
  if (state.state === 'locked') {
    throw new UserError('grants.potLocked', `${begin(POT_NAMES[pot])} is locked. ${state.why}`);
  }
}

function closed(pot: PotId, on: string): UserError {
  return new UserError(
    'grants.potClosed',
    `${begin(POT_NAMES[pot])} closed on ${longDate(on)}. What is left in it goes back to the funder.`,
  );
}

/** Nothing is taken from where there is less. */
function mustHold(from: Holder, amount: number, { entries, projectName }: Book): void {
  const holds = balanceOf(entries, from);
  if (amount <= holds) return;
  const name = isPot(from) ? begin(POT_NAMES[from]) : projectName(from.slice('project:'.length));
  const has = isPot(from) ? 'holds' : 'has';
  const left = isPot(from) ? '' : ' of its allocation left';
  throw new UserError(
    isPot(from) ? 'grants.abovePot' : 'grants.aboveAllocation',
    holds <= 0
      ? `${name} ${has} nothing${isPot(from) ? '' : left}, so ${formatMoney(amount)} cannot be taken from it.`
      : `${name} ${has} ${formatMoney(holds)}${left}; ${formatMoney(amount)} is ${formatMoney(amount - holds)} more. Enter up to ${formatMoney(holds)}.`,
  );
}

export function sum(payees: readonly Payee[]): number {
  return payees.reduce((total, { amount }) => total + amount, 0);
}

function begin(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
