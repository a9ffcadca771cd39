/** A speaker who is no member reads by e-mail what a member reads in the daily message: when they speak. */
import { hash } from 'node:crypto';
import { plainLetter } from '../../mail/plain-letter.js';
import { isReminderTime } from '../../shared/calendar.js';
import { inWords } from '../../shared/text.js';
import type { Context, Job, LetterNotification, LetterWriter } from '../workflow.js';
import { stepOf } from './reminders.js';
import { comingSessions, dateOf, hasBegun, sessions } from './session/session.js';
import type { Session, SessionDate } from './session/session.js';
import { whenOf } from './session/words.js';

/** One letter for each step and date, in reminder hours, however many topics somebody speaks about. */
export const writeToSpeakers: Job = {
  name: 'write-to-speakers',
  async run(context) {
    const { now, partnership } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const letters: LetterNotification[] = [];
    for (const session of await comingSessions(context)) {
      for (const date of session.dates.filter((each) => !hasBegun(each, now))) {
        letters.push(...(await lettersFor(context, session, date)));
      }
    }
    return letters;
  },
};

async function lettersFor(
  context: Context,
  { id, topics }: Session,
  date: SessionDate,
): Promise<readonly LetterNotification[]> {
  const step = stepOf(context, date, context.partnership.info_sessions.reminders.speakers_days_before);
  if (step === undefined) return [];
  const letters = new Map<string, LetterNotification>();
  for (const { email, speaker } of topics) {
    if (email === '' || (await context.directory.memberByEmail(email)) !== undefined) continue;
    // Keys stand in logs, addresses do not.
    const who = hash('sha256', email).slice(0, 16);
    const key = `info-sessions.speaks:${id}:${date.id}:${date.startsAt}:${step}:${who}`;
    const to = { kind: 'address', id: email, ...(speaker !== '' && { name: speaker }) } as const;
    const ids = [id, date.id, date.startsAt, email];
    letters.set(email, { to, letter: 'info-sessions/speaker', ids, key });
  }
  return [...letters.values()];
}

/** Nothing once the session is cancelled, the date has moved or begun, or somebody else speaks. */
export const speakerLetter: LetterWriter = async (
  [id = '', dateId = '', startsAt = '', email = ''],
  context,
) => {
  const { now, partnership, store } = context;
  const session = await store.get(sessions, id);
  const date = session && dateOf(session, dateId);
  if (session?.state !== 'published' || date?.startsAt !== startsAt || hasBegun(date, now)) return undefined;
  const topics = session.topics.filter((each) => each.email === email);
  if (topics.length === 0) return undefined;

  const { name, short_name, mailbox } = partnership.team;
  const about = inWords(topics.map(({ title }) => `'${title}'`));
  return plainLetter({
    subject: `You speak in: ${session.title}`,
    heading: session.title,
    paragraphs: [
      `You speak about ${about}: ${whenOf(date, partnership.time_zone)}.`,
      ...wheres(date),
      `If you cannot come, or have a question, write to the ${name}: ${mailbox}`,
    ],
    footer: [`Sent by the ${name} (${short_name}), who named you as a speaker.`],
  });
};

function wheres({ inPerson, virtual }: SessionDate): readonly (string | { title: string; url: string })[] {
  const link = virtual?.link ?? '';
  return [
    ...(inPerson === undefined ? [] : [`In person at ${inPerson.venue}.`]),
    ...(virtual !== undefined && link === '' ? ['The joining link follows before the session.'] : []),
    ...(link === '' ? [] : [{ title: 'Join the session', url: link }]),
  ];
}
