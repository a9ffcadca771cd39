/** Questions that wait: among what waits for whoever was asked, and in the digests of both sides. */
import { isActive } from '../../../directory.js';
import { addDays, addWorkingDays, longDate } from '../../../shared/calendar.js';
import type { ActorContext, Context, Item, Reminder } from '../../workflow.js';
import { enquiries, notReached } from './enquiry.js';
import type { Enquiry } from './enquiry.js';
import { rounds } from '../round/round.js';

/** For so many days there is something to say of a question in a digest: time enough for who was away. */
const WORTH_SAYING = 60;

/** What *my items* lists of it: nothing of a check-in that was cancelled. */
export async function enquiryItems(context: ActorContext): Promise<readonly Item[]> {
  const { store, actor } = context;
  const items: Item[] = [];
  for (const enquiry of await store.find(enquiries, { where: { to: actor.id, state: 'asked' } })) {
    if (await isOfCancelled(context, enquiry)) continue;
    const { title, detail, open } = await toAnswer(context, enquiry);
    items.push({ waiting: true, title, detail, open });
  }
  return items;
}

/** Whoever was asked hears it once more; whoever asked, that no answer came, or that none can come. */
export async function enquiryReminders(context: Context): Promise<readonly Reminder[]> {
  const { store, today, partnership } = context;
  const { asked, unanswered } = partnership.check_ins.chase;
  const waiting = await store.find(enquiries, {
    ...{ where: { state: 'asked' }, by: 'askedAt', from: addDays(today, -WORTH_SAYING) },
  });
  const found: Reminder[] = [];
  for (const enquiry of waiting) {
    if (await isOfCancelled(context, enquiry)) continue;
    const to = await context.directory.member(enquiry.to);
    const there = to !== undefined && isActive(to);
    if (there && addWorkingDays(enquiry.askedOn, asked) <= today) {
      found.push({
        member: enquiry.to,
        key: `check-ins.asked:${enquiry.id}`,
        ...(await toAnswer(context, enquiry)),
      });
    }
    if (!there || addWorkingDays(enquiry.askedOn, unanswered) <= today) {
      const why = there ? await context.awayUntil(enquiry.to) : 'left';
      const trouble = await notReached(context, enquiry);
      found.push(unansweredReminder(enquiry, to?.name ?? 'Somebody who has left', why, trouble));
    }
  }
  return found;
}

async function isOfCancelled({ store }: Context, { round }: Enquiry): Promise<boolean> {
  return (await store.get(rounds, round))?.state === 'cancelled';
}

async function toAnswer(
  { directory }: Context,
  { id, by, text }: Enquiry,
): Promise<Pick<Reminder, 'title' | 'detail' | 'open'>> {
  const name = (await directory.member(by))?.name ?? 'Somebody who has left';
  const open = { verb: 'check-ins/enquiry', data: { enquiry: id }, title: 'Answer' };
  return { title: `${name} asks`, detail: text, open };
}

/**
 * @param why the first day on which they are back, `left`, or '' when there is no reason
 * @param trouble why it did not arrive, or ''
 */
function unansweredReminder(enquiry: Enquiry, to: string, why: string, trouble: string): Reminder {
  const { id, kind, by, askedOn, text, round, action } = enquiry;
  const reason =
    why === 'left'
      ? 'They have left the list of members: ask somebody else. '
      : why === ''
        ? trouble === ''
          ? ''
          : `${trouble} `
        : `They are away until ${longDate(why)}. `;
  return {
    member: by,
    key: `check-ins.unanswered:${id}${why === 'left' ? ':left' : ''}`,
    title: why === 'left' ? `${to} cannot answer` : `No answer from ${to} yet`,
    detail: `${reason}You asked on ${longDate(askedOn)}: ${text}`,
    open:
      kind === 'question'
        ? { verb: 'check-ins/history', data: { action }, title: 'See the answer' }
        : { verb: 'check-ins/answer', data: { round, action }, title: 'See your answer' },
  };
}
