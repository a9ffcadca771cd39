/** Who may do what. One rule each; the table stands in README.md. */
import type { Member } from '../../directory.js';
import { UserError } from '../../shared/errors.js';
import { isCompiling } from './issue/issue.js';
import type { Issue } from './issue/issue.js';
import { isLive } from './item/item.js';
import type { Item } from './item/item.js';

export function mayEditBulletin(member: Member): boolean {
  return member.roles.includes('coordinator');
}

/** @throws {UserError} unless the member may edit the bulletin. */
export function mustEditBulletin(member: Member): void {
  if (mayEditBulletin(member)) return;
  throw new UserError(
    'bulletin.coordinatorsOnly',
    'Only the coordinating team can do this. Say bulletin to see what you can do.',
  );
}

/** The sender, until the item's issue closes. */
export function mayChangeOwn(member: Member, item: Item, issue: Issue | undefined): boolean {
  if (item.by !== member.id) return false;
  if (item.state === 'draft') return true;
  return isLive(item) && (issue === undefined || issue.state === 'open');
}

/** Who was asked, as long as the desk can still decide: the desk may ask after the issue closed. */
export function mayAnswer(member: Pick<Member, 'id'>, item: Item, issue: Issue | undefined): boolean {
  return item.by === member.id && item.state === 'asked' && (issue === undefined || isCompiling(issue));
}

/** A coordinator, until the issue is compiled. */
export function mayEdit(member: Member, item: Item, issue: Issue | undefined): boolean {
  const open = issue === undefined || isCompiling(issue);
  return mayEditBulletin(member) && open && isLive(item);
}

/** Two pairs of eyes: whoever sent a sensitive item in does not accept it too. */
export function mayAccept(member: Member, item: Item): boolean {
  return mayEditBulletin(member) && (item.sensitive === 'no' || item.by !== member.id);
}

/**
 * Whether the member may say that an item is not sensitive after all: its sender, unless they coordinate, or a
 * coordinator who did not send it, once another one accepted it. Otherwise one pair of eyes would do.
 */
export function mayUnmark(member: Member, item: Item): boolean {
  if (!mayEditBulletin(member)) return item.by === member.id;
  return item.by !== member.id && item.readers.some((reader) => reader !== member.id);
}

/** Two pairs of eyes, where the partnership asks for them. */
export function mayApprove(member: Member, issue: Issue, second: boolean): boolean {
  return mayEditBulletin(member) && (!second || issue.compiledBy !== member.id);
}
