/** The two first forms of a session: what and when, then its places. Going back and on again loses nothing. */
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { Trouble } from '../../../shared/form-card.js';
import { invalid } from '../../../shared/result.js';
import type { Action, Card, Handler, Input } from '../../workflow.js';
import { mustManage } from '../policy.js';
import { EMPTY, dateValues, howOfDate, loadManaged, newDate, newDraft, saveDetails } from './draft.js';
import { parseNew } from './form.js';
import { howIn, keptIn, keptWith } from './kept-places.js';
import * as cards from './section-cards.js';
import { dateOf, sessions } from './session.js';
import type { Session, SessionDate } from './session.js';
import { sectionsCard } from './task-list-cards.js';

const ID = /^[a-z0-9]{16}$/;

export const newSession: Handler = async (_input, context) => {
  mustManage(context.actor);
  return { reply: emptyForm({}) };
};

/** The first form makes the draft, or changes it after going back, and leads on to its places. */
export const saveNew: Action = {
  async handle(input, context) {
    const form = parseNew(input.data, context.partnership.time_zone, context.now);
    mustManage(context.actor);
    const id = textOf(input.data, 'session');
    const known = await context.store.get(sessions, id);
    if (known !== undefined && known.state !== 'draft') return { reply: await sectionsCard(context, known) };
    if (!form.ok) return form;
    if (!ID.test(id)) return { reply: emptyForm({ typed: input.data }) };
    const { title, about, startsAt, endsAt, how } = form.value;
    const date = { ...(firstDate(known, input) ?? newDate(form.value, dateId(input))), startsAt, endsAt };
    if (known?.dates.some((each) => each.id !== date.id && each.startsAt === startsAt) === true) {
      return invalid({ day: 'Another date of this session starts at the same time' });
    }
    if (known === undefined) {
      const draft = newDraft(id, context.now, { ...EMPTY, title, about, dates: [date] });
      const session = await context.store.put(sessions, draft);
      return { reply: cards.placesFormCard(session, date, how, {}, '', {}) };
    }
    const dates = known.dates.map((each) => (each.id === date.id ? date : each));
    const session = await saveDetails(input, context, known, { title, about, dates });
    const version = session === known ? placesVersion(known, date, input) : session.version;
    return { reply: cards.placesFormCard({ ...session, version }, date, how, {}, '', keptIn(input) ?? {}) };
  },
  form: async (typed, trouble, context) => {
    mustManage(context.actor);
    const id = textOf(typed.data, 'session');
    const known = await context.store.get(sessions, id);
    const kept = keptIn(typed);
    const press = {
      session: id === '' ? newId() : id,
      version: known?.version ?? 0,
      date: firstDate(known, typed)?.id ?? dateId(typed),
      ...(kept && { kept }),
    };
    return cards.newFormCard(press, { typed: typed.data, ...trouble });
  },
};

/** *Go back* from the places: the first form as it was saved. What is typed of the places waits in its button. */
export const backToNew: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  const date = firstDate(session, input);
  if (session.state !== 'draft' || date === undefined) return { reply: await sectionsCard(context, session) };
  const how = howIn(input, date) ?? 'hybrid';
  const { id, version, title, about } = session;
  const press = { session: id, version, date: date.id, kept: keptWith(input, how) };
  const values = { title, about, ...dateValues(date, context.partnership.time_zone), how };
  return { reply: cards.newFormCard(press, {}, values) };
};

/** Places that somebody saved meanwhile are not replaced unseen by those kept from before: saving asks first. */
function placesVersion(session: Session, date: SessionDate, input: Input): number {
  const mayReplace = keptIn(input) === undefined || howOfDate(date) === '';
  return mayReplace ? session.version : numberOf(input.data, 'version');
}

function emptyForm(trouble: Trouble): Card {
  return cards.newFormCard({ session: newId(), version: 0, date: newId() }, trouble);
}

/** The date that the form speaks of; an older form names none. */
function firstDate(session: Session | undefined, { data }: Input): SessionDate | undefined {
  return session && (dateOf(session, textOf(data, 'date')) ?? session.dates[0]);
}

function dateId({ data }: Input): string {
  const id = textOf(data, 'date');
  return ID.test(id) ? id : newId();
}
