/** What is written in a section: read from the form, how far it is, and how it reads when recorded. */
import { isDay, longDate } from '../../../shared/calendar.js';
import { formatMoney, inPounds, readPounds } from '../../../shared/money.js';
import { textOf } from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { inWords } from '../../../shared/text.js';
import { costLines, readCosts, totalOf } from './costs.js';
import type { Field } from './fields.js';
import type { Proposal } from './proposal.js';
import { sectionsFor } from './sections.js';
import type { Section } from './sections.js';

export type Answers = Readonly<Record<string, string>>;

/**
 * A section as typed. A draft may leave anything out; what is there must be right.
 * @param needed the form whose fields may not be left out, or `nothing`
 */
export function readSection(
  { fields }: Section,
  data: Readonly<Record<string, unknown>>,
  needed: 'expression' | 'nothing',
): Result<Answers> {
  const problems: Record<string, string> = {};
  const answers: Record<string, string> = {};
  for (const field of fields) {
    const typed = textOf(data, field.id).trim();
    const answer = typed === '' ? '' : valueOf(field, typed);
    const wrong = answer === '' && field.needed === needed ? field.missing : wrongWith(field, typed);
    if (wrong !== '') problems[field.id] = wrong;
    answers[field.id] = answer;
  }
  const { startsOn = '', endsOn = '' } = answers;
  if (startsOn !== '' && endsOn !== '' && endsOn < startsOn) {
    problems.endsOn ??= `Enter a day from the start, ${longDate(startsOn)}, on`;
  }
  return Object.keys(problems).length === 0 ? ok(answers) : invalid(problems);
}

function wrongWith({ kind, most, choices, missing }: Field, typed: string): string {
  if (typed === '') return '';
  if (kind === 'amount') return (readPounds(typed) ?? 0) > 0 ? '' : missing;
  if (typed.length > most) {
    return `Shorten this to ${most.toLocaleString('en-GB')} characters; it has ${typed.length.toLocaleString('en-GB')}`;
  }
  if (kind === 'costs') return readCosts(typed).wrong;
  if (kind === 'date') return isDay(typed) ? '' : missing;
  if (kind === 'one') return choices?.some(({ key }) => key === typed) === true ? '' : missing;
  return '';
}

/** Several choices come as their places in the list and are kept by key, one a line: lists change. */
function valueOf({ kind, choices = [] }: Field, typed: string): string {
  if (kind !== 'several') return typed;
  const places = typed.split(',');
  return choices.flatMap(({ key }, place) => (places.includes(String(place)) ? [key] : [])).join('\n');
}

/** What the field's input starts from. */
export function startOf({ id, kind, choices = [] }: Field, answers: Answers): string {
  const answer = answers[id] ?? '';
  if (kind === 'amount') return answer === '' ? '' : inPounds(readPounds(answer) ?? 0);
  if (kind !== 'several') return answer;
  const keys = answer.split('\n');
  return choices.flatMap(({ key }, place) => (keys.includes(key) ? [place] : [])).join();
}

/** The fields of the proposal itself that follow from what is written. */
export function fieldsFrom(
  answers: Answers,
): Pick<Proposal, 'title' | 'organisation' | 'partners' | 'askedPence' | 'costs'> {
  return {
    title: answers.title ?? '',
    organisation: answers.organisation ?? '',
    partners: (answers.partners ?? '').split('\n').filter((each) => each !== ''),
    askedPence: readPounds(answers.asked ?? '') ?? 0,
    costs: readCosts(answers.costs ?? '').costs,
  };
}

export const SECTION_STATES = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  done: 'Done',
} as const;

/** Not started, in progress or done: from what is written, kept nowhere. */
export function stateOf({ fields }: Section, answers: Answers): keyof typeof SECTION_STATES {
  const given = (field: Field): boolean => (answers[field.id] ?? '') !== '';
  if (!fields.some(given)) return 'not-started';
  return fields.every((field) => field.needed === 'no' || given(field)) ? 'done' : 'in-progress';
}

/** What a section still needs, in words: fields without an answer, and what does not hold together. */
export function leftIn(
  { id: section, fields }: Section,
  { form, answers }: Pick<Proposal, 'form' | 'answers'>,
): readonly string[] {
  const left = fields.filter(({ id, needed }) => needed !== 'no' && (answers[id] ?? '') === '');
  return [
    ...left.map(({ name }) => name.toLowerCase()),
    ...(form === 'full' ? doubts(section, answers) : []),
  ];
}

/** What a proposal of its form is still missing, named: nobody should hear "not fully formed" afterwards. */
export function missingIn(
  sections: readonly Section[],
  proposal: Pick<Proposal, 'form' | 'answers'>,
): readonly string[] {
  return sectionsFor(sections, proposal.form).flatMap((section) => {
    const left = leftIn(section, proposal);
    return left.length === 0 ? [] : [`${section.title}: ${inWords(left)}`];
  });
}

/** What is there and does not hold together. */
function doubts(section: string, answers: Answers): readonly string[] {
  const { costs = '', other = '', outcomes = '' } = answers;
  if (section === 'outcomes')
    return outcomes === '' || /\d/.test(outcomes) ? [] : ['a number in what will be different'];
  if (section !== 'money' || costs === '') return [];
  const spent = totalOf(readCosts(costs).costs);
  const paid = (readPounds(answers.asked ?? '') ?? 0) + totalOf(readCosts(other).costs);
  if (spent === paid) return [];
  return [
    `costs that add up (they make ${formatMoney(spent)}, what you ask for and other funding ${formatMoney(paid)})`,
  ];
}

/** Whether everything is there without which it cannot be proposed. */
export function mayBeProposed(sections: readonly Section[], { answers }: Pick<Proposal, 'answers'>): boolean {
  return missingIn(sections, { form: 'expression', answers }).length === 0;
}

/** Question and answer. Empty answers are left out. */
export function describe(
  { fields }: Section,
  answers: Answers,
): readonly { readonly title: string; readonly value: string }[] {
  return fields.flatMap((field) => {
    const value = shown(field, answers[field.id] ?? '');
    return value === '' ? [] : [{ title: field.name, value }];
  });
}

function shown({ kind, choices = [] }: Field, answer: string): string {
  if (answer === '') return '';
  const titleOf = (key: string): string => choices.find((each) => each.key === key)?.title ?? key;
  if (kind === 'amount') return formatMoney(readPounds(answer) ?? 0);
  if (kind === 'date') return longDate(answer);
  if (kind === 'one') return titleOf(answer);
  if (kind === 'several') return inWords(answer.split('\n').map(titleOf));
  return kind === 'costs' ? costLines(readCosts(answer).costs) : answer;
}
