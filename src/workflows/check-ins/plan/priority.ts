/** Changing a priority of the plan in force: its name and its lead. Merging and adding belong to a refresh. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { numberOf, parse, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count } from '../../../shared/text.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { priorityCard } from './priority-cards.js';
import { manyOf, postsFor, several, valuesOf, why } from './form.js';
import { changeId, keepPriority, samePosts } from './priority-change.js';
import type { NamedPriority } from './priority-change.js';
import { loadPriority } from './view.js';
import { actionsOf, priorityPosts } from './plan.js';
import type { Plan } from './plan.js';
import { mustManagePlan } from '../policy.js';
import { underWay } from '../refresh/refresh.js';
import type { Refresh } from '../refresh/refresh.js';

const FIELDS = ['name', 'posts', 'why'] as const;

interface Loaded {
  readonly plan: Plan;
  readonly index: number;
  readonly current: NamedPriority;
}

export const changePriority: Handler = async (input, context) => {
  const loaded = await load(input, context);
  return { reply: formCard(context, loaded) };
};

export const savePlanPriority: Action = {
  async handle(input, context) {
    const { plan, index, current } = await load(input, context);
    const form = parse(formOf(context, current), input.data);
    if (!form.ok) return form;
    const { name, posts, why: reason } = form.value;
    const others = plan.priorities.filter((each) => each !== current.name);
    if (others.some((other) => other.toLowerCase() === name.toLowerCase())) {
      return invalid({ name: `'${name}' is another priority of the plan. A refresh can merge the two` });
    }
    // Pressed a second time, or nothing was changed.
    if (name === current.name && samePosts({ posts }, current)) {
      const notice = 'It reads so already. Nothing was changed.';
      return { reply: await priorityCard(context, plan, index, 0, notice) };
    }
    mustBeNewest(input, plan);
    const { actor, now } = context;
    const kept = await keepPriority(context, plan, {
      ...{ id: changeId(plan), version: 0, plan: plan.id, at: now.toISOString(), by: actor.id, why: reason },
      ...{ before: current, after: { name, posts } },
    });
    const led =
      kept.led === 0
        ? ''
        : ` ${count(kept.led, 'action')} had the same lead and follow${kept.led === 1 ? 's' : ''}.`;
    return { reply: await priorityCard(context, kept.plan, index, 0, `Saved.${led}`) };
  },
  form: async (typed, trouble, context) =>
    formCard(context, await load(typed, context), { typed: typed.data, ...trouble }),
};

function formOf(context: ActorContext, current: NamedPriority) {
  return z.object({
    name: requiredText('the name', 120, 'Enter the name of the priority'),
    posts: several(postsFor(context.partnership, current), 'Choose from the list, or leave it open'),
    why,
  });
}

function formCard(context: ActorContext, { plan, index, current }: Loaded, trouble: Trouble = {}): Card {
  const heading = `Change ${current.name}`;
  const start = { name: current.name, posts: valuesOf(current.posts), why: '' };
  return {
    template: 'check-ins/plan-priority-form',
    summary: heading,
    data: {
      heading,
      ...formData(FIELDS, start, trouble),
      choices: { posts: manyOf(postsFor(context.partnership, current)) },
      press: { plan: plan.id, priority: index, version: plan.version },
    },
  };
}

async function load(input: Input, context: ActorContext): Promise<Loaded> {
  mustManagePlan(context.actor);
  const found = await loadPriority(input, context);
  if (found === undefined) {
    throw new UserError(
      'check-ins.pastPriority',
      'That card was of an earlier version of the plan. Say plan to see it as it is now.',
    );
  }
  // The draft names the priorities that it starts from.
  const refresh = await underWay(context);
  if (refresh !== undefined) throw new UserError('check-ins.refreshUnderWay', besides(refresh));
  const { plan, index, name } = found;
  const posts = priorityPosts(plan, name, await actionsOf(context, plan.id));
  return { plan, index, current: { name, posts } };
}

function besides({ state, number = '', from = '' }: Refresh): string {
  return state === 'agreed'
    ? `Version ${number} is agreed and takes effect on ${longDate(from)}. Change the priority from that day on.`
    : 'A refresh of the plan is under way. Change its priorities there: say refresh plan.';
}

function mustBeNewest(input: Input, plan: Plan): void {
  if (numberOf(input.data, 'version') === plan.version) return;
  throw new UserError(
    'check-ins.prioritiesChanged',
    'Somebody changed the priorities since you opened this form. Compare your words with the name above; save again to keep them.',
  );
}
