/** Places kept for an organisation until a day. */
import { dayOf, longDate } from '../../../shared/calendar.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count } from '../../../shared/text.js';
import type { Handler } from '../../workflow.js';
import * as cards from '../session/section-cards.js';
import { SECTIONS, sectionsCard } from '../session/task-list-cards.js';
import { draftOf, loadComing, saveDetails, section } from '../session/draft.js';
import { parseReservation } from '../session/form.js';
import { reservedAtMost } from './places.js';
import { done } from '../session/sections.js';

const MOST_RESERVATIONS = 12;

export const reservation = section(
  (session, trouble, _input, context) => cards.reservationFormCard(session, context, trouble),
  async (session, input, context) => {
    const ids = context.partnership.organisations.map(({ id }) => id);
    const form = parseReservation(input.data, ids, context.today);
    if (!form.ok) return form;
    const { reservations, dates } = draftOf(session);
    if (reservations.length >= MOST_RESERVATIONS) {
      return invalid({ organisation: `A session keeps places up to ${MOST_RESERVATIONS} times` });
    }
    const next = [...reservations, { id: textOf(input.data, 'reservation'), ...form.value }];
    if (reservations.some(({ id }) => id === textOf(input.data, 'reservation'))) {
      return { reply: await sectionsCard(context, session) };
    }
    const { mode, until } = form.value;
    const sizes = dates.flatMap((each) =>
      mode === 'in-person'
        ? (each.inPerson?.places ?? [])
        : ((each.virtual && (each.virtual.places ?? Infinity)) ?? []),
    );
    if (sizes.length === 0) return invalid({ mode: 'The session is not held so' });
    const smallest = Math.min(...sizes);
    const kept = reservedAtMost(next, mode, context.today);
    if (kept > smallest) {
      return invalid({ places: `That would keep ${kept} of ${count(smallest, 'place')}. Enter fewer` });
    }
    const lastDay = dayOf(new Date(dates.at(-1)?.startsAt ?? 0), context.partnership.time_zone);
    if (until > lastDay) return invalid({ until: `Enter a day up to the last date, ${longDate(lastDay)}` });
    const after = await saveDetails(input, context, session, { reservations: next });
    return done(context, after, input, `Saved: ${SECTIONS.kept}.`);
  },
);

export const removeReservation: Handler = async (input, context) => {
  const session = await loadComing(input, context);
  const reservations = draftOf(session).reservations.filter(
    ({ id }) => id !== textOf(input.data, 'reservation'),
  );
  const after = await saveDetails(input, context, session, { reservations });
  return { reply: await sectionsCard(context, after, `Saved: ${SECTIONS.kept}.`) };
};
