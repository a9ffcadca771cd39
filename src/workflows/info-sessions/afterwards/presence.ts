/** Who was there. One person who is noted makes nobody else absent: only a saved list says who was not. Pure. */
import type { Attended } from './attendance.js';
import { dateOf, hasBegun } from '../session/session.js';
import type { Session } from '../session/session.js';
import type { SignUp } from '../places/sign-up.js';

/** Ids of members; nobody is in two of them. */
export interface Presence {
  /** Noted, by the code or a list. */
  readonly came: readonly string[];
  /** With a place on a date that was held, and no list says that they were not there. */
  readonly supposed: readonly string[];
  /** Everybody else who signed up. */
  readonly others: readonly string[];
}

export function presenceOf(
  session: Session,
  attended: readonly Attended[],
  signUps: readonly SignUp[],
  now: Date,
): Presence {
  const came = attended.map(({ member }) => member);
  const known = new Set(came);
  const silent = signUps.filter(({ member }) => !known.has(member));
  const missed = missedOf(session, attended, signUps);
  const isSupposed = ({ member, place }: SignUp): boolean =>
    place !== undefined &&
    hasBegun(dateOf(session, place.date), now) &&
    !missed.has(missedName(place.date, member));
  return {
    came,
    supposed: silent.filter(isSupposed).map(({ member }) => member),
    others: silent.filter((each) => !isSupposed(each)).map(({ member }) => member),
  };
}

/** Who was not there, each by {@link missedName}. Of a list saved by an earlier version, whoever is not noted was not there. */
export function missedOf(
  { missed }: Session,
  attended: readonly Attended[],
  signUps: readonly SignUp[],
): ReadonlySet<string> {
  if (missed !== undefined) return new Set(missed);
  const listed = new Set(attended.filter(({ how }) => how === 'list').map(({ date }) => date));
  const known = new Set(attended.map(({ member }) => member));
  return new Set(
    signUps.flatMap(({ member, place }) =>
      place !== undefined && listed.has(place.date) && !known.has(member)
        ? [missedName(place.date, member)]
        : [],
    ),
  );
}

export function missedName(date: string, member: string): string {
  return `${date}.${member}`;
}
