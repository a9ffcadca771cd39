/** What people say of a session afterwards: with their name, or without it. */
import { choice, optionalText, parse, textOf } from '../../../shared/parse.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { ok } from '../../../shared/result.js';
import { z } from 'zod';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { Action, ActorContext, Context, Handler, Input, Job, Outcome } from '../../workflow.js';
import { attended } from './attendance.js';
import { feedbackFormCard, resultsCard, thanksCard } from './feedback-cards.js';
import { loadManaged } from '../session/draft.js';
import { among } from '../session/form.js';
import { loadSession } from '../session/load.js';
import { sessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import { signUpId, signUps } from '../places/sign-up.js';

/**
 * `id` is `<session>.<member>` of a named answer, and `<session>.<pseudonym>` of an anonymous one: neither the record nor
 * its line in the journal names a person.
 */
export interface Feedback extends Stored {
  readonly session: string;
  /** A step of the scale, 0 the best. */
  readonly rating: number;
  readonly nextSteps: readonly string[];
  readonly comment: string;
  /** Absent from an anonymous answer. */
  readonly member?: string;
}

export const feedback = collection<Feedback>('info-sessions.feedback', [['session']]);

/**
 * Part of the pseudonyms of one session, destroyed when its feedback closes: from then on nobody can make them again,
 * whatever else they hold. `id` is the session's.
 */
interface Salt extends Stored {
  readonly salt: string;
}

export const salts = collection<Salt>('info-sessions.feedback-salts', [['id']], [], { forgets: true });

export const openFeedback: Handler = async (input, context) => {
  const session = await loadSession(input, context);
  await mustHaveBeen(context, session);
  return { reply: feedbackFormCard(session, context, await ownAnswer(session, context)) };
};

export const sendNamed = sender('named');
/** The router writes it in the bot's own name. */
export const sendAnonymous: Action = { ...sender('anonymous'), anonymous: true };

function sender(kind: Session['feedback']): Action {
  return {
    handle: (input, context) => save(input, context, kind),
    form: async (typed, trouble, context) =>
      feedbackFormCard(await loadSession(typed, context), context, undefined, {
        typed: typed.data,
        ...trouble,
      }),
  };
}

async function save(input: Input, context: ActorContext, kind: Session['feedback']): Promise<Outcome> {
  // The answer to a press in a channel is a message to somebody: it would stand beside an anonymous answer.
  if (!input.personal) {
    throw new UserError(
      'info-sessions.notHere',
      'Give feedback in our own chat: open it and say my sessions.',
    );
  }
  const rules = context.partnership.info_sessions.feedback;
  const form = parseFeedback(input.data, rules.scale, rules.next_steps);
  const session = await loadSession(input, context);
  await mustHaveBeen(context, session);
  // A form opened before the session's setting changed: it promised something else.
  if (session.feedback !== kind) return { reply: feedbackFormCard(session, context, undefined) };
  if (!form.ok) return form;
  if (kind === 'anonymous') await saltFeedback(session, context);
  const id = await answerId(session, context);
  const known = await context.store.get(feedback, id);
  const named = kind === 'named' ? { member: context.actor.id } : {};
  const next = { id, version: known?.version ?? 0, session: session.id, ...form.value, ...named };
  if (known === undefined || !saysTheSame(known, next)) await context.store.put(feedback, next);
  return { reply: thanksCard(session, kind) };
}

function parseFeedback(data: unknown, scale: readonly string[], steps: readonly string[]) {
  const ratings = Object.fromEntries(scale.map((each, index) => [String(index), each]));
  const read = parse(
    z.object({
      rating: choice<string>(ratings, 'Choose how you rate the session'),
      nextSteps: optionalText('the next steps', 2000),
      comment: optionalText('the comment', 2000),
    }),
    data,
  );
  if (!read.ok) return read;
  const { rating, nextSteps, comment } = read.value;
  const indexes = among(
    nextSteps,
    steps.map((_, index) => String(index)),
  );
  return ok({
    rating: Number(rating),
    comment,
    nextSteps: indexes.map((index) => steps[Number(index)] ?? ''),
  });
}

function saysTheSame(one: Feedback, other: Omit<Feedback, 'version'>): boolean {
  const say = ({ rating, nextSteps, comment }: Pick<Feedback, 'rating' | 'nextSteps' | 'comment'>): string =>
    JSON.stringify([rating, nextSteps, comment]);
  return say(one) === say(other);
}

/** What the actor said already; of an anonymous answer only they themselves can tell. */
async function ownAnswer(session: Session, context: ActorContext): Promise<Feedback | undefined> {
  return context.store.get(feedback, await answerId(session, context));
}

async function answerId({ id, feedback: kind }: Session, context: ActorContext): Promise<string> {
  const { actor, pseudonym, store } = context;
  if (kind === 'named') return signUpId(id, actor.id);
  // Without a salt nobody has answered yet.
  const { salt = '' } = (await store.get(salts, id)) ?? {};
  return signUpId(id, pseudonym(`feedback ${id} ${salt}`));
}

async function saltFeedback({ id }: Session, { store }: ActorContext): Promise<void> {
  if ((await store.get(salts, id)) !== undefined) return;
  await store.put(salts, { id, version: 0, salt: `${newId()}${newId()}` });
}

/** Nobody answers any more, so nobody needs to know their answer again. */
export const closeFeedback: Job = {
  name: 'close-feedback',
  async run(context) {
    const { store } = context;
    for (const { id } of await store.find(salts, { by: 'id' })) {
      const session = await store.get(sessions, id);
      if (session === undefined || isClosed(session, context)) await store.remove(salts, id);
    }
    return [];
  },
};

function isClosed({ state, lastEnd }: Session, { now, partnership }: Context): boolean {
  const days = partnership.info_sessions.feedback.open_days;
  return state !== 'published' || Date.parse(lastEnd) + days * 86_400_000 < now.getTime();
}

/** @throws {UserError} unless the session is over or going on, and the actor signed up or came */
async function mustHaveBeen(context: ActorContext, session: Session): Promise<void> {
  const { store, actor, now, partnership } = context;
  const first = session.dates[0]?.startsAt ?? '';
  if (session.state !== 'published' || first > now.toISOString()) {
    throw new UserError(
      'info-sessions.notYet',
      `'${session.title}' was not held yet. Feedback opens when it begins.`,
    );
  }
  if (isClosed(session, context)) {
    throw new UserError(
      'info-sessions.feedbackClosed',
      `Feedback on '${session.title}' has closed. Write to ${partnership.team.mailbox} instead.`,
    );
  }
  const id = signUpId(session.id, actor.id);
  const came = (await store.get(attended, id)) !== undefined;
  const signUp = await store.get(signUps, id);
  if (came || signUp?.place !== undefined) return;
  throw new UserError('info-sessions.notThere', `Feedback on '${session.title}' is for those who came.`);
}

export async function answersOf(store: Transaction, session: string): Promise<readonly Feedback[]> {
  return store.find(feedback, { where: { session } });
}

/** The result for the papers. */
export const showResults: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  return { reply: await resultsCard(context, session, Number(textOf(input.data, 'page') || 0)) };
};
