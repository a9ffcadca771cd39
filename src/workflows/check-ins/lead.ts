/** What a lead does: see their actions, answer for them, change an answer. */
import { numberOf, textOf } from '../../shared/parse.js';
import type { Action, ActorContext, Handler, Input } from '../workflow.js';
import { NEVER_REPORTED, answerId, keepAnswer } from './answer.js';
import type { Answer, Figures, Words } from './answer.js';
import { actionListCard, figuresFormCard, recordedCard, updateFormCard } from './cards-lead.js';
import { loadAsk, loadCase, withAnswer } from './case.js';
import type { Case } from './case.js';
import { parseFigures, parseWords } from './form.js';
import { endedSentence, mustBeOpen } from './round.js';

/** The lead's list: one page of their actions. Shown, not answered, once the round has ended. */
export const showActions: Handler = async (input, context) => {
  const { round, ask } = await loadAsk(input, context);
  const notice = round.state === 'open' ? '' : endedSentence(round);
  return { reply: await actionListCard(context, round, ask, { page: numberOf(input.data, 'page'), notice }) };
};

export const openUpdate: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  mustBeOpen(found.round);
  return { reply: updateFormCard(found, {}, context) };
};

export const save: Action = {
  async handle(input, context) {
    const words = parseWords(input.data);
    if (!words.ok) return words;
    const found = await loadCase(input, context);
    mustBeOpen(found.round);
    const answer = await keep(input, context, found, { ...figuresOf(found), ...words.value }, false);
    return { reply: await recordedCard({ ...found, answer }, context) };
  },
  form: async (typed, trouble, context) =>
    updateFormCard(await loadCase(typed, context), { typed: typed.data, ...trouble }, context),
};

export const nothingHasChanged: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  mustBeOpen(found.round);
  const { round, ask, action, previous } = found;
  const page = numberOf(input.data, 'page');
  if (found.answer !== undefined && !(found.answer.unchanged && found.answer.by === context.actor.id)) {
    const notice = `${action.number} is answered already. Choose Change to correct it.`;
    return { reply: await actionListCard(context, round, ask, { page, notice }) };
  }
  await keep(input, context, found, previous ?? NEVER_REPORTED, true);
  const notice = `Recorded for ${action.number}: nothing has changed.`;
  return { reply: await actionListCard(context, round, ask, { page, notice }) };
};

export const openFigures: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  mustBeOpen(found.round);
  return { reply: figuresFormCard(withAnswer(found), {}) };
};

export const saveFigures: Action = {
  async handle(input, context) {
    const figures = parseFigures(input.data);
    if (!figures.ok) return figures;
    const found = withAnswer(await loadCase(input, context));
    mustBeOpen(found.round);
    const answer = await keep(input, context, found, { ...found.answer, ...figures.value }, false);
    return { reply: await recordedCard({ ...found, answer }, context) };
  },
  form: async (typed, trouble, context) =>
    figuresFormCard(withAnswer(await loadCase(typed, context)), { typed: typed.data, ...trouble }),
};

/** What is recorded for one action. */
export const showAnswer: Handler = async (input, context) => {
  const found = withAnswer(await loadCase(input, context));
  return { reply: await recordedCard(found, context) };
};

/** The figures stay when the words change; a new round starts without last time's figures. */
function figuresOf({ answer }: Case): Figures {
  return { outcome: answer?.outcome ?? '', evidence: answer?.evidence ?? '' };
}

function keep(
  input: Input,
  { store, actor, now }: ActorContext,
  { round, action }: Case,
  said: Words & Figures,
  unchanged: boolean,
): Promise<Answer> {
  const { status, rag, done, reason, next, nextOn, outcome, evidence } = said;
  const press = { version: numberOf(input.data, 'version'), nonce: textOf(input.data, 'nonce') };
  const answer: Answer = {
    id: answerId(round.id, action.id),
    version: 0,
    round: round.id,
    action: action.id,
    by: actor.id,
    answeredAt: now.toISOString(),
    unchanged,
    nonce: press.nonce,
    ...{ status, rag, done, reason, next, nextOn, outcome, evidence },
  };
  return keepAnswer(store, answer, press);
}
