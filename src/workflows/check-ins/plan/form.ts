/** The forms of an action of the plan: what is asked, what is wrong, what to choose from. */
import { z } from 'zod';
import type { Partnership } from '../../../partnership.js';
import { choice, optionalDay, optionalText, parse, requiredText, textOf } from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { milestoneLines, milestonesFrom, outsideYear } from './milestones.js';
import type { Year } from './milestones.js';
import type { ActionState, PlanAction, PlanWords } from './plan.js';

export const ACTION_FIELDS = ['number', 'priority', 'aim', 'text', 'posts', 'restricted', 'why'] as const;
export const DETAIL_FIELDS = ['themes', 'links', 'target', 'milestones', 'restricted', 'why'] as const;
export const END_FIELDS = ['state', 'why'] as const;

export const ENDINGS = {
  complete: 'It is complete',
  everyday: 'It is part of everyday business now',
  removed: 'It is removed from the plan',
} as const;
const BROUGHT_BACK = { current: 'It goes back into the plan' } as const;

/** One entry of a list to choose from. */
export interface Choice {
  readonly title: string;
  readonly value: string;
}

/** Where several may be chosen a comma parts the values, so they carry none. */
export function manyOf(titles: readonly string[]): readonly Choice[] {
  return titles.map((title) => ({ title, value: valueOf(title) }));
}

export function oneOf(titles: readonly string[]): readonly Choice[] {
  return titles.map((title) => ({ title, value: title }));
}

export function valueOf(title: string): string {
  return title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
}

/** What a field that takes several starts from. */
export function valuesOf(titles: readonly string[]): string {
  return titles.map(valueOf).join(',');
}

/** The titles whose values stand between commas, in the list's order. */
export function several(titles: readonly string[], missing: string) {
  return optionalText('the choice', 10_000)
    .transform((text) => text.split(',').filter((value) => value !== ''))
    .refine((values) => values.every((value) => titles.some((title) => valueOf(title) === value)), missing)
    .transform((values) => titles.filter((title) => values.includes(valueOf(title))));
}

/** Asked of every change of the plan. */
export const why = requiredText(
  'the reason',
  300,
  'Enter why, like Agreed at the Working Group on 10 December 2026',
);

const access = choice({ yes: 'yes', no: 'no' }, 'Choose who may see it').transform(
  (given) => given === 'yes',
);

export type ActionForm = Pick<PlanWords, 'number' | 'priority' | 'aim' | 'text' | 'posts' | 'restricted'> & {
  readonly why: string;
};
export type DetailForm = Pick<PlanWords, 'themes' | 'links' | 'target' | 'milestones' | 'restricted'> & {
  readonly why: string;
};

/** Posts to choose from: what the action names already, so that what is left as it was keeps its order, and the others. */
export function postsFor({ posts }: Partnership, action: Pick<PlanAction, 'posts'>): readonly string[] {
  return [...new Set([...action.posts, ...posts.map(({ name }) => name)])];
}

export function themesFor({ themes }: Partnership, action: Pick<PlanAction, 'themes'>): readonly string[] {
  return [...new Set([...themes, ...action.themes])];
}

export function linksFor(partnership: Partnership, action: Pick<PlanAction, 'links'>): readonly string[] {
  return [...new Set([...partnership.funder_priorities, ...action.links])];
}

/**
 * @param priorities of the plan that the action belongs to
 * @param action as it is; who may see a new one is asked here, so that nobody sees it before it is marked
 */
export function parseAction(
  data: unknown,
  priorities: readonly string[],
  posts: readonly string[],
  action: Pick<PlanAction, 'version' | 'restricted'>,
): Result<ActionForm> {
  const names = Object.fromEntries(priorities.map((name) => [name, name]));
  const form = z.object({
    number: requiredText('the number', 12, 'Enter a number, like 1.2 or 1.2a').refine(
      (text) => text === '' || /^[\p{L}\p{N}][\p{L}\p{N}.()/ -]*$/u.test(text),
      'Enter a number, like 1.2 or 1.2a',
    ),
    priority: choice(names, 'Choose the priority that it belongs to'),
    aim: optionalText('the aim', 500),
    text: requiredText('the action', 2000, 'Enter what will be done'),
    posts: several(posts, 'Choose from the list, or leave it open'),
    restricted:
      action.version === 0 ? access : z.preprocess(() => (action.restricted ? 'yes' : 'no'), access),
    why,
  });
  return parse(form, data);
}

/** @param year in which milestones lie; those that the action has already may stay */
export function parseDetails(
  data: Readonly<Record<string, unknown>>,
  partnership: Partnership,
  action: PlanAction,
  year: Year,
): Result<DetailForm> {
  const form = z.object({
    themes: several(themesFor(partnership, action), 'Choose from the list'),
    links: several(linksFor(partnership, action), 'Choose from the list'),
    target: optionalDay('Enter a date, like 31 March 2027'),
    restricted: access,
    why,
  });
  const read = parse(form, data);
  const { milestones, faults } = milestonesFrom(textOf(data, 'milestones'));
  const known = action.milestones.map(({ on }) => on);
  const outside = outsideYear(
    milestones.filter(({ on }) => !known.includes(on)),
    year,
  );
  const wrong = faults[0] ?? outside;
  if (wrong !== '') return invalid({ milestones: wrong, ...(read.ok ? {} : read.problems) });
  return read.ok ? ok({ ...read.value, milestones }) : read;
}

/** What may become of an action: an ending, or the way back. */
export function endingsFor({
  state,
}: Pick<PlanAction, 'state'>): Readonly<Partial<Record<ActionState, string>>> {
  return state === 'current' ? ENDINGS : BROUGHT_BACK;
}

export function parseEnd(
  data: unknown,
  action: Pick<PlanAction, 'state'>,
): Result<{ readonly state: ActionState; readonly why: string }> {
  const states = endingsFor(action) as Readonly<Record<ActionState, string>>;
  return parse(z.object({ state: choice(states, 'Choose what becomes of it'), why }), data);
}

/** What the three forms start from. */
export function actionValues(action: PlanAction): Record<(typeof ACTION_FIELDS)[number], string> {
  const { number, priority, aim, text, posts } = action;
  const restricted = action.restricted ? 'yes' : 'no';
  return { number, priority, aim, text, posts: valuesOf(posts), restricted, why: '' };
}

export function detailValues(action: PlanAction): Record<(typeof DETAIL_FIELDS)[number], string> {
  return {
    themes: valuesOf(action.themes),
    links: valuesOf(action.links),
    target: action.target,
    milestones: milestoneLines(action.milestones),
    restricted: action.restricted ? 'yes' : 'no',
    why: '',
  };
}

export function endValues({ state }: PlanAction): Record<(typeof END_FIELDS)[number], string> {
  return { state: state === 'current' ? '' : 'current', why: '' };
}
