/** What the team sees while an issue goes out, and what channels get. */
import { count, inWords, shorten } from '../../shared/text.js';
import type { Newsletter } from '../../reports/newsletter.js';
import type { Card, Context } from '../workflow.js';
import { ISSUE_STATES, issueName } from './issue.js';
import type { Issue } from './issue.js';
import { tallyOf } from './recipient.js';
import type { Outcome, Tally } from './recipient.js';
import { button, sheetCard } from './sheet.js';

/** Wide acts are asked once, with the number of people they concern. */
export function confirmSendCard(issue: Issue, people: number, channels: number): Card {
  const title = `Send the ${issueName(issue)} bulletin to ${count(people, 'person', 'people')}`;
  const press = { issue: issue.id, version: issue.version };
  const where = channels === 0 ? '' : ` It also goes to ${count(channels, 'channel')} in Teams.`;
  return sheetCard({
    heading: title,
    lines: [`Each gets one e-mail.${where} You can pause it and stop it while it goes out.`],
    first: [button(title, 'send', press, 'destructive'), button('Go back', 'compile', { issue: issue.id })],
  });
}

export function confirmStopCard(issue: Issue, left: number): Card {
  const press = { issue: issue.id, version: issue.version };
  return sheetCard({
    heading: `Stop the ${issueName(issue)} bulletin`,
    lines: [
      `${count(left, 'person has', 'people have')} not got it yet, and would not get it at all. To go on later, pause it instead.`,
    ],
    first: [
      button(`Stop before ${count(left, 'person', 'people')}`, 'confirm-stop', press, 'destructive'),
      button('Go back', 'progress', press),
    ],
  });
}

/** How far it is: in words, and as a bar for those who see it. */
export async function progressCard(context: Context, issue: Issue, notice = ''): Promise<Card> {
  const tally = await tallyOf(context, issue.id);
  const press = { issue: issue.id, version: issue.version };
  const going = issue.state === 'sending' || issue.state === 'paused';
  return sheetCard({
    heading: `${issueName(issue)} bulletin: ${ISSUE_STATES[issue.state].toLowerCase()}`,
    notice,
    summary: `${issueName(issue)} bulletin: ${progressSentence(tally)}`,
    lines: [bar(tally), progressSentence(tally), ...remarks(tally)],
    first: going
      ? [
          issue.state === 'sending'
            ? button('Pause', 'pause', press)
            : button('Resume', 'resume', press, 'positive'),
          button('Stop', 'stop', press),
          button('Refresh', 'progress', press),
        ]
      : [button('Refresh', 'progress', press)],
    second: [button('Preview', 'preview', press), button('Desk', 'desk')],
  });
}

export function totalOf(tally: Tally): number {
  return Object.values(tally).reduce((sum, each) => sum + each, 0);
}

function progressSentence(tally: Tally): string {
  const all = totalOf(tally);
  return `${(all - tally.waiting).toLocaleString('en-GB')} of ${count(all, 'letter')} done.`;
}

function bar(tally: Tally): string {
  const all = totalOf(tally);
  const full = all === 0 ? 10 : Math.floor(((all - tally.waiting) / all) * 10);
  return `${'█'.repeat(full)}${'░'.repeat(10 - full)}`;
}

const WORDS: readonly (readonly [Outcome, string])[] = [
  ['sent', 'sent'],
  ['may have been sent', 'may have been sent (not sent again)'],
  ['refused', 'refused'],
  ['left', 'left the list first'],
  ['stopped', 'stopped'],
];

function remarks(tally: Tally): readonly string[] {
  const parts = WORDS.flatMap(([outcome, words]) =>
    tally[outcome] === 0 ? [] : [`${tally[outcome].toLocaleString('en-GB')} ${words}`],
  );
  return parts.length === 0 ? [] : [`${inWords(parts)}.`];
}

/** In characters: so much of all summaries fits a card. */
const ROOM = 9000;

/** The issue in a channel. @param url its page in the archive */
export function channelIssueCard(newsletter: Newsletter, url: string): Card {
  const items = newsletter.sections.flatMap((section) => section.items);
  const each = Math.min(300, Math.floor(ROOM / Math.max(1, items.length)));
  return {
    template: 'bulletin/channel-issue',
    summary: `${newsletter.title}: ${count(items.length, 'item')}`,
    data: {
      heading: newsletter.title,
      lines: newsletter.introduction === '' ? [] : [{ text: shorten(newsletter.introduction, 600) }],
      groups: newsletter.sections.map((section) => ({
        title: section.title,
        rows: section.items.map(({ headline, summary }) => ({
          title: headline,
          text: shorten(summary, each),
        })),
      })),
      links: [{ title: 'Read it with all links', url }],
    },
  };
}
