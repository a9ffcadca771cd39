/** *sessions* and *my sessions*. */
import { addDays, instantOf } from '../../shared/calendar.js';
import { numberOf } from '../../shared/parse.js';
import { pageOf } from '../../shared/page.js';
import { count } from '../../shared/text.js';
import type { ActorContext, Card, Handler } from '../workflow.js';
import { openBooks } from './places/books.js';
import { sessionLine, standingOf, wishSentence } from './places/cards.js';
import { isFor, mayManage } from './policy.js';
import { comingSessions, pastSessions, sessions } from './session/session.js';
import type { Session } from './session/session.js';
import { isLive, signUpId, signUps } from './places/sign-up.js';
import type { SignUp } from './places/sign-up.js';

const PAGE = 6;
/** How far back *my sessions* looks. */
const DAYS = 60;

interface Row {
  readonly title: string;
  readonly detail: string;
  readonly standing: string;
  readonly button: string;
  readonly verb: string;
  readonly press: object;
}

/** *sessions*: what is on for the actor; for coordinators the drafts as well. */
export const showSessions: Handler = async (input, context) => {
  const coming = (await comingSessions(context)).filter((each) => isFor(context.actor, each));
  const manages = mayManage(context.actor);
  const drafts = manages
    ? await context.store.find(sessions, { where: { state: 'draft' }, by: 'createdAt' })
    : [];
  const rows: Row[] = drafts.map((each) => ({
    ...{ title: each.title, detail: sessionLine(context, each), standing: 'Draft' },
    ...{ button: 'Continue the draft', verb: 'info-sessions/preview', press: { session: each.id } },
  }));
  for (const each of coming) rows.push(await rowOf(context, each, manages));
  if (manages) {
    for (const each of (await pastSessions(context, longAgo(context))).slice(0, PAGE)) {
      rows.push({ ...(await rowOf(context, each, true)), standing: 'Over' });
    }
  }
  return { reply: listCard('Sessions', rows, numberOf(input.data, 'page'), 'list', manages) };
};

/** *my sessions*: every sign-up of the actor to what is to come, and what they came to lately. */
export const mySessions: Handler = async (input, context) => {
  const all = [...(await comingSessions(context)), ...(await pastSessions(context, longAgo(context)))];
  const rows: Row[] = [];
  for (const session of all) {
    const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
    if (mine !== undefined && isLive(mine)) rows.push(await rowOf(context, session, false));
  }
  return { reply: listCard('My sessions', rows, numberOf(input.data, 'page'), 'my-sessions', false) };
};

async function rowOf(context: ActorContext, session: Session, manages: boolean): Promise<Row> {
  const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
  return {
    title: session.title,
    detail: sessionLine(context, session),
    standing: mine === undefined ? '' : await ownStanding(context, session, mine),
    button: manages ? 'Manage' : mine === undefined ? 'See and sign up' : 'Open',
    verb: manages ? 'info-sessions/session' : 'info-sessions/show',
    press: { session: session.id },
  };
}

async function ownStanding(context: ActorContext, session: Session, mine: SignUp): Promise<string> {
  const books = await openBooks(context, session);
  const wish = wishSentence(context, books, mine);
  return mine.place === undefined && wish !== '' ? wish : standingOf(context, books, mine);
}

function listCard(title: string, rows: readonly Row[], page: number, verb: string, manages: boolean): Card {
  const shown = pageOf(rows, page, PAGE);
  const nothing =
    rows.length > 0
      ? ''
      : title === 'Sessions'
        ? 'No session is planned now. When one is, its card stands in the channel.'
        : 'You have signed up for no session. Say sessions to see what is on.';
  return {
    template: 'info-sessions/sessions',
    summary: nothing === '' ? `${title}: ${count(rows.length, 'session')}.` : nothing,
    data: {
      heading: title,
      nothing,
      rows: shown.items,
      manages,
      verb: `info-sessions/${verb}`,
      ...shown.links,
    },
  };
}

function longAgo({ today, partnership, now }: ActorContext): string {
  const midday = instantOf(addDays(today, -DAYS), '12:00', partnership.time_zone);
  return (midday instanceof Date ? midday : now).toISOString();
}
