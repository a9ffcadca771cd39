/** The same session again, as a draft some weeks later. */
import { addDays, dayOf, inputTime, instantOf } from '../../../shared/calendar.js';
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import type { ActorContext, Handler } from '../../workflow.js';
import { sectionsCard } from './task-list-cards.js';
import { detailsOf, loadManaged, newDate, newDraft } from './draft.js';
import type { Times } from './form.js';
import { sessions } from './session.js';
import type { Session } from './session.js';

/** A week after the session, or after today when that is later; several dates keep the days between them. */
export const duplicate: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  // The button names the copy, so that a redelivered press finds it and makes no second.
  const named = textOf(input.data, 'copy');
  const id = /^[a-z0-9]{16}$/.test(named) ? named : newId();
  const known = await context.store.get(sessions, id);
  if (known !== undefined) return { reply: await sectionsCard(context, known) };
  const details = {
    ...detailsOf(session),
    title: `${session.title.slice(0, 112)} (copy)`,
    dates: datesLater(session, context),
    topics: session.topics.map((each) => ({ ...each, id: newId() })),
    ...{ opensOn: '', closesOn: '', reservations: [], programme: '' },
  };
  return {
    reply: await sectionsCard(context, await context.store.put(sessions, newDraft(id, context.now, details))),
  };
};

function datesLater(session: Session, { partnership, today }: ActorContext): Session['dates'] {
  const zone = partnership.time_zone;
  const first = dayOf(new Date(session.dates[0]?.startsAt ?? 0), zone);
  const passed = Math.max(0, Math.round((Date.parse(today) - Date.parse(first)) / 86_400_000));
  // Whole weeks, so that a Wednesday stays one.
  const days = (Math.ceil(passed / 7) + 1) * 7;
  return session.dates.map(({ inPerson, virtual, ...date }) => ({
    ...newDate({ startsAt: later(date.startsAt, days, zone), endsAt: later(date.endsAt, days, zone) }),
    ...(inPerson !== undefined && { inPerson }),
    // The link belongs to the meeting of the earlier session.
    ...(virtual !== undefined && { virtual: { ...virtual, link: '' } }),
  }));
}

/** The same time of day that many days later; where the clocks change at that very time, the same hours later. */
function later(instant: Times['startsAt'], days: number, zone: string): string {
  const at = new Date(instant);
  const moved = instantOf(addDays(dayOf(at, zone), days), inputTime(at, zone), zone);
  return (moved instanceof Date ? moved : new Date(at.getTime() + days * 86_400_000)).toISOString();
}
