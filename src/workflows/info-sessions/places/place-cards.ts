/** The smaller cards of a member: giving a place up, signing a colleague up, a word. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { ActorContext, Card } from '../../workflow.js';
import { needs } from './kept-needs.js';
import { mayManage } from '../policy.js';
import { MODES, hasBegun, slotName, slotsOf } from '../session/session.js';
import type { Session, Slot } from '../session/session.js';
import { signUpId } from './sign-up.js';
import { freePlaces, waitingFor } from './waiting-list.js';
import type { Books } from './waiting-list.js';
import { slotWords, whenOf } from '../session/words.js';

export async function giveUpCard(context: ActorContext, books: Books, place: Slot): Promise<Card> {
  const { actor, partnership, store } = context;
  const waiting = waitingFor(books, place).length;
  const next = waiting === 0 ? '' : ' It goes to the next person on the waiting list at once.';
  const told = await store.get(needs, signUpId(books.session.id, actor.id));
  const erased = told === undefined ? '' : ' What you told of your needs is erased at once.';
  const sentence = `You give up your place: ${slotWords(books.session, place, partnership.time_zone)}.${next}${erased}`;
  return {
    template: 'info-sessions/confirm',
    summary: sentence,
    data: {
      heading: 'Cancel your place?',
      sentence,
      yes: 'Cancel my place',
      verb: 'info-sessions/confirm-give-up',
      back: 'info-sessions/show',
      press: { session: books.session.id, slot: slotName(place) },
    },
  };
}

export function colleagueFormCard(
  session: Session,
  books: Books,
  { actor, now, partnership, directory, today }: ActorContext,
  trouble: Trouble = {},
): Card {
  const slots = slotsOf(session).filter(
    ({ date }) =>
      !hasBegun(
        session.dates.find(({ id }) => id === date),
        now,
      ),
  );
  const name = directory.organisationName(actor.organisation, today);
  const choices = slots.map((slot) => {
    const date = session.dates.find(({ id }) => id === slot.date);
    const free = freePlaces(books, slot, actor.organisation);
    const when = date === undefined ? '' : whenOf(date, partnership.time_zone);
    const left = free > 0 ? '' : ' (waiting list)';
    return { title: `${MODES[slot.mode]}, ${when}${left}`, value: `${slot.date}/${slot.mode}` };
  });
  return {
    template: 'info-sessions/colleague-form',
    summary: `Sign a colleague up for ${session.title}`,
    data: {
      heading: 'Sign a colleague up',
      title: session.title,
      who: mayManage(actor)
        ? 'Anybody on the list of members.'
        : `Somebody of ${name} who is on the list of members. They are told, and can change or cancel it.`,
      choices,
      ...formData(['email', 'slot'], { email: '', slot: choices[0]?.value ?? '' }, trouble),
      press: { session: session.id },
    },
  };
}

export function noticeCard(heading: string, sentence: string): Card {
  return { template: 'shared/notice', summary: `${heading}: ${sentence}`, data: { heading, sentence } };
}
