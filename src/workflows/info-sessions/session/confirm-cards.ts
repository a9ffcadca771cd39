/** Destructive and wide acts are asked once, with the number of people they concern. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { count } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { isSameSlot, slotName } from './session.js';
import type { Session, Slot } from './session.js';
import type { SignUp } from '../places/sign-up.js';
import type { Books } from '../places/waiting-list.js';
import { slotWords } from './words.js';

export function cancelFormCard(session: Session, people: number, trouble: Trouble = {}): Card {
  const told = `${count(people, 'person', 'people')} with a place or on a waiting list ${people === 1 ? 'is' : 'are'} told.`;
  return {
    template: 'info-sessions/cancel-form',
    summary: `Cancel ${session.title}? ${told}`,
    data: {
      heading: `Cancel ${session.title}?`,
      sentence: `${told} It cannot be opened again, but it can be duplicated.`,
      ...formData(['reason'], { reason: '' }, trouble),
      press: { session: session.id },
    },
  };
}

/** Whether the coordinating team lets go of what somebody holds. */
export function releaseCard(
  { partnership }: Context,
  { session, signUps }: Books,
  { member, place, wish }: SignUp,
  name: string,
  page: number,
): Card {
  const slot = place ?? wish?.slot;
  const what = slot === undefined ? '' : `: ${slotWords(session, slot, partnership.time_zone)}`;
  const waits = place !== undefined && signUps.some((each) => isSameSlot(each.wish?.slot, place));
  const next = waits ? ' It goes to the waiting list at once.' : '';
  const sentence =
    place === undefined
      ? `${name} leaves the waiting list${what}. They are told.`
      : `${name} loses this place${what}.${next} They are told.`;
  return {
    template: 'info-sessions/confirm',
    summary: sentence,
    data: {
      heading: releaseTitle(place, name),
      sentence,
      yes: place === undefined ? 'Take them off the list' : 'Cancel their place',
      verb: 'info-sessions/confirm-cancel-place',
      back: 'info-sessions/people',
      press: { session: session.id, member, page, slot: slotName(slot) },
    },
  };
}

function releaseTitle(place: Slot | undefined, name: string): string {
  return place === undefined ? `Take ${name} off the waiting list?` : `Cancel the place of ${name}?`;
}

export function discardCard(session: Session): Card {
  const sentence = 'It was never published, so nobody is told.';
  return {
    template: 'info-sessions/confirm',
    summary: sentence,
    data: {
      heading: `Throw the draft of ${session.title} away?`,
      sentence,
      yes: 'Throw it away',
      verb: 'info-sessions/confirm-cancel-session',
      back: 'info-sessions/preview',
      press: { session: session.id },
    },
  };
}
