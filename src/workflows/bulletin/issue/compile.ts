/** Compiling an issue: its order and its own words. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { numberOf, optionalText, parse, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { issueCard, issueListCard, wordsOfIssueCard } from './cards.js';
import { issueAtHand, issues, mustBeCompiling, recentIssues } from './issue.js';
import type { Issue } from './issue.js';
import { bulletinItems, referenceOf } from '../item/item.js';
import type { Item } from '../item/item.js';
import { loadIssue } from './load.js';
import { loadDecidable } from '../item/load.js';
import { itemsOf, moved, sectionsOf } from './order.js';
import { mustEditBulletin } from '../policy.js';
import { parseWords, wordsFormCard } from '../words-form.js';

/** *compile bulletin*. */
export const showIssue: Handler = async (input, context) => {
  mustEditBulletin(context.actor);
  const id = textOf(input.data, 'issue');
  const issue = id === '' ? await issueAtHand(context) : await context.store.get(issues, id);
  if (issue === undefined) return { reply: issueListCard(await recentIssues(context.store, 24)) };
  return { reply: await issueCard(context, issue, { page: numberOf(input.data, 'page') }) };
};

export const listIssues: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  return { reply: issueListCard(await recentIssues(context.store, 24)) };
};

export const moveUp: Handler = (input, context) => move(input, context, -1);
export const moveDown: Handler = (input, context) => move(input, context, 1);

async function move(input: Input, context: ActorContext, by: 1 | -1): ReturnType<Handler> {
  const { item, issue } = await loadMovable(input, context);
  const section = await sectionOf(context, item);
  const place = section.findIndex(({ id }) => id === item.id) + 1 + by;
  return putAt(input, context, issue, section, item, place);
}

async function putAt(
  input: Input,
  context: ActorContext,
  issue: Issue,
  section: readonly Item[],
  item: Item,
  place: number,
): ReturnType<Handler> {
  for (const each of moved(section, item.id, place)) await context.store.put(bulletinItems, each);
  return { reply: await issueCard(context, issue, { page: numberOf(input.data, 'page') }) };
}

async function loadMovable(
  input: Input,
  context: ActorContext,
): Promise<{ readonly item: Item; readonly issue: Issue }> {
  const { item, issue } = await loadDecidable(input, context);
  if (issue !== undefined && item.state === 'accepted') return { item, issue };
  throw new UserError(
    'bulletin.notInIssue',
    `${referenceOf(item, context.partnership)} is not in an issue now. Say compile bulletin to see what is.`,
  );
}

async function sectionOf({ store, partnership }: ActorContext, item: Item): Promise<readonly Item[]> {
  const sections = sectionsOf(await itemsOf(store, item.issue), partnership);
  return sections.find(({ kind }) => kind === item.kind)?.items ?? [];
}

const POSITION = { label: 'Position in its kind', most: 3, missing: 'Enter a number, like 1 for the first' };

async function positionForm(input: Input, context: ActorContext, trouble = {}): Promise<Card> {
  const { item } = await loadMovable(input, context);
  const { length } = await sectionOf(context, item);
  const form = {
    ...POSITION,
    long: false,
    button: 'Move',
    verb: 'bulletin/position',
    backVerb: 'bulletin/compile',
  };
  const lines = [item.headline, `A number from 1 to ${length}: 1 is the first.`];
  const press = { item: item.id, issue: item.issue, page: numberOf(input.data, 'page') };
  const heading = `Position of ${referenceOf(item, context.partnership)}`;
  return wordsFormCard({ ...form, heading, lines, press }, trouble, String(item.position));
}

export const openPosition: Handler = async (input, context) => ({
  reply: await positionForm(input, context),
});

export const savePosition: Action = {
  async handle(input, context) {
    const read = parseWords(input.data, POSITION);
    if (!read.ok) return read;
    if (!/^[1-9]\d*$/.test(read.value.words)) return invalid({ words: POSITION.missing });
    const { item, issue } = await loadMovable(input, context);
    const section = await sectionOf(context, item);
    return putAt(input, context, issue, section, item, Number(read.value.words));
  },
  form: (typed, trouble, context) => positionForm(typed, context, { typed: typed.data, ...trouble }),
};

const words = z.object({
  introduction: optionalText('the introduction', 2000),
  dates: optionalText('the dates to note', 2000),
});

export const openWords: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  mustBeCompiling(issue);
  return { reply: wordsOfIssueCard(issue, {}) };
};

export const saveWords: Action = {
  async handle(input, context) {
    const read = parse(words, input.data);
    if (!read.ok) return read;
    const issue = await loadIssue(input, context);
    mustBeCompiling(issue);
    const same = issue.introduction === read.value.introduction && issue.dates === read.value.dates;
    if (same) return { reply: await issueCard(context, issue) };
    if (numberOf(input.data, 'version') !== issue.version) {
      throw new UserError(
        'bulletin.changedMeanwhile',
        'Somebody changed this issue since you opened the form. What you typed is still here: save again to replace their words.',
      );
    }
    const saved = await context.store.put(issues, { ...issue, ...read.value });
    return { reply: await issueCard(context, saved, { notice: 'Saved.' }) };
  },
  form: async (typed, trouble, context) =>
    wordsOfIssueCard(await loadIssue(typed, context), { typed: typed.data, ...trouble }),
};
