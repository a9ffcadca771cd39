import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import type { Context, Notification } from '../../workflow.js';
import { actionListCard } from '../answer/lead-cards.js';
import { takeEarlyAnswers } from '../answer/early-moves.js';
import { settleProposals } from './proposal.js';
import { askId, askKey, asks, reckon, rounds } from './round.js';
import type { Round } from './round.js';

/**
 * Opens a draft: every lead is asked once, with one message.
 * @param by the member who opens it; '' for the bot itself
 * @throws {UserError} when nobody would be asked, or when answers would have been due already
 */
export async function openRound(
  context: Context,
  draft: Round,
  by = '',
): Promise<{ readonly round: Round; readonly notify: readonly Notification[] }> {
  if (draft.dueOn < context.today) {
    throw new UserError(
      'check-ins.dueInPast',
      `Answers would have been due by ${longDate(draft.dueOn)}. Choose a day from today on first.`,
    );
  }
  const { people } = await reckon(context, draft.plan);
  if (people.length === 0) {
    throw new UserError(
      'check-ins.noLeads',
      'No action of the plan has a lead who is a member. Name the holders of the posts in the partnership file first.',
    );
  }
  const round = await context.store.put(rounds, { ...draft, state: 'open' });
  await takeEarlyAnswers(context, round, [
    ...new Set(people.flatMap(({ actions }) => actions.map(({ id }) => id))),
  ]);
  const notify: Notification[] = [];
  for (const { member, actions } of people) {
    const ask = await context.store.put(asks, {
      id: askId(round.id, member.id),
      version: 0,
      round: round.id,
      member: member.id,
      organisation: member.organisation,
      actions: actions.map(({ id }) => id),
    });
    const card = await actionListCard(context, round, ask);
    notify.push({ to: { kind: 'member', id: member.id }, card, key: askKey(round.id, member.id) });
  }
  return { round, notify: [...notify, ...(await settleProposals(context, round, by))] };
}
