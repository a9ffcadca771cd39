/** Each person's own calendar entry: one event whatever happens to the session or to their place. */
import type { CalendarEvent, CalendarFile } from '../../../reports/document.js';
import { textOf } from '../../../shared/parse.js';
import { UserError } from '../../../shared/errors.js';
import type { Member } from '../../../directory.js';
import { plainLetter } from '../../../mail/plain-letter.js';
import type { ActorContext, Context, Download, Handler, LetterWriter, Notification } from '../../workflow.js';
import { loadSession } from '../session/load.js';
import { dateOf, sessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import { signUpId, signUps } from './sign-up.js';
import type { SignUp } from './sign-up.js';
import { slotWords, topicLines } from '../session/words.js';

/** What the person's calendar should show now; undefined when it never had to show anything. */
export function eventOf(
  { partnership }: Context,
  session: Session,
  signUp: SignUp,
  member: Member | undefined,
): CalendarEvent | undefined {
  // Whoever gave up their place had one: the newest step names it.
  const slot = signUp.place ?? signUp.steps.findLast(({ what }) => what === 'taken')?.slot;
  const date = dateOf(session, slot?.date ?? '') ?? session.dates[0];
  if (slot === undefined || date === undefined) return undefined;
  const cancelled = signUp.place === undefined || session.state !== 'published';
  const link = slot.mode === 'virtual' && !cancelled ? (date.virtual?.link ?? '') : '';
  return {
    uid: `${signUp.id}@roundtable`,
    // Both versions only rise, so their sum does whichever of the two changed.
    sequence: session.version + signUp.version,
    startsAt: new Date(date.startsAt),
    endsAt: new Date(date.endsAt),
    title: session.title,
    description: [session.about, ...topicLines(session), link === '' ? '' : `Join: ${link}`]
      .filter((each) => each !== '')
      .join('\n'),
    place: slot.mode === 'in-person' ? (date.inPerson?.venue ?? '') : 'Virtual',
    link,
    organiser: { name: partnership.team.name, email: partnership.team.mailbox },
    ...(member?.email !== undefined && { attendee: { name: member.name, email: member.email } }),
    remindBefore: 15,
    cancelled,
  };
}

export const downloadCalendar: Download = async ([id = ''], context) => {
  const input = { data: { session: id }, personal: true };
  return ownFile(await loadSession(input, context), context);
};

/** A signed link to the actor's own entry. */
export const openCalendar: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  const file = await ownFile(session, context);
  return {
    reply: {
      template: 'info-sessions/download',
      summary: `${session.title} for your calendar.`,
      data: {
        heading: session.title,
        sentence:
          'Open the file to put the session into your calendar; a newer one replaces it there. The link is yours alone and works for a day.',
        links: context.downloadLinks('info-sessions/calendar', [session.id], file),
        back: 'info-sessions/show',
        press: { session: textOf(input.data, 'session') },
      },
    },
  };
};

async function ownFile(session: Session, context: ActorContext): Promise<CalendarFile> {
  const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
  const event = mine && eventOf(context, session, mine, context.actor);
  if (event === undefined) {
    throw new UserError(
      'info-sessions.noPlace',
      `You have no place in '${session.title}', so there is nothing for a calendar.`,
    );
  }
  return { kind: 'calendar', title: session.title, as: 'publish', events: [event] };
}

/**
 * The letter that puts an entry into the calendar of somebody with an address, changes it or takes it out: one for each
 * version of it.
 */
export async function calendarLetters(
  context: Context,
  session: Session,
  signUp: SignUp,
): Promise<readonly Notification[]> {
  const member = await context.directory.member(signUp.member);
  const event = eventOf(context, session, signUp, member);
  if (event === undefined || member?.email === undefined) return [];
  return [
    {
      to: { kind: 'address', id: member.email, name: member.name },
      letter: 'info-sessions/calendar',
      ids: [session.id, member.id, String(event.sequence)],
      key: letterKey(signUp, event),
    },
  ];
}

/** Written when it is sent, as things stand then; where a newer letter is on its way, that one says it. */
export const calendarLetter: LetterWriter = async ([id = '', memberId = '', sequence = ''], context) => {
  const session = await context.store.get(sessions, id);
  const signUp = await context.store.get(signUps, signUpId(id, memberId));
  const member = await context.directory.member(memberId);
  if (session === undefined || signUp === undefined || member?.standing !== 'active') return undefined;
  if (member.email === undefined) return undefined;
  const event = eventOf(context, session, signUp, member);
  if (event === undefined) return undefined;
  const newer = await context.delivery(letterKey(signUp, event));
  if (newer !== undefined && String(event.sequence) !== sequence) return undefined;

  const file: CalendarFile = { kind: 'calendar', title: session.title, as: 'request', events: [event] };
  const { letter, method } = words(context, session, signUp, event);
  const { writeCalendar } = await import('../../../reports/calendar-file.js');
  const type = `text/calendar; charset=utf-8; method=${method}`;
  return {
    ...plainLetter(letter),
    to: { address: member.email, name: member.name },
    attachments: [{ name: 'session.ics', type, content: await writeCalendar(file) }],
  };
};

function words(
  { partnership }: Context,
  session: Session,
  signUp: SignUp,
  event: CalendarEvent,
): { readonly letter: Parameters<typeof plainLetter>[0]; readonly method: string } {
  const { name, short_name, mailbox } = partnership.team;
  const zone = partnership.time_zone;
  const place = signUp.place === undefined ? '' : slotWords(session, signUp.place, zone);
  const why = session.state === 'cancelled' ? (session.cancelledBecause ?? '') : '';
  const paragraphs = event.cancelled
    ? [`You have no place in '${session.title}' any more. Your calendar takes it out.`, why]
    : [
        `You have a place in '${session.title}': ${place}.`,
        event.link === '' ? '' : `Join: ${event.link}`,
        'The file puts it into your calendar. To change or cancel it, say my sessions to Roundtable.',
      ];
  return {
    method: event.cancelled ? 'CANCEL' : 'REQUEST',
    letter: {
      subject: event.cancelled ? `Cancelled: ${session.title}` : `Your place: ${session.title}`,
      heading: session.title,
      paragraphs: paragraphs.filter((each) => each !== ''),
      footer: [`For help, write to the ${name} (${short_name}): ${mailbox}.`],
    },
  };
}

function letterKey({ id }: SignUp, { sequence }: CalendarEvent): string {
  return `info-sessions.calendar:${id}:${sequence}`;
}
