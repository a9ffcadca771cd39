/** The form for a project that was decided before Roundtable knew of it. */
import { z } from 'zod';
import type { Partnership } from '../../../partnership.js';
import { longDate } from '../../../shared/calendar.js';
import { amount } from '../../../shared/money.js';
import { choice, optionalEmail, parse, requiredDay, requiredText } from '../../../shared/parse.js';
import type { Result } from '../../../shared/result.js';
import { POTS } from '../round/round.js';
import type { GrantRound, PotId } from '../round/round.js';

export const PROJECT_FIELDS = ['title', 'organisation', 'contact', 'approved', 'pot', 'on'] as const;

export interface ProjectForm {
  readonly title: string;
  /** An organisation's id. */
  readonly organisation: string;
  /** An e-mail address, or empty. */
  readonly contact: string;
  /** In pence. */
  readonly approved: number;
  readonly pot: PotId;
  /** ISO date of the approval. */
  readonly on: string;
}

/** @param today the last day that an approval can have come */
export function parseProject(
  data: unknown,
  { organisations }: Partnership,
  { pots }: GrantRound,
  today: string,
): Result<ProjectForm> {
  const known = Object.fromEntries(organisations.map(({ id }) => [id, id]));
  const potChoices = Object.fromEntries(pots.map(({ id }) => [id, POTS[id]])) as Record<PotId, string>;
  const schema = z.object({
    title: requiredText('the title', 150, "Enter the project's title"),
    organisation: choice(known, 'Choose the organisation that leads the project'),
    contact: optionalEmail('Enter the e-mail address of a member, or leave it empty'),
    approved: amount(),
    pot: choice(potChoices, 'Choose the pot'),
    on: requiredDay('Enter the day it was approved').refine(
      (day) => day <= today,
      `Enter a day up to today, ${longDate(today)}`,
    ),
  });
  return parse(schema, data);
}
