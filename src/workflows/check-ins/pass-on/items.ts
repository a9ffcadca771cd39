/** What *my items* lists because an action was passed on. */
import { longDate } from '../../../shared/calendar.js';
import type { ActorContext, Item } from '../../workflow.js';
import { isOffered, passOns, returnsOn } from './records.js';
import type { PassOn } from './records.js';
import { maySeeAction } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import { rounds } from '../round/round.js';

/** What a colleague asks of the actor, and what the actor passed on and can still take back. */
export async function passOnItems(context: ActorContext): Promise<readonly Item[]> {
  const { store, actor } = context;
  const toActor = await store.find(passOns, { where: { to: actor.id, state: 'waiting' } });
  const byActor = await store.find(passOns, { where: { from: actor.id, state: 'waiting' } });
  const items: Item[] = [];
  for (const passOn of [...toActor, ...byActor]) {
    const item = await itemOf(context, passOn);
    if (item !== undefined) items.push(item);
  }
  return items;
}

async function itemOf(context: ActorContext, passOn: PassOn): Promise<Item | undefined> {
  const { store, directory, actor } = context;
  const round = await store.get(rounds, passOn.round);
  const action = await store.get(planActions, passOn.action);
  if (round?.state !== 'open' || action === undefined || !isOffered(passOn, context)) return undefined;
  if (!(await maySeeAction(context, actor, action))) return undefined;
  const mine = passOn.to === actor.id;
  const other = await directory.member(mine ? passOn.from : passOn.to);
  const name = other?.name ?? 'Somebody who has left';
  const until = longDate(returnsOn(passOn, context));
  return {
    waiting: mine,
    title: mine ? `${name} asks you to answer for ${action.number}` : `${action.number} passed to ${name}`,
    detail: `${round.name}. ${mine ? 'It goes back' : 'It comes back to you'} on ${until} if it is not accepted.`,
    open: {
      ...{ verb: 'check-ins/asked-over', data: { passOn: passOn.id } },
      title: mine ? `See ${action.number}` : 'See or take back',
    },
  };
}
