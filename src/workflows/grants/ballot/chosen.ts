/** What was ticked in a list of proposals: by id, since the list is made anew at each press and places shift. */
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import type { Proposal } from '../proposal/proposal.js';

/**
 * The proposals that were ticked.
 * @throws {UserError} when one of them is in the list no more: nobody decides on another in its place
 */
export function mustBeListed<P extends Pick<Proposal, 'id'>>(
  ticked: string,
  listed: readonly P[],
): readonly P[] {
  const ids = ticked.split(',').filter((id) => id !== '');
  if (ids.every((id) => listed.some((each) => each.id === id))) {
    return listed.filter(({ id }) => ids.includes(id));
  }
  throw new UserError(
    'grants.goneMeanwhile',
    'A proposal that you ticked was withdrawn or decided on since you opened the form. Look at those that are left, and press again.',
  );
}

/** What was typed, with the ticks that are still in the list. */
export function stillListed(
  typed: Readonly<Record<string, unknown>>,
  field: string,
  listed: readonly Pick<Proposal, 'id'>[],
): Readonly<Record<string, unknown>> {
  const ids = textOf(typed, field).split(',');
  return { ...typed, [field]: ids.filter((id) => listed.some((each) => each.id === id)).join() };
}
