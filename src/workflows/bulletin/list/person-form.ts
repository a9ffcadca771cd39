/** The fields about somebody on the list, for coordinators, for a successor, and for people outside. */
import { z } from 'zod';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { optionalText, parse, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import type { Card } from '../../workflow.js';
import { addressOf } from './address.js';
import type { Person } from './subscriber.js';

export const PERSON_FIELDS = ['name', 'email', 'organisation', 'role', 'reason'] as const;
export const NOBODY: Person = { name: '', email: '', organisation: '', role: '', reason: '' };

const person = z.object({
  name: requiredText('the name', 100, 'Enter a name'),
  email: requiredText('the address', 254, 'Enter an e-mail address, like name@organisation.gov.uk'),
  organisation: requiredText('the organisation', 120, 'Enter the organisation'),
  role: optionalText('the role', 120),
  reason: optionalText('the reason', 200),
});

/** Every fault at once; the address as the list writes it. */
export function parsePerson(data: unknown): Result<Person> {
  const read = parse(person, data);
  const typed = z.looseObject({ email: z.string() }).safeParse(data);
  const email = typed.success ? addressOf(typed.data.email) : undefined;
  const wrong = 'Enter an e-mail address, like name@organisation.gov.uk';
  if (!read.ok) return invalid({ ...(email === undefined && { email: wrong }), ...read.problems });
  return email === undefined ? invalid({ email: wrong }) : { ok: true, value: { ...read.value, email } };
}

export interface PersonForm {
  readonly heading: string;
  readonly about: string;
  readonly button: string;
  readonly verb: string;
  readonly back: string;
  readonly backVerb: string;
  readonly press: object;
}

export function personFormCard(form: PersonForm, start: Person, trouble: Trouble): Card {
  return {
    template: 'bulletin/person-form',
    summary: form.heading,
    data: { ...form, ...formData(PERSON_FIELDS, start, trouble) },
  };
}
