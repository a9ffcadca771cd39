/** What a round reminds of because an action was passed on and not taken. */
import { longDate } from '../../../shared/calendar.js';
import type { Context, Reminder } from '../../workflow.js';
import { answerId, answers } from '../answer/answer.js';
import { isOffered, passOns, returnsOn } from './records.js';
import type { PassOn } from './records.js';
import { maySeeAction } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { askId, asks } from '../round/round.js';
import type { Round } from '../round/round.js';

/** The colleague on the day after; the lead when it was declined or is theirs again for another reason. */
export async function passOnReminders(context: Context, round: Round): Promise<readonly Reminder[]> {
  const { store } = context;
  const waiting = await store.find(passOns, { where: { round: round.id, state: 'waiting' } });
  const declined = await store.find(passOns, { where: { round: round.id, state: 'declined' } });
  const returned = await store.find(passOns, { where: { round: round.id, state: 'returned' } });
  const found: Reminder[] = [];
  for (const passOn of [...waiting, ...declined, ...returned]) {
    const action = await store.get(planActions, passOn.action);
    const answered = await store.get(answers, answerId(round.id, passOn.action));
    if (action === undefined || answered !== undefined) continue;
    // It may have gone on since to whoever holds the post now.
    const ask = await store.get(asks, askId(round.id, passOn.from));
    if (ask?.actions.includes(action.id) !== true) continue;
    const reminder = await reminderOf(context, round, passOn, action);
    const reader = reminder && (await context.directory.member(reminder.member));
    if (reminder !== undefined && (await maySeeAction(context, reader ?? 'anybody', action))) {
      found.push(reminder);
    }
  }
  return found;
}

async function reminderOf(
  context: Context,
  round: Round,
  passOn: PassOn,
  action: PlanAction,
): Promise<Reminder | undefined> {
  const name = async (id: string): Promise<string> =>
    (await context.directory.member(id))?.name ?? 'Somebody who has left';
  const mark = `${passOn.id}:${passOn.turn}`;
  // The sentence goes on or ends by itself.
  const about = `${action.number} ${action.text.replace(/[.\s]+$/, '')}`;
  if (isOffered(passOn, context)) {
    if (passOn.on === context.today) return undefined;
    return {
      member: passOn.to,
      key: `check-ins.asked-over:${mark}`,
      title: `${await name(passOn.from)} asks you to answer for ${action.number}`,
      detail: `${round.name}. Accept or decline it; it goes back on ${longDate(returnsOn(passOn, context))}.`,
      open: { verb: 'check-ins/asked-over', data: { passOn: passOn.id }, title: `See ${action.number}` },
    };
  }
  const to = await name(passOn.to);
  const why = {
    declined: `${to} declined ${about}.`,
    returned: `It is restricted now, so ${to} does not see it any more: ${about}.`,
    late: `${to} has not accepted ${about}.`,
  }[passOn.state === 'declined' || passOn.state === 'returned' ? passOn.state : 'late'];
  const then = passOn.state === 'returned' ? '' : ', or pass it to somebody else';
  return {
    member: passOn.from,
    key: `check-ins.returned:${mark}`,
    title: `${action.number} is yours again`,
    detail: `${why} Answer for it${then}.`,
    open: {
      ...{ verb: 'check-ins/actions', data: { round: round.id } },
      title: 'See your actions',
    },
  };
}
