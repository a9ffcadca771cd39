/** The questions of a proposal that are the same in every round. */
import type { Proposal } from './proposal.js';

export interface Choice {
  /** What is kept. */
  readonly key: string;
  readonly title: string;
}

export interface Field {
  readonly id: string;
  readonly kind: 'text' | 'long' | 'amount' | 'costs' | 'date' | 'one' | 'several';
  /** The most characters it takes. */
  readonly most: number;
  /** From which form on it must be given; `no` is optional for ever. */
  readonly needed: Proposal['form'] | 'no';
  /** What it is called in the record and among what is missing. */
  readonly name: string;
  /** What the form asks. */
  readonly label: string;
  /** What to do when it is missing or wrong. */
  readonly missing: string;
  readonly choices?: readonly Choice[];
}

export const IDEA: readonly Field[] = [
  {
    ...{ id: 'title', kind: 'text', most: 100, needed: 'expression', name: 'Title' },
    label: 'Title',
    missing: 'Enter a title',
  },
  {
    ...{ id: 'what', kind: 'long', most: 1200, needed: 'expression', name: 'What' },
    label: 'What you want to do',
    missing: 'Enter what you want to do',
  },
  {
    ...{ id: 'who', kind: 'long', most: 500, needed: 'expression', name: 'Who it is for' },
    label: 'Who it is for',
    missing: 'Enter who it is for',
  },
  {
    ...{ id: 'asked', kind: 'amount', most: 20, needed: 'expression', name: 'Amount asked for' },
    label: 'Amount you ask for, in pounds',
    missing: 'Enter an amount in pounds, like 1200 or 1,837.50',
  },
];
export const OTHERS: readonly Field[] = [
  {
    ...{ id: 'others', kind: 'long', most: 500, needed: 'no', name: 'Other partners' },
    label: 'Other partners',
    missing: 'Enter who else takes part',
  },
];
export const MONEY: readonly Field[] = [
  {
    ...{ id: 'costs', kind: 'costs', most: 900, needed: 'full', name: 'Costs' },
    label: 'Costs, one a line with its amount, like Training materials, £1,200',
    missing: 'Enter the costs, one a line with its amount, like Training materials, £1,200',
  },
  {
    ...{ id: 'other', kind: 'costs', most: 500, needed: 'no', name: 'Other funding' },
    label: 'Other funding, one source a line with its amount',
    missing: 'Enter each source with its amount, like Parish council, £300',
  },
];
export const PLAN: readonly Field[] = [
  {
    ...{ id: 'plan', kind: 'long', most: 1200, needed: 'full', name: 'Plan' },
    label: 'What will be done',
    missing: 'Enter what will be done',
  },
  {
    ...{ id: 'startsOn', kind: 'date', most: 10, needed: 'full', name: 'Starts' },
    label: 'Starts on',
    missing: 'Enter when it starts',
  },
  {
    ...{ id: 'endsOn', kind: 'date', most: 10, needed: 'full', name: 'Ends' },
    label: 'Ends on',
    missing: 'Enter when it ends',
  },
];
export const OUTCOMES: readonly Field[] = [
  {
    ...{ id: 'outcomes', kind: 'long', most: 1000, needed: 'full', name: 'Outcomes' },
    label: 'What will be different, with numbers',
    missing: 'Enter outcomes with numbers, like 60 people trained',
  },
  {
    ...{ id: 'benefit', kind: 'text', most: 200, needed: 'full', name: 'Who benefits' },
    label: 'How many people benefit',
    missing: 'Enter how many people benefit, like about 900 pupils',
  },
  {
    ...{ id: 'measure', kind: 'long', most: 800, needed: 'full', name: 'Measure' },
    label: 'How you will measure it',
    missing: 'Enter how you will measure it',
  },
];
export const NOT_ELSEWHERE: readonly Field[] = [
  {
    ...{ id: 'duplicate', kind: 'long', most: 500, needed: 'full', name: 'How you know nobody else pays' },
    label: 'How you know that nobody else pays for it already',
    missing: 'Enter how you know that nobody else pays for it already',
  },
];
export const RISKS: readonly Field[] = [
  {
    ...{ id: 'risks', kind: 'long', most: 800, needed: 'full', name: 'Risks' },
    label: 'What could go wrong, and what you do then',
    missing: 'Enter the risks',
  },
  {
    ...{ id: 'after', kind: 'long', most: 800, needed: 'full', name: 'Afterwards' },
    label: 'What happens when the money ends',
    missing: 'Enter what happens afterwards',
  },
];

/** A field of which the answers are chosen from a list. */
export function chooses(
  field: Pick<Field, 'id' | 'kind' | 'needed' | 'name' | 'label' | 'missing'>,
  choices: readonly Choice[],
): Field {
  return { ...field, most: 4000, choices };
}
