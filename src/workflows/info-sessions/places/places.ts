/** How many places are taken, held, reserved and free, counted from the sign-ups. Pure. */
import { dateOf } from '../session/session.js';
import type { Details, Reservation, Slot } from '../session/session.js';
import type { SignUp } from './sign-up.js';

/** The places of a slot (Infinity: unlimited), or undefined when the date is not held in that mode. */
export function placesOf(session: Details, { date, mode }: Slot): number | undefined {
  const found = dateOf(session, date);
  if (mode === 'in-person') return found?.inPerson?.places;
  return found?.virtual === undefined ? undefined : (found.virtual.places ?? Infinity);
}

/** What is used of a slot. `taken` and `held` are people; held is a place offered to somebody. */
export interface Use {
  readonly taken: number;
  readonly held: number;
  /** Taken and held, by organisation. */
  readonly byOrganisation: ReadonlyMap<string, number>;
}

export function useOf(signUps: readonly SignUp[], slot: Slot): Use {
  let taken = 0;
  let held = 0;
  const byOrganisation = new Map<string, number>();
  for (const { place, wish, organisation } of signUps) {
    const has = place?.date === slot.date && place.mode === slot.mode;
    const offered = wish?.state === 'offered' && wish.slot.date === slot.date && wish.slot.mode === slot.mode;
    if (has) taken += 1;
    if (offered) held += 1;
    if (has || offered) byOrganisation.set(organisation, (byOrganisation.get(organisation) ?? 0) + 1);
  }
  return { taken, held, byOrganisation };
}

/**
 * The free places of a slot that somebody of an organisation may take: those kept for others and not used
 * yet are not among them.
 * @param organisation undefined: somebody for whom nothing is reserved
 * @param today ISO date; a reservation holds until its day is over
 * @returns 0 at least; Infinity when unlimited
 */
export function freeFor(
  session: Details,
  slot: Slot,
  use: Use,
  organisation: string | undefined,
  today: string,
): number {
  const places = placesOf(session, slot) ?? 0;
  const kept = reservedPlaces(session, slot, today)
    .filter((each) => each.organisation !== organisation)
    .reduce(
      (sum, each) => sum + Math.max(0, each.places - (use.byOrganisation.get(each.organisation) ?? 0)),
      0,
    );
  return Math.max(0, places - use.taken - use.held - kept);
}

/** What is still reserved in a slot, one entry an organisation. */
export function reservedPlaces(
  session: Details,
  slot: Slot,
  today: string,
): readonly { readonly organisation: string; readonly places: number; readonly until: string }[] {
  const standing = session.reservations.filter(({ mode, until }) => mode === slot.mode && until >= today);
  const byOrganisation = new Map<string, { organisation: string; places: number; until: string }>();
  for (const { organisation, places, until } of standing) {
    const known = byOrganisation.get(organisation);
    byOrganisation.set(organisation, {
      organisation,
      places: places + (known?.places ?? 0),
      until: known !== undefined && known.until > until ? known.until : until,
    });
  }
  return [...byOrganisation.values()];
}

/** The most that is reserved of a mode at any time from today on: it must fit into the places. */
export function reservedAtMost(reservations: readonly Reservation[], mode: string, today: string): number {
  return reservations
    .filter((each) => each.mode === mode && each.until >= today)
    .reduce((sum, { places }) => sum + places, 0);
}
