/** The draft as members were sent it, when an action that it names is marked as restricted afterwards. */
import type { Card, Context, Job, Notification } from '../../workflow.js';
import { markedActions } from '../plan/sight.js';
import { draftCard } from './draft-cards.js';
import { loadDraft, overSentence } from './draft.js';
import { decisions, isUnderWay, refreshes, underWay } from './refresh.js';
import type { Refresh } from './refresh.js';

/** So many earlier refreshes are looked at: one a year. */
const YEARS = 5;

/** The key of the message that a member was sent. */
export function draftKey({ id }: Pick<Refresh, 'id'>, member: string): string {
  return `check-ins.draft:${id}:${member}`;
}

/** The ids of what no member's draft may name now: marked in the plan, or by the draft's own words. */
export async function markedIn(context: Context, refresh: Refresh): Promise<readonly string[]> {
  const decided = isUnderWay(refresh)
    ? await context.store.find(decisions, { where: { refresh: refresh.id } })
    : [];
  const worded = decided.filter(({ words }) => words?.restricted === true).map(({ action }) => action);
  return [...new Set([...(await markedActions(context)), ...worded])].sort();
}

/**
 * Takes an action that was marked since out of the drafts that were sent, whatever marked it (a card, a file, a decision
 * of the refresh). Marking is rare and a card may name what the draft does not any more, so everybody's is written anew.
 */
export const correctDrafts: Job = {
  name: 'correct-drafts',
  async run(context) {
    const told: Notification[] = [];
    for (const refresh of await sentRefreshes(context)) told.push(...(await correct(context, refresh)));
    return told;
  },
};

async function sentRefreshes(context: Context): Promise<readonly Refresh[]> {
  const current = await underWay(context);
  const over = await context.store.find(refreshes, {
    where: { state: 'in force' },
    ...{ by: 'startedAt', order: 'descending', limit: YEARS },
  });
  return [...(current === undefined ? [] : [current]), ...over].filter(
    ({ commentsUntil }) => commentsUntil !== undefined,
  );
}

async function correct(context: Context, refresh: Refresh): Promise<readonly Notification[]> {
  const { directory, store } = context;
  const marked = await markedIn(context, refresh);
  const hidden = refresh.hidden ?? [];
  const since = marked.filter((id) => !hidden.includes(id));
  if (since.length === 0 && marked.length === hidden.length) return [];
  const kept = await store.put(refreshes, { ...refresh, hidden: marked });
  if (since.length === 0) return [];

  const loaded = isUnderWay(kept) ? await loadDraft(context, kept) : undefined;
  const told: Notification[] = [];
  for (const member of await directory.members()) {
    const replaces = draftKey(kept, member.id);
    if ((await context.delivery(replaces)) === undefined) continue;
    const card = loaded === undefined ? overCard(kept) : await draftCard(context, loaded, member);
    const key = `${replaces}:corrected:${kept.version}`;
    told.push({ to: { kind: 'member', id: member.id }, card, key, replaces });
  }
  return told;
}

/** What became of a draft that is over. @param comment the reader's own */
export function overCard(refresh: Refresh, comment = ''): Card {
  const yours = comment === '' ? '' : ` Your comment was: ${comment}`;
  const sentence = `${overSentence(refresh)}${yours}`;
  return {
    template: 'shared/notice',
    summary: sentence,
    data: { heading: 'Draft of the plan', sentence },
  };
}
