/** What the cards of an item show: to its sender, at the desk, and in a channel. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { longDate } from '../../../shared/calendar.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { DETAIL_FIELDS, WORD_FIELDS, describe } from './form.js';
import type { Change } from './form.js';
import { issueName, issues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { STATES, isLive, isUndecided, kindName, markingsIn, referenceOf, wordCount } from './item.js';
import type { Item, Words } from './item.js';
import { mayAnswer } from '../policy.js';
import { button, rowButton, sheetCard } from '../sheet.js';
import type { Row } from '../sheet.js';

export const NEW_WORDS: Readonly<Record<(typeof WORD_FIELDS)[number], string>> = {
  ...{ kind: '', headline: '', summary: '', link: '', validUntil: '', sensitive: 'no', confirmed: 'false' },
};

/** The first section. @param start a new item's words, or those of the item that is changed */
export function itemFormCard(
  { id, version }: { readonly id: string; readonly version: number },
  start: Words | typeof NEW_WORDS,
  trouble: Trouble,
  { partnership }: Context,
): Card {
  const { kinds, most_words: most } = partnership.bulletin;
  const heading = version === 0 ? 'Submit an item' : 'Change the item';
  return {
    template: 'bulletin/item-form',
    summary: `${heading} for the e-bulletin`,
    data: {
      heading,
      words: `Up to ${count(most, 'word')}. Words so far are counted when you continue.`,
      kinds: kinds.map(({ id: value, name: title }) => ({ title, value })),
      ...formData(WORD_FIELDS, { confirmed: 'false', ...start }, trouble),
      back: version > 0,
      press: { item: id, version },
    },
  };
}

export function detailsFormCard(item: Item, trouble: Trouble): Card {
  return {
    template: 'bulletin/details-form',
    summary: `Details of ${shorten(item.headline, 60)}`,
    data: {
      heading: 'Details',
      about: item.headline,
      ...formData(DETAIL_FIELDS, item, trouble),
      press: { item: item.id, version: item.version },
    },
  };
}

export interface Shown {
  readonly notice?: string;
  /** What is heard of the message, where the card says it already. */
  readonly summary?: string;
  readonly twins?: readonly Item[];
  /** What an editor changed. */
  readonly changes?: readonly Change[];
}

/** The item as its sender sees it, with what they may do. */
export async function ownItemCard(context: Context, item: Item, shown: Shown = {}): Promise<Card> {
  const { partnership } = context;
  const press = pressOf(item);
  const issue = await context.store.get(issues, item.issue);
  const open = issue === undefined || issue.state === 'open';
  const draft = item.state === 'draft';
  const change = [button('Change', 'change-item', press), button('Details', 'details', press)];
  const live = isLive(item) && open;
  return sheetCard({
    heading: draft ? 'Check your item' : `${referenceOf(item, partnership)}: ${STATES[item.state]}`,
    ...(shown.notice !== undefined && { notice: shown.notice }),
    ...(shown.summary !== undefined && { summary: shown.summary }),
    lines: [
      draft ? 'It is not sent yet. Send it, or change it first.' : nextSentence(item, issue, context),
      reasonLine(item),
      ...questionLines(item, 'Your answer'),
      draft || live ? wordsLine(item, context) : '',
      draft ? markingLine(item, context) : '',
    ],
    facts: describe(item, partnership),
    groups: [changesGroup(shown.changes), twinsGroup(shown.twins, context)],
    first: draft
      ? [button('Send', 'send-item', press, 'positive'), ...change]
      : [
          ...(mayAnswer({ id: item.by }, item, issue)
            ? [button('Answer', 'answer-form', press, 'positive')]
            : []),
          ...(live ? change : []),
        ],
    second: draft || live ? [button(draft ? 'Discard' : 'Withdraw', 'withdraw', press)] : [],
    third: draft ? [] : [button('Submit another item', 'new-item'), button('E-bulletin', 'home')],
  });
}

/** The item as the desk sees it. */
export async function deskItemCard(context: Context, item: Item, shown: Shown = {}): Promise<Card> {
  const { partnership, directory } = context;
  const press = pressOf(item);
  const sender = await directory.member(item.by);
  const issue = await context.store.get(issues, item.issue);
  const open = issue === undefined || issue.state === 'open' || issue.state === 'closed';
  const decide = isLive(item) && open;
  return sheetCard({
    heading: `${referenceOf(item, partnership)}: ${deskState(item)}`,
    ...(shown.notice !== undefined && { notice: shown.notice }),
    lines: [
      `Sent in by ${sender?.name ?? 'somebody who has left'}${issue === undefined ? ', for the next issue' : ` for ${issueName(issue)}`}.`,
      reasonLine(item),
      ...questionLines(item, 'Answer of the sender'),
      wordsLine(item, context),
      markingLine(item, context),
      needsAnother(item) && decide ? 'One coordinator accepted it. It needs a second reader.' : '',
    ],
    facts: describe(item, partnership),
    groups: [changesGroup(shown.changes), twinsGroup(shown.twins, context)],
    first: decide
      ? [
          ...(item.state === 'accepted' ? [] : [button('Accept', 'accept', press, 'positive')]),
          button('Edit', 'change-item', press),
          button('Edit details', 'details', press),
        ]
      : [],
    second: decide
      ? [
          button('Ask the sender', 'ask-form', press),
          ...(item.state === 'held' ? [] : [button('Hold', 'hold-form', press)]),
          button('Decline', 'decline-form', press),
        ]
      : [],
    third: [button('Desk', 'desk'), button('Compile', 'compile')],
  });
}

/** Marked sensitive, and accepted by one of the two who read it first. */
function needsAnother({ sensitive, readers, state }: Item): boolean {
  return sensitive === 'yes' && readers.length === 1 && state !== 'accepted';
}

/** The item in a channel, where nobody types. A sensitive one shows its reference alone. */
export function channelItemCard(context: Context, item: Item): Card {
  const { partnership } = context;
  const reference = referenceOf(item, partnership);
  const open = item.sensitive === 'no';
  return sheetCard({
    heading: `${reference}: ${deskState(item)}`,
    summary: `${reference} for the e-bulletin: ${deskState(item)}`,
    lines: open
      ? [item.headline, shorten(item.summary, 400)]
      : ['Marked sensitive: open it in your own chat.'],
    facts: open
      ? describe(item, partnership).filter(({ title }) => ['Kind', 'Organisation', 'Link'].includes(title))
      : [],
    first: [button('Open', 'item', { item: item.id })],
  });
}

export function itemRow(item: Item, { partnership }: Context): Row {
  const reference = referenceOf(item, partnership);
  return {
    title: item.headline,
    text: `${reference}, ${kindName(item.kind, partnership)}, ${item.organisation}. ${rowState(item)}.`,
    buttons: [rowButton('Open', 'item', { item: item.id }, reference)],
  };
}

export function pressOf({ id, version }: Item): { readonly item: string; readonly version: number } {
  return { item: id, version };
}

function deskState(item: Item): string {
  if (item.state === 'waiting')
    return item.answer === '' ? 'Waiting for a decision' : 'Answered by the sender';
  return item.state === 'asked' ? 'Waiting for the sender' : STATES[item.state];
}

/** With the reason of what is held, so that a colleague knows it before opening the item. */
function rowState(item: Item): string {
  if (item.state !== 'held' || item.reason === '') return deskState(item);
  return `Held: ${shorten(item.reason, 150).replace(/\.$/, '')}`;
}

function nextSentence(item: Item, issue: Issue | undefined, { partnership }: Context): string {
  const name = issue === undefined ? 'next' : issueName(issue);
  if (item.state === 'accepted') return `It is planned for the ${name} issue.`;
  if (item.state === 'published') return `It went out with the ${name} issue.`;
  if (!isUndecided(item)) return '';
  const until = issue?.state !== 'open' ? '' : ` You can change it until ${longDate(issue.closesOn)}.`;
  return `The ${partnership.team.name} (${partnership.team.short_name}) reads it for the ${name} issue and tells you what becomes of it.${until}`;
}

/** The reason stays with an item that was held before, until it is accepted. */
function reasonLine({ state, reason }: Item): string {
  if (reason === '') return '';
  return state === 'held' || state === 'declined' ? `Reason: ${reason}` : `Held before. Reason: ${reason}`;
}

/** An answer stands with its question or not at all; a question that nobody waits for any more is over. */
function questionLines({ state, question, answer }: Item, answerTitle: string): readonly string[] {
  if (question === '') return [];
  if (state === 'asked') return [`The team asks: ${question}`];
  if (answer !== '') return [`The team asked: ${question}`, `${answerTitle}: ${answer}`];
  return state === 'waiting' ? [`The team asked: ${question}`] : [];
}

function wordsLine({ summary }: Item, { partnership }: Context): string {
  return `Summary: ${wordCount(summary)} of at most ${count(partnership.bulletin.most_words, 'word')}.`;
}

function markingLine(item: Item, { partnership }: Context): string {
  const found = markingsIn(item, partnership.bulletin.markings);
  return found.length === 0
    ? ''
    : `It names the marking ${inWords(found)}. The bulletin goes to people outside, so it cannot be accepted like this.`;
}

function twinsGroup(twins: readonly Item[] = [], context: Context): { title: string; rows: readonly Row[] } {
  return {
    title: 'Items that look like this one',
    rows: twins.map((twin) => ({ ...itemRow(twin, context), buttons: [] })),
  };
}

function changesGroup(changes: readonly Change[] = []): { title: string; rows: readonly Row[] } {
  return {
    title: 'What was changed',
    rows: changes.map(({ title, before, after }) => ({
      title,
      text: `${before === '' ? 'Added' : `Before: ${shorten(before, 600)}`}\n${after === '' ? 'Taken out' : `Now: ${shorten(after, 600)}`}`,
      buttons: [],
    })),
  };
}
