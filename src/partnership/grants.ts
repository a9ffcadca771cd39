/** Settings of the grants: who votes, and what a new round starts from. */
import { z } from 'zod';
import { date, email, id, wholeNumber } from './fields.js';
import type { Fault } from './fields.js';

/** One vote of the Working Group, given by a named person or, on some days, a deputy. */
const seat = z.strictObject({
  organisation: id,
  /** Absent while nobody is named. */
  voter: email.optional(),
  /** Both days are included. */
  deputies: z.array(z.strictObject({ email, from: date, to: date })).default([]),
});

export const grants = z.strictObject({
  /** Who decides urgent requests for the tactical pot between meetings, and up to how much; absent: nobody. */
  urgent: z.strictObject({ decided_by: email, up_to_pounds: wholeNumber(1, 1_000_000) }).optional(),
  /** How often funded projects are asked for an update until they are delivered. */
  update_every_weeks: wholeNumber(1, 52).default(8),
  seats: z.array(seat).default([]),
  /** The organisations that make up the team: on its own proposals they declare an interest and vote. */
  team_organisations: z.array(id).default([]),
  /** What a new round starts from; a coordinator may change it in the round. */
  voting: z
    .strictObject({
      rule: z
        .enum(
          ['consensus', 'majority', 'threshold', 'ranking'],
          'must be consensus, majority, threshold or ranking',
        )
        .default('consensus'),
      threshold: wholeNumber(1, 100).default(50),
      quorum_over: z.enum(['ballot', 'proposal'], 'must be ballot or proposal').default('ballot'),
    })
    .prefault({}),
  /** When those with a draft are reminded of the deadline. */
  remind_days_before_deadline: wholeNumber(0, 30).default(5),
});

/** What its rules need, even while other facts are wrong. */
export const relatedGrants = z
  .object({
    seats: z
      .array(
        z.object({
          organisation: z.string(),
          deputies: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
        }),
      )
      .default([]),
    team_organisations: z.array(z.string()).default([]),
  })
  .prefault({});

export function faultsOfGrants(
  { seats, team_organisations: team }: z.output<typeof relatedGrants>,
  known: readonly string[],
): Fault[] {
  const unknown = (each: string): string => `names ${each}, which is not one of the organisations`;
  const faults: Fault[] = team.flatMap((each, index) =>
    known.includes(each) ? [] : [{ path: ['grants', 'team_organisations', index], message: unknown(each) }],
  );
  seats.forEach(({ organisation, deputies }, index) => {
    const path = ['grants', 'seats', index, 'organisation'];
    if (!known.includes(organisation)) faults.push({ path, message: unknown(organisation) });
    // No organisation counts twice.
    if (seats.findIndex((each) => each.organisation === organisation) !== index) {
      faults.push({ path, message: `has a seat already (${organisation})` });
    }
    deputies.forEach(({ from, to }, place) => {
      if (from <= to) return;
      const day = ['grants', 'seats', index, 'deputies', place, 'to'];
      faults.push({ path: day, message: 'must not be before from' });
    });
  });
  return faults;
}
