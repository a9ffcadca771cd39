/** The forms with which coordinators change an action of the plan. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { shorten } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { whoAndWhen } from './cards.js';
import { changeSentence, changesSince } from './change.js';
import {
  ACTION_FIELDS,
  DETAIL_FIELDS,
  END_FIELDS,
  actionValues,
  detailValues,
  endValues,
  endingsFor,
  linksFor,
  manyOf,
  oneOf,
  postsFor,
  themesFor,
} from './form.js';
import type { Plan, PlanAction } from './plan.js';

/** Where the form of an action goes: the plan itself, or the draft of a refresh. */
export interface ActionFormTarget {
  readonly verb: string;
  readonly back: string;
  readonly press: object;
}

export async function actionFormCard(
  context: ActorContext,
  { priorities }: Pick<Plan, 'priorities'>,
  action: PlanAction,
  trouble: Trouble = {},
  target: ActionFormTarget = {
    verb: 'check-ins/plan-save',
    back: 'check-ins/plan-leave',
    press: pressOf(action),
  },
): Promise<Card> {
  const heading = action.version === 0 ? 'Add an action' : `Change ${action.number}`;
  return {
    template: 'check-ins/plan-action-form',
    summary: heading,
    data: {
      heading,
      ...(await formOf(context, ACTION_FIELDS, action, actionValues, trouble)),
      choices: {
        priority: oneOf(priorities),
        posts: manyOf(postsFor(context.partnership, action)),
      },
      adding: action.version === 0,
      ...target,
    },
  };
}

export async function detailsFormCard(
  context: ActorContext,
  action: PlanAction,
  trouble: Trouble = {},
): Promise<Card> {
  const heading = `Dates, links and access of ${action.number}`;
  return {
    template: 'check-ins/plan-details-form',
    summary: heading,
    data: {
      heading,
      about: shorten(action.text, 200),
      ...(await formOf(context, DETAIL_FIELDS, action, detailValues, trouble)),
      choices: {
        themes: manyOf(themesFor(context.partnership, action)),
        links: manyOf(linksFor(context.partnership, action)),
      },
      press: pressOf(action),
    },
  };
}

export async function endFormCard(
  context: ActorContext,
  action: PlanAction,
  trouble: Trouble = {},
): Promise<Card> {
  const heading =
    action.state === 'current' ? `Complete or take out ${action.number}` : `Bring back ${action.number}`;
  return {
    template: 'check-ins/plan-end-form',
    summary: heading,
    data: {
      heading,
      about: shorten(action.text, 200),
      ...(await formOf(context, END_FIELDS, action, endValues, trouble)),
      choices: {
        state: Object.entries(endingsFor(action)).map(([value, title]) => ({ title, value })),
      },
      press: pressOf(action),
    },
  };
}

/** The version that the card shows: what is saved on an older one is shown what changed first. */
function pressOf({ id, version, plan, priority }: PlanAction): object {
  return { action: id, version, plan, into: priority };
}

/**
 * The fields of a form, and what others changed since the form that was sent was opened. A field that the sender
 * left as it was then shows how it is now; what they typed stays.
 */
async function formOf<F extends string>(
  context: Context,
  fields: readonly F[],
  action: PlanAction,
  valuesFrom: (action: PlanAction) => Record<F, string>,
  trouble: Trouble,
): Promise<object> {
  const { typed } = trouble;
  if (typed === undefined) return { ...formData(fields, valuesFrom(action)), meanwhile: [] };
  const since = await changesSince(context, action, numberOf(typed, 'version'));
  const [first] = since;
  if (first?.before === undefined) return { ...formData(fields, valuesFrom(action), trouble), meanwhile: [] };
  const [then, now] = [valuesFrom(first.before), valuesFrom(action)];
  const merged = fields.map((field) => {
    const given = textOf(typed, field);
    return [field, given === then[field] ? now[field] : given];
  });
  const meanwhile: object[] = [];
  for (const [index, change] of since.entries()) {
    const after = since[index + 1]?.before ?? action;
    const who = await whoAndWhen(context, change);
    const words = change.before?.text === after.text ? '' : ` Now: ${shorten(after.text, 300)}`;
    meanwhile.push({ text: `${who}. ${changeSentence(change.before, after)}.${words}` });
  }
  return { ...formData(fields, now, { ...trouble, typed: Object.fromEntries(merged) }), meanwhile };
}
