/** The daily digest: everything due for a member in one message. */
import type { Logger } from 'pino';
import { isActive } from '../directory.js';
import type { Member } from '../directory.js';
import { dayOf, endOfReminderHours, isReminderTime } from '../shared/calendar.js';
import type { Context, Job, Notification, Reminder, Workflow } from '../workflows/workflow.js';
import { MOST_SHOWN, digestCard } from './cards.js';
import { gather } from './gather.js';
import { mayRemind } from './pace.js';
import { digests, markSaid, paceOf, paces, said, saidId } from './records.js';
import type { Pace } from './records.js';

/** Sends each member what they should be reminded of, in reminder hours, at most once a day. */
export function sendDigests(workflows: readonly Workflow[], log: Logger): Job {
  return {
    name: 'send',
    async run(context) {
      const { now, partnership } = context;
      if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
      const sent: Notification[] = [];
      for (const [member, reminders] of await gather(workflows, context, log)) {
        const notification = await digestFor(context, member, reminders);
        if (notification !== undefined) sent.push(notification);
      }
      return sent;
    },
  };
}

async function digestFor(
  context: Context,
  id: string,
  reminders: readonly Reminder[],
): Promise<Notification | undefined> {
  const { store, today, partnership } = context;
  const pace = await paceOf(store, id);
  if (!mayRemind(pace, today)) return undefined;
  const last = await lastDigest(context, pace);
  if (last.busy) return undefined;
  const due: Reminder[] = [];
  let fresh = 0;
  for (const reminder of reminders) {
    const unsent = last.unsent.includes(reminder.key);
    const known = (await store.get(said, saidId(id, reminder.key))) !== undefined;
    if (known && !unsent) continue;
    if (!known || last.failed) fresh += 1;
    due.push(reminder);
  }
  if (fresh === 0) return undefined;
  const member = await context.directory.member(id);
  if (member === undefined || !(await canBeReached(context, member))) return undefined;

  const shown = due.slice(0, MOST_SHOWN);
  const more = due.length - shown.length;
  const digest = await store.put(digests, {
    ...{ id: `${id}.${today}`, version: 0, member: id, reminders: shown, more },
  });
  await markSaid(store, digest);
  const key = `digest:${digest.id}`;
  const lastMessage = last.unsent.length > 0 ? pace.lastMessage : key;
  await store.put(paces, { ...pace, lastOn: today, lastMessage });
  return {
    to: { kind: 'member', id },
    card: digestCard(digest, today),
    key,
    ...(lastMessage !== key && { replaces: lastMessage }),
    until: endOfReminderHours(context.now, partnership.time_zone, partnership.reminders),
  };
}

interface LastDigest {
  /** On its way, or arrived only today: nothing more today. */
  readonly busy: boolean;
  /** What it says, if it was never delivered: the next one takes its place. */
  readonly unsent: readonly string[];
  /** It will not be tried again by itself. */
  readonly failed: boolean;
}

const SENT = { unsent: [], failed: false };

/** A message can leave days after it was written: after an outage, or when Teams took none. */
async function lastDigest({ store, delivery, today, partnership }: Context, pace: Pace): Promise<LastDigest> {
  const row = pace.lastMessage === '' ? undefined : await delivery(pace.lastMessage);
  if (row === undefined || row.state === 'may have been sent') return { ...SENT, busy: false };
  if (row.sentAt !== undefined) {
    return { ...SENT, busy: dayOf(new Date(row.sentAt), partnership.time_zone) >= today };
  }
  if (row.state === 'sending') return { ...SENT, busy: true };
  const digest = await store.get(digests, `${pace.id}.${pace.lastOn}`);
  const unsent = digest?.reminders.map(({ key }) => key) ?? [];
  return { busy: false, unsent, failed: row.state === 'failed' };
}

/** Whoever cannot be written to is told when they can; without Teams it is the outbox that finds a way. */
async function canBeReached({ directory }: Context, member: Member): Promise<boolean> {
  if (!isActive(member)) return false;
  const reach = await directory.reach(member);
  return reach === 'reachable' || (reach === 'no account' && member.email !== undefined);
}
