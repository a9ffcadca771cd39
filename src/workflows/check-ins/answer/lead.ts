/** What a lead does: see their actions, answer for them, change an answer. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { Action, Handler, Input } from '../../workflow.js';
import { NEVER_REPORTED, NO_DETAILS } from './answer.js';
import type { Answer, Details, Press, Words } from './answer.js';
import { detailsFormCard, recordedCard, updateFormCard } from './cards.js';
import { actionListCard } from './lead-cards.js';
import { loadAsk, loadCase, withAnswer } from './case.js';
import { parseDetails, parseWords, startingStatus } from './form.js';
import { detailsOf, keepWords } from './keep.js';
import { forgetKept } from './kept-outcomes.js';
import { mustBeToAnswer } from '../pass-on/moved-posts.js';
import { updatePosted } from '../results/posting.js';
import { endedSentence } from '../round/round.js';

const YEAR_END =
  'This is the year-end check-in. Choose Update and say whether the action is complete, carried over or stopped.';

/** The lead's list: one page of their actions. Shown, not answered, once the round has ended. */
export const showActions: Handler = async (input, context) => {
  const { round, ask } = await loadAsk(input, context);
  const notice = round.state === 'open' ? '' : endedSentence(round);
  return { reply: await actionListCard(context, round, ask, { page: numberOf(input.data, 'page'), notice }) };
};

/** A press that is refused is answered with the list as it stands, and why. */
export const listAsItStands: NonNullable<Action['form']> = async (typed, { refusal }, context) => {
  const { round, ask } = await loadAsk(typed, context);
  return actionListCard(context, round, ask, { page: numberOf(typed.data, 'page'), notice: refusal });
};

export const openUpdate: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  await mustBeToAnswer(context, found);
  return { reply: await updateFormCard(found, {}, context) };
};

export const save: Action = {
  async handle(input, context) {
    const found = await loadCase(input, context);
    // What may be said depends on the kind of round.
    const words = parseWords(input.data, found.round.kind);
    if (!words.ok) return words;
    await mustBeToAnswer(context, found);
    const answer = await keepWords(context, found, { ...detailsOf(found), ...words.value }, pressOn(input));
    await forgetKept(context.store, found.action.id, input.data.kept);
    return {
      reply: await recordedCard({ ...found, answer }, context),
      notify: await updatePosted(context, answer),
    };
  },
  form: async (typed, trouble, context) =>
    updateFormCard(await loadCase(typed, context), { typed: typed.data, ...trouble }, context),
};

export const nothingHasChanged: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  await mustBeToAnswer(context, found);
  const { round, ask, action } = found;
  if (round.kind === 'year-end') throw new UserError('check-ins.yearEnd', YEAR_END);
  const page = numberOf(input.data, 'page');
  if (found.answer !== undefined && !(found.answer.unchanged && found.answer.by === context.actor.id)) {
    const notice = `${action.number} is answered already. Choose Open to see it or change it.`;
    return { reply: await actionListCard(context, round, ask, { page, notice }) };
  }
  const answer = await keepWords(context, found, unchangedSince(found.last), pressOn(input), true);
  const notice = `Recorded for ${action.number}: nothing has changed.`;
  return {
    reply: await actionListCard(context, round, ask, { page, notice }),
    notify: await updatePosted(context, answer),
  };
};

export const openDetails: Handler = async (input, context) => {
  const found = await loadCase(input, context);
  await mustBeToAnswer(context, found);
  return { reply: detailsFormCard(withAnswer(found), {}) };
};

export const saveDetails: Action = {
  async handle(input, context) {
    const details = parseDetails(input.data, context.today);
    if (!details.ok) return details;
    const found = withAnswer(await loadCase(input, context));
    await mustBeToAnswer(context, found);
    const answer = await keepWords(context, found, { ...found.answer, ...details.value }, pressOn(input));
    return {
      reply: await recordedCard({ ...found, answer }, context),
      notify: await updatePosted(context, answer),
    };
  },
  form: async (typed, trouble, context) =>
    detailsFormCard(withAnswer(await loadCase(typed, context)), { typed: typed.data, ...trouble }),
};

/** What is recorded for one action. */
export const showAnswer: Handler = async (input, context) => {
  const found = withAnswer(await loadCase(input, context));
  return { reply: await recordedCard(found, context) };
};

/** The same words again. Figures and evidence were counted then; what was carried over goes on. */
function unchangedSince(last: Answer | undefined): Words & Details {
  if (last === undefined) return NEVER_REPORTED;
  const { next, nextOn } = last;
  const status = startingStatus(last.status, 'quarterly') || last.status;
  return { ...last, status, outcome: '', ...NO_DETAILS, next, nextOn };
}

function pressOn({ data }: Input): Press {
  return { version: numberOf(data, 'version'), nonce: textOf(data, 'nonce') };
}
