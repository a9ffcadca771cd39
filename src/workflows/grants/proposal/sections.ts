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

function organisationFields({ partnership, directory, today }: Context): readonly Field[] {
  const { team, organisations } = partnership;
  const choices: Choice[] = organisations.map(({ id }) => ({
    key: id,
    title: directory.organisationName(id, today),
  }));
  const own = { key: TEAM, title: `${team.name} (${team.short_name})` };
  const lead = {
    name: 'Lead organisation',
    label: 'Lead organisation',
    missing: 'Choose the lead organisation',
  };
  const partners = {
    name: 'Applies with',
    label: 'Organisations that apply with it',
    missing: 'Choose from the list',
  };
  return [
    chooses({ id: 'organisation', kind: 'one', needed: 'full', ...lead }, [own, ...choices]),
    chooses({ id: 'partners', kind: 'several', needed: 'no', ...partners }, choices),
  ];
}

function questionSection({ questions }: GrantRound): readonly Section[] {
  if (questions.length === 0) return [];
  const fields = questions.map((text, place): Field => {
    const words = { name: text, label: text, missing: 'Enter an answer' };
    return { id: `question${place}`, kind: 'long', most: 800, needed: 'full', ...words };
  });
  return [{ id: 'questions', title: 'Questions of this round', form: 'full', fields }];
}
