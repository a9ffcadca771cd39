/** One action through all check-ins, on one card. */
import { UserError } from '../../../shared/errors.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Handler } from '../../workflow.js';
import { answers, isLate } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { about } from '../answer/cards.js';
import { EARLY } from '../answer/early.js';
import { enquiryFacts, whoIsAsked } from '../enquiry/enquiry.js';
import { describe } from '../answer/form.js';
import { maySeeAction, seenActionEverNamed } from '../plan/sight.js';
import { STATES } from '../plan/cards.js';
import { leadsOf, planActions } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { mayManageRounds, maySeeResults } from '../policy.js';
import { rounds } from '../round/round.js';
import { seenLine } from '../answer/seen.js';

const SHOWN = 4;
/** Four answers with every field at its limit stay under a card's 28 KB. */
const LONGEST_FACT = 600;

/** *history 1.2*, and the button of an exception. */
export const showHistory: Handler = async (input, context) => {
  const named = textOf(input.data, 'more').trim();
  const id = textOf(input.data, 'action');
  if (named === '' && id === '')
    return { reply: 'Say history and the number of an action, like history 1.2.' };
  const action =
    id === '' ? await seenActionEverNamed(context, named) : await context.store.get(planActions, id);
  if (action === undefined || !(await maySeeAction(context, context.actor, action)))
    throw new UserError('check-ins.noAction', 'This action is not kept any more.');
  await mustSeeHistory(context, action);
  const from = { page: numberOf(input.data, 'page'), round: textOf(input.data, 'round') };
  return { reply: await historyCard(context, action, from) };
};

/** @throws {UserError} unless the actor leads the action or may see results */
async function mustSeeHistory(context: ActorContext, action: PlanAction): Promise<void> {
  if (maySeeResults(context.actor)) return;
  const leads = await leadsOf(context, action);
  if (leads.some(({ id }) => id === context.actor.id)) return;
  throw new UserError(
    'check-ins.historyForLeads',
    `The history of ${action.number} is for its leads, the Working Group and the coordinating team.`,
  );
}

/** Where the history is read from. */
interface From {
  /** From 0, the newest answers first. */
  readonly page?: number;
  /** The check-in whose results lead here, and back to which the card leads; '' for none. */
  readonly round: string;
}

export async function historyCard(
  context: ActorContext,
  action: PlanAction,
  { page = 0, round }: From,
): Promise<Card> {
  const from = Math.max(0, Math.min(page, 50)) * SHOWN;
  const found = await context.store.find(answers, {
    where: { action: action.id },
    by: 'answeredAt',
    order: 'descending',
    limit: from + SHOWN + 1,
  });
  const rows: object[] = [];
  for (const answer of found.slice(from, from + SHOWN)) rows.push(await answerRow(context, answer));
  const leads = await leadsOf(context, action);
  const led =
    leads.length === 0 ? 'Nobody leads it now.' : `Led by ${inWords(leads.map(({ name }) => name))}.`;
  const ended = action.state === 'current' ? '' : `${STATES[action.state]}. `;
  const sentence = found.length === 0 ? 'No check-in has an answer for it yet.' : '';
  return {
    template: 'check-ins/history',
    summary: `History of ${action.number}: ${sentence === '' ? count(rows.length, 'answer') : sentence}`,
    data: {
      heading: `History of ${action.number}`,
      ...about(action),
      led: `${ended}${led}`,
      sentence,
      rows,
      action_id: action.id,
      round,
      results: round !== '' && maySeeResults(context.actor) ? 'Back to the results' : '',
      before: from > 0 ? 'Newer answers' : '',
      beforePage: page - 1,
      after: found.length > from + SHOWN ? 'Older answers' : '',
      afterPage: page + 1,
    },
  };
}

async function answerRow(context: ActorContext, answer: Answer): Promise<object> {
  const { store, directory, partnership, actor } = context;
  const round = await store.get(rounds, answer.round);
  const by = (await directory.member(answer.by))?.name ?? 'Somebody who has left';
  const on = longDate(dayOf(new Date(answer.answeredAt), partnership.time_zone));
  const late = round !== undefined && isLate(answer, round.dueOn, partnership.time_zone) ? ', late' : '';
  const seen = await seenLine(context, answer);
  const canAsk = mayManageRounds(actor) && round !== undefined;
  // One question at a time; whom the open one was put to stands among the facts.
  const isFree = (await whoIsAsked(context, answer.id, 'question')) === undefined;
  const facts = describe(answer, mayManageRounds(actor) || answer.by === actor.id ? 'all' : 'shared');
  return {
    round:
      round?.name ?? (answer.round === EARLY ? 'Before the next check-in' : 'Before a year-end check-in'),
    facts: [...facts, ...(await enquiryFacts(context, answer.id, canAsk ? 'asker' : 'others'))].map(
      ({ title, value }) => ({
        ...{ title, value: shorten(value, LONGEST_FACT) },
      }),
    ),
    seen,
    note: canAsk && seen === '' ? 'Take note' : '',
    ask: canAsk && isFree ? 'Ask a question' : '',
    press: { round: answer.round, action: answer.action, version: answer.version },
    by: `${answer.unchanged ? 'Nothing has changed. ' : ''}${by}, ${on}${late}`,
  };
}
