/** A session becomes public, changes, is cancelled or held again. Everybody concerned is told once. */
import { UserError } from '../../../shared/errors.js';
import { optionalText, parse } from '../../../shared/parse.js';
import { count, inWords } from '../../../shared/text.js';
import { z } from 'zod';
import type { Action, ActorContext, Context, Handler, Notification } from '../../workflow.js';
import { announcementUpdates } from './announce.js';
import { keepBooks, openBooks } from '../places/books.js';
import { calendarLetters } from '../places/calendar.js';
import { cancelFormCard, discardCard } from './confirm-cards.js';
import { moreCard, previewCard, sessionCard } from './cards.js';
import { sectionsCard } from './task-list-cards.js';
import { placeCard } from '../places/cards.js';
import { noticeCard } from '../places/place-cards.js';
import { changesOf, mattersToAll } from './changes.js';
import { isComplete, lastEndOf, loadChangeable, loadComing, loadManaged, withoutChanges } from './draft.js';
import { invite, updateInvitations } from '../places/invitation.js';
import { forgetNeedsOf, moveErasure } from '../places/kept-needs.js';
import { isOver, mustKeepFeedback, mustKeepHeldDates, mustNotBeOver, sessions } from './session.js';
import type { Details, Session } from './session.js';
import { isLive } from '../places/sign-up.js';
import type { SignUp } from '../places/sign-up.js';
import { reopenAllTopics, reopenTopics, tellOfTopics } from '../topics/topic.js';
import { dropMissing } from '../places/waiting-list.js';
import type { Books } from '../places/waiting-list.js';

export const showSession: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  return {
    reply:
      session.state === 'draft' ? await previewCard(context, session) : await sessionCard(context, session),
  };
};

export const showMore: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  const live = session.state === 'published' && !isOver(session, context.now);
  return live ? { reply: moreCard(context, session) } : showSession(input, context);
};

export const preview: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  const changing = session.state === 'draft' || session.pending !== undefined;
  return { reply: changing ? await previewCard(context, session) : await sessionCard(context, session) };
};

/** From now on people can sign up; channels and the invited hear of it. */
export const publish: Handler = async (input, context) => {
  const draft = await loadManaged(input, context);
  if (draft.state !== 'draft') return { reply: await sessionCard(context, draft) };
  mustBeComplete(draft, context);
  const session = await context.store.put(sessions, { ...draft, state: 'published' });
  const books = await openBooks(context, session);
  const notify = [
    ...announcementUpdates(context, books),
    ...(await invite(context, books)),
    ...(await tellOfTopics(context, session, [])),
  ];
  const told = notify.length === 0 ? ' Nobody was told: people find it under sessions.' : '';
  return { reply: await sessionCard(context, session, `Published.${told}`), notify };
};

/** Puts the collected changes in force; those with a place or on a list are told once, when it matters to them. */
export const publishChanges: Handler = async (input, context) => {
  const was = await loadComing(input, context);
  const { pending, ...rest } = was;
  if (was.state !== 'published' || pending === undefined) return { reply: await sessionCard(context, was) };
  mustBeComplete(pending, context, was);
  mustKeepHeldDates(was, pending, context.now);
  const next = { ...rest, ...pending, lastEnd: lastEndOf(pending) };
  mustHoldPlaces(await openBooks(context, was), next);
  mustKeepFeedback(was, next.feedback, context.now);
  const session = await context.store.put(sessions, next);
  const before = await openBooks(context, was);
  const { books, notify } = await keepBooks(context, before, dropMissing({ ...before, session }), undefined);
  await moveErasure(context, session);
  const told = mattersToAll(was, session) ? await tellChanges(context, was, before, books) : [];
  await reopenTopics(context, session);
  const topics = await tellOfTopics(context, session, was.topics);
  const invited = [...(await updateInvitations(context, books)), ...(await invite(context, books))];
  const people = told.filter((each) => !('letter' in each)).length;
  const notice =
    people === 0
      ? 'The changes are published.'
      : `The changes are published and told to ${count(people, 'person', 'people')}.`;
  return {
    reply: await sessionCard(context, session, notice),
    notify: [...notify, ...told, ...invited, ...topics],
  };
};

async function tellChanges(
  context: Context,
  was: Session,
  before: Books,
  after: Books,
): Promise<readonly Notification[]> {
  const notify: Notification[] = [];
  const changed = `Changed: ${inWords(changesOf(context, was, after.session))}.`;
  for (const old of before.signUps.filter(isLive)) {
    const now = after.signUps.find(({ id }) => id === old.id) ?? old;
    const lost = old.place !== undefined && now.place === undefined;
    const notice = lost
      ? `${changed} Your place was there: choose another way to come, and tell your access and dietary needs again if you have any.`
      : changed;
    const card = await placeCard(context, after, now, notice);
    const key = `info-sessions.changed:${old.id}:${after.session.version}`;
    notify.push({ to: { kind: 'member', id: old.member }, card, key });
    // Whose place was on a date that is gone has had that letter already.
    if (now.place !== undefined) notify.push(...(await calendarLetters(context, after.session, now)));
  }
  return notify;
}

/** Raising happens here too: the places are in the changes. Lowering below what is used meanwhile is refused. */
function mustHoldPlaces(books: Books, next: Session): void {
  const after = dropMissing({ ...books, session: next });
  for (const { id, inPerson, virtual } of next.dates) {
    for (const [mode, places] of [
      ['in-person', inPerson?.places],
      ['virtual', virtual?.places],
    ] as const) {
      const used = after.signUps.filter(
        ({ place, wish }) =>
          (place?.date === id && place.mode === mode) ||
          (wish?.state === 'offered' && wish.slot.date === id && wish.slot.mode === mode),
      ).length;
      if (places === undefined || used <= places) continue;
      throw new UserError(
        'info-sessions.tooFewPlaces',
        `${used} places are taken or held meanwhile, more than the ${places} of your change. Change the places first.`,
      );
    }
  }
}

export const discardChanges: Handler = async (input, context) => {
  const session = await loadChangeable(input, context);
  const { pending, ...rest } = session;
  if (pending === undefined) return { reply: await sessionCard(context, session) };
  const left = await context.store.put(sessions, rest);
  await reopenTopics(context, left);
  return { reply: await sectionsCard(context, left) };
};

/** Cancelling is asked once, with the number of people it concerns. */
export const cancelSession: Handler = async (input, context) => {
  const session = await loadManaged(input, context);
  if (session.state === 'cancelled') return { reply: await sessionCard(context, session) };
  if (session.state === 'draft') return { reply: discardCard(session) };
  mustNotBeOver(session, context.now);
  return { reply: cancelFormCard(session, await concerned(context, session)) };
};

const why = z.object({ reason: optionalText('the reason', 300) });

export const confirmCancel: Action = {
  async handle(input, context) {
    const form = parse(why, input.data);
    const session = await loadManaged(input, context);
    if (!form.ok) return form;
    if (session.state === 'cancelled') return { reply: await sessionCard(context, session) };
    if (session.state === 'draft') {
      await context.store.remove(sessions, session.id);
      await reopenAllTopics(context, session);
      return { reply: noticeCard(session.title, 'The draft is thrown away.') };
    }
    mustNotBeOver(session, context.now);
    const before = await openBooks(context, session);
    const cancelled = await context.store.put(sessions, {
      ...withoutChanges(session),
      state: 'cancelled',
      cancelledBecause: form.value.reason,
    });
    const books = { ...before, session: cancelled };
    const notify: Notification[] = [
      ...announcementUpdates(context, books),
      ...(await updateInvitations(context, books)),
    ];
    await forgetNeedsOf(context, session.id);
    const people = before.signUps.filter(isLive);
    for (const signUp of people) {
      notify.push(await cancelledFor(context, books, signUp));
      if (signUp.place !== undefined) notify.push(...(await calendarLetters(context, cancelled, signUp)));
    }
    const notice = `Cancelled. ${count(people.length, 'person is', 'people are')} told.`;
    return { reply: await sessionCard(context, cancelled, notice), notify };
  },
  form: async (typed, trouble, context) => {
    const session = await loadManaged(typed, context);
    return cancelFormCard(session, await concerned(context, session), { typed: typed.data, ...trouble });
  },
};

async function cancelledFor(context: Context, books: Books, signUp: SignUp): Promise<Notification> {
  const card = await placeCard(context, books, signUp);
  return {
    to: { kind: 'member', id: signUp.member },
    card,
    key: `info-sessions.cancelled:${signUp.id}`,
  };
}

async function concerned(context: Context, session: Session): Promise<number> {
  return (await openBooks(context, session)).signUps.filter(isLive).length;
}

/**
 * @param was what is public already: a date of it may have passed
 * @throws {UserError} when a date is not complete or not to come
 */
function mustBeComplete(details: Details, { now }: ActorContext, was?: Details): void {
  if (isComplete(details, now, was)) return;
  throw new UserError(
    'info-sessions.notComplete',
    'A date is not complete or has passed. Change it before you publish.',
  );
}
