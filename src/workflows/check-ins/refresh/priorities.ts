/** The priorities of the next version: kept, renamed, merged, added, or left out once nothing is in them. */
import { z } from 'zod';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { UserError } from '../../../shared/errors.js';
import { numberOf, parse, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count, inWords } from '../../../shared/text.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { leadLine } from '../plan/cards.js';
import { manyOf, postsFor, several, valuesOf } from '../plan/form.js';
import { mustManagePlan } from '../policy.js';
import { loadDraft, loadRefresh, mustBeOpenToChange } from './draft.js';
import type { LoadedDraft } from './draft.js';
import { decisions, refreshes } from './refresh.js';
import type { DraftPriority, Refresh } from './refresh.js';

const FIELDS = ['name', 'posts', 'others'] as const;

export const showPriorities: Handler = async (input, context) => ({
  reply: prioritiesCard(await load(input, context)),
});

/** The form of one priority: its name, its lead, and others to merge into it. */
export const openPriority: Handler = async (input, context) => {
  const loaded = await load(input, context);
  return { reply: priorityFormCard(context, loaded, numberOf(input.data, 'priority', -1)) };
};

/** Renames, leads, merges or adds a priority; the words of the draft follow. */
export const savePriority: Action = {
  async handle(input, context) {
    const loaded = await load(input, context);
    const { refresh } = loaded;
    const index = numberOf(input.data, 'priority', -1);
    const current = refresh.priorities[index];
    const others = refresh.priorities.filter((each) => each !== current).map(({ name }) => name);
    const form = parse(formOf(context, current, others), input.data);
    if (!form.ok) return form;
    const { name, posts, others: merged } = form.value;
    if (others.some((other) => other === name && !merged.includes(other))) {
      return invalid({
        name: `'${name}' is another priority of the draft. Choose it below to merge the two`,
      });
    }
    mustBeNewest(input, refresh);
    const next = withPriority(refresh.priorities, index, { name, posts, merged });
    const gone = [...(current === undefined ? [] : [current.name]), ...merged];
    const kept = await rewrite(context, refresh, next, new Map(gone.map((old) => [old, name])));
    return { reply: prioritiesCard(await loadDraft(context, kept)) };
  },
  form: async (typed, trouble, context) => {
    const index = numberOf(typed.data, 'priority', -1);
    return priorityFormCard(context, await load(typed, context), index, { typed: typed.data, ...trouble });
  },
};

/** Takes a merger or a new name back: the priorities of the plan stand as they were. */
export const restorePriority: Handler = async (input, context) => {
  const loaded = await load(input, context);
  const { refresh, plan, draft } = loaded;
  const index = numberOf(input.data, 'priority', -1);
  const current = refresh.priorities[index];
  if (current === undefined || refresh.version !== numberOf(input.data, 'version')) {
    return { reply: prioritiesCard(loaded) };
  }
  const back = current.from.map((name) => ({
    ...{ name, from: [name] },
    posts: plan.leads.find((lead) => lead.priority === name)?.posts ?? current.posts,
  }));
  const inUse = draft.after.actions.some(({ priority }) => priority === current.name);
  if (back.length === 0 && inUse) throw stillUsed(current.name);
  const taken = back.find(({ name }) =>
    refresh.priorities.some((each, place) => place !== index && each.name === name),
  );
  if (taken !== undefined) {
    throw new UserError(
      'check-ins.priorityTaken',
      `'${taken.name}' is the name of another priority now. Rename that one first.`,
    );
  }
  const next = refresh.priorities.toSpliced(index, 1, ...back);
  // Words that were written for the merged priority go with the first that was in it.
  const moved = new Map(back[0] === undefined ? [] : [[current.name, back[0].name]]);
  return { reply: prioritiesCard(await loadDraft(context, await rewrite(context, refresh, next, moved))) };
};

/** Leaves a priority out of the next version. Its actions go first: nothing is lost by a press. */
export const dropPriority: Handler = async (input, context) => {
  const loaded = await load(input, context);
  const { refresh, draft } = loaded;
  const current = refresh.priorities[numberOf(input.data, 'priority', -1)];
  if (current === undefined || refresh.version !== numberOf(input.data, 'version')) {
    return { reply: prioritiesCard(loaded) };
  }
  if (draft.after.actions.some(({ priority }) => priority === current.name)) throw stillUsed(current.name);
  const next = refresh.priorities.filter((each) => each !== current);
  return {
    reply: prioritiesCard(await loadDraft(context, await rewrite(context, refresh, next, new Map()))),
  };
};

/** The priorities after one of them was saved: what it takes in stands in its place. */
export function withPriority(
  priorities: readonly DraftPriority[],
  index: number,
  {
    name,
    posts,
    merged,
  }: { readonly name: string; readonly posts: readonly string[]; readonly merged: readonly string[] },
): readonly DraftPriority[] {
  const current = priorities[index];
  const taken = priorities.filter((each) => merged.includes(each.name));
  const from = [...(current?.from ?? []), ...taken.flatMap((each) => each.from)];
  const next = { name, from, posts };
  if (current === undefined) return [...priorities.filter((each) => !taken.includes(each)), next];
  return priorities.map((each) => (each === current ? next : each)).filter((each) => !taken.includes(each));
}

/** Keeps the priorities; words that name one which has another name now follow it. */
async function rewrite(
  { store }: ActorContext,
  refresh: Refresh,
  priorities: readonly DraftPriority[],
  names: ReadonlyMap<string, string>,
): Promise<Refresh> {
  for (const decided of await store.find(decisions, { where: { refresh: refresh.id } })) {
    const { words } = decided;
    const now = words && names.get(words.priority);
    if (words === undefined || now === undefined || now === words.priority) continue;
    await store.put(decisions, { ...decided, words: { ...words, priority: now } });
  }
  return store.put(refreshes, { ...refresh, priorities });
}

function formOf(context: ActorContext, current: DraftPriority | undefined, others: readonly string[]) {
  return z.object({
    name: requiredText('the name', 120, 'Enter the name of the priority'),
    posts: several(
      postsFor(context.partnership, current ?? { posts: [] }),
      'Choose from the list, or leave it open',
    ),
    others: several(others, 'Choose from the list'),
  });
}

function priorityFormCard(
  context: ActorContext,
  { refresh }: LoadedDraft,
  index: number,
  trouble: Trouble = {},
): Card {
  const current = refresh.priorities[index];
  const others = refresh.priorities.filter((each) => each !== current).map(({ name }) => name);
  const heading = current === undefined ? 'Add a priority' : `Change ${current.name}`;
  const start = { name: current?.name ?? '', posts: valuesOf(current?.posts ?? []), others: '' };
  return {
    template: 'check-ins/refresh-priority-form',
    summary: heading,
    data: {
      heading,
      ...formData(FIELDS, start, trouble),
      choices: {
        posts: manyOf(postsFor(context.partnership, current ?? { posts: [] })),
        others: manyOf(others),
      },
      press: { refresh: refresh.id, priority: index, version: refresh.version },
    },
  };
}

function prioritiesCard({ refresh, draft }: LoadedDraft): Card {
  return {
    template: 'check-ins/refresh-priorities',
    summary: `${count(refresh.priorities.length, 'priority', 'priorities')} in the draft.`,
    data: {
      priorities: refresh.priorities.map(({ name, from, posts }, priority) => {
        const number = draft.after.actions.filter((action) => action.priority === name).length;
        const changed = !(from.length === 1 && from[0] === name);
        return {
          name,
          was: !changed ? '' : from.length === 0 ? 'New' : `Was ${inWords(from.map((each) => `'${each}'`))}`,
          lead: leadLine(posts),
          count: `${count(number, 'action')}.`,
          back: changed && from.length > 0 ? 'Undo' : '',
          drop: number === 0 ? 'Leave it out' : '',
          press: { refresh: refresh.id, priority, version: refresh.version },
        };
      }),
      press: { refresh: refresh.id, priority: -1 },
    },
  };
}

function mustBeNewest(input: Input, refresh: Refresh): void {
  if (numberOf(input.data, 'version') === refresh.version) return;
  throw new UserError(
    'check-ins.refreshChanged',
    'Somebody changed the priorities since you opened this form. Compare your words with the name above; save again to keep them.',
  );
}

function stillUsed(name: string): UserError {
  return new UserError(
    'check-ins.priorityInUse',
    `'${name}' still has actions in the draft. Move them, take them out, or merge it into another priority.`,
  );
}

async function load(input: Input, context: ActorContext): Promise<LoadedDraft> {
  mustManagePlan(context.actor);
  const refresh = await loadRefresh(input, context);
  mustBeOpenToChange(refresh);
  return loadDraft(context, refresh);
}
