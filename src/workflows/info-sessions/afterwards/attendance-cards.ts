/** Attendance: a coordinator's list with the code to show, and the form for the code. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { attendedOf } from './attendance.js';
import { MODES, isOver } from '../session/session.js';
import type { Session, SessionDate } from '../session/session.js';
import { signUps } from '../places/sign-up.js';
import { whenOf } from '../session/words.js';

const PAGE = 40;

export function hereFormCard(trouble: Trouble = {}): Card {
  const form = formData(['code'], { code: '' }, trouble);
  // Nothing is saved here, so nothing is "not saved yet".
  const heading = form.problems.code === '' ? form.trouble : 'You are not noted as here yet.';
  return {
    template: 'info-sessions/here-form',
    summary: 'Enter the code that is shown in the session.',
    data: { ...form, trouble: heading, press: {} },
  };
}

export async function attendanceCard(
  context: Context,
  session: Session,
  date: SessionDate | undefined,
  page: number,
  { notice = '', trouble = {} }: { readonly notice?: string; readonly trouble?: Trouble } = {},
): Promise<Card> {
  const { store, directory, partnership, today } = context;
  const came = (await attendedOf(store, session.id)).filter((each) => each.date === date?.id);
  const placed = (await store.find(signUps, { where: { session: session.id } })).filter(
    ({ place }) => place !== undefined && place.date === date?.id,
  );
  const people: { id: string; name: string; text: string }[] = [];
  for (const id of new Set([...placed, ...came].map(({ member }) => member))) {
    const member = await directory.member(id);
    const mode = placed.find((each) => each.member === id)?.place?.mode;
    const how = mode === undefined ? 'without a place' : MODES[mode].toLowerCase();
    const name = member?.name ?? 'Somebody who has left';
    const organisation = directory.organisationName(member?.organisation ?? '', today);
    people.push({ id, name, text: `${name}, ${organisation} (${how})` });
  }
  people.sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = pageOf(people, page, PAGE);
  const ids = shown.items.map(({ id }) => id);
  const here = new Set(came.map(({ member }) => member));
  const missing = placed.filter(({ member }) => !here.has(member)).length;
  const sentence =
    came.length === 0
      ? `${count(people.length, 'person has', 'people have')} a place. Nobody is noted as here yet.`
      : `${count(came.length, 'person', 'people')} came; ${count(missing, 'person', 'people')} with a place did not${isOver(session, context.now) ? '' : ' yet'}.`;
  const from = date === undefined ? undefined : attendanceFrom(context, date);
  const taken = from === undefined || from <= today;
  const start = { came: ids.filter((id) => here.has(id)).join(',') };
  return {
    template: 'info-sessions/attendance',
    summary: `${session.title}: ${taken ? sentence : notYet(from)}`,
    data: {
      heading: 'Attendance',
      notice,
      title: session.title,
      when: date === undefined ? '' : whenOf(date, partnership.time_zone),
      code: date === undefined ? '' : `Code to show in the session: ${date.code.toUpperCase()}`,
      how: !taken
        ? 'Show this code in the session: people say "I am here" to me and enter it.'
        : 'People say "I am here" to me and enter the code, or you choose them below. Once you save, who is not chosen counts as not there.',
      sentence: taken ? sentence : notYet(from),
      choices: taken ? shown.items.map(({ id, text }) => ({ title: text, value: id })) : [],
      anybody: taken && shown.items.length > 0,
      others: session.dates
        .filter(({ id }) => id !== date?.id)
        .map((each) => ({
          title: whenOf(each, partnership.time_zone),
          press: { session: session.id, date: each.id },
        })),
      ...formData(['came'], start, trouble),
      ...(taken ? shown : pageOf([], 0, PAGE)).links,
      press: { session: session.id, date: date?.id ?? '', page, people: ids.join(',') },
    },
  };
}

/** The day from which the list of a date is taken, as an ISO date. */
export function attendanceFrom({ partnership }: Context, { startsAt }: SessionDate): string {
  return dayOf(new Date(startsAt), partnership.time_zone);
}

function notYet(day: string): string {
  return `Attendance is taken on ${longDate(day)}.`;
}
