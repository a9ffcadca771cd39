/** Settings of the information sessions. The defaults are ours; the feedback scale is that of the papers. */
import { z } from 'zod';
import { listOf, text, wholeNumber } from './fields.js';

export const infoSessions = z.strictObject({
  /** How long a place that became free is held for the next person on the waiting list. */
  offer_hold_hours: wholeNumber(1, 336).default(48),
  /** When access and dietary needs are erased, counted from the session's end. */
  erase_needs_after_days: wholeNumber(0, 365).default(7),
  reminders: z
    .strictObject({
      registered_days_before: z.array(wholeNumber(0, 90)).default([7, 1]),
      registered_minutes_before: wholeNumber(0, 1440).default(60),
      invited_days_before: z.array(wholeNumber(0, 90)).default([14, 5]),
      speakers_days_before: z.array(wholeNumber(0, 90)).default([14, 2]),
    })
    .prefault({}),
  feedback: z
    .strictObject({
      /** From the best to the worst. */
      scale: listOf(text).default(['Excellent', 'Very good', 'Good', 'Fair', 'Poor']),
      /** How many steps, from the best, each part of the reported sentence counts. */
      reported: z.array(wholeNumber(1, 20)).min(1).max(2).default([3, 2]),
      next_steps: z
        .array(text)
        .default([
          'Feed back to colleagues',
          'Share information or feed back to managers',
          'Additional research',
          'Further training',
        ]),
      open_days: wholeNumber(1, 365).default(21),
      /** Anonymous answers show from this many on, so that nobody is known by being the only one. */
      show_anonymous_from: wholeNumber(1, 50).default(3),
    })
    .refine(({ scale, reported }) => reported.every((steps) => steps < scale.length), {
      path: ['reported'],
      message: 'must name fewer steps than the scale has',
    })
    .prefault({}),
});
