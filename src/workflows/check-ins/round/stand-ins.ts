/** Who answers in a lead's place: when they are away, have left, or have not answered in time. */
import type { Member } from '../../../directory.js';
import { isActive } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import type { Context, Handler } from '../../workflow.js';
import { actionListCard } from '../answer/lead-cards.js';
import { deputiesOf } from '../plan/deputy.js';
import { addToAsk } from '../pass-on/handover.js';
import { leadsOf, planActions } from '../plan/plan.js';
import { progressOf } from './progress.js';
import { asks, endedSentence, rounds } from './round.js';
import type { Ask } from './round.js';

/** What somebody may answer in a lead's place. */
interface StandIn {
  readonly member: Member;
  readonly actions: readonly string[];
}

/**
 * Who may answer the actions in place of the lead: deputies of their posts and, for a lead who has left, whoever
 * holds the posts now. Those who are away are not asked.
 */
export async function standInsFor(
  context: Context,
  lead: Member | undefined,
  actions: readonly string[],
): Promise<readonly StandIn[]> {
  const found = new Map<string, StandIn>();
  for (const id of actions) {
    const action = await context.store.get(planActions, id);
    if (action === undefined) continue;
    const holders = lead !== undefined && isActive(lead) ? [] : await leadsOf(context, action);
    for (const member of [...holders, ...(await deputiesOf(context, action))]) {
      if (member.id === lead?.id || (await context.awayUntil(member.id)) !== '') continue;
      const known = found.get(member.id)?.actions ?? [];
      found.set(member.id, { member, actions: known.includes(id) ? known : [...known, id] });
    }
  }
  return [...found.values()];
}

/** *Answer in their place*: the lead's open actions that the actor may answer join the actor's own. */
export const standIn: Handler = async (input, context) => {
  const ask = await context.store.get(asks, textOf(input.data, 'ask'));
  const round = ask && (await context.store.get(rounds, ask.round));
  if (ask === undefined || round === undefined) throw gone();
  if (round.state !== 'open') throw new UserError('check-ins.ended', endedSentence(round));
  const lead = await context.directory.member(ask.member);
  const name = lead?.name ?? 'somebody who has left';
  const actions = await mine(context, ask, context.actor);
  if (actions.length === 0) {
    throw new UserError('check-ins.nothingToStandIn', `Nothing of ${name} waits for you in '${round.name}'.`);
  }
  const own = await addToAsk(context, round, context.actor, actions, 'stand-in');
  const notice = `The actions of ${name} are in your list. What you answer counts as answered for both of you.`;
  return { reply: await actionListCard(context, round, own, { notice }) };
};

async function mine(context: Context, ask: Ask, actor: Member): Promise<readonly string[]> {
  const lead = await context.directory.member(ask.member);
  const { left } = await progressOf(context.store, ask);
  const all = await standInsFor(context, lead, left);
  return all.find(({ member }) => member.id === actor.id)?.actions ?? [];
}

function gone(): UserError {
  return new UserError('check-ins.noRound', 'This check-in is not kept any more.');
}
