/** The sections of a proposal: what is asked in each, in the order of the task list. */
import type { Partnership } from '../../../partnership.js';
import type { Context } from '../../workflow.js';
import { IDEA, MONEY, NOT_ELSEWHERE, OTHERS, OUTCOMES, PLAN, RISKS, chooses } from './fields.js';
import type { Choice, Field } from './fields.js';
import type { Proposal } from './proposal.js';
import { POTS } from '../round/round.js';
import type { GrantRound } from '../round/round.js';

export interface Section {
  readonly id: string;
  readonly title: string;
  /** The form it belongs to: an expression of interest is the first section alone. */
  readonly form: Proposal['form'];
  readonly fields: readonly Field[];
}

/** The partnership's own team, in the list of lead organisations. */
export const TEAM = 'team';

/** The sections of a round's proposals, with the priorities and organisations of today. */
export function sectionsOf(context: Context, round: GrantRound): readonly Section[] {
  const { partnership } = context;
  return [
    {
      ...{ id: 'idea', title: 'The idea', form: 'expression' },
      fields: [...IDEA, ...potField(round), priorityField(partnership, round)],
    },
    {
      ...{ id: 'people', title: 'Who does it', form: 'full' },
      fields: [...organisationFields(context), ...OTHERS],
    },
    { id: 'money', title: 'Money', form: 'full', fields: MONEY },
    { id: 'plan', title: 'What happens when', form: 'full', fields: PLAN },
    { id: 'outcomes', title: 'Outcomes', form: 'full', fields: OUTCOMES },
    {
      ...{ id: 'fit', title: 'The funder’s aims', form: 'full' },
      fields: [...funderField(partnership), ...NOT_ELSEWHERE],
    },
    { id: 'risks', title: 'Risks, and after', form: 'full', fields: RISKS },
    ...questionSection(round),
  ];
}

/** The sections that a proposal of this form has. */
export function sectionsFor(sections: readonly Section[], form: Proposal['form']): readonly Section[] {
  return form === 'full' ? sections : sections.filter((section) => section.form === 'expression');
}

/**
 * With the lead organisation among what an expression of interest says: who writes one for the team may do so for
 * any organisation, and whose interest it is decides who is recused. A full proposal asks everybody, under its people.
 */
export function withLead(context: Context, sections: readonly Section[]): readonly Section[] {
  const lead: Field = { ...leadField(context), needed: 'expression' };
  return sections.map((section) =>
    section.id === 'idea' ? { ...section, fields: [...section.fields, lead] } : section,
  );
}

/** Asked for where there is a choice. */
function potField({ pots }: GrantRound): readonly Field[] {
  if (pots.length < 2) return [];
  const choices = pots.map(({ id }) => ({ key: id, title: POTS[id] }));
  const words = { name: 'Pot', label: 'Which pot', missing: 'Choose the pot' };
  return [chooses({ id: 'pot', kind: 'one', needed: 'expression', ...words }, choices)];
}

function priorityField({ priorities }: Partnership, { focus }: GrantRound): Field {
  const words = {
    name: 'Priorities',
    label: 'Priorities it serves',
    missing: 'Choose at least one priority',
  };
  const choices = priorities.map((key) => ({ key, title: focus.includes(key) ? `${key} (in focus)` : key }));
  return chooses({ id: 'priorities', kind: 'several', needed: 'expression', ...words }, choices);
}

function funderField({ funder_priorities: priorities }: Partnership): readonly Field[] {
  if (priorities.length === 0) return [];
  const words = { name: 'The funder’s priorities', label: 'The funder’s priorities that it serves' };
  const choices = priorities.map((key) => ({ key, title: key }));
  const missing = 'Choose at least one priority';
  return [chooses({ id: 'funder', kind: 'several', needed: 'full', ...words, missing }, choices)];
}

function organisationFields(context: Context): readonly Field[] {
  const words = {
    name: 'Applies with',
    label: 'Organisations that apply with it',
    missing: 'Choose from the list',
  };
  const partners = chooses(
    { id: 'partners', kind: 'several', needed: 'no', ...words },
    organisationsOf(context),
  );
  return [leadField(context), partners];
}

function leadField(context: Context): Field {
  const { team } = context.partnership;
  const own = { key: TEAM, title: `${team.name} (${team.short_name})` };
  const words = {
    name: 'Lead organisation',
    label: 'Lead organisation',
    missing: 'Choose the lead organisation',
  };
  return chooses({ id: 'organisation', kind: 'one', needed: 'full', ...words }, [
    own,
    ...organisationsOf(context),
  ]);
}

function organisationsOf({ partnership, directory, today }: Context): readonly Choice[] {
  return partnership.organisations.map(({ id }) => ({
    key: id,
    title: directory.organisationName(id, today),
  }));
}

function questionSection({ questions }: GrantRound): readonly Section[] {
  if (questions.length === 0) return [];
  const fields = questions.map((text, place): Field => {
    const words = { name: text, label: text, missing: 'Enter an answer' };
    return { id: `question${place}`, kind: 'long', most: 800, needed: 'full', ...words };
  });
  return [{ id: 'questions', title: 'Questions of this round', form: 'full', fields }];
}
