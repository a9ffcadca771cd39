/** What a coordinator does with an answer: takes note of it, or asks whoever gave it. */
import { z } from 'zod';
import type { Member } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { numberOf, parse, requiredText, textOf } from '../../../shared/parse.js';
import type { Action, ActorContext, Handler, Input } from '../../workflow.js';
import { answerId, answers } from '../answer/answer.js';
import type { Answer } from '../answer/answer.js';
import { ask, mustBeFree } from './enquiry.js';
import { asking, questionFormCard } from './cards.js';
import { historyCard } from '../results/history.js';
import { planActions } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';
import { mustManageRounds } from '../policy.js';
import { noteSeen } from '../answer/seen.js';

const question = z.object({ question: requiredText('the question', 1000, 'Enter your question') });

/** A coordinator takes note of an answer. */
export const acknowledge: Handler = async (input, context) => {
  const { answer, action } = await loadAnswer(input, context);
  await noteSeen(context, answer, numberOf(input.data, 'version'));
  return { reply: await historyCard(context, action, { round: answer.round }) };
};

export const openQuestion: Handler = async (input, context) => {
  const { answer, action, lead } = await loadAnswer(input, context);
  // Said before they type; an older card still has the button.
  await mustBeFree(context, answer.id, 'question');
  return { reply: questionFormCard(action, answer, mustBeThere(lead).name) };
};

/** A coordinator asks whoever gave an answer. */
export const askQuestion: Action = {
  async handle(input, context) {
    const read = parse(question, input.data);
    if (!read.ok) return read;
    const { answer, action, lead } = await loadAnswer(input, context);
    const what = { kind: 'question', text: read.value.question, organisation: '' } as const;
    const { enquiry, isNew } = await ask(context, answer, mustBeThere(lead), what);
    return {
      reply: await historyCard(context, action, { round: answer.round }),
      notify: isNew ? [await asking(context, enquiry)] : [],
    };
  },
  form: async (typed, trouble, context) => {
    const { answer, action, lead } = await loadAnswer(typed, context);
    return questionFormCard(action, answer, mustBeThere(lead).name, { typed: typed.data, ...trouble });
  },
};

async function loadAnswer(
  input: Input,
  { store, actor, directory }: ActorContext,
): Promise<{ answer: Answer; action: PlanAction; lead: Member | undefined }> {
  mustManageRounds(actor);
  const id = textOf(input.data, 'action');
  const answer = await store.get(answers, answerId(textOf(input.data, 'round'), id));
  const action = await store.get(planActions, id);
  if (answer === undefined || action === undefined) {
    throw new UserError(
      'check-ins.answerGone',
      'This answer is not kept any more. Say check-in results to see them all.',
    );
  }
  return { answer, action, lead: await directory.member(answer.by) };
}

function mustBeThere(lead: Member | undefined): Member {
  if (lead?.standing === 'active') return lead;
  throw new UserError(
    'check-ins.leadHasLeft',
    `${lead?.name ?? 'Who gave this answer'} is not a member any more. Ask whoever leads the action now.`,
  );
}
