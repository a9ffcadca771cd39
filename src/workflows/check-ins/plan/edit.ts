/** What coordinators do with the actions of the plan: add, reword, move, complete, take out, bring back. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { inWords, shorten } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Input, Outcome } from '../../workflow.js';
import { planActionCard, planCard } from './cards.js';
import { changedParts, changesSince, endSentence, keepAction } from './change.js';
import { actionFormCard, detailsFormCard, endFormCard } from './edit-cards.js';
import { parseAction, parseDetails, parseEnd, postsFor } from './form.js';
import { yearOf } from './milestones.js';
import { earlierHolders, holderOf, placeOf } from './number.js';
import { loadAction, mustHavePlan } from './view.js';
import { actionsOf, planActions, priorityPosts } from './plan.js';
import type { Plan, PlanAction } from './plan.js';
import { mustManagePlan } from '../policy.js';

/** An empty form; from the card of a priority, for that priority and its lead. */
export const addAction: Handler = async (input, context) => {
  mustManagePlan(context.actor);
  const plan = await mustHavePlan(context);
  const priority = plan.priorities[numberOf(input.data, 'priority', -1)] ?? '';
  return { reply: await actionFormCard(context, plan, await blank(context, plan, priority)) };
};

export const changeAction: Handler = async (input, context) => {
  const { plan, action } = await loadManaged(input, context);
  return { reply: await actionFormCard(context, plan, action) };
};

/** Adds an action, or changes its number, priority, words or lead. */
export const saveAction: Action = {
  async handle(input, context) {
    mustManagePlan(context.actor);
    const { plan, action } = await loadOrNew(input, context);
    const form = parseAction(input.data, plan.priorities, postsFor(context.partnership, action), action);
    if (!form.ok) return form;
    const { why, ...words } = form.value;
    const holder = await holderOf(context, action, words.number);
    if (holder !== undefined) return invalid({ number: takenBy(holder) });
    const others = (await actionsOf(context, plan.id)).filter(({ id }) => id !== action.id);
    const moved = action.version === 0 || !sameplace(action, words);
    const order = moved ? placeOf(words, others) : action.order;
    return keep(input, context, plan, action, { ...action, ...words, order }, why);
  },
  form: async (typed, trouble, context) => {
    mustManagePlan(context.actor);
    const { plan, action } = await loadOrNew(typed, context);
    return actionFormCard(context, plan, action, { typed: typed.data, ...trouble });
  },
};

export const openPlanDetails: Handler = async (input, context) => {
  const { action } = await loadManaged(input, context);
  return { reply: await detailsFormCard(context, action) };
};

/** Themes, links, target date, milestones, and who may see it. */
export const savePlanDetails: Action = {
  async handle(input, context) {
    const { plan, action } = await loadManaged(input, context);
    const year = yearOf(plan, context.today);
    const form = parseDetails(input.data, context.partnership, action, year);
    if (!form.ok) return form;
    const { why, ...details } = form.value;
    return keep(input, context, plan, action, { ...action, ...details }, why);
  },
  form: async (typed, trouble, context) => {
    const { action } = await loadManaged(typed, context);
    return detailsFormCard(context, action, { typed: typed.data, ...trouble });
  },
};

export const openEnd: Handler = async (input, context) => {
  const { action } = await loadManaged(input, context);
  return { reply: await endFormCard(context, action) };
};

/** Complete, everyday business, removed; or back in the plan. */
export const saveEnd: Action = {
  async handle(input, context) {
    const { plan, action } = await loadManaged(input, context);
    // Pressed a second time: it is so already, and the way back is not what was meant.
    if (textOf(input.data, 'state') === action.state) {
      return { reply: await planActionCard(context, plan, action) };
    }
    const form = parseEnd(input.data, action);
    if (!form.ok) return form;
    const { state, why } = form.value;
    if (state === 'current') await mustBeFree(context, action);
    return keep(input, context, plan, action, { ...action, state }, why);
  },
  form: async (typed, trouble, context) => {
    const { action } = await loadManaged(typed, context);
    return endFormCard(context, action, { typed: typed.data, ...trouble });
  },
};

/** *Back*, from a form: to the action, or to the plan when there is none yet. */
export const leaveForm: Handler = async (input, context) => {
  const plan = await mustHavePlan(context);
  const known = await context.store.get(planActions, textOf(input.data, 'action'));
  if (known === undefined) return { reply: await planCard(context, plan) };
  return { reply: await planActionCard(context, plan, await loadAction(input, context)) };
};

async function keep(
  input: Input,
  context: ActorContext,
  plan: Plan,
  before: PlanAction,
  after: PlanAction,
  why: string,
): Promise<Outcome> {
  const added = before.version === 0;
  const parts = changedParts(before, after);
  if (!added && parts.length === 0) {
    return {
      reply: await planActionCard(context, plan, before, 'It reads so already. Nothing was changed.'),
    };
  }
  if ((await changesSince(context, before, numberOf(input.data, 'version'))).length > 0) {
    throw new UserError(
      'check-ins.changedMeanwhile',
      'Somebody changed this action since you opened the form. Read what changed; save again to keep your words.',
    );
  }
  const reason = { by: context.actor.id, why };
  const kept = await keepAction(context, added ? undefined : before, after, reason);
  const said = added ? `Added: ${kept.number}.` : savedSentence(before, kept, why);
  const reused = added || before.number !== after.number ? await usedBefore(context, kept) : '';
  return { reply: await planActionCard(context, plan, kept, `${said}${reused}`) };
}

/** What was done, and for what became of the action the reason too: nothing else on its card shows it. */
function savedSentence(before: PlanAction, after: PlanAction, why: string): string {
  if (before.state === after.state) return `Saved: ${inWords(changedParts(before, after))}.`;
  return `${endSentence(after)} Reason: ${why}`;
}

/** A number that is used again: the histories stay apart. */
async function usedBefore(context: ActorContext, action: PlanAction): Promise<string> {
  const earlier = (await earlierHolders(context, action)).at(-1);
  if (earlier === undefined) return '';
  return ` ${action.number} was the number of '${shorten(earlier.text, 120)}' before; the two keep separate histories.`;
}

async function mustBeFree(context: ActorContext, action: PlanAction): Promise<void> {
  const holder = await holderOf(context, action, action.number);
  if (holder === undefined) return;
  throw new UserError(
    'check-ins.numberTaken',
    `${takenBy(holder)}. Give that one another number first, then bring this one back.`,
  );
}

function takenBy({ number, text }: PlanAction): string {
  return `${number} is the number of '${shorten(text, 120)}' now`;
}

function sameplace(one: Pick<PlanAction, 'number' | 'priority'>, other: typeof one): boolean {
  return one.number === other.number && one.priority === other.priority;
}

/** @throws {UserError} when the action belongs to a version of the plan that is past */
async function loadManaged(
  input: Input,
  context: ActorContext,
): Promise<{ readonly plan: Plan; readonly action: PlanAction }> {
  mustManagePlan(context.actor);
  const plan = await mustHavePlan(context);
  const action = await loadAction(input, context);
  if (action.plan === plan.id) return { plan, action };
  throw new UserError(
    'check-ins.pastAction',
    `Action ${action.number} ended with an earlier version of the plan. Add a new action for what goes on.`,
  );
}

/** The id of a new action comes with its form, so that a second press does not add a second one. */
async function loadOrNew(
  input: Input,
  context: ActorContext,
): Promise<{ readonly plan: Plan; readonly action: PlanAction }> {
  const id = textOf(input.data, 'action');
  const known = await context.store.get(planActions, id);
  if (known !== undefined || !/^[a-z0-9]{16}$/.test(id)) return loadManaged(input, context);
  const plan = await mustHavePlan(context);
  const into = plan.priorities.find((name) => name === textOf(input.data, 'into')) ?? '';
  return { plan, action: { ...(await blank(context, plan, into)), id } };
}

/** What a new action starts from. */
async function blank(context: ActorContext, plan: Plan, priority: string): Promise<PlanAction> {
  const posts = priorityPosts(plan, priority, await actionsOf(context, plan.id));
  return {
    ...{ id: newId(), version: 0, plan: plan.id, order: 0, state: 'current' },
    ...{ number: '', priority, aim: '', text: '', themes: [], posts, links: [] },
    ...{ target: '', milestones: [], restricted: false },
  };
}
