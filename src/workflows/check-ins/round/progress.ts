/** How far the answers of a round have come: counted from the records each time. */
import { count } from '../../../shared/text.js';
import type { Transaction } from '../../../store/store.js';
import { answerId, answers } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { asks } from './round.js';
import type { Ask } from './round.js';

export interface Progress {
  readonly answered: number;
  readonly asked: number;
  /** The ids of the actions without an answer, in the plan's order. */
  readonly left: readonly string[];
}

/** One lead's progress. */
export async function progressOf(store: Transaction, ask: Ask): Promise<Progress> {
  const left: string[] = [];
  for (const action of ask.actions) {
    if ((await store.get(answers, answerId(ask.round, action))) === undefined) left.push(action);
  }
  return progress(ask, left);
}

export interface RoundProgress {
  readonly people: readonly { readonly ask: Ask; readonly progress: Progress }[];
  /** People who answered for all their actions. */
  readonly replied: number;
  readonly answers: readonly Answer[];
}

/** A whole round's progress, in two reads. */
export async function roundProgress(store: Transaction, round: string): Promise<RoundProgress> {
  const asked = await store.find(asks, { where: { round } });
  const given = await store.find(answers, { where: { round } });
  const answered = new Set(given.map(({ action }) => action));
  const people = asked.map(ownPart).flatMap((ask) => {
    const left = ask.actions.filter((action) => !answered.has(action));
    return ask.actions.length === 0 ? [] : [{ ask, progress: progress(ask, left) }];
  });
  return { people, replied: people.filter((each) => each.progress.left.length === 0).length, answers: given };
}

/** Without what the member answers in somebody's place: it is that lead who is asked. */
function ownPart(ask: Ask): Ask {
  return { ...ask, actions: ask.actions.filter((action) => ask.standIn?.includes(action) !== true) };
}

/** `2 of 5 people have replied`. */
export function repliedOf(replied: number, people: number): string {
  return `${replied} of ${count(people, 'person', 'people')} ${people === 1 ? 'has' : 'have'} replied`;
}

function progress(ask: Ask, left: readonly string[]): Progress {
  return { answered: ask.actions.length - left.length, asked: ask.actions.length, left };
}
