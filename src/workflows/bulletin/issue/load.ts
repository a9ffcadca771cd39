/** From the id on a button to an issue, for coordinators. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { ActorContext, Input } from '../../workflow.js';
import { issues } from './issue.js';
import type { Issue } from './issue.js';
import { mustEditBulletin } from '../policy.js';

/** @throws {UserError} when there is no such issue, or the actor is no coordinator */
export async function loadIssue(input: Input, context: ActorContext): Promise<Issue> {
  mustEditBulletin(context.actor);
  const issue = await context.store.get(issues, textOf(input.data, 'issue'));
  if (issue !== undefined) return issue;
  throw new UserError(
    'bulletin.noIssue',
    'This issue is not kept any more. Say compile bulletin to see them all.',
  );
}

/** Shown with the issue as it is now, in place of what a press on an older card would have done. */
export const CHANGED =
  'The issue changed since this card was made. This is how it is now: read it, then press again.';

/** Whether the card that was pressed shows the issue as it is now. */
export function isCurrent(input: Input, { version }: Issue): boolean {
  return numberOf(input.data, 'version') === version;
}
