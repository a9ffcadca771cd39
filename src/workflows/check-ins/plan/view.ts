/** What everybody can do with the plan: read it, one priority, one action, and what became of it. */
import { UserError } from '../../../shared/errors.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import type { ActorContext, Download, Handler, Input } from '../../workflow.js';
import { historyCard, planActionCard, planCard } from './cards.js';
import { priorityCard } from './priority-cards.js';
import { planDocument, versionsDocument } from './report.js';
import { planFilesCard, versionsCard } from './version-cards.js';
import { maySeeAction } from './sight.js';
import { currentPlan, planActions } from './plan.js';
import type { Plan, PlanAction } from './plan.js';

/** *plan*. */
export const showPlan: Handler = async (_input, context) => ({
  reply: await planCard(context, await mustHavePlan(context)),
});

export const showPriority: Handler = async (input, context) => {
  const found = await loadPriority(input, context);
  if (found === undefined) {
    const notice = 'That card was of an earlier version. This is the plan now.';
    return { reply: await planCard(context, await mustHavePlan(context), notice) };
  }
  return { reply: await priorityCard(context, found.plan, found.index, numberOf(input.data, 'page')) };
};

/** The priority of the button; undefined when it was one of an earlier version. */
export async function loadPriority(
  input: Input,
  context: ActorContext,
): Promise<{ readonly plan: Plan; readonly index: number; readonly name: string } | undefined> {
  const plan = await mustHavePlan(context);
  const index = numberOf(input.data, 'priority', -1);
  const name = plan.priorities[index];
  return textOf(input.data, 'plan') !== plan.id || name === undefined ? undefined : { plan, index, name };
}

export const showPlanAction: Handler = async (input, context) => {
  const plan = await mustHavePlan(context);
  return { reply: await planActionCard(context, plan, await loadAction(input, context)) };
};

export const showPlanHistory: Handler = async (input, context) => {
  const action = await loadAction(input, context);
  return { reply: await historyCard(context, action, numberOf(input.data, 'page')) };
};

/** Every version of the plan and what each changed. */
export const showVersions: Handler = async (input, context) => {
  await mustHavePlan(context);
  return { reply: await versionsCard(context, numberOf(input.data, 'page')) };
};

/** The plan and its version table as files. */
export const offerPlanFiles: Handler = async (_input, context) => {
  const plan = await mustHavePlan(context);
  const { downloadLinks } = context;
  return {
    reply: await planFilesCard(context, plan, {
      plan: downloadLinks('check-ins/plan', [], await planDocument(context, plan)),
      versions: downloadLinks('check-ins/versions', [], await versionsDocument(context)),
    }),
  };
};

export const downloadPlan: Download = async (_ids, context) =>
  planDocument(context, await mustHavePlan(context));

export const downloadVersions: Download = async (_ids, context) => {
  await mustHavePlan(context);
  return versionsDocument(context);
};

/** @throws {UserError} when there is no such action, or the actor may not know of it: in the same words */
export async function loadAction(input: Input, context: ActorContext): Promise<PlanAction> {
  const action = await context.store.get(planActions, textOf(input.data, 'action'));
  if (action !== undefined && (await maySeeAction(context, context.actor, action))) return action;
  throw new UserError('check-ins.noAction', 'There is no such action in the plan. Say plan to see it.');
}

/** @throws {UserError} while nobody has brought a plan in */
export async function mustHavePlan(context: ActorContext): Promise<Plan> {
  const plan = await currentPlan(context);
  if (plan !== undefined) return plan;
  throw new UserError(
    'check-ins.noPlan',
    'There is no action plan yet. Ask whoever runs Roundtable to bring it in: npm run roundtable -- import plan, and the file.',
  );
}
