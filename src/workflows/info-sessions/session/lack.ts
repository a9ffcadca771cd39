/** Whether a date has places enough for what is taken, held and kept. */
import { count } from '../../../shared/text.js';
import type { ActorContext } from '../../workflow.js';
import { openBooks } from '../places/books.js';
import { reservedAtMost, useOf } from '../places/places.js';
import type { Details, Session, SessionDate } from './session.js';

/** Places below those taken and held are refused, with how many there must be. */
export async function lackOfPlaces(
  context: ActorContext,
  session: Session,
  draft: Details,
  next: SessionDate,
): Promise<Record<string, string>> {
  const { signUps } = await openBooks(context, session);
  const problems: Record<string, string> = {};
  for (const [field, mode, number] of [
    ['places', 'in-person', next.inPerson?.places],
    ['virtualPlaces', 'virtual', next.virtual?.places],
  ] as const) {
    if (number === undefined) continue;
    const { taken, held } = useOf(signUps, { date: next.id, mode });
    const kept = reservedAtMost(draft.reservations, mode, context.today);
    if (taken + held > number) {
      problems[field] =
        `Enter at least ${taken + held}: ${count(taken, 'place is', 'places are')} taken and ${held} held`;
    } else if (kept > number) {
      problems[field] = `Enter at least ${kept}: so many are kept for organisations`;
    }
  }
  return problems;
}
