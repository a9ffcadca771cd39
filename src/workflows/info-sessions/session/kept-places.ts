/** What is typed of a date's places: how it is held, and what waits in a button while its author goes back and on again. */
import { textOf } from '../../../shared/parse.js';
import type { Input } from '../../workflow.js';
import { howOfDate } from './draft.js';
import { PLACES_FIELDS } from './form.js';
import type { How } from './form.js';
import type { SessionDate } from './session.js';

export type Kept = Readonly<Partial<Record<(typeof PLACES_FIELDS)[number], string>>>;

/** What a form's button carries; undefined where the form is not one of the two first. */
export function keptIn({ data }: Input): Kept | undefined {
  const { kept } = data;
  if (typeof kept !== 'object' || kept === null) return undefined;
  const fields = PLACES_FIELDS.filter((field) => Object.hasOwn(kept, field));
  return Object.fromEntries(fields.map((field) => [field, textOf({ ...kept }, field)]));
}

/** The same with what is typed into the fields that are shown; what was typed of the other mode stays. */
export function keptWith(input: Input, how: How): Kept {
  const inPerson = ['venue', 'places'] as const;
  const virtual = ['link', 'virtualPlaces'] as const;
  const shown = [...(how === 'virtual' ? [] : inPerson), ...(how === 'in-person' ? [] : virtual)];
  return {
    ...keptIn(input),
    ...Object.fromEntries(shown.map((field) => [field, textOf(input.data, field)])),
  };
}

/** How the date is to be held: what the form before said, or what is known of it; undefined where neither says it. */
export function howIn({ data }: Input, date: SessionDate): How | undefined {
  const said = textOf(data, 'how');
  if (said === 'in-person' || said === 'virtual' || said === 'hybrid') return said;
  const known = howOfDate(date);
  return known === '' ? undefined : known;
}
