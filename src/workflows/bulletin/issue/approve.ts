/** The end of compiling, another coordinator's approval, and taking either back. */
import { UserError } from '../../../shared/errors.js';
import type { ActorContext, Handler, Notification } from '../../workflow.js';
import { issueCard } from './cards.js';
import { isCompiling, issueName, issues } from './issue.js';
import type { Issue } from './issue.js';
import { mustBeUnmarked } from '../item/item.js';
import { CHANGED, isCurrent, loadIssue } from './load.js';
import { isInIssue, itemsOf } from './order.js';
import { mayApprove } from '../policy.js';
import { button, sheetCard } from '../sheet.js';

/** Ends compiling: the issue waits for another coordinator's approval, or needs none. */
export const finish: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (!isCompiling(issue)) return { reply: await issueCard(context, issue) };
  const items = (await itemsOf(context.store, issue.id)).filter(isInIssue);
  if (items.length === 0) {
    throw new UserError('bulletin.noItems', 'No item is accepted for this issue. Accept one first.');
  }
  if (!isCurrent(input, issue)) return { reply: await issueCard(context, issue, { notice: CHANGED }) };
  for (const item of items) mustBeUnmarked(item, context.partnership);
  const { second_approval: second } = context.partnership.bulletin;
  const compiledBy = context.actor.id;
  const finished = await context.store.put(issues, {
    ...issue,
    compiledBy,
    state: second ? 'ready' : 'approved',
    approvedBy: second ? '' : compiledBy,
  });
  const notice = second ? 'The other coordinators are asked to approve it.' : 'It is ready to be sent.';
  const notify = second ? await askOthers(context, finished) : [];
  return { reply: await issueCard(context, finished, { notice }), notify };
};

async function askOthers(context: ActorContext, issue: Issue): Promise<readonly Notification[]> {
  const others = (await context.directory.membersWith('coordinator')).filter(
    ({ id }) => id !== context.actor.id,
  );
  if (others.length === 0) {
    throw new UserError(
      'bulletin.nobodyToApprove',
      'Another coordinator has to approve an issue, and there is none. Give somebody the role, or set second_approval to false in the partnership file.',
    );
  }
  const name = issueName(issue);
  const card = sheetCard({
    heading: `The ${name} e-bulletin waits for approval`,
    lines: [`${context.actor.name} compiled it. Read the preview, then approve it or open it again.`],
    first: [button('Open', 'compile', { issue: issue.id }, 'positive')],
  });
  return others.map(({ id }) => ({
    to: { kind: 'member', id },
    card,
    key: `bulletin.ready:${issue.id}:${issue.version}:${id}`,
  }));
}

/** Approves the issue that the card showed: one that was opened again and changed is shown first. */
export const approve: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'ready') return { reply: await issueCard(context, issue) };
  if (!mayApprove(context.actor, issue, context.partnership.bulletin.second_approval)) {
    throw new UserError('bulletin.ownIssue', 'You compiled this issue, so another coordinator approves it.');
  }
  if (!isCurrent(input, issue)) return { reply: await issueCard(context, issue, { notice: CHANGED }) };
  const approved = await context.store.put(issues, {
    ...issue,
    state: 'approved',
    approvedBy: context.actor.id,
  });
  const card = sheetCard({
    heading: `The ${issueName(issue)} e-bulletin is approved`,
    lines: [`${context.actor.name} approved it. It can be sent.`],
    first: [button('Open', 'compile', { issue: issue.id }, 'positive')],
  });
  const key = `bulletin.approved:${issue.id}:${approved.version}`;
  const told: readonly Notification[] =
    issue.compiledBy === context.actor.id
      ? []
      : [{ to: { kind: 'member', id: issue.compiledBy }, card, key }];
  return { reply: await issueCard(context, approved, { notice: 'Approved.' }), notify: told };
};

/** Takes an approval, or the wish for one, back: the issue can be changed again. */
export const reopen: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  if (issue.state !== 'ready' && issue.state !== 'approved')
    return { reply: await issueCard(context, issue) };
  const state = context.today <= issue.closesOn ? 'open' : 'closed';
  const opened = await context.store.put(issues, { ...issue, state, compiledBy: '', approvedBy: '' });
  return { reply: await issueCard(context, opened, { notice: 'Open again: it needs approval anew.' }) };
};
