/** Early answers on their way: into a check-in that opens, and back when it is cancelled. */
import type { Transaction } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import { answerId, answers, earlierAnswers } from './answer.js';
import type { Answer } from './answer.js';
import { EARLY } from './early.js';
import { statusesFor } from './form.js';
import { asks, openRounds } from '../round/round.js';
import type { Round } from '../round/round.js';

/**
 * Makes early answers the answers of a round that opens. A year-end check-in asks what becomes of an action,
 * which an early answer may not say: it is then only what the form starts from.
 */
export async function takeEarlyAnswers(
  { store }: Context,
  round: Round,
  actions: readonly string[],
): Promise<void> {
  for (const action of actions) {
    const early = await store.get(answers, answerId(EARLY, action));
    if (early === undefined) continue;
    const counts = statusesFor(round.kind).includes(early.status);
    await move(store, early, counts ? round.id : startOf(round));
  }
}

/**
 * Gives back what a cancelled round took, as it reads now: to another open round that asks about the action, or to the
 * next one. A newer answer stays, wherever it was given.
 */
export async function giveEarlyAnswersBack(context: Context, cancelled: Round): Promise<void> {
  const { store } = context;
  const given = await store.find(answers, { where: { round: cancelled.id } });
  const started = await store.find(answers, { where: { round: startOf(cancelled) } });
  const newer = new Set(given.filter(({ early }) => early !== true).map(({ action }) => action));
  const back: string[] = [];
  for (const answer of [...given.filter(({ early }) => early === true), ...started]) {
    if ((await store.get(answers, answerId(EARLY, answer.action))) !== undefined) continue;
    if (newer.has(answer.action)) continue;
    await move(store, answer, EARLY);
    back.push(answer.action);
  }
  for (const round of await openRounds(context)) {
    const asked = (await store.find(asks, { where: { round: round.id } })).flatMap(({ actions }) => actions);
    const wanted: string[] = [];
    for (const action of back.filter((each) => asked.includes(each))) {
      if (await isUnanswered(store, round, action)) wanted.push(action);
    }
    await takeEarlyAnswers(context, round, wanted);
  }
}

/** Moves an answer with its earlier versions. */
async function move(store: Transaction, answer: Answer, round: string): Promise<void> {
  const id = answerId(round, answer.action);
  await store.remove(answers, answer.id);
  await store.put(answers, { ...answer, id, version: 0, round, early: true });
  const before = await store.find(earlierAnswers, { where: { of: answer.id }, by: 'answeredAt' });
  for (const [place, version] of before.entries()) {
    await store.remove(earlierAnswers, version.id);
    await store.put(earlierAnswers, { ...version, id: `${id}.early-${place}`, version: 0, of: id, round });
  }
}

async function isUnanswered(store: Transaction, round: Round, action: string): Promise<boolean> {
  for (const into of [round.id, startOf(round)]) {
    if ((await store.get(answers, answerId(into, action))) !== undefined) return false;
  }
  return true;
}

/** Where answers are kept that the forms of a round start from, without counting in it. */
function startOf({ id }: Round): string {
  return `before-${id}`;
}
