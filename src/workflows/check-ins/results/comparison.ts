/** A round's actions and answers, beside those of the two check-ins before it. */
import type { Context } from '../../workflow.js';
import { answers } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { readerOf } from '../plan/change.js';
import type { PlanAction } from '../plan/plan.js';
import { asks, rounds } from '../round/round.js';
import type { Round } from '../round/round.js';
import { flagsOf } from './trend.js';
import type { Flag } from './trend.js';

const COMPARED = 2;
/** Cancelled rounds and drafts lie between. */
const LOOKED_AT = 10;

export interface Line {
  readonly action: PlanAction;
  readonly answer: Answer | undefined;
  /** In the check-in before. */
  readonly last: Answer | undefined;
  readonly flags: readonly Flag[];
}

interface Earlier {
  readonly answers: ReadonlyMap<string, Answer>;
  readonly asked: ReadonlySet<string>;
}

/** The check-ins that a round is compared with, newest first. */
export async function roundsBefore({ store }: Context, round: Round): Promise<readonly Round[]> {
  const before = await store.find(rounds, {
    by: 'createdAt',
    to: round.createdAt,
    order: 'descending',
    limit: LOOKED_AT,
  });
  return before.filter(({ state }) => state === 'open' || state === 'closed').slice(0, COMPARED);
}

/** What was asked, in the plan's order, each with how it moved. Reads no other round than those compared. */
export async function linesOf(
  context: Context,
  round: Round,
  asked: readonly string[],
  given: readonly Answer[],
): Promise<readonly Line[]> {
  const byAction = new Map(given.map((answer) => [answer.action, answer]));
  const earlier: Earlier[] = [];
  for (const before of await roundsBefore(context, round)) earlier.push(await read(context, before));
  const reads = await readerOf(context, round);
  const lines: Line[] = [];
  for (const id of new Set(asked)) {
    const action = await reads(id);
    if (action === undefined) continue;
    const answer = byAction.get(id);
    const course = earlier.map((each) => each.answers.get(id));
    const silent = answer === undefined && earlier.some(({ asked: before }) => before.has(id));
    const neverBefore = silent && course.every((each) => each === undefined) && (await never(context, id));
    const flags = flagsOf({ answer, earlier: course, neverBefore });
    lines.push({ action, answer, last: course[0], flags });
  }
  return lines.sort((a, b) => a.action.order - b.action.order);
}

async function read({ store }: Context, round: Round): Promise<Earlier> {
  const given = await store.find(answers, { where: { round: round.id } });
  const asked = await store.find(asks, { where: { round: round.id } });
  return {
    answers: new Map(given.map((answer) => [answer.action, answer])),
    asked: new Set(asked.flatMap(({ actions }) => actions)),
  };
}

async function never({ store }: Context, action: string): Promise<boolean> {
  return (await store.find(answers, { where: { action }, by: 'answeredAt', limit: 1 })).length === 0;
}
