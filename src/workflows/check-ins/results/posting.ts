/** The results, sent to the Working Group, and kept as they stand by every answer that comes afterwards. */
import { isActive } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import { count } from '../../../shared/text.js';
import type { Card, Context, Handler, Input, ActorContext, Notification } from '../../workflow.js';
import type { Answer } from '../answer/answer.js';
import { mustManageRounds, maySeeResults } from '../policy.js';
import { groupCard, postKey } from './posted-results.js';
import { resultsCard, roundInWords } from './results.js';
import { rounds } from '../round/round.js';
import type { Round } from '../round/round.js';
import { markedActions, progressSeenBy } from '../plan/sight.js';

/** Asks once, with the number of people: it goes to everybody in the group. */
export const askToPost: Handler = async (input, context) => {
  const round = await loadPostable(input, context);
  const people = await context.directory.membersWith('working-group');
  if (people.length === 0) throw nobody();
  return { reply: await confirmPosting(context, round, people.length) };
};

export const post: Handler = async (input, context) => {
  const round = await loadPostable(input, context);
  const people = await context.directory.membersWith('working-group');
  if (people.length === 0) throw nobody();
  const times = (round.posted?.times ?? 0) + 1;
  // A second press on the same question sends nothing twice.
  if (textOf(input.data, 'times') !== String(times)) {
    return { reply: await resultsCard(context, round, 0, context.actor) };
  }
  const to = people.map(({ id }) => id);
  const hidden = await markedActions(context);
  const sending = { on: context.today, times, by: context.actor.id, to, hidden };
  const posted = await context.store.put(rounds, { ...round, posted: sending });
  const notify: Notification[] = [];
  for (const member of people) {
    const card = await groupCard(context, posted, member);
    notify.push({ to: { kind: 'member', id: member.id }, card, key: postKey(posted, times, member.id) });
  }
  return { reply: await resultsCard(context, posted, 0, context.actor), notify };
};

/** Puts an answer into the results that were sent already, of everybody who may still see them. */
export async function updatePosted(context: Context, answer: Answer): Promise<readonly Notification[]> {
  const round = await context.store.get(rounds, answer.round);
  const updates: Notification[] = [];
  if (round?.posted === undefined) return updates;
  for (const id of round.posted.to) {
    const member = await context.directory.member(id);
    if (member === undefined || !isActive(member) || !maySeeResults(member)) continue;
    const card = await groupCard(context, round, member);
    const replaces = postKey(round, round.posted.times, id);
    const key = `${replaces}:${answer.id}:${answer.version}`;
    updates.push({ to: { kind: 'member', id }, card, key, replaces });
  }
  return updates;
}

async function confirmPosting(context: Context, round: Round, people: number): Promise<Card> {
  const heading = `Send the results of ${roundInWords(round)} to ${count(people, 'person', 'people')}?`;
  const sentence = [
    round.posted === undefined ? '' : 'They were sent before.',
    await unansweredSentence(context, round),
    'Each gets the results as a card in their own chat.',
    round.state === 'open' ? 'Answers that come later change it there.' : '',
  ];
  return {
    template: 'check-ins/send-results',
    summary: heading,
    data: {
      heading,
      sentence: sentence.filter(Boolean).join(' '),
      yes: `Send to ${count(people, 'person', 'people')}`,
      press: { round: round.id, times: String((round.posted?.times ?? 0) + 1) },
    },
  };
}

/** `18 of 23 actions have no answer yet.`, of those that the group sees. */
async function unansweredSentence(context: Context, round: Round): Promise<string> {
  const { people } = await progressSeenBy(context, round, 'anybody');
  const asked = new Set(people.flatMap(({ ask }) => ask.actions)).size;
  const left = new Set(people.flatMap(({ progress }) => progress.left)).size;
  if (left === 0) return '';
  return `${left} of ${count(asked, 'action')} ${left === 1 ? 'has' : 'have'} no answer yet.`;
}

async function loadPostable(input: Input, { store, actor }: ActorContext): Promise<Round> {
  mustManageRounds(actor);
  const round = await store.get(rounds, textOf(input.data, 'round'));
  if (round?.state === 'open' || round?.state === 'closed') return round;
  throw new UserError(
    'check-ins.noResults',
    'This check-in has no results to send. Say check-ins to see them all.',
  );
}

function nobody(): UserError {
  return new UserError(
    'check-ins.noWorkingGroup',
    'Nobody on the list of members is in the Working Group yet.',
  );
}
