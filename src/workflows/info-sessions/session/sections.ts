/** The sections of a session: each a form of about six fields, saved by itself. */
import { newId } from '../../../shared/ids.js';
import { dayOf } from '../../../shared/calendar.js';
import { textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { ActorContext, Handler, Input } from '../../workflow.js';
import * as cards from './section-cards.js';
import { BACK, SECTIONS, sectionsCard } from './task-list-cards.js';
import { previewCard } from './cards.js';
import {
  backVerbOf,
  draftOf,
  howOfDate,
  loadComing,
  loadManaged,
  newDate,
  saveDetails,
  section,
  withBack,
} from './draft.js';
import { parseAbout, parseAudience, parseDate, parsePlaces, parseSignUp, parseTopic } from './form.js';
import { howIn, keptIn } from './kept-places.js';
import { lackOfPlaces } from './lack.js';
import { dateOf, mustKeepFeedback, mustKeepHeldDates } from './session.js';
import type { Session, SessionDate } from './session.js';
import { reopenTopics } from '../topics/topic.js';
import { whenOf } from './words.js';

const MOST_DATES = 12;
const MOST_TOPICS = 12;

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
    cards.dateFormCard(
      session,
      dateOf(draftOf(session), textOf(input.data, 'date')),
      context,
      trouble,
      backVerbOf(input),
    ),
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
    // A new date that is still open was made by this very form, pressed twice or come back to.
    if (same !== undefined && (known !== undefined || howOfDate(same) !== '')) {
      return invalid({ day: 'Another date of this session starts at the same time' });
    }
    const others = dates.filter(({ id }) => id !== next.id);
    const dated = await saveDetails(input, context, session, { dates: [...others, next] });
    return { reply: withBack(cards.placesFormCard(dated, next, how, {}, backVerbOf(input)), input) };
  },
);

/** Venue, joining link and places of a date. */
export const places = section(
  (session, trouble, input, context) => {
    const found = dateIn(session, input);
    if (found === undefined) return cards.newFormCard({ session: newId(), version: 0, date: newId() }, {});
    const how = howIn(input, found);
    // Nothing keeps what was chosen for a date whose second form was left, so it is asked again.
    return how === undefined
      ? cards.dateFormCard(session, found, context, trouble, backVerbOf(input))
      : cards.placesFormCard(session, found, how, trouble, backVerbOf(input), keptIn(input));
  },
  async (session, input, context) => {
    const found = dateIn(session, input);
    if (found === undefined) return { reply: await sectionsCard(context, session) };
    const how = howIn(input, found);
    if (how === undefined) return { reply: await sectionsCard(context, session) };
    const form = parsePlaces(input.data, how);
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
  (session, trouble, input, context) => cards.audienceFormCard(session, context, trouble, backVerbOf(input)),
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
