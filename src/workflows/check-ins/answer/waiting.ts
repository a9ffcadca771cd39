/** Whom an answer waits for: beside it in the lead's list, and among their items. */
import { isActive } from '../../../directory.js';
import { longDate } from '../../../shared/calendar.js';
import type { ActorContext, Context, Item } from '../../workflow.js';
import type { Answer } from './answer.js';
import { blockOf, enquiries, notReached } from '../enquiry/enquiry.js';
import type { Enquiry } from '../enquiry/enquiry.js';
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
    const { kind, by, round, action: id, organisation } = enquiry;
    if (kind !== 'blocked' || by !== actor.id) continue;
    const asked = await store.get(asks, askId(round, actor.id));
    const action = await store.get(planActions, id);
    // Passed on since, or restricted from them: there is nothing for them to open.
    if (asked === undefined || action === undefined) continue;
    if (!(await ownAsk(context, asked)).actions.includes(id)) continue;
    if ((await store.get(rounds, round))?.state === 'cancelled') continue;
    items.push({
      waiting: false,
      title: `${action.number}: waiting for ${directory.organisationName(organisation, today)}`,
      detail: await askedLine(context, enquiry),
      open: { verb: 'check-ins/answer', data: { round, action: id }, title: `Open ${action.number}` },
    });
  }
  return items;
}

/** Whom the actor asked; or why that person has not read it, and what to do. */
async function askedLine(context: Context, enquiry: Enquiry): Promise<string> {
  const { to, askedOn, text } = enquiry;
  const asked = await context.directory.member(to);
  if (asked === undefined || !isActive(asked)) {
    const name = asked?.name ?? 'Whoever you asked';
    return `${name} has left the list of members: ask somebody else. You need: ${text}`;
  }
  const trouble = await notReached(context, enquiry);
  return trouble === ''
    ? `You asked ${asked.name} on ${longDate(askedOn)}: ${text}`
    : `${trouble} You need: ${text}`;
}
