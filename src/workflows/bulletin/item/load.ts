/** From the id on a button to an item that the member may see. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { ActorContext, Input } from '../../workflow.js';
import { closedSentence, fixedSentence, issues } from '../issue/issue.js';
import type { Issue } from '../issue/issue.js';
import { STATES, bulletinItems, isLive, referenceOf } from './item.js';
import type { Item } from './item.js';
import { mayAnswer, mayChangeOwn, mayEdit, mayEditBulletin, mustEditBulletin } from '../policy.js';

export interface Found {
  readonly item: Item;
  /** Absent for a draft, and for an item that waits for the next issue. */
  readonly issue: Issue | undefined;
}

/** @throws {UserError} when there is no such item, or it is none of theirs */
export async function loadItem(input: Input, { store, actor }: ActorContext): Promise<Found> {
  const item = await store.get(bulletinItems, textOf(input.data, 'item'));
  const visible = item?.by === actor.id || (mayEditBulletin(actor) && item?.state !== 'draft');
  if (item === undefined || !visible) throw gone();
  return { item, issue: await store.get(issues, item.issue) };
}

/** @throws {UserError} unless the actor may change it now, as its sender or as an editor */
export async function loadChangeable(input: Input, context: ActorContext): Promise<Found> {
  const found = await loadItem(input, context);
  const { item, issue } = found;
  const { actor, partnership } = context;
  if (mayChangeOwn(actor, item, issue) || mayEdit(actor, item, issue)) return found;
  if (item.state !== 'draft' && !isLive(item)) throw ended(item, context);
  if (issue === undefined) throw gone();
  throw new UserError(
    'bulletin.issueClosed',
    mayEditBulletin(actor) ? fixedSentence(issue) : closedSentence(issue, partnership.team.mailbox),
  );
}

/** @throws {UserError} unless the actor may answer what the desk asked, or change it */
export async function loadAnswerable(input: Input, context: ActorContext): Promise<Found> {
  const found = await loadItem(input, context);
  return mayAnswer(context.actor, found.item, found.issue) ? found : loadChangeable(input, context);
}

/** @throws {UserError} unless the actor may decide about it now */
export async function loadDecidable(input: Input, context: ActorContext): Promise<Found> {
  mustEditBulletin(context.actor);
  const found = await loadItem(input, context);
  const { item, issue } = found;
  if (!isLive(item)) throw ended(item, context);
  if (issue !== undefined && !mayEdit(context.actor, item, issue)) {
    throw new UserError('bulletin.issueClosed', fixedSentence(issue));
  }
  return found;
}

/**
 * What was typed on an older version than the record's is shown beside it before it replaces anything.
 * @throws {UserError} when somebody changed the item since the card was made
 */
export function mustBeCurrent(input: Input, item: Item): void {
  if (numberOf(input.data, 'version', item.version) === item.version) return;
  throw new UserError(
    'bulletin.changedMeanwhile',
    'This item changed since you opened the form. What you typed is still here: save again to replace what is recorded.',
  );
}

function ended(item: Item, { partnership }: ActorContext): UserError {
  const sentence = `${referenceOf(item, partnership)} cannot be changed any more: ${STATES[item.state].toLowerCase()}.`;
  return new UserError('bulletin.itemEnded', sentence);
}

function gone(): UserError {
  return new UserError('bulletin.noItem', 'This item is not kept any more. Say bulletin to see yours.');
}
