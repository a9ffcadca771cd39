/** What a lead's cards show. */
import { longDate } from '../../../shared/calendar.js';
import { newId } from '../../../shared/ids.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { NEVER_REPORTED, RAGS, STATUSES, answerId, answers, lastTime } from './answer.js';
import type { Answer, Words } from './answer.js';
import { EARLY } from './early.js';
import { waitingLine } from './waiting.js';
import { actionIn } from '../plan/change.js';
import { ownAsk } from '../plan/sight.js';
import { leadsOf } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { progressOf } from '../round/progress.js';
import type { Progress } from '../round/progress.js';
import { endedSentence, isOverdue } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

const PAGE = 6;

/** The one card that asks a lead: their actions with the last status of each. */
export async function actionListCard(
  context: Context,
  round: Round,
  ask: Ask,
  { page = 0, notice = '' }: { readonly page?: number; readonly notice?: string } = {},
): Promise<Card> {
  const { store, today } = context;
  const seen = await ownAsk(context, ask);
  const progress = await progressOf(store, seen);
  const shown = pageOf(seen.actions, page, PAGE);
  const rows: object[] = [];
  let priority = '';
  for (const id of shown.items) {
    const action = await actionIn(context, round, id);
    if (action === undefined) continue;
    rows.push({
      priority: action.priority === priority ? '' : action.priority,
      ...(await actionRow(context, round, action, page)),
      inPlace: standsIn(seen, id) ? await inPlaceLine(context, action, ask.member) : '',
      // What pass-on.ts would refuse is not offered.
      mayPass: round.id !== EARLY && !action.restricted && !standsIn(seen, id),
    });
    priority = action.priority;
  }
  return {
    template: 'check-ins/actions',
    summary: `${round.name}: ${progress.answered} of ${count(progress.asked, 'action')} answered. ${dueLine(round, today)}`,
    data: {
      heading: round.name,
      notice,
      due: dueLine(round, today),
      progress: progressLine(progress),
      rows,
      round: round.id,
      early: round.state === 'closed' ? 'Record it for the next check-in' : '',
      earlyRound: EARLY,
      speak: round.state === 'open' && progress.left.length > 1 ? 'In my own words' : '',
      ...shown.links,
    },
  };
}

function standsIn({ standIn }: Ask, action: string): boolean {
  return standIn?.includes(action) === true;
}

/** `In place of Megan Bowen.`, so that a deputy can tell these from their own. */
async function inPlaceLine(context: Context, action: PlanAction, reader: string): Promise<string> {
  const names = (await leadsOf(context, action)).filter(({ id }) => id !== reader).map(({ name }) => name);
  return `In place of ${names.length === 0 ? 'its lead' : inWords(names)}.`;
}

async function actionRow(context: Context, round: Round, action: PlanAction, page: number): Promise<object> {
  const { store } = context;
  const answer = await store.get(answers, answerId(round.id, action.id));
  const last = answer ?? (await lastTime(store, action.id, round.id));
  const standing = standingOf(last ?? NEVER_REPORTED);
  return {
    title: `${action.number} ${action.text}`,
    status:
      answer !== undefined
        ? `Recorded: ${answer.unchanged ? `nothing has changed (${standing})` : standing}`
        : `Last status: ${last === undefined ? STATUSES['not-started'] : standing}`,
    waiting: answer === undefined ? '' : await waitingLine(context, answer),
    recorded: answer !== undefined,
    open: round.state === 'open',
    mayStay: round.kind !== 'year-end',
    number: action.number,
    press: { ...pressOf(round, action, answer), page },
  };
}

/** What the message that asked a lead becomes when the round has ended before they could answer. */
export function endedCard(round: Round): Card {
  const sentence = endedSentence(round);
  return { template: 'shared/notice', summary: sentence, data: { heading: round.name, sentence } };
}

/** What a button carries: ids, the version the card shows, and a mark of the card itself. */
export function pressOf(round: Round, action: PlanAction, answer: Answer | undefined): object {
  return { round: round.id, action: action.id, version: answer?.version ?? 0, nonce: newId() };
}

/** `Delayed, amber`; money only when it is not as planned. */
export function standingOf({ status, rag }: Words): string {
  return `${STATUSES[status]}, ${RAGS[rag].toLowerCase()}`;
}

export function progressLine({ answered, asked }: Progress): string {
  return `${answered} of ${asked} answered`;
}

export function dueLine(round: Round, today: string): string {
  if (round.id === EARLY) return 'Nobody is asking yet. What you record now counts in the next check-in.';
  const due = longDate(round.dueOn);
  const meeting = `for the meeting on ${longDate(round.meetingOn)}`;
  if (round.state !== 'open') return `Answers were due by ${due}, ${meeting}.`;
  return isOverdue(round, today)
    ? `Answers were due by ${due}, ${meeting}. A late answer still counts, marked as late.`
    : `Answers are due by ${due}, ${meeting}.`;
}
