/** What an answer hands to other workflows, and what check-ins take from them. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { inWords, shorten } from '../../../shared/text.js';
import type { ActorContext, MaterialSource, Offer } from '../../workflow.js';
import { answerId, answers } from './answer.js';
import { updateFormCard } from './cards.js';
import { loadCase } from './case.js';
import { askedNow } from './early.js';
import { MOST_KEPT, keptFor, keptOutcomes } from './kept-outcomes.js';
import { seenActionNamed } from '../plan/sight.js';
import { leadsOf, planActions } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { mayAnswer, mayManageRounds } from '../policy.js';
import { askId, asks } from '../round/round.js';

const LONGEST = 300;

/** An answer as news: `[round, action]`. */
export const answerMaterial: MaterialSource = async ([round = '', id = ''], { store, actor }) => {
  const answer = await store.get(answers, answerId(round, id));
  const action = await store.get(planActions, id);
  // News goes to everybody: a restricted action has none.
  if (answer === undefined || action === undefined || action.restricted) {
    throw new UserError(
      'check-ins.answerGone',
      'This answer is not kept any more. Say check-ins to see yours.',
    );
  }
  const ask = await store.get(asks, askId(round, actor.id));
  if (!mayManageRounds(actor) && !mayAnswer(actor, ask, id) && answer.by !== actor.id) {
    throw new UserError(
      'check-ins.notYourAnswer',
      `The answer for ${action.number} is not yours to hand on.`,
    );
  }
  const { done, outcome, evidence, evidenceShared } = answer;
  return {
    kind: 'news',
    headline: shorten(action.text, 100),
    summary: [done, outcome].filter(Boolean).join('\n'),
    ...(evidence !== '' && evidenceShared === 'yes' && { link: evidence }),
  };
};

/**
 * Outcomes for an action's next update: its lead goes on to the form with them in it; from the coordinating
 * team they are kept until the lead opens it.
 */
export const outcomesOffer: Offer = {
  title: 'Use in a check-in',
  takes: 'outcomes',
  async start({ action: named, sentence }, context) {
    const action = await seenActionNamed(context, named);
    const outcome = shorten(sentence.replace(/\s+/g, ' ').trim(), LONGEST);
    if (outcome === '') throw new UserError('check-ins.noOutcome', 'There are no figures in it to use.');
    const asked = await askedNow(context);
    if (asked !== undefined && mayAnswer(context.actor, asked.ask, action.id)) {
      const input = { data: { round: asked.round.id, action: action.id }, personal: true };
      return updateFormCard(await loadCase(input, context), {}, context, [outcome]);
    }
    return keep(context, action, outcome);
  },
};

async function keep(context: ActorContext, action: PlanAction, sentence: string): Promise<string> {
  const { store, actor, now } = context;
  const leads = (await leadsOf(context, action)).map(({ name }) => name);
  const whose = leads.length === 0 ? '' : `, led by ${inWords(leads)}`;
  if (!mayManageRounds(actor)) {
    throw new UserError(
      'check-ins.notYourAction',
      `Action ${action.number} is not one of yours${whose}. The coordinating team can hand figures on to it.`,
    );
  }
  const waiting = await keptFor(store, action.id);
  const known = waiting.some((each) => each.sentence === sentence);
  if (!known && waiting.length >= MOST_KEPT) {
    throw new UserError(
      'check-ins.enoughKept',
      `${waiting.length} outcomes wait for the next update of ${action.number} already. Wait until its lead has answered.`,
    );
  }
  if (!known) {
    const kept = { id: newId(), version: 0, action: action.id, sentence, at: now.toISOString() };
    await store.put(keptOutcomes, kept);
  }
  return `Kept for ${action.number}${whose}. It will stand in the form of its next update.`;
}
