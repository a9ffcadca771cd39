/** What the cards that move money show: the form, what it will do, and what was recorded. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { textOf } from '../../../shared/parse.js';
import { shorten } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import type { YearBook } from './book.js';
import { nameOf } from './funding-cards.js';
import { KINDS, balanceOf, isPot, sumOfProject } from './ledger.js';
import type { Account, Entry } from './ledger.js';
import { linesOf, sum } from './steps.js';
import type { Step } from './steps.js';
import { FORMS, MONEY_FIELDS, stepSentence } from './form.js';
import type { Choices, FormKind, MoneyField } from './form.js';
import type { MoneyStep } from './step.js';
import { entryWords } from './words.js';
import { POTS, roundName } from '../round/round.js';
import type { PotId } from '../round/round.js';

export type MoneyStart = Readonly<Partial<Record<MoneyField, string>>>;

/** @param step its id: the form, what it shows and the entry are one */
export function moneyFormCard(
  book: YearBook,
  kind: FormKind,
  choices: Choices,
  { step, entry = '' }: { readonly step: string; readonly entry?: string },
  start: MoneyStart,
  trouble: Trouble = {},
): Card {
  const { title, fields } = FORMS[kind];
  const wrong = book.entries.find(({ id }) => id === entry);
  const all = Object.fromEntries(MONEY_FIELDS.map((field) => [field, start[field] ?? '']));
  return {
    template: 'grants/money-form',
    summary: title,
    data: {
      heading: title,
      year: roundName(book.round),
      now:
        wrong === undefined
          ? aboutForm(book, kind, choices, textOf(trouble.typed ?? start, 'project'))
          : `This reverses: ${shorten(entryWords(book, wrong), 400)}`,
      ...formData(MONEY_FIELDS, all as Record<MoneyField, string>, trouble),
      ask: Object.fromEntries(
        MONEY_FIELDS.map((field) => [field, (fields as readonly string[]).includes(field)]),
      ),
      projects: optionsOf(choices.project),
      pots: optionsOf(choices.pot),
      holders: optionsOf(choices.from),
      press: { step, year: book.year, kind, entry },
      back: { year: book.year },
    },
  };
}

/** What helps to fill the form, where it is about a project's own money: the pots say nothing of it. */
const ABOUT: Readonly<Partial<Record<FormKind, string>>> = {
  invoice: 'Enter what a payee asks for. It counts as spent once you record the payment.',
  spend: 'Enter what was paid. It settles first what was invoiced.',
  forecast: 'Enter what the project expects to spend in all, with what it has spent already. No money moves.',
};

/** A long title hides the amount in a closed list, so the project that is chosen is said in full. */
function aboutForm(book: YearBook, kind: FormKind, { project }: Choices, chosen: string): string {
  const about = ABOUT[kind];
  if (about === undefined) return potsNow(book);
  const has = kind === 'forecast' ? undefined : project[chosen];
  return has === undefined ? about : `${has}. ${about}`;
}

function potsNow({ pots }: YearBook): string {
  return pots.map(({ pot, left }) => `${POTS[pot]}: ${formatMoney(left)} left.`).join(' ');
}

function optionsOf(choices: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(choices).map(([value, title]) => ({ title, value }));
}

/** What recording will do, with every amount, before it is done. */
export function stepCard(book: YearBook, { id, step, on, why }: MoneyStep): Card {
  const kind = step.kind as FormKind;
  const wrong = step.kind === 'correction' ? book.entries.find((each) => each.id === step.entry) : undefined;
  const sentence =
    wrong === undefined
      ? stepSentence(step, book.projectName)
      : `Reverse this entry: ${shorten(entryWords(book, wrong), 600)}`;
  return {
    template: 'grants/money-check',
    summary: sentence,
    data: {
      heading: FORMS[kind].title,
      sentence: `${sentence}.`,
      facts: [...leavesFacts(book, step), { title: 'On', value: longDate(on) }, { title: 'Why', value: why }],
      yes: `Record ${amountWords(step)}`.trim(),
      press: { step: id, year: book.year, kind },
    },
  };
}

function amountWords(step: Step): string {
  if (step.kind === 'invoice' || step.kind === 'spend') return formatMoney(sum(step.payees));
  if (step.kind === 'forecast') return 'the forecast';
  return 'amount' in step ? formatMoney(step.amount) : 'the correction';
}

/** What the pots and the projects hold afterwards, of those that the step changes. */
function leavesFacts(book: YearBook, step: Step): readonly { title: string; value: string }[] {
  const lines = linesOf(step, book);
  const after = [...book.entries, { lines }];
  const touched = [...new Set(lines.flatMap(({ from, to }) => [from, to]))];
  const pots = touched.filter(isPot).map((pot: PotId) => ({
    title: POTS[pot],
    value: `${formatMoney(balanceOf(after, pot))} left afterwards`,
  }));
  const projects = touched.filter(isProject).map((account) => ({
    title: 'Project',
    value: `${formatMoney(balanceOf(after, account))} of its allocation left afterwards`,
  }));
  return [...pots, ...projects];
}

function isProject(account: Account): boolean {
  return account.startsWith('project:');
}

/** How the accounts of an entry stand: its project's, or else the pots. */
function nowOf(book: YearBook, { project, lines }: Entry): string {
  const moved = lines.flatMap(({ from, to }) => [from, to]).some(isPot);
  if (project === undefined || moved) return potsNow(book);
  const { allocated, left } = sumOfProject(book.entries, project);
  return `${book.projectName(project)}: ${formatMoney(allocated)} allocated, ${formatMoney(left)} left of it.`;
}

/** What is recorded; it stays so, and a mistake is corrected by another entry. */
export async function entryCard(context: Context, book: YearBook, entry: Entry): Promise<Card> {
  const words = entryWords(book, entry);
  return {
    template: 'grants/money-recorded',
    summary: `Recorded: ${shorten(words, 200)}`,
    data: {
      heading: `Recorded: ${KINDS[entry.kind].toLowerCase()}`,
      sentence: `${shorten(words, 800)}.`,
      facts: [
        { title: 'On', value: longDate(entry.on) },
        { title: 'Why', value: entry.why },
        { title: 'By', value: await nameOf(context, entry.by) },
      ],
      now: nowOf(book, entry),
      project: entry.project ?? '',
      correctable: entry.kind !== 'award' && entry.kind !== 'correction',
      correct: { year: book.year, kind: 'correction', entry: entry.id },
      back: { year: book.year },
    },
  };
}
