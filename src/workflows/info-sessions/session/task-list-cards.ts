/** The task list of a session: every section with how it stands and the ways into it. */
import { longDate } from '../../../shared/calendar.js';
import { count, inWords } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { changesOf } from './changes.js';
import { draftOf, howOfDate } from './draft.js';
import { audienceOf } from '../places/invitation.js';
import { AUDIENCES, modesOf } from './session.js';
import type { Details, Session, Topic } from './session.js';
import { topicLine, whenOf } from './words.js';

interface Button {
  readonly title: string;
  readonly verb: string;
  readonly press: object;
}

/** A section, its state in words (empty where the title says it all) and its buttons. */
interface Row {
  readonly title: string;
  readonly detail: string;
  readonly buttons: readonly (Button & { readonly tooltip: string })[];
}

export const SECTIONS = {
  about: 'What it is about',
  topics: 'Topics and speakers',
  signUp: 'How people sign up',
  kept: 'Places kept for organisations',
  audience: 'Who it is for',
} as const;

/** How the buttons of this card are known again: what they open leads back here. `from` is a field of the forms. */
export const BACK = 'sections';

export async function sectionsCard(context: Context, session: Session, notice = ''): Promise<Card> {
  const draft = draftOf(session);
  const press = { session: session.id, version: session.version };
  const own = { session: session.id, back: BACK };
  const changes = session.pending === undefined ? [] : changesOf(context, session, session.pending);
  const isDraft = session.state === 'draft';
  const change = (verb: string): Button => ({ title: 'Change', verb, press: own });
  return {
    template: 'info-sessions/sections',
    summary: notice === '' ? `${draft.title}: the sections of the session.` : notice,
    data: {
      heading: draft.title,
      notice,
      state: isDraft
        ? 'Draft: nobody sees it until you publish it.'
        : changes.length === 0
          ? 'Published. What you change here shows when you publish the changes.'
          : `Published, with changes that nobody sees yet: ${inWords(changes)}.`,
      rows: [
        row(SECTIONS.about, aboutDetail(draft), change('about')),
        ...draft.dates.map((date) => dateRow(context, draft, date, press)),
        row(SECTIONS.topics, topicsDetail(draft), { title: 'Add a topic', verb: 'topic', press: own }),
        ...draft.topics.map((topic) => topicRow(topic, own)),
        row(SECTIONS.signUp, signUpDetail(draft), change('sign-up')),
        row(SECTIONS.kept, keptDetail(context, draft), change('reservation')),
        row(SECTIONS.audience, await audienceDetail(context, draft), change('audience')),
      ],
      draft: isDraft,
      pending: changes.length > 0,
      own,
      press,
    },
  };
}

function row(title: string, detail: string, ...buttons: readonly Button[]): Row {
  return {
    title,
    detail,
    buttons: buttons.map((each) => ({
      ...each,
      verb: `info-sessions/${each.verb}`,
      tooltip: `${each.title}: ${title}`,
    })),
  };
}

function dateRow(
  { partnership }: Context,
  { dates }: Details,
  date: Details['dates'][number],
  press: { readonly session: string; readonly version: number },
): Row {
  const isOpen = howOfDate(date) === '';
  const own = { session: press.session, back: BACK, date: date.id };
  return row(
    whenOf(date, partnership.time_zone),
    isOpen ? 'Not started: say where, and for how many.' : placesDetail(date),
    { title: 'Change the time', verb: 'date', press: own },
    { title: isOpen ? 'Where and places' : 'Places', verb: 'places', press: own },
    ...(dates.length === 1
      ? []
      : [{ title: 'Remove', verb: 'remove-date', press: { ...press, back: BACK, date: date.id } }]),
  );
}

function topicRow(topic: Topic, own: object): Row {
  return row(topicLine(topic), '', {
    title: 'Change',
    verb: 'topic',
    press: { ...own, topic: topic.id },
  });
}

function topicsDetail({ topics }: Details): string {
  return topics.length === 0 ? 'Not started (optional).' : `Done: ${count(topics.length, 'topic')}.`;
}

function aboutDetail({ about, awarenessWeek, priority, action }: Details): string {
  const links = [awarenessWeek, priority, action === '' ? '' : `action ${action}`];
  return statusOf([about === '' ? '' : 'Described', ...links]);
}

/** `Done: a, b` or `Not started`. */
function statusOf(parts: readonly string[]): string {
  const given = parts.filter((each) => each !== '');
  return given.length === 0 ? 'Not started (optional).' : `Done: ${given.join(', ')}.`;
}

function placesDetail(date: Details['dates'][number]): string {
  const parts = modesOf(date).map((mode) => {
    if (mode === 'in-person')
      return `${count(date.inPerson?.places ?? 0, 'place')} at ${date.inPerson?.venue ?? ''}`;
    const places = date.virtual?.places;
    const link = date.virtual?.link === '' ? ', link to follow' : '';
    return `${places === undefined ? 'virtual for everybody' : count(places, 'virtual place')}${link}`;
  });
  return `Done: ${parts.join('; ')}.`;
}

function signUpDetail(draft: Details): string {
  const opens = draft.opensOn === '' ? 'opens at once' : `opens on ${longDate(draft.opensOn)}`;
  const closes = draft.closesOn === '' ? 'until the start' : `until ${longDate(draft.closesOn)}`;
  const offers =
    draft.offers === 'automatic'
      ? 'free places are offered automatically'
      : 'free places are offered by hand';
  const feedback = `feedback ${draft.feedback}`;
  return `Done: ${[opens, closes, offers, draft.recorded ? 'recorded' : 'not recorded', feedback].join(', ')}.`;
}

function keptDetail({ directory, today }: Context, { reservations }: Details): string {
  return statusOf(
    reservations.map(
      ({ organisation, places, until }) =>
        `${places} for ${directory.organisationName(organisation, today)} until ${longDate(until)}`,
    ),
  );
}

async function audienceDetail(context: Context, draft: Details): Promise<string> {
  const names = draft.organisations.map((id) => context.directory.organisationName(id, context.today));
  const who = draft.audience === 'organisations' ? inWords(names) : AUDIENCES[draft.audience].toLowerCase();
  return `Done: for ${who}; ${(await reachOf(context, draft)).sentence}.`;
}

/** Who hears of it. */
export interface Reach {
  /** `shown in General; 34 people get a message`. */
  readonly sentence: string;
  /** True when it is shown nowhere and nobody is written to. */
  readonly nobody: boolean;
}

export async function reachOf(context: Context, draft: Details): Promise<Reach> {
  const known = await context.directory.channels();
  const names = draft.channels.flatMap((id) => known.filter((each) => each.id === id));
  const where = names.map(({ name }) => (name === '' ? 'General' : name));
  const invited = draft.invite ? (await audienceOf(context, draft)).length : 0;
  const parts = [
    where.length === 0 ? 'shown in no channel' : `shown in ${inWords(where)}`,
    draft.invite
      ? `${count(invited, 'person gets', 'people get')} a message`
      : 'nobody gets a message of their own',
  ];
  return { sentence: parts.join('; '), nobody: where.length === 0 && invited === 0 };
}
