import type { Logger } from 'pino';
import type { Context, Reminder, Workflow } from '../workflows/workflow.js';

/**
 * What every workflow reminds of, by member, in the order of the registry; a key that two reminders
 * share counts once. A workflow that fails is logged and does not silence the others.
 */
export async function gather(
  workflows: readonly Workflow[],
  context: Context,
  log: Logger,
): Promise<ReadonlyMap<string, readonly Reminder[]>> {
  const byMember = new Map<string, Map<string, Reminder>>();
  for (const { name, reminders } of workflows) {
    for (const reminder of await read(name, reminders, context, log)) {
      const known = byMember.get(reminder.member) ?? new Map<string, Reminder>();
      if (!known.has(reminder.key)) known.set(reminder.key, reminder);
      byMember.set(reminder.member, known);
    }
  }
  return new Map([...byMember].map(([member, reminders]) => [member, [...reminders.values()]]));
}

async function read(
  workflow: string,
  reminders: Workflow['reminders'],
  context: Context,
  log: Logger,
): Promise<readonly Reminder[]> {
  try {
    return (await reminders?.(context)) ?? [];
  } catch (error) {
    log.error(
      { err: error, workflow },
      'a workflow could not say what to remind of; the next tick asks again',
    );
    return [];
  }
}
