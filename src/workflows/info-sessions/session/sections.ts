/** The sections of a session: each a form of about six fields, saved by itself. */
import { newId } from '../../../shared/ids.js';
import { dayOf } from '../../../shared/calendar.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Handler, Input } from '../../workflow.js';
import * as cards from './section-cards.js';
import { BACK, SECTIONS, sectionsCard } from './task-list-cards.js';
import { previewCard } from './cards.js';
import {
  EMPTY,
  draftOf,
  howOfDate,
  loadComing,
  loadManaged,
  newDate,
  newDraft,
  saveDetails,
  section,
  withBack,
} from './draft.js';
import {
  parseAbout,
  parseAudience,
  parseDate,
  parseNew,
  parsePlaces,
  parseSignUp,
  parseTopic,
} from './form.js';
import type { How } from './form.js';
import { lackOfPlaces } from './lack.js';
import { mustManage } from '../policy.js';
import { dateOf, mustKeepFeedback, mustKeepHeldDates, sessions } from './session.js';
import type { Session, SessionDate } from './session.js';
import { reopenTopics } from '../topics/topic.js';
import { whenOf } from './words.js';

const MOST_DATES = 12;
const MOST_TOPICS = 12;

export const newSession: Handler = async (_input, context) => {
  mustManage(context.actor);
  return { reply: cards.newFormCard(newId(), {}) };
};

/** The first form makes the draft and goes on to places. */
export const saveNew: Action = {
  async handle(input, context) {
    const form = parseNew(input.data, context.partnership.time_zone, context.now);
    mustManage(context.actor);
    const id = textOf(input.data, 'session');
    const known = await context.store.get(sessions, id);
    if (known !== undefined && known.state !== 'draft') return { reply: await sectionsCard(context, known) };
    if (!form.ok) return form;
    if (!/^[a-z0-9]{16}$/.test(id)) return { reply: cards.newFormCard(newId(), { typed: input.data }) };
    const { title, about, how } = form.value;
    const date = newDate(form.value);
    const session =
      known ??
      (await context.store.put(
        sessions,
        newDraft(id, context.now, { ...EMPTY, title, about, dates: [date] }),
      ));
    const first = session.dates[0] ?? date;
    return { reply: cards.placesFormCard(session, first, how, {}) };
  },
  form: async (typed, trouble, context) => {
    mustManage(context.actor);
    const id = textOf(typed.data, 'session');
    return cards.newFormCard(id === '' ? newId() : id, { typed: typed.data, ...trouble });
  },
};

export const about = section(
  (session, trouble, _input, context) => cards.aboutFormCard(session, context, trouble),
  async (session, input, context) => {
    const form = parseAbout(input.data, context.partnership.priorities);
    if (!form.ok) return form;
    const next = await saveDetails(input, context, session, form.value);
    return done(context, next, input, saved(SECTIONS.about));
  },
);

/** Day and times of a date, new or known; then its places. */
export const date = section(
  (session, trouble, input, context) =>
    cards.dateFormCard(session, dateOf(draftOf(session), textOf(input.data, 'date')), context, trouble),
  async (session, input, context) => {
    const zone = context.partnership.time_zone;
    const form = parseDate(input.data, zone, context.now);
    if (!form.ok) return form;
    const { dates } = draftOf(session);
    const { startsAt, endsAt, how } = form.value;
    const known = dateOf(draftOf(session), textOf(input.data, 'date'));
    if (known === undefined && dates.length >= MOST_DATES) {
      return invalid({ day: `A session has up to ${MOST_DATES} dates. Make a second session for more` });
    }
    const same = dates.find((each) => each.startsAt === startsAt && each.id !== known?.id);
    const next = known === undefined ? (same ?? newDate(form.value)) : { ...known, startsAt, endsAt };
    if (known !== undefined && same !== undefined) {
      return invalid({ day: 'Another date of this session starts at the same time' });
    }
    const others = dates.filter(({ id }) => id !== next.id);
    const dated = await saveDetails(input, context, session, { dates: [...others, next] });
    return { reply: withBack(cards.placesFormCard(dated, next, how, {}), input) };
  },
);

/** Venue, joining link and places of a date. */
export const places = section(
  (session, trouble, input) => {
    const found = dateIn(session, input);
    return found === undefined
      ? cards.newFormCard(newId(), {})
      : cards.placesFormCard(session, found, howIn(input, found), trouble);
  },
  async (session, input, context) => {
    const found = dateIn(session, input);
    if (found === undefined) return { reply: await sectionsCard(context, session) };
    const form = parsePlaces(input.data, howIn(input, found));
    if (!form.ok) return form;
    const { id, startsAt, endsAt, code } = found;
    const next: SessionDate = { id, startsAt, endsAt, code, ...form.value };
    const draft = draftOf(session);
    const tooFew = await lackOfPlaces(context, session, draft, next);
    if (Object.keys(tooFew).length > 0) return invalid(tooFew);
    const dates = draft.dates.map((each) => (each.id === next.id ? next : each));
    const notice = saved(whenOf(next, context.partnership.time_zone));
    return done(context, await saveDetails(input, context, session, { dates }), input, notice);
  },
);

/** Removing a date of a published session is told to those who hold a place on it, with the other changes. */
export const removeDate: Handler = async (input, context) => {
  const session = await loadComing(input, context);
  const { dates } = draftOf(session);
  const left = dates.filter(({ id }) => id !== textOf(input.data, 'date'));
  if (left.length === 0 || left.length === dates.length) {
    return { reply: await sectionsCard(context, session) };
  }
  mustKeepHeldDates(session, { dates: left }, context.now);
  const gone = dates.find((each) => !left.includes(each));
  const when = gone === undefined ? '' : whenOf(gone, context.partnership.time_zone);
  const next = await saveDetails(input, context, session, { dates: left });
  return done(context, next, input, `Removed: ${when}.`);
};

export const topic = section(
  (session, trouble, input) => cards.topicFormCard(session, textOf(input.data, 'topic'), trouble),
  async (session, input, context) => {
    const form = parseTopic(input.data);
    if (!form.ok) return form;
    const { topics } = draftOf(session);
    const id = textOf(input.data, 'topic');
    const next = { id, ...form.value };
    if (topics.some((each) => each.id === id)) {
      const changed = topics.map((each) => (each.id === id ? next : each));
      return topicsDone(context, input, session, changed);
    }
    if (topics.length >= MOST_TOPICS) return invalid({ title: `A session has up to ${MOST_TOPICS} topics` });
    return topicsDone(context, input, session, [...topics, next]);
  },
);

async function topicsDone(
  context: ActorContext,
  input: Input,
  session: Session,
  topics: Session['topics'],
): ReturnType<Handler> {
  const next = await saveDetails(input, context, session, { topics });
  return done(context, next, input, saved(SECTIONS.topics));
}

export const removeTopic: Handler = async (input, context) => {
  const session = await loadComing(input, context);
  const topics = draftOf(session).topics.filter(({ id }) => id !== textOf(input.data, 'topic'));
  const next = await saveDetails(input, context, session, { topics });
  await reopenTopics(context, next);
  return done(context, next, input, saved(SECTIONS.topics));
};

export const signUpRules = section(
  (session, trouble) => cards.signUpFormCard(session, trouble),
  async (session, input, context) => {
    const last = draftOf(session).dates.at(-1)?.startsAt ?? context.now.toISOString();
    const form = parseSignUp(input.data, dayOf(new Date(last), context.partnership.time_zone));
    if (!form.ok) return form;
    mustKeepFeedback(session, form.value.feedback, context.now);
    const next = await saveDetails(input, context, session, form.value);
    return done(context, next, input, saved(SECTIONS.signUp));
  },
);

export const audience = section(
  (session, trouble, _input, context) => cards.audienceFormCard(session, context, trouble),
  async (session, input, context) => {
    const organisations = context.partnership.organisations.map(({ id }) => id);
    const channels = (await context.directory.channels()).map(({ id }) => id);
    const form = parseAudience(input.data, organisations, channels);
    if (!form.ok) return form;
    const next = await saveDetails(input, context, session, form.value);
    return done(context, next, input, saved(SECTIONS.audience));
  },
);

export const showSections: Handler = async (input, context) => {
  return { reply: await sectionsCard(context, await loadManaged(input, context)) };
};

/** After a section: back to the list it was opened from; else a draft that could be published is shown as it would be. */
export async function done(
  context: ActorContext,
  session: Session,
  { data }: Input,
  notice: string,
): ReturnType<Handler> {
  const isWhole = session.state === 'draft' && session.dates.every((each) => howOfDate(each) !== '');
  return {
    reply:
      isWhole && textOf(data, 'back') !== BACK
        ? await previewCard(context, session)
        : await sectionsCard(context, session, notice),
  };
}

function saved(section: string): string {
  return `Saved: ${section}.`;
}

function dateIn(session: Session, input: Input): SessionDate | undefined {
  return dateOf(draftOf(session), textOf(input.data, 'date'));
}

/** How the date is to be held: what the form before said, or what is known of it. */
function howIn({ data }: Input, date: SessionDate): How {
  const said = textOf(data, 'how');
  if (said === 'in-person' || said === 'virtual' || said === 'hybrid') return said;
  const known = howOfDate(date);
  return known === '' ? 'hybrid' : known;
}
