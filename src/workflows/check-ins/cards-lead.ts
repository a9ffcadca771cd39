/** What a lead's cards show. */
import { clockTime, dayOf, longDate } from '../../shared/calendar.js';
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { newId } from '../../shared/ids.js';
import { pageOf } from '../../shared/page.js';
import { count } from '../../shared/text.js';
import type { Card, Context } from '../workflow.js';
import { NEVER_REPORTED, RAGS, STATUSES, answerId, answers, lastTime } from './answer.js';
import type { Answer, Words } from './answer.js';
import type { Case } from './case.js';
import { FIGURE_FIELDS, WORD_FIELDS, describe } from './form.js';
import { actionIn } from './plan-change.js';
import { ownAsk } from './plan-sight.js';
import type { PlanAction } from './plan.js';
import { progressOf } from './progress.js';
import type { Progress } from './progress.js';
import { endedSentence, isOverdue } from './round.js';
import type { Ask, Round } from './round.js';

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
      ...shown.links,
    },
  };
}

async function actionRow(
  { store }: Context,
  round: Round,
  action: PlanAction,
  page: number,
): Promise<object> {
  const answer = await store.get(answers, answerId(round.id, action.id));
  const last = answer ?? (await lastTime(store, action.id, round.id));
  const standing = standingOf(last ?? NEVER_REPORTED);
  return {
    title: `${action.number} ${action.text}`,
    status:
      answer !== undefined
        ? `Recorded: ${answer.unchanged ? `nothing has changed (${standing})` : standing}`
        : `Last status: ${last === undefined ? STATUSES['not-started'] : standing}`,
    recorded: answer !== undefined,
    open: round.state === 'open',
    number: action.number,
    press: { ...pressOf(round, action, answer), page },
  };
}

/** The first section of an update. It starts from what was said last. */
export function updateFormCard(found: Case, trouble: Trouble, context: Context): Card {
  const { action, answer, previous, round } = found;
  const start: Words = answer ?? previous ?? NEVER_REPORTED;
  const first = answer === undefined && previous === undefined;
  const started = first ? { ...start, status: '', rag: '' } : start;
  return {
    template: 'check-ins/update-form',
    summary: `Update ${action.number}: ${action.text}`,
    data: {
      heading: `Update ${action.number}`,
      ...about(action),
      ...formData(WORD_FIELDS, started, trouble),
      recorded:
        trouble.refusal && answer
          ? `${recordedLine(answer, context)} ${standingOf(answer)}: ${answer.done}`
          : '',
      press: pressOf(round, action, answer),
    },
  };
}

/** The second section: figures and evidence. */
export function figuresFormCard(found: Case & { readonly answer: Answer }, trouble: Trouble): Card {
  const { action, answer, round } = found;
  return {
    template: 'check-ins/figures-form',
    summary: `Figures and evidence for ${action.number}: ${action.text}`,
    data: {
      heading: `Figures and evidence for ${action.number}`,
      ...about(action),
      ...formData(FIGURE_FIELDS, answer, trouble),
      press: pressOf(round, action, answer),
    },
  };
}

/** What was recorded, and the way on to the next action. */
export async function recordedCard(
  found: Case & { readonly answer: Answer },
  context: Context,
): Promise<Card> {
  const { round, action, answer } = found;
  const progress = await progressOf(context.store, found.ask);
  const nextId = progress.left.find(
    (id) => found.ask.actions.indexOf(id) > found.ask.actions.indexOf(action.id),
  );
  const next = await actionIn(context, round, nextId ?? progress.left[0] ?? '');
  const summary = `Recorded for ${action.number}: ${standingOf(answer)}. ${progressLine(progress)}.`;
  return {
    template: 'check-ins/recorded',
    summary,
    data: {
      heading: `Recorded: ${action.number}`,
      ...about(action),
      facts: describe(answer),
      when: recordedLine(answer, context),
      progress:
        `${progressLine(progress)}. ${progress.left.length === 0 ? 'That is everything for this check-in.' : ''}`.trim(),
      until: round.state === 'open' ? 'You can change it until the check-in closes.' : '',
      open: round.state === 'open',
      next: next === undefined || round.state !== 'open' ? '' : `Next: ${next.number}`,
      nextPress: { round: round.id, action: next?.id ?? '' },
      press: pressOf(round, action, answer),
    },
  };
}

/** What the message that asked a lead becomes when the round has ended before they could answer. */
export function endedCard(round: Round): Card {
  const sentence = endedSentence(round);
  return { template: 'shared/notice', summary: sentence, data: { heading: round.name, sentence } };
}

function about({ priority, aim, text }: PlanAction): object {
  return { priority, aim, action: text };
}

/** What a button carries: ids, the version the card shows, and a mark of the card itself. */
function pressOf(round: Round, action: PlanAction, answer: Answer | undefined): object {
  return { round: round.id, action: action.id, version: answer?.version ?? 0, nonce: newId() };
}

function standingOf({ status, rag }: Words): string {
  return `${STATUSES[status]}, ${RAGS[rag].toLowerCase()}`;
}

function recordedLine(answer: Answer, { partnership }: Context): string {
  const at = new Date(answer.answeredAt);
  const zone = partnership.time_zone;
  return `Recorded on ${longDate(dayOf(at, zone))} at ${clockTime(at, zone)}.`;
}

function progressLine({ answered, asked }: Progress): string {
  return `${answered} of ${asked} answered`;
}

export function dueLine(round: Round, today: string): string {
  const due = longDate(round.dueOn);
  const meeting = `for the meeting on ${longDate(round.meetingOn)}`;
  if (round.state !== 'open') return `Answers were due by ${due}, ${meeting}.`;
  return isOverdue(round, today)
    ? `Answers were due by ${due}, ${meeting}. A late answer still counts, marked as late.`
    : `Answers are due by ${due}, ${meeting}.`;
}
