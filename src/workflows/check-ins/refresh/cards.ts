/** What a coordinator's cards of a refresh show: how it stands, one action to decide, and all decisions. */
import { longDate } from '../../../shared/calendar.js';
import { newId } from '../../../shared/ids.js';
import { pageOf } from '../../../shared/page.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { leadLine } from '../plan/cards.js';
import type { Plan, PlanAction } from '../plan/plan.js';
import { loadDraft, overSentence } from './draft.js';
import type { LoadedDraft } from './draft.js';
import { DECISIONS, comments, isUnderWay, priorityNow } from './refresh.js';
import type { Decided, Refresh } from './refresh.js';

const PAGE = 8;

/** What starting a refresh means. */
export function startCard(plan: Plan, actions: number, notice = ''): Card {
  const sentence =
    `This starts the draft of the next version from version ${plan.number}: ${count(actions, 'action')} in ` +
    `${count(plan.priorities.length, 'priority', 'priorities')}. The plan in force stays as it is until the Working Group ` +
    'has agreed the new version and its date has come.';
  return {
    template: 'check-ins/refresh-start',
    summary: notice === '' ? sentence : notice,
    data: { notice, sentence, press: { refresh: newId() } },
  };
}

/** How the refresh stands: a list of its steps, and the way on. */
export async function refreshCard(context: Context, refresh: Refresh, notice = ''): Promise<Card> {
  if (!isUnderWay(refresh)) {
    const sentence = overSentence(refresh);
    const data = { heading: 'Refresh of the plan', sentence };
    return { template: 'shared/notice', summary: sentence, data };
  }
  const { draft, plan } = await loadDraft(context, refresh);
  const { steps, undecided } = draft;
  const given = await context.store.find(comments, { where: { refresh: refresh.id }, by: 'at' });
  const added = draft.after.actions.filter(({ version }) => version === 0).length;
  const decided = steps.length - undecided.length;
  const tasks = [
    { title: 'Actions', value: `${decided} of ${steps.length} decided, ${added} new` },
    { title: 'Priorities', value: prioritiesLine(refresh) },
    { title: 'Draft', value: draftState(refresh, context.today, given.length) },
    { title: 'Agreement', value: agreementLine(refresh) },
  ];
  const working = refresh.state !== 'agreed';
  return {
    template: 'check-ins/refresh',
    summary: `The refresh of version ${plan.number}: ${decided} of ${count(steps.length, 'action')} decided.`,
    data: {
      heading: `Refresh of version ${plan.number}`,
      notice,
      tasks,
      working,
      go: undecided.length > 0 ? 'Go through the actions' : '',
      all: steps.length > 0,
      send: refresh.state === 'out' ? 'Change the date for comments' : 'Send the draft',
      agree:
        refresh.state === 'out'
          ? 'Record the agreement'
          : refresh.state === 'agreed'
            ? 'Change the agreement'
            : '',
      comments: refresh.state === 'working' ? '' : `Comments (${given.length})`,
      press: { refresh: refresh.id },
    },
  };
}

function prioritiesLine({ priorities }: Refresh): string {
  const merged = priorities.filter(({ from }) => from.length > 1).length;
  const renamed = priorities.filter(({ name, from }) => from.length === 1 && from[0] !== name).length;
  const added = priorities.filter(({ from }) => from.length === 0).length;
  const parts = [
    ...(merged === 0 ? [] : [`${merged} merged`]),
    ...(renamed === 0 ? [] : [`${renamed} renamed`]),
    ...(added === 0 ? [] : [`${added} new`]),
  ];
  return parts.length === 0 ? `${priorities.length}, all kept` : `${priorities.length}, ${inWords(parts)}`;
}

function draftState({ commentsUntil }: Refresh, today: string, given: number): string {
  if (commentsUntil === undefined) return 'Not sent to members yet';
  const said = given === 0 ? 'no comments' : count(given, 'comment');
  const until = longDate(commentsUntil);
  return commentsUntil < today
    ? `With the members. Comments were taken until ${until}; ${said}`
    : `With the members. Comments are taken until ${until}; ${said} so far`;
}

function agreementLine({ agreed, number = '', from }: Refresh): string {
  if (agreed === undefined || from === undefined) return 'Not recorded yet';
  return `Agreed on ${longDate(agreed.meetingOn)}. Version ${number} takes effect on ${longDate(from)}`;
}

/** One action, with the decisions to choose from. */
export async function stepCard(
  context: Context,
  { refresh, draft }: LoadedDraft,
  id: string,
  notice = '',
): Promise<Card> {
  const place = draft.steps.findIndex(({ action }) => action.id === id);
  const step = draft.steps[place];
  if (step === undefined) return refreshCard(context, refresh, notice);
  const { action, decided } = step;
  const now = priorityNow(refresh, action.priority);
  return {
    template: 'check-ins/refresh-step',
    summary: `${action.number}: what becomes of it? ${shorten(action.text, 200)}`,
    data: {
      heading: `${action.number}: what becomes of it?`,
      place: `Action ${place + 1} of ${draft.steps.length}; ${draft.undecided.length} to decide.`,
      notice,
      priority: now === action.priority ? now : `${action.priority}, now in ${now}`,
      lead: leadLine(action.posts),
      text: action.text,
      decided: decided === undefined ? '' : `Decided: ${decidedLine(decided)}`,
      restricted: action.restricted ? 'Restricted' : '',
      decisions: {
        retain: pressOf(refresh, action, decided, 'retain'),
        complete: pressOf(refresh, action, decided, 'complete'),
        everyday: pressOf(refresh, action, decided, 'everyday'),
        removed: pressOf(refresh, action, decided, 'removed'),
      },
      press: { refresh: refresh.id, action: action.id },
    },
  };
}

function pressOf(
  refresh: Refresh,
  { id }: PlanAction,
  decided: Decided | undefined,
  decision: string,
): object {
  return { refresh: refresh.id, action: id, version: decided?.version ?? 0, decision };
}

function decidedLine({ decision, words }: Decided): string {
  if (words === undefined) return DECISIONS[decision].toLowerCase();
  return `${DECISIONS[decision].toLowerCase()}: ${words.number} ${shorten(words.text, 300)}`;
}

/** Every action of the plan with what was decided, and those that are new. */
export async function decisionListCard({ refresh, draft }: LoadedDraft, page: number): Promise<Card> {
  const rows = [
    ...draft.steps.map(({ action, decided }) => ({
      title: `${action.number} ${shorten(action.text, 120)}`,
      decided: decided === undefined ? 'To decide' : DECISIONS[decided.decision],
      open: 'Open',
      verb: 'check-ins/refresh-step',
      number: action.number,
      press: { refresh: refresh.id, action: action.id },
    })),
    ...draft.after.actions
      .filter(({ version }) => version === 0)
      .map((action) => ({
        title: `${action.number} ${shorten(action.text, 120)}`,
        decided: 'New',
        open: 'Change',
        verb: 'check-ins/refresh-words',
        number: action.number,
        press: { refresh: refresh.id, action: action.id },
      })),
  ];
  const shown = pageOf(rows, page, PAGE);
  return {
    template: 'check-ins/refresh-decisions',
    summary: `${count(draft.undecided.length, 'action')} to decide.`,
    data: {
      sentence: `${count(draft.undecided.length, 'action')} to decide.`,
      rest: draft.undecided.length === 0 ? '' : `Retain the other ${draft.undecided.length}`,
      rows: shown.items.map((row) => ({ ...row, isNew: row.decided === 'New' })),
      press: { refresh: refresh.id },
      ...shown.links,
    },
  };
}
