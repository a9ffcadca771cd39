/** Finding somebody, on the list or off it, by what the team remembers of them. */
import { numberOf } from '../../../shared/parse.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { Action, Card, Handler } from '../../workflow.js';
import { mustEditBulletin } from '../policy.js';
import { button, sheetCard } from '../sheet.js';
import type { Button } from '../sheet.js';
import { parseWords, wordsFormCard } from '../words-form.js';
import { rowOf } from './cards.js';
import { everybody } from './subscriber.js';
import type { Subscriber } from './subscriber.js';

const PAGE = 10;

const FIND = {
  ...{ heading: 'Find somebody', lines: ['Also finds people who are off the list.'], most: 254, long: false },
  ...{ label: 'Part of a name, address or organisation', missing: 'Enter a part of a name or an address' },
  ...{ button: 'Find', verb: 'bulletin/find', backVerb: 'bulletin/list', press: {} },
};

export const openFind: Handler = async (_input, context) => {
  mustEditBulletin(context.actor);
  return { reply: wordsFormCard(FIND, {}) };
};

export const find: Action = {
  async handle(input, context) {
    const read = parseWords(input.data, FIND);
    if (!read.ok) return read;
    mustEditBulletin(context.actor);
    const { words } = read.value;
    const found = (await everybody(context.store)).filter((each) => matches(each, words));
    return { reply: foundCard(found, words, numberOf(input.data, 'page')) };
  },
  form: async (typed, trouble, context) => {
    mustEditBulletin(context.actor);
    return wordsFormCard(FIND, { typed: typed.data, ...trouble });
  },
};

/** Each word that was typed stands in the name, the address or the organisation. */
function matches({ name, email, organisation }: Subscriber, words: string): boolean {
  const text = `${name} ${email} ${organisation}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function foundCard(found: readonly Subscriber[], words: string, page: number): Card {
  const { items, links } = pageOf(found, page, PAGE);
  const { before, beforePage, after, afterPage } = links;
  const to = (title: string, number: number): Button[] =>
    title === '' ? [] : [button(title, 'find', { words, page: number })];
  const typed = `'${shorten(words, 60)}'`;
  return sheetCard({
    heading: `Found: ${count(found.length, 'person', 'people')}`,
    lines: [
      found.length === 0
        ? `Nobody, on the list or off it, matches ${typed}. Try a part of the name, or add them.`
        : `They match ${typed}.`,
    ],
    groups: [{ title: 'By address', rows: items.map(rowOf) }],
    first: [...to(before, beforePage), ...to(after, afterPage), button('Find again', 'find-person')],
    second: [button('Add somebody', 'add-person'), button('Distribution list', 'list')],
  });
}
