/**
 * Answers given before a check-in asks for them. They are kept in a round of their own that never opens,
 * and count in the next check-in that asks about the action.
 */
import { count } from '../../../shared/text.js';
import type { ActorContext, Item } from '../../workflow.js';
import { answers } from './answer.js';
import type { Answer } from './answer.js';
import { actionsOf, currentPlan, leadsOf } from '../plan/plan.js';
import { askId, asks, openRounds } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

/** The id of the round that early answers are kept in. */
export const EARLY = 'next';

export interface Asked {
  readonly round: Round;
  readonly ask: Ask;
}

/** What the actor can answer for now: an open check-in that asks them, or else the next one. */
export async function askedNow(context: ActorContext): Promise<Asked | undefined> {
  for (const round of await openRounds(context)) {
    const ask = await context.store.get(asks, askId(round.id, context.actor.id));
    if (ask !== undefined) return { round, ask };
  }
  return askedNext(context);
}

/** All that the actor leads in the plan, as if the next check-in asked already. */
async function askedNext(context: ActorContext): Promise<Asked | undefined> {
  const { actor, now } = context;
  const plan = await currentPlan(context);
  if (plan === undefined) return undefined;
  const led: string[] = [];
  for (const action of await actionsOf(context, plan.id)) {
    if ((await leadsOf(context, action)).some(({ id }) => id === actor.id)) led.push(action.id);
  }
  if (led.length === 0) return undefined;
  const round: Round = {
    ...{ id: EARLY, version: 0, name: 'Before the next check-in', plan: plan.id, state: 'open' },
    ...{ meetingOn: '', dueOn: '', createdAt: now.toISOString() },
  };
  const { id: member, organisation } = actor;
  return {
    round,
    ask: { id: askId(EARLY, member), version: 0, round: EARLY, member, organisation, actions: led },
  };
}

/** What *my items* says of the actor's early answers. */
export async function earlyItems({ store, actor }: ActorContext): Promise<readonly Item[]> {
  const early = await store.find(answers, { where: { round: EARLY } });
  const own = early.filter(({ by }: Answer) => by === actor.id);
  if (own.length === 0) return [];
  const detail = `${count(own.length, 'action')} answered early. They count in the next check-in; you can change them until then.`;
  const open = { verb: 'check-ins/actions', data: { round: EARLY }, title: 'See your answers' };
  return [{ waiting: false, title: 'Before the next check-in', detail, open }];
}
