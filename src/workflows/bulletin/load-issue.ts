/** From the id on a button to an issue, for coordinators. */
import { UserError } from '../../shared/errors.js';
import { textOf } from '../../shared/parse.js';
import type { ActorContext, Input } from '../workflow.js';
import { issues } from './issue.js';
import type { Issue } from './issue.js';
import { mustEditBulletin } from './policy.js';

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
