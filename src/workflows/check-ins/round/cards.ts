/** What a coordinator's cards show. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { EARLY, askedNow } from '../answer/early.js';
import { dueLine, progressLine } from '../answer/lead-cards.js';
import { ownAsk } from '../plan/sight.js';
import { ROUND_FIELDS } from './form.js';
import type { RoundForm } from './form.js';
import { progressOf, repliedOf, roundProgress } from './progress.js';
import { askKey, reckon, rounds } from './round.js';
import type { Ask, Reckoning, Round } from './round.js';

const LISTED = 8;
const PEOPLE = 25;
const STATES = { draft: 'Draft', open: 'Open', closed: 'Closed', cancelled: 'Cancelled' } as const;

/** All rounds; above them the way to what the coordinator leads. */
export async function roundListCard(context: ActorContext): Promise<Card> {
  const latest = await context.store.find(rounds, { by: 'createdAt', order: 'descending', limit: LISTED });
  const own = await ownActions(context);
  return {
    template: 'check-ins/rounds',
    summary: latest.length === 0 ? 'There is no check-in yet.' : `${count(latest.length, 'check-in')}.`,
    data: {
      own: own?.sentence ?? '',
      ownRound: own?.round ?? '',
      nothing: latest.length === 0 ? 'There is no check-in yet.' : '',
      rounds: latest.map((round) => ({
        name: round.name,
        detail: `${STATES[round.state]}. Due ${longDate(round.dueOn)}, meeting ${longDate(round.meetingOn)}.`,
        press: { round: round.id },
      })),
    },
  };
}

/** Who coordinates may lead actions too. */
async function ownActions(
  context: ActorContext,
): Promise<{ readonly sentence: string; readonly round: string } | undefined> {
  const asked = await askedNow(context);
  if (asked === undefined) return undefined;
  const seen = await ownAsk(context, asked.ask);
  // Who passed everything on has nothing left here.
  if (seen.actions.length === 0) return undefined;
  const progress = await progressOf(context.store, seen);
  const round = asked.round.id;
  const sentence =
    round === EARLY
      ? `You lead ${count(progress.asked, 'action')}. You can record news of them for the next check-in.`
      : `Your own actions: ${progressLine(progress)}.`;
  return { sentence, round };
}

export function roundFormCard(
  { id, version }: Pick<Round, 'id' | 'version'>,
  start: RoundForm,
  trouble: Trouble = {},
): Card {
  return {
    template: 'check-ins/round-form',
    summary: 'New check-in',
    data: { ...formData(ROUND_FIELDS, start, trouble), press: { round: id, version } },
  };
}

/** What opening the draft will do. */
export async function previewCard(context: Context, round: Round): Promise<Card> {
  const reckoning = await reckon(context, round.plan);
  const sentence = reckoningSentence(reckoning);
  const unreached: string[] = [];
  for (const { member } of reckoning.people) {
    const reach = await context.directory.reach(member);
    if (reach !== 'reachable') unreached.push(`${member.name}: ${REACH[reach]}`);
  }
  return {
    template: 'check-ins/preview',
    summary: `${round.name}. ${sentence}`,
    data: {
      heading: round.name,
      due: dueLine({ ...round, state: 'open' }, round.dueOn),
      sentence,
      people: reckoning.people.slice(0, PEOPLE).map(({ member, actions }) => ({
        text: `${member.name}, ${context.directory.organisationName(member.organisation, context.today)}: ${count(actions.length, 'action')}`,
      })),
      more: moreLine(reckoning.people.length, 'person', 'people'),
      without: reckoning.without
        .slice(0, LISTED)
        .map(({ number, text }) => ({ text: `${number} ${shorten(text, 120)}` })),
      unreached: unreached.slice(0, LISTED).map((text) => ({ text })),
      open:
        reckoning.people.length === 0 ? '' : `Ask ${count(reckoning.people.length, 'person', 'people')} now`,
      press: { round: round.id },
    },
  };
}

export function reckoningSentence({ people, led, without }: Reckoning): string {
  const asks = `This asks ${count(people.length, 'person', 'people')} about ${count(led, 'action')}`;
  if (without.length === 0) return `${asks}.`;
  return `${asks}; ${count(without.length, 'action has', 'actions have')} no lead.`;
}

/** How a round stands, with what can be done about it. */
export async function roundCard(context: Context, round: Round, notice = ''): Promise<Card> {
  const { people, replied, answers } = await roundProgress(context.store, round.id);
  const asked = new Set(people.flatMap(({ ask }) => ask.actions)).size;
  const sentence = `${repliedOf(replied, people.length)}. ${answers.length} of ${count(asked, 'action')} answered.`;
  return {
    template: 'check-ins/round',
    summary: `${round.name}: ${[notice, sentence].filter(Boolean).join(' ')}`,
    data: {
      heading: round.name,
      notice,
      state: STATES[round.state],
      due: standingLine(round, context.today),
      sentence: people.length === 0 ? '' : sentence,
      open: round.state === 'open',
      asked: people.length > 0,
      press: { round: round.id },
    },
  };
}

/** Until when answers are taken, or how the round ended. */
export function standingLine(round: Round, today: string): string {
  return round.state === 'open' ? dueLine(round, today) : endedFor(round);
}

function endedFor(round: Round): string {
  const on = round.endedOn === undefined ? '' : ` on ${longDate(round.endedOn)}`;
  return `${STATES[round.state]}${on}. Answers were due by ${longDate(round.dueOn)}, for the meeting on ${longDate(round.meetingOn)}.`;
}

/** What the leads see of an extension, in the form and after it. */
export const AFTER_EXTENDING =
  'Nobody gets a new message. The leads see the new date on their cards this evening, and in the reminders.';

export function extendFormCard(round: Round, trouble: Trouble = {}): Card {
  const form = formData(['dueOn'], round, trouble);
  const wrong = form.problems.dueOn === '' ? form.trouble : 'Not extended yet: choose another date below.';
  return {
    template: 'check-ins/extend-form',
    summary: `Extend ${round.name}`,
    data: {
      heading: `Extend ${round.name}`,
      now: `The day is ${longDate(round.dueOn)} now. Choose a later day, up to the meeting on ${longDate(round.meetingOn)}. ${AFTER_EXTENDING}`,
      ...form,
      trouble: wrong,
      press: { round: round.id },
    },
  };
}

export async function confirmCard(context: Context, round: Round, what: 'close' | 'cancel'): Promise<Card> {
  const { people, replied } = await roundProgress(context.store, round.id);
  const missing = people.length - replied;
  const sentence = what === 'close' ? closeSentence(missing) : cancelSentence(people.length);
  return {
    template: 'check-ins/confirm',
    summary: sentence,
    data: {
      heading: `${what === 'close' ? 'Close' : 'Cancel'} ${round.name}?`,
      sentence,
      yes: what === 'close' ? 'Close the check-in' : 'Cancel the check-in',
      verb: what === 'close' ? 'check-ins/confirm-close' : 'check-ins/confirm-cancel',
      press: { round: round.id },
    },
  };
}

function closeSentence(missing: number): string {
  if (missing === 0) return 'Everybody has replied. Answers cannot change any more once it is closed.';
  const have = missing === 1 ? 'has' : 'have';
  return `${count(missing, 'person', 'people')} ${have} not replied in full. Nobody can answer any more once it is closed.`;
}

function cancelSentence(people: number): string {
  if (people === 0) return 'It was not opened yet, so nobody was asked.';
  return `${count(people, 'person', 'people')} ${people === 1 ? 'was' : 'were'} asked. Their message will say that it is cancelled; what was answered is kept.`;
}

const REACH = {
  'no account': 'has no Teams account on the list of members',
  'not met': 'has not met me in Teams yet, and gets the card the moment they do',
  blocked: 'has blocked me or removed me in Teams',
} as const;

/** People with answers left, by organisation, who of them is away, and why somebody could not be reached. */
export async function notRepliedCard(context: Context, round: Round, page: number): Promise<Card> {
  const { people, replied } = await roundProgress(context.store, round.id);
  const missing = people.filter(({ progress }) => progress.left.length > 0);
  const lines: { organisation: string; name: string; text: string }[] = [];
  for (const { ask, progress } of missing) {
    const member = await context.directory.member(ask.member);
    const name = member?.name ?? 'Somebody who has left';
    const trouble = await troubleReaching(context, round, ask);
    const away = await context.awayUntil(ask.member);
    const gone = away === '' ? '' : `. Away until ${longDate(away)}`;
    const unreached = trouble === '' ? '' : `. Not reached: ${trouble}`;
    lines.push({
      organisation: context.directory.organisationName(ask.organisation, context.today),
      name,
      text: `${name}: ${progress.answered} of ${progress.asked} answered${gone}${unreached}`,
    });
  }
  lines.sort((a, b) => a.organisation.localeCompare(b.organisation) || a.name.localeCompare(b.name));
  const shown = pageOf(lines, page, PEOPLE);
  const sentence =
    missing.length === 0 ? 'Everybody has replied.' : `${repliedOf(replied, people.length)} in full.`;
  return {
    template: 'check-ins/not-replied',
    summary: `${round.name}: ${sentence}`,
    data: {
      heading: 'Who has not replied',
      name: round.name,
      due: standingLine(round, context.today),
      sentence,
      lines: shown.items.map((line, index) => ({
        organisation: line.organisation === shown.items[index - 1]?.organisation ? '' : line.organisation,
        text: line.text,
      })),
      round: round.id,
      ...shown.links,
    },
  };
}

/** Why the card that asks a lead did not arrive, or ''. */
async function troubleReaching(context: Context, round: Round, ask: Ask): Promise<string> {
  const member = await context.directory.member(ask.member);
  if (member?.standing !== 'active') return 'is not a member any more';
  const row = await context.delivery(askKey(round.id, ask.member));
  if (row === undefined || row.sentAt !== undefined || row.state === 'sending') return '';
  const reach = await context.directory.reach(member);
  // Without Teams they are written to by e-mail, and the row says why that did not work.
  if (reach !== 'reachable' && !(reach === 'no account' && row.reason !== '')) return REACH[reach];
  if (row.state === 'may have been sent') return `the message may not have arrived: ${row.reason}`;
  return row.reason;
}

function moreLine(all: number, one: string, many: string): string {
  return all > PEOPLE ? `and ${count(all - PEOPLE, `more ${one}`, `more ${many}`)}` : '';
}
