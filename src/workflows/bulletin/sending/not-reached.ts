/** Who did not get an issue, or may not have: on cards of ten, and all of them as a file. */
import { documentOf, table } from '../../../reports/document.js';
import { numberOf } from '../../../shared/parse.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card, Context, Download, Handler } from '../../workflow.js';
import { linksCard } from '../issue/cards.js';
import { issueName } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { loadIssue } from '../issue/load.js';
import { addressOf } from '../list/address.js';
import { subscriberWith } from '../list/subscriber.js';
import { recipients, rowId, standingOf } from './recipient.js';
import type { Outcome } from './recipient.js';
import { button, sheetCard } from '../sheet.js';
import type { Button, Row } from '../sheet.js';
import { progressOf, reachedOf } from './tally.js';
import type { NotReached } from './tally.js';

const PAGE = 10;

const GROUPS: readonly (readonly [Outcome, string])[] = [
  ['may have been sent', 'May have been sent'],
  ['refused', 'Refused'],
  ['stopped', 'Stopped before their turn'],
];

export const showNotReached: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  const { notReached, tally } = await progressOf(context, issue);
  const copy = reachedOf(tally) === 0 ? 'nobody' : (await hasOwn(context, issue)) ? 'own' : 'others';
  return { reply: notReachedCard(issue, inGroups(notReached), numberOf(input.data, 'page'), copy) };
};

/** Who has a copy to pass on: the reader of the card, others alone, or nobody. */
type Copy = 'own' | 'others' | 'nobody';

const PASS_ON: Readonly<Record<Copy, string>> = {
  own: 'I send nobody an issue twice. To be sure that somebody has it, forward yours to them.',
  others: 'I send nobody an issue twice. To be sure that somebody has it, copy it for them from the preview.',
  nobody: 'Nobody has it so far.',
};

/** Whether the letter of whoever looks was sent. */
async function hasOwn(context: ActorContext, { id }: Issue): Promise<boolean> {
  const { actor, store } = context;
  const email = actor.email === undefined ? undefined : addressOf(actor.email);
  const subscriber = email === undefined ? undefined : await subscriberWith(store, email);
  const row = subscriber && (await store.get(recipients, rowId({ issue: id, subscriber: subscriber.id })));
  return row !== undefined && (await standingOf(context, row)).outcome === 'sent';
}

/** @param people in the order of their groups */
export function notReachedCard(
  issue: Issue,
  people: readonly NotReached[],
  page: number,
  copy: Copy = 'own',
): Card {
  const shown = pageOf(people, page, PAGE);
  const { before, beforePage, after, afterPage } = shown.links;
  const press = { issue: issue.id, version: issue.version };
  const to = (title: string, number: number): Button[] =>
    title === '' ? [] : [button(title, 'not-reached', { ...press, page: number })];
  return sheetCard({
    heading: `Who may not have the ${issueName(issue)} bulletin`,
    summary: `${issueName(issue)} bulletin: ${count(people.length, 'person', 'people')} may not have it`,
    lines: [
      people.length === 0
        ? 'Nobody: it reached everybody so far.'
        : `${count(people.length, 'person', 'people')}.`,
      people.length === 0 ? '' : PASS_ON[copy],
    ],
    groups: GROUPS.map(([outcome, title]) => ({
      title,
      rows: shown.items.filter((each) => each.outcome === outcome).map(rowOf),
    })),
    first: [...to(before, beforePage), ...to(after, afterPage)],
    second: [
      ...(people.length > 0 ? [button('Download the list', 'not-reached-links', press)] : []),
      ...(people.length > 0 && copy === 'others' ? [button('Preview', 'preview', press)] : []),
      button('Progress', 'progress', press),
    ],
  });
}

function rowOf({ recipient: { name, email }, reason }: NotReached): Row {
  const [title, text] = name === '' ? [email, reason] : [name, reason === '' ? email : `${email}: ${reason}`];
  return { title, text, buttons: [] };
}

function inGroups(people: readonly NotReached[]): readonly NotReached[] {
  return GROUPS.flatMap(([outcome]) => people.filter((each) => each.outcome === outcome));
}

export const offerNotReached: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  const document = await documentFor(context, issue);
  const links = context.downloadLinks('bulletin/not-reached', [issue.id], document);
  const sentence = 'As things stand when you open it. The links are yours alone and work for a day.';
  const back = { title: 'Back', verb: 'bulletin/not-reached', press: { issue: issue.id } };
  return { reply: linksCard(document.title, sentence, links, back) };
};

export const downloadNotReached: Download = async ([issue = ''], context) =>
  documentFor(context, await loadIssue({ data: { issue }, personal: true }, context));

async function documentFor(context: Context, issue: Issue): ReturnType<Download> {
  const people = inGroups((await progressOf(context, issue)).notReached);
  const rows = people.map(({ recipient: { name, email }, outcome, reason }) => [
    name,
    email,
    outcome,
    reason,
  ]);
  return documentOf(`Who may not have the ${issueName(issue)} bulletin`, [
    table({ caption: 'By what became of it', columns: ['name', 'email', 'what became of it', 'why'], rows }),
  ]);
}
