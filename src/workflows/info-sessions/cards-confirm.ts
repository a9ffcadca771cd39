/** Destructive and wide acts are asked once, with the number of people they concern. */
import { formData } from '../../shared/form-card.js';
import type { Trouble } from '../../shared/form-card.js';
import { count } from '../../shared/text.js';
import type { Card } from '../workflow.js';
import type { Session } from './session.js';

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
