/** What a session hands to other workflows: its figures for a plan action, itself as news. */
import { dayOf, longDate } from '../../shared/calendar.js';
import { UserError } from '../../shared/errors.js';
import { shorten } from '../../shared/text.js';
import { attendedOf } from './afterwards/attendance.js';
import { sentenceOf } from './afterwards/feedback-cards.js';
import { answersOf } from './afterwards/feedback.js';
import { mustManage } from './policy.js';
import { sessions } from './session/session.js';
import type { Session } from './session/session.js';
import type { ActorContext, MaterialSource } from '../workflow.js';
import { whenOf } from './session/words.js';

/** `Scams, 14 September 2026: 62 attended. 98% rated it ...`, for the linked action's next update. */
export const figures: MaterialSource = async ([id = ''], context) => {
  const session = await load(id, context);
  const answers = await answersOf(context.store, session.id);
  const rules = context.partnership.info_sessions.feedback;
  const came = (await attendedOf(context.store, session.id)).length;
  const day = dayOf(new Date(session.dates[0]?.startsAt ?? session.lastEnd), context.partnership.time_zone);
  const hidden = session.feedback === 'anonymous' && answers.length < rules.show_anonymous_from;
  const parts = [
    came === 0 ? '' : `${came} attended.`,
    hidden || answers.length === 0 ? '' : `${await sentenceOf(context, session, answers)}.`,
  ].filter((each) => each !== '');
  return {
    kind: 'outcomes',
    action: session.action,
    sentence: `${session.title}, ${longDate(day)}: ${parts.length === 0 ? 'held.' : parts.join(' ')}`,
  };
};

/** The announcement as an item of the bulletin; the joining link stays with those who signed up. */
export const announcement: MaterialSource = async ([id = ''], context) => {
  const session = await load(id, context);
  const zone = context.partnership.time_zone;
  const dates = session.dates.map((date) => whenOf(date, zone)).join('; ');
  const last = session.dates.at(-1);
  return {
    kind: 'news',
    headline: session.title,
    summary: shorten(`${dates}. ${session.about}`.trim(), 600),
    ...(session.programme !== '' && { link: session.programme }),
    ...(last !== undefined && { validUntil: dayOf(new Date(last.endsAt), zone) }),
  };
};

async function load(id: string, context: ActorContext): Promise<Session> {
  mustManage(context.actor);
  const session = await context.store.get(sessions, id);
  if (session?.state === 'published') return session;
  throw new UserError(
    'info-sessions.gone',
    'This session is not kept any more. Say sessions to see what is on.',
  );
}
