/** Settings of the e-bulletin. */
import { z } from 'zod';
import { id, listOf, text, wholeNumber } from './fields.js';
import type { Fault } from './fields.js';

/** The e-bulletin. What a file leaves out is as the papers of Kent have it, or the plainest choice. */
export const bulletin = z.strictObject({
  /** In the order in which an issue shows them. */
  kinds: listOf(z.strictObject({ id, name: text })).default([
    { id: 'news', name: 'News' },
    { id: 'funding', name: 'Funding opportunities' },
    { id: 'events', name: 'Training and events' },
  ]),
  /** The day of the month from which the month's issue takes items, and the last day on which it does. */
  opens_on_day: wholeNumber(1, 28).default(1),
  closes_on_day: wholeNumber(1, 28).default(20),
  remind_working_days_before: wholeNumber(0, 10).default(3),
  most_words: wholeNumber(20, 500).default(120),
  /** An item that names one of these is not accepted. */
  markings: z.array(text).default(['OFFICIAL-SENSITIVE', 'SECRET', 'TOP SECRET']),
  /** An issue is sent only after another coordinator than its compiler approved it. */
  second_approval: z.boolean('must be true or false').default(true),
  /** Whether the earlier issues are listed for everybody; each has its own address either way. */
  archive: z.enum(['public', 'by link'], 'must be public or by link').default('by link'),
});

/** What its rules need, even while other facts are wrong. */
export const relatedBulletin = z
  .object({
    kinds: z.array(z.object({ id: z.string() })).default([]),
    opens_on_day: z.number().default(1),
    closes_on_day: z.number().default(20),
  })
  .prefault({});

export function faultsOfBulletin(bulletin: z.output<typeof relatedBulletin>): Fault[] {
  const faults: Fault[] = [];
  if (bulletin.opens_on_day >= bulletin.closes_on_day) {
    faults.push({ path: ['bulletin', 'closes_on_day'], message: 'must be later than opens_on_day' });
  }
  const kinds = bulletin.kinds.map((each) => each.id);
  kinds.forEach((kind, index) => {
    if (kinds.indexOf(kind) !== index) {
      faults.push({ path: ['bulletin', 'kinds', index, 'id'], message: `is used twice (${kind})` });
    }
  });
  return faults;
}
