/** What the team sees while an issue goes out, and what channels get. */
import { clockTime, dayOf, longDate } from '../../../shared/calendar.js';
import { count, shorten } from '../../../shared/text.js';
import type { Newsletter } from '../../../reports/newsletter.js';
import type { Card, Context } from '../../workflow.js';
import { ISSUE_STATES, issueName } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { isInIssue, itemsOf } from '../issue/order.js';
import { button, sheetCard } from '../sheet.js';
import type { Button } from '../sheet.js';
import { barOf, outcomesSentence, progressOf, progressSentence } from './tally.js';
import type { Progress } from './tally.js';

/** Wide acts are asked once, with the number of people they concern. */
export function confirmSendCard(issue: Issue, people: number, channels: number, notice = ''): Card {
  const title = `Send the ${issueName(issue)} bulletin to ${count(people, 'person', 'people')}`;
  // The number comes back with the press: a list that grew meanwhile is asked about again.
  const press = { issue: issue.id, version: issue.version, people };
  const where = channels === 0 ? '' : ` It also goes to ${count(channels, 'channel')} in Teams.`;
  return sheetCard({
    heading: title,
    notice,
    lines: [`Each gets one e-mail.${where} You can pause it and stop it while it goes out.`],
    // Short, so that a phone shows the number.
    first: [
      button(`Send it to ${count(people, 'person', 'people')}`, 'send', press, 'destructive'),
      button('Go back', 'compile', { issue: issue.id }),
    ],
  });
}

/** @param reached somebody has it, or may have it */
export function confirmStopCard(issue: Issue, left: number, reached: boolean): Card {
  const press = { issue: issue.id, version: issue.version };
  const instead = issue.state === 'paused' ? 'go back and press Resume' : 'pause it instead';
  return sheetCard({
    heading: `Stop the ${issueName(issue)} bulletin`,
    lines: [
      `${count(left, 'person has', 'people have')} not got it yet, and would not get it at all. To go on later, ${instead}.`,
      reached ? '' : 'If it reaches nobody, its items go to the next issue.',
    ],
    first: [
      button(`Stop before ${count(left, 'person', 'people')}`, 'confirm-stop', press, 'destructive'),
      button('Go back', 'progress', press),
    ],
  });
}

/**
 * How far it is: in words, and as a bar for those who see it. While it goes out the card leads nowhere else, since
 * it changes by itself and would take a form away that somebody fills in.
 */
export async function progressCard(
  context: Context,
  issue: Issue,
  { notice = '', progress }: { readonly notice?: string; readonly progress?: Progress } = {},
): Promise<Card> {
  const { tally, notReached, delay } = progress ?? (await progressOf(context, issue));
  const press = { issue: issue.id, version: issue.version };
  const going = issue.state === 'sending' || issue.state === 'paused';
  const list = button('Who may not have it', 'not-reached', press);
  const gone = !going && !(await itemsOf(context.store, issue.id)).some(isInIssue);
  return sheetCard({
    heading: `${issueName(issue)} bulletin: ${ISSUE_STATES[issue.state].toLowerCase()}`,
    notice,
    summary: `${issueName(issue)} bulletin: ${progressSentence(tally)}`,
    tenths: barOf(tally),
    lines: [
      progressSentence(tally),
      outcomesSentence(tally, issue.state === 'stopped'),
      refusedLine(issue),
      delayLine(issue, delay),
      gone ? 'Nobody got it, so its items wait for the next issue.' : '',
      await begunLine(context, issue),
    ],
    first: going ? [...goingButtons(issue), button('Refresh', 'progress', press)] : [],
    second: [
      ...(notReached.length > 0 ? [list] : []),
      ...(going || gone ? [] : [button('Preview', 'preview', press)]),
      ...(going ? [] : [button('Desk', 'desk')]),
    ],
  });
}

/** @param delay why a letter waits that was tried, or '' */
function delayLine({ state }: Issue, delay: string): string {
  if (delay === '') return '';
  if (state === 'sending') return `Some letters wait, and I try them again by myself. ${delay}`;
  return state === 'paused' ? `Some letters wait. I try them again after Resume. ${delay}` : '';
}

function goingButtons(issue: Issue): readonly Button[] {
  const press = { issue: issue.id, version: issue.version };
  const turn =
    issue.state === 'sending'
      ? button('Pause', 'pause', press)
      : button('Resume', 'resume', press, 'positive');
  return [turn, button('Stop', 'stop', press)];
}

/** To the coordinators: it paused by itself, and what to do about it. */
export function refusedCard(issue: Issue, refusal: string): Card {
  const heading = `The ${issueName(issue)} bulletin is paused`;
  return sheetCard({
    heading,
    summary: `${heading}: the mail server refuses everybody`,
    lines: [refusedLine(issue), `The mail server said: ${refusal}`, 'Nobody is taken off the list for that.'],
    first: [button('Progress', 'progress', { issue: issue.id, version: issue.version })],
  });
}

const REFUSED =
  'The mail server refused the first letters all alike, so it seems to refuse us, and nobody has it by e-mail yet.';

function refusedLine({ state, refusedAlike = '' }: Issue): string {
  if (refusedAlike === '') return '';
  return state !== 'paused'
    ? REFUSED
    : `${REFUSED} Ask whoever runs the mail server to accept letters from Roundtable, then press Resume: everybody gets a new letter.`;
}

/** Whoever presses *Send* second reads here who was first. */
async function begunLine({ directory, partnership }: Context, issue: Issue): Promise<string> {
  const name = (await directory.member(issue.sentBy))?.name ?? 'somebody who has left';
  const at = new Date(issue.sentAt);
  const day = longDate(dayOf(at, partnership.time_zone));
  return `Begun by ${name} on ${day} at ${clockTime(at, partnership.time_zone)}.`;
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
