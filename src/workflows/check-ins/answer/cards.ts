/** What a lead's cards show of one action: the two sections of its form, and what is recorded. */
import { clockTime, dayOf, longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { ActorContext, Card } from '../../workflow.js';
import { NEVER_REPORTED, STATUSES } from './answer.js';
import type { Answer } from './answer.js';
import { pressOf, progressLine, standingOf } from './lead-cards.js';
import type { Case } from './case.js';
import { EARLY } from './early.js';
import { blockOf, enquiryFacts } from '../enquiry/enquiry.js';
import { DETAIL_FIELDS, WORD_FIELDS, askedWords, describe, startingStatus, statusesFor } from './form.js';
import { keptFor } from './kept-outcomes.js';
import { actionIn } from '../plan/change.js';
import type { PlanAction } from '../plan/plan.js';
import { progressOf } from '../round/progress.js';
import { seenLine } from './seen.js';

/**
 * The first section of an update. It starts from what was said last, and from the outcomes that were handed on.
 * @param outcomes more of these, from a card that was just pressed
 */
export async function updateFormCard(
  found: Case,
  trouble: Trouble,
  context: ActorContext,
  outcomes: readonly string[] = [],
): Promise<Card> {
  const { action, answer, last, round } = found;
  const { kind } = round;
  const words = askedWords(kind);
  const kept = await keptFor(context.store, action.id);
  const handedOn = [...kept.map(({ sentence }) => sentence), ...outcomes];
  // A new round starts without last time's figures.
  const outcome = [answer?.outcome ?? '', ...handedOn].filter(
    (line, place, all) => all.indexOf(line) === place,
  );
  const start = {
    ...(last ?? { ...NEVER_REPORTED, rag: '' }),
    status: last === undefined ? '' : startingStatus(last.status, kind),
    outcome: outcome.filter(Boolean).join('\n'),
  };
  return {
    template: 'check-ins/update-form',
    summary: `Update ${action.number}: ${action.text}`,
    data: {
      heading: `Update ${action.number}`,
      ...about(action),
      ...formData(WORD_FIELDS, start, trouble),
      statusLabel: words.status,
      statusMissing: words.missing,
      statuses: statusesFor(kind).map((value) => ({ value, title: STATUSES[value] })),
      reasonNeeded: words.reasonNeeded,
      recorded:
        trouble.refusal && answer
          ? `${await recordedLine(answer, context)} ${standingOf(answer)}: ${answer.done}`
          : '',
      handedOn: handedOn.length === 0 ? '' : 'Outcomes that were handed on to this action stand in the form.',
      press: { ...pressOf(round, action, answer), kept: kept.map(({ id }) => id) },
    },
  };
}

/** The second section: the next step and evidence. */
export function detailsFormCard(found: Case & { readonly answer: Answer }, trouble: Trouble): Card {
  const { action, answer, round } = found;
  return {
    template: 'check-ins/details-form',
    summary: `Next step and evidence for ${action.number}: ${action.text}`,
    data: {
      heading: `Next step and evidence for ${action.number}`,
      ...about(action),
      ...formData(DETAIL_FIELDS, answer, trouble),
      press: pressOf(round, action, answer),
    },
  };
}

/** What was recorded, and the way on to the next action. */
export async function recordedCard(
  found: Case & { readonly answer: Answer },
  context: ActorContext,
): Promise<Card> {
  const { round, action, answer } = found;
  const progress = await progressOf(context.store, found.ask);
  const nextId = progress.left.find(
    (id) => found.ask.actions.indexOf(id) > found.ask.actions.indexOf(action.id),
  );
  const next = await actionIn(context, round, nextId ?? progress.left[0] ?? '');
  const summary = `Recorded for ${action.number}: ${standingOf(answer)}. ${progressLine(progress)}.`;
  const blocked = (await blockOf(context.store, answer.id)) !== undefined;
  const everything = round.id === EARLY ? 'That is all you lead.' : 'That is everything for this check-in.';
  return {
    template: 'check-ins/recorded',
    summary,
    data: {
      heading: `Recorded: ${action.number}`,
      ...about(action),
      facts: [...describe(answer, 'all'), ...(await enquiryFacts(context, answer.id, 'asker'))],
      when: await recordedLine(answer, context),
      progress: `${progressLine(progress)}. ${progress.left.length === 0 ? everything : ''}`.trim(),
      until: untilLine(found),
      open: round.state === 'open',
      next: next === undefined || round.state !== 'open' ? '' : `Next: ${next.number}`,
      nextPress: { round: round.id, action: next?.id ?? '' },
      offers: action.restricted ? [] : context.offersFor('news', 'check-ins/answer', [round.id, action.id]),
      seen: await seenLine(context, answer),
      // Who is asked would read the action.
      blocked:
        round.id === EARLY || action.restricted ? '' : blocked ? 'No longer blocked' : 'Blocked by others',
      blockedVerb: blocked ? 'check-ins/unblock' : 'check-ins/blocked',
      press: pressOf(round, action, answer),
    },
  };
}

function untilLine({ round }: Case): string {
  if (round.state !== 'open') return '';
  return round.id === EARLY
    ? 'It counts in the next check-in. You can change it now, and until that one closes.'
    : 'You can change it until the check-in closes.';
}

export function about({ priority, aim, text }: PlanAction): object {
  return { priority, aim, action: text };
}

/** By whom too, when it was somebody else: a deputy, or the other lead. */
async function recordedLine(
  answer: Answer,
  { partnership, directory, actor }: ActorContext,
): Promise<string> {
  const at = new Date(answer.answeredAt);
  const zone = partnership.time_zone;
  const theirs = answer.by === actor.id;
  const by = theirs ? '' : ` by ${(await directory.member(answer.by))?.name ?? 'somebody who has left'}`;
  return `Recorded${by} on ${longDate(dayOf(at, zone))} at ${clockTime(at, zone)}.`;
}
