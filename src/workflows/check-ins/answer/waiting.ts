/** Whom an answer waits for: beside it in the lead's list, and among their items. */
import { longDate } from '../../../shared/calendar.js';
import type { ActorContext, Context, Item } from '../../workflow.js';
import type { Answer } from './answer.js';
import { blockOf, enquiries } from '../enquiry/enquiry.js';
import { ownAsk } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import { askId, asks, rounds } from '../round/round.js';

/** `Waiting for Kent County Council.`, or that they have answered; '' for what nobody blocks. */
export async function waitingLine(context: Context, answer: Answer): Promise<string> {
  const block = await blockOf(context.store, answer.id);
  if (block === undefined) return '';
  const name = context.directory.organisationName(block.organisation, context.today);
  return block.state === 'replied' ? `${name} has answered.` : `Waiting for ${name}.`;
}

/** What *my items* says of the actor's actions that wait for others. */
export async function waitingItems(context: ActorContext): Promise<readonly Item[]> {
  const { store, actor, directory, today } = context;
  const items: Item[] = [];
  for (const enquiry of await store.find(enquiries, { where: { state: 'asked' }, by: 'askedAt' })) {
    const { kind, by, to, round, action: id, organisation, askedOn, text } = enquiry;
    if (kind !== 'blocked' || by !== actor.id) continue;
    const asked = await store.get(asks, askId(round, actor.id));
    const action = await store.get(planActions, id);
    // Passed on since, or restricted from them: there is nothing for them to open.
    if (asked === undefined || action === undefined) continue;
    if (!(await ownAsk(context, asked)).actions.includes(id)) continue;
    if ((await store.get(rounds, round))?.state === 'cancelled') continue;
    const name = (await directory.member(to))?.name ?? 'somebody who has left';
    items.push({
      waiting: false,
      title: `${action.number}: waiting for ${directory.organisationName(organisation, today)}`,
      detail: `You asked ${name} on ${longDate(askedOn)}: ${text}`,
      open: { verb: 'check-ins/answer', data: { round, action: id }, title: `Open ${action.number}` },
    });
  }
  return items;
}
