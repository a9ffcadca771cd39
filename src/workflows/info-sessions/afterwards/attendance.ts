/** Who came: by a coordinator's list, or by a code that is shown in the session. */
import { numberOf, parse, requiredText, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { z } from 'zod';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { Action, ActorContext, Handler, Input } from '../../workflow.js';
import { openBooks } from '../places/books.js';
import { attendanceCard, attendanceFrom, hereFormCard } from './attendance-cards.js';
import { placeCard } from '../places/cards.js';
import { noticeCard } from '../places/place-cards.js';
import { loadManaged } from '../session/draft.js';
import { among } from '../session/form.js';
import { isFor } from '../policy.js';
import { missedName, missedOf } from './presence.js';
import { comingSessions, dateOf, hasBegun, mustBePublished, sessions } from '../session/session.js';
import type { Session, SessionDate } from '../session/session.js';
import { isLive, signUpId, signUps } from '../places/sign-up.js';
import { signUpOf } from '../places/waiting-list.js';
import { whenOf } from '../session/words.js';

/** Somebody who came, with a place or without. `id` is `<session>.<member>`. */
export interface Attended extends Stored {
  readonly session: string;
  readonly member: string;
  readonly date: string;
  readonly how: 'code' | 'list';
}

export const attended = collection<Attended>('info-sessions.attended', [['session']]);

export function attendedOf(store: Transaction, session: string): Promise<readonly Attended[]> {
  return store.find(attended, { where: { session } });
}

/** Minutes before the start from which people can say that they are there. */
const EARLY = 30;
/** Hours after the end until which the code is taken. */
const LATE = 4;

export const openHere: Handler = async () => ({ reply: hereFormCard() });

const hereForm = z.object({
  code: requiredText('the code', 20, 'Enter the code that is shown in the session'),
});

/** *I am here*: the code says which session it is, so that it works without a place, too. */
export const saveHere: Action = {
  async handle(input, context) {
    const form = parse(hereForm, input.data);
    if (!form.ok) return form;
    const code = form.value.code.toLowerCase().replaceAll(/[\s-]/g, '');
    const found = await sessionWithCode(code, context);
    if (found === undefined) {
      const later = await laterWithCode(code, context);
      const wrong = 'No session that is on now has this code. Check it, and enter it again';
      return invalid({ code: later === '' ? wrong : later });
    }
    await note(context, found.session, found.date, context.actor.id, 'code');
    const books = await openBooks(context, found.session);
    const mine = signUpOf(books, context.actor.id);
    const notice = 'Noted that you are here.';
    return {
      reply:
        mine?.place === undefined
          ? noticeCard(found.session.title, `${notice} It counts without a place too.`)
          : await placeCard(context, books, mine, notice),
    };
  },
  form: async (typed, trouble) => hereFormCard({ typed: typed.data, ...trouble }),
};

async function sessionWithCode(
  code: string,
  context: ActorContext,
): Promise<{ readonly session: Session; readonly date: SessionDate } | undefined> {
  const { now } = context;
  const earlier = { ...context, now: new Date(now.getTime() - LATE * 3_600_000) };
  for (const session of await comingSessions(earlier)) {
    const date = session.dates.find(
      (each) =>
        each.code === code &&
        Date.parse(each.startsAt) - EARLY * 60_000 <= now.getTime() &&
        now.getTime() <= Date.parse(each.endsAt) + LATE * 3_600_000,
    );
    if (date === undefined) continue;
    const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
    if (isFor(context.actor, session) || isLive(mine)) return { session, date };
  }
  return undefined;
}

/** The day of a session that is still to come, for somebody with a place in it: their code is right, only early. */
async function laterWithCode(code: string, context: ActorContext): Promise<string> {
  for (const session of await comingSessions(context)) {
    const date = session.dates.find((each) => each.code === code && !hasBegun(each, context.now));
    if (date === undefined) continue;
    const mine = await context.store.get(signUps, signUpId(session.id, context.actor.id));
    if (mine?.place === undefined) continue;
    return `'${session.title}' is on ${whenOf(date, context.partnership.time_zone)}. Enter its code then`;
  }
  return '';
}

/** A coordinator's list of one date: everybody with a place on it, and whoever came besides. */
export const openList: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  mustBePublished(session);
  return {
    reply: await attendanceCard(context, session, dateIn(session, input), numberOf(input.data, 'page')),
  };
};

/** Keeps one page of the list: who is chosen came, the others of the page did not. Nobody else is said to have missed it. */
export const saveList: Action = {
  async handle(input, context) {
    const session = await loadManaged(input, context);
    mustBePublished(session);
    const date = dateIn(session, input);
    if (date === undefined) return { reply: await attendanceCard(context, session, undefined, 0) };
    if (attendanceFrom(context, date) > context.today) {
      return { reply: await attendanceCard(context, session, date, 0) };
    }
    const page = textOf(input.data, 'people')
      .split(',')
      .filter((each) => each !== '');
    const came = among(textOf(input.data, 'came'), page);
    const books = await openBooks(context, session);
    // The form chooses those of its own date: who came to another is not its to say.
    const before = await attendedOf(context.store, session.id);
    const known = new Set(before.filter((each) => each.date === date.id).map(({ member }) => member));
    const missed = new Set(missedOf(session, before, books.signUps));
    for (const member of page) {
      const hasPlace = signUpOf(books, member)?.place?.date === date.id;
      if (!hasPlace && !known.has(member)) continue;
      if (came.includes(member)) await note(context, session, date, member, 'list');
      else if (known.has(member)) await context.store.remove(attended, signUpId(session.id, member));
      if (came.includes(member)) missed.delete(missedName(date.id, member));
      else if (hasPlace) missed.add(missedName(date.id, member));
    }
    const saved = await keepMissed(context, session, [...missed]);
    const notice = 'Saved.';
    return { reply: await attendanceCard(context, saved, date, numberOf(input.data, 'page'), { notice }) };
  },
  form: async (typed, trouble, context) => {
    const session = await loadManaged(typed, context);
    return attendanceCard(context, session, dateIn(session, typed), numberOf(typed.data, 'page'), {
      trouble: { typed: typed.data, ...trouble },
    });
  },
};

async function keepMissed(
  { store }: ActorContext,
  session: Session,
  missed: readonly string[],
): Promise<Session> {
  if (JSON.stringify(session.missed) === JSON.stringify(missed)) return session;
  return store.put(sessions, { ...session, missed });
}

/** Coming twice is coming once: the first word counts. */
async function note(
  { store }: ActorContext,
  session: Session,
  date: SessionDate,
  member: string,
  how: Attended['how'],
): Promise<void> {
  const id = signUpId(session.id, member);
  if ((await store.get(attended, id)) !== undefined) return;
  await store.put(attended, { id, version: 0, session: session.id, member, date: date.id, how });
}

function dateIn(session: Session, { data }: Input): SessionDate | undefined {
  return dateOf(session, textOf(data, 'date')) ?? session.dates[0];
}
