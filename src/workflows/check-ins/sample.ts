/** The check-ins of the sample partnership: Kent's plan of 2016, and a first round. */
import { addDays, longDate } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import type { Context, Notification } from '../workflow.js';
import { proposedRound } from './round/form.js';
import { importPlan } from './plan/import.js';
import { openRound } from './round/open.js';
import { currentPlan } from './plan/plan.js';

const FILE = 'action-plan-2016.csv';

export async function sample(
  read: (name: string) => Uint8Array,
  context: Context,
): Promise<readonly Notification[]> {
  const imported = await importPlan.run({ name: FILE, content: read(FILE) }, true, context);
  const plan = await currentPlan(context);
  if (!imported.ok || plan === undefined) {
    throw new Error(`The sample plan is faulty: ${JSON.stringify(imported)}`);
  }
  const { working_group: group, check_ins: rules } = context.partnership;
  const proposed = proposedRound(group.meetings, rules.due_days_before_meeting, context.today);
  const { notify } = await openRound(context, {
    id: newId(),
    version: 0,
    plan: plan.id,
    state: 'draft',
    createdAt: context.now.toISOString(),
    ...(proposed.name === '' ? inFourWeeks(context.today) : proposed),
  });
  return notify;
}

/** The meetings of the sample file lie in the past one day. */
function inFourWeeks(today: string): { name: string; meetingOn: string; dueOn: string } {
  const meetingOn = addDays(today, 28);
  return { name: `Check-in for ${longDate(meetingOn)}`, meetingOn, dueOn: addDays(today, 18) };
}
