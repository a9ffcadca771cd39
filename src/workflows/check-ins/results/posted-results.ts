/** The cards with results that people have, when they may not see all of it any more. */
import { isActive } from '../../../directory.js';
import type { Member } from '../../../directory.js';
import type { Card, Context, Job, Notification } from '../../workflow.js';
import { markedActions } from '../plan/sight.js';
import { maySeeResults } from '../policy.js';
import { resultsCard, roundInWords } from './results.js';
import { asks, recentRounds, rounds } from '../round/round.js';
import type { Posted, Round } from '../round/round.js';

/** The key of a sending's message to a member; each sending has its own. */
export function postKey({ id }: Round, times: number, member: string): string {
  return `check-ins.results:${id}:${times}:${member}`;
}

/** What is sent to the Working Group is the same for all of it: who coordinates as well sees more when they ask. */
export function groupCard(context: Context, round: Round, member: Member): Promise<Card> {
  return resultsCard(context, round, 0, { ...member, roles: ['working-group'] });
}

/**
 * Takes an action that was marked since out of the results that were sent, whatever marked it (a card, a file, a new
 * version of the plan), and takes the results from whoever may not see them any more.
 */
export const correctPosted: Job = {
  name: 'correct-posted-results',
  async run(context) {
    const told: Notification[] = [];
    const marked = await markedActions(context);
    for (const round of await recentRounds(context)) {
      if (round.posted !== undefined) told.push(...(await correct(context, round, round.posted, marked)));
    }
    return told;
  },
};

/** Makes the results that were sent say that the check-in was extended, closed or cancelled. */
export async function showStanding(context: Context, round: Round): Promise<readonly Notification[]> {
  const told: Notification[] = [];
  for (const id of round.posted?.to ?? []) {
    const member = await context.directory.member(id);
    if (member === undefined || !isActive(member)) continue;
    told.push(...(await rewritten(context, round, round.posted?.times ?? 0, member)));
  }
  return told;
}

async function correct(
  context: Context,
  round: Round,
  posted: Posted,
  marked: readonly string[],
): Promise<readonly Notification[]> {
  const { store, directory } = context;
  const former: Member[] = [];
  for (const id of posted.to) {
    const member = await directory.member(id);
    if (member !== undefined && isActive(member) && !maySeeResults(member)) former.push(member);
  }
  const hidden = posted.hidden ?? [];
  const since = marked.filter((id) => !hidden.includes(id));
  const isSame = since.length === 0 && hidden.length === marked.length;
  if (isSame && former.length === 0) return [];

  const to = posted.to.filter((id) => former.every((member) => member.id !== id));
  const kept = await store.put(rounds, { ...round, posted: { ...posted, to, hidden: marked } });
  const asked = (await store.find(asks, { where: { round: round.id } })).flatMap(({ actions }) => actions);
  // Who had an earlier sending alone has the action on that card.
  const shown = since.some((id) => asked.includes(id)) ? await directory.members() : former;
  const told: Notification[] = [];
  for (const member of shown) told.push(...(await rewritten(context, kept, posted.times, member)));
  return told;
}

/** All that a member was sent of a round's results, as they may see it now. */
async function rewritten(
  context: Context,
  round: Round,
  times: number,
  member: Member,
): Promise<readonly Notification[]> {
  const told: Notification[] = [];
  for (let time = 1; time <= times; time++) {
    const replaces = postKey(round, time, member.id);
    if ((await context.delivery(replaces)) === undefined) continue;
    const card = maySeeResults(member) ? await groupCard(context, round, member) : withdrawnCard(round);
    const key = `${replaces}:corrected:${round.version}`;
    told.push({ to: { kind: 'member', id: member.id }, card, key, replaces });
  }
  return told;
}

function withdrawnCard(round: Round): Card {
  const sentence =
    'The results of this check-in are for the Working Group and the coordinating team. Say check-ins to see your own answers.';
  return {
    template: 'shared/notice',
    summary: sentence,
    data: { heading: `Results of ${roundInWords(round)}`, sentence },
  };
}
