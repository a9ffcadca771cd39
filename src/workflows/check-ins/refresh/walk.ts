/** What a coordinator does with a refresh action by action: start it, decide, reword, add. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { shorten } from '../../../shared/text.js';
import type { Action, ActorContext, Handler, Input, Outcome } from '../../workflow.js';
import { actionFormCard } from '../plan/edit-cards.js';
import { changedParts } from '../plan/change.js';
import { parseAction, postsFor } from '../plan/form.js';
import { mustHavePlan } from '../plan/view.js';
import { actionsOf, priorityPosts } from '../plan/plan.js';
import type { PlanAction, PlanWords } from '../plan/plan.js';
import { mustManagePlan } from '../policy.js';
import { decisionListCard, refreshCard, startCard, stepCard } from './cards.js';
import { loadDraft, loadRefresh, mustBeOpenToChange, mustBeUnderWay } from './draft.js';
import type { LoadedDraft } from './draft.js';
import { DECISIONS, decidedId, decisions, priorityNow, refreshes, startOf, underWay } from './refresh.js';
import type { Decided, Decision } from './refresh.js';

/** *refresh plan*: how the refresh stands, or what starting one means. */
export const showRefresh: Handler = async (input, context) => {
  mustManagePlan(context.actor);
  const asked = textOf(input.data, 'refresh');
  const refresh = asked === '' ? await underWay(context) : await loadRefresh(input, context);
  if (refresh !== undefined) return { reply: await refreshCard(context, refresh) };
  const plan = await mustHavePlan(context);
  return { reply: startCard(plan, (await actionsOf(context, plan.id)).length) };
};

/** One refresh at a time: who presses later finds the one that is under way. */
export const startRefresh: Handler = async (input, context) => {
  mustManagePlan(context.actor);
  const plan = await mustHavePlan(context);
  const known = await underWay(context);
  if (known !== undefined) return { reply: await refreshCard(context, known) };
  const id = textOf(input.data, 'refresh');
  const over = await context.store.get(refreshes, id);
  if (over !== undefined || !/^[a-z0-9]{16}$/.test(id)) return { reply: startCard(plan, 0, OLD_CARD) };
  const actions = await actionsOf(context, plan.id);
  const by = { id, member: context.actor.id, at: context.now.toISOString() };
  const refresh = startOf(plan, (name) => priorityPosts(plan, name, actions), by);
  return { reply: await refreshCard(context, await context.store.put(refreshes, refresh)) };
};

const OLD_CARD = 'That refresh is over. Say refresh plan to start another.';

/** The next action that is undecided, after the one on the card. */
export const showNext: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  return { reply: await nextCard(context, loaded, textOf(input.data, 'action')) };
};

/** One action, decided or not. */
export const showStep: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  return { reply: await stepCard(context, loaded, stepOf(loaded, input).action.id) };
};

/** Retain, complete, everyday business, remove: one press, and the next action. */
export const decide: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  mustBeOpenToChange(loaded.refresh);
  const { action, decided } = stepOf(loaded, input);
  const decision = textOf(input.data, 'decision') as Decision;
  if (!['retain', 'complete', 'everyday', 'removed'].includes(decision)) {
    return { reply: await stepCard(context, loaded, action.id) };
  }
  if (decided !== undefined && decided.decision !== decision && isOlder(input, decided)) {
    const notice = 'It was decided since you opened this card. Choose again to change that.';
    return { reply: await stepCard(context, loaded, action.id, notice) };
  }
  if (decided?.decision !== decision) await keep(context, loaded, action, decision);
  const after = await loadDraft(context, loaded.refresh);
  const said = `${action.number}: ${DECISIONS[decision].toLowerCase()}.`;
  return { reply: await nextCard(context, after, action.id, said) };
};

/** Keeps every action that nobody has decided about yet. */
export const retainTheRest: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  mustBeOpenToChange(loaded.refresh);
  for (const action of loaded.draft.undecided) await keep(context, loaded, action, 'retain');
  return { reply: await refreshCard(context, loaded.refresh) };
};

export const showDecisions: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  return { reply: await decisionListCard(loaded, numberOf(input.data, 'page')) };
};

/** The form of new words for an action, or of an action that is new. */
export const openWords: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  mustBeOpenToChange(loaded.refresh);
  return { reply: await wordsCard(context, loaded, subjectOf(loaded, input)) };
};

export const saveWords: Action = {
  async handle(input, context): Promise<Outcome> {
    const loaded = await loadManaged(input, context);
    const { refresh, draft } = loaded;
    const subject = subjectOf(loaded, input);
    const { priorities } = draft.after;
    const form = parseAction(input.data, priorities, postsFor(context.partnership, subject), subject);
    if (!form.ok) return form;
    mustBeOpenToChange(refresh);
    const { number } = form.value;
    const holder = draft.after.actions.find((each) => each.number === number && each.id !== subject.id);
    if (holder !== undefined) {
      const text = `${number} is the number of '${shorten(holder.text, 120)}' in the draft`;
      return invalid({ number: text });
    }
    mustDiffer(loaded, { ...subject, ...form.value });
    const words = wordsOf({ ...subject, ...form.value });
    await keep(context, loaded, subject, subject.version === 0 ? 'add' : 'reword', {
      words,
      why: form.value.why,
    });
    const after = await loadDraft(context, refresh);
    if (subject.version > 0)
      return { reply: await nextCard(context, after, subject.id, `${number}: reworded.`) };
    return { reply: await refreshCard(context, refresh, `Added to the draft: ${number}.`) };
  },
  form: async (typed, trouble, context) => {
    const loaded = await loadManaged(typed, context);
    return wordsCard(context, loaded, subjectOf(loaded, typed), { typed: typed.data, ...trouble });
  },
};

/** Takes an action that is new in the draft out of it again. */
export const dropNew: Handler = async (input, context) => {
  const loaded = await loadManaged(input, context);
  mustBeOpenToChange(loaded.refresh);
  const id = decidedId(loaded.refresh.id, textOf(input.data, 'action'));
  const known = await context.store.get(decisions, id);
  if (known?.decision === 'add') await context.store.remove(decisions, id);
  return { reply: await decisionListCard(await loadDraft(context, loaded.refresh), 0) };
};

/** @throws {UserError} when the words are the plan's own: they would stand as a rewording, and change nothing */
function mustDiffer({ refresh, draft }: LoadedDraft, reworded: PlanAction): void {
  const action = draft.steps.find((step) => step.action.id === reworded.id)?.action;
  if (action === undefined) return;
  const asItIs = { ...action, priority: priorityNow(refresh, action.priority) };
  if (changedParts(asItIs, reworded).length > 0) return;
  throw new UserError(
    'check-ins.notReworded',
    'Nothing is different from the plan. Change something, or go back and press Retain.',
  );
}

async function nextCard(context: ActorContext, loaded: LoadedDraft, after: string, notice = '') {
  const { steps, undecided } = loaded.draft;
  const place = steps.findIndex(({ action }) => action.id === after);
  const later = steps.slice(place + 1).find(({ decided }) => decided === undefined)?.action;
  const next = later ?? undecided[0];
  if (next === undefined) {
    return refreshCard(context, loaded.refresh, `${notice} Every action is decided.`.trim());
  }
  return stepCard(context, loaded, next.id, notice);
}

async function keep(
  { store, actor, now }: ActorContext,
  { refresh }: LoadedDraft,
  action: PlanAction,
  decision: Decision,
  said: Pick<Decided, 'words' | 'why'> = {},
): Promise<void> {
  const id = decidedId(refresh.id, action.id);
  await store.put(decisions, {
    ...{ id, version: (await store.get(decisions, id))?.version ?? 0, refresh: refresh.id },
    ...{ action: action.id, decision, seen: action.version, by: actor.id, at: now.toISOString() },
    ...said,
  });
}

function isOlder(input: Input, decided: Decided): boolean {
  return numberOf(input.data, 'version') !== decided.version;
}

export function wordsOf(action: PlanWords): PlanWords {
  const { number, priority, aim, text, themes, posts, links, target, milestones, restricted } = action;
  return { number, priority, aim, text, themes, posts, links, target, milestones, restricted };
}

function stepOf({ draft }: LoadedDraft, input: Input): LoadedDraft['draft']['steps'][number] {
  const step = draft.steps.find(({ action }) => action.id === textOf(input.data, 'action'));
  if (step !== undefined) return step;
  throw new UserError(
    'check-ins.noStep',
    'This action is not in the plan any more, so there is nothing to decide. Say refresh plan to go on.',
  );
}

/** What the form is about: an action of the plan in its draft words, or a new one under the card's own id. */
function subjectOf(loaded: LoadedDraft, input: Input): PlanAction {
  const { refresh, draft, plan } = loaded;
  const id = textOf(input.data, 'action');
  const known = draft.after.actions.find((action) => action.id === id);
  const step = draft.steps.find(({ action }) => action.id === id);
  if (step !== undefined) {
    const { action } = step;
    return { ...action, priority: priorityNow(refresh, action.priority), ...known, version: action.version };
  }
  if (known !== undefined) return known;
  return {
    ...{
      id: /^[a-z0-9]{16}$/.test(id) ? id : newId(),
      version: 0,
      plan: plan.id,
      order: 0,
      state: 'current',
    },
    ...{ number: '', priority: '', aim: '', text: '', themes: [], posts: [], links: [] },
    ...{ target: '', milestones: [], restricted: false },
  };
}

function wordsCard(
  context: ActorContext,
  { refresh, draft }: LoadedDraft,
  subject: PlanAction,
  trouble: Parameters<typeof actionFormCard>[3] = {},
): ReturnType<typeof actionFormCard> {
  const press = { refresh: refresh.id, action: subject.id, version: subject.version };
  const back = subject.version === 0 ? 'check-ins/refresh' : 'check-ins/refresh-step';
  const target = { verb: 'check-ins/refresh-save-words', back, press };
  return actionFormCard(context, draft.after, subject, trouble, target);
}

/** Everything a coordinator does with a refresh starts from its draft. */
async function loadManaged(input: Input, context: ActorContext): Promise<LoadedDraft> {
  mustManagePlan(context.actor);
  const refresh = await loadRefresh(input, context);
  mustBeUnderWay(refresh);
  return loadDraft(context, refresh);
}
