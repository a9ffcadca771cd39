/** One action that a lead answers for, loaded and allowed: what every press of a lead starts from. */
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import type { ActorContext, Input } from '../../workflow.js';
import { answerId, answers, lastTime } from './answer.js';
import type { Answer } from './answer.js';
import { EARLY, askedNow } from './early.js';
import { actionIn } from '../plan/change.js';
import { ownAsk } from '../plan/sight.js';
import type { PlanAction } from '../plan/plan.js';
import { mayAnswer } from '../policy.js';
import { askId, asks, rounds } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

/** Everything that a card about one action shows. */
export interface Case {
  readonly round: Round;
  readonly ask: Ask;
  readonly action: PlanAction;
  /** What is recorded in this round. */
  readonly answer: Answer | undefined;
  /** What was said last: in this round, or else in the one before. */
  readonly last: Answer | undefined;
}

/** @throws {UserError} when the round asks nothing of the actor */
export async function loadAsk(input: Input, context: ActorContext): Promise<{ round: Round; ask: Ask }> {
  const id = textOf(input.data, 'round');
  if (id === EARLY) return loadEarly(context);
  const round = await context.store.get(rounds, id);
  if (round === undefined) throw new UserError('check-ins.noRound', 'This check-in is not kept any more.');
  const ask = await context.store.get(asks, askId(round.id, context.actor.id));
  if (ask === undefined) {
    throw new UserError('check-ins.notAsked', `The check-in '${round.name}' asks nothing of you.`);
  }
  return { round, ask: await ownAsk(context, ask) };
}

/** A check-in may have opened since an early form was made: then it is that one's. */
async function loadEarly(context: ActorContext): Promise<{ round: Round; ask: Ask }> {
  const asked = await askedNow(context);
  if (asked !== undefined) return asked;
  throw new UserError('check-ins.leadsNothing', 'You lead no action of the plan now.');
}

/** @throws {UserError} when the action is not one that the round asks of the actor */
export async function loadCase(input: Input, context: ActorContext): Promise<Case> {
  const { round, ask } = await loadAsk(input, context);
  const action = await actionIn(context, round, textOf(input.data, 'action'));
  if (action === undefined || !mayAnswer(context.actor, ask, action.id)) {
    throw new UserError('check-ins.notYourAction', 'This action is not one of yours in this check-in.');
  }
  const answer = await context.store.get(answers, answerId(round.id, action.id));
  const last = answer ?? (await lastTime(context.store, action.id, round.id));
  return { round, ask, action, answer, last };
}

/** @throws {UserError} when nothing is recorded yet */
export function withAnswer(found: Case): Case & { readonly answer: Answer } {
  const { answer, action } = found;
  if (answer !== undefined) return { ...found, answer };
  throw new UserError(
    'check-ins.noAnswer',
    // Said as it is in a channel too, where no restricted action may be named.
    `Nothing is recorded for ${action.restricted ? 'this action' : action.number} yet. Choose Update first.`,
  );
}
