/** What a coordinator does with a round: prepare, open, watch, extend, close, cancel. */
import { dayOf, longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, ActorContext, Download, Handler, Input, Notification } from '../../workflow.js';
import {
  confirmCard,
  extendFormCard,
  notRepliedCard,
  previewCard,
  roundCard,
  roundFormCard,
  roundListCard,
} from './cards.js';
import { actionListCard, endedCard } from '../answer/lead-cards.js';
import { giveEarlyAnswersBack } from '../answer/early-moves.js';
import { askedNow } from '../answer/early.js';
import { afterMeeting, parseDueOn, parseRound, proposedRound } from './form.js';
import type { RoundForm } from './form.js';
import { openRound } from './open.js';
import { mustHavePlan } from '../plan/view.js';
import { mayManageRounds, mustManageRounds, mustSeeResults } from '../policy.js';
import { resultsDocument } from '../results/report.js';
import { showStanding } from '../results/posted-results.js';
import { downloadCard, resultsCard } from '../results/results.js';
import { askKey, asks, endedSentence, latestRound, recentRounds, rounds } from './round.js';
import type { Round } from './round.js';

const NOTHING_TYPED: RoundForm = { name: '', kind: 'quarterly', meetingOn: '', dueOn: '' };

/** *check-ins*: a coordinator's rounds, or the lead's own actions in the open one. */
export const showCheckIns: Handler = async (input, context) =>
  mayManageRounds(context.actor) ? { reply: await roundListCard(context) } : showOwnActions(input, context);

/** *my actions*: one's own, for coordinators too. */
export const showOwnActions: Handler = async (_input, context) => {
  const asked = await askedNow(context);
  if (asked !== undefined) return { reply: await actionListCard(context, asked.round, asked.ask) };
  return { reply: 'No check-in asks anything of you now. I write to you when the next one opens.' };
};

export const newCheckIn: Handler = async (_input, context) => {
  mustManageRounds(context.actor);
  await mustHavePlan(context);
  const { working_group: group, check_ins: rules } = context.partnership;
  const taken = (await recentRounds(context)).filter(({ state }) => state !== 'cancelled');
  const free = group.meetings.filter((day) => !taken.some(({ meetingOn }) => meetingOn === day));
  const proposed = proposedRound(free, rules.due_days_before_meeting, context.today);
  return { reply: roundFormCard({ id: newId(), version: 0 }, proposed) };
};

/** The form of a new check-in: kept as a draft and shown as what opening it would do. */
export const prepare: Action = {
  async handle(input, context) {
    const form = parseRound(input.data, context.today);
    if (!form.ok) return form;
    const id = textOf(input.data, 'round');
    const current = await context.store.get(rounds, id);
    mustManageRounds(context.actor);
    if (current !== undefined && current.state !== 'draft') return showRound(input, context);
    if (!/^[a-z0-9]{16}$/.test(id)) throw gone();
    const plan = await mustHavePlan(context);
    const draft = await context.store.put(rounds, {
      id,
      version: current?.version ?? 0,
      plan: plan.id,
      state: 'draft',
      createdAt: current?.createdAt ?? context.now.toISOString(),
      ...form.value,
    });
    return { reply: await previewCard(context, draft) };
  },
  form: async (typed, trouble, context) => {
    mustManageRounds(context.actor);
    const id = textOf(typed.data, 'round');
    const version = numberOf(typed.data, 'version');
    return roundFormCard({ id, version }, NOTHING_TYPED, { typed: typed.data, ...trouble });
  },
};

export const changeDraft: Handler = async (input, context) => {
  const round = await loadManaged(input, context);
  if (round.state !== 'draft') return { reply: await roundCard(context, round) };
  return { reply: roundFormCard(round, { kind: 'quarterly', ...round }) };
};

/** Opens a draft: every lead is asked once. */
export const open: Handler = async (input, context) => {
  const draft = await loadManaged(input, context);
  if (draft.state !== 'draft') return { reply: await roundCard(context, draft) };
  const { round, notify } = await openRound(context, draft, context.actor.id);
  return { reply: await roundCard(context, round), notify };
};

export const showRound: Handler = async (input, context) => {
  const round = await loadManaged(input, context);
  return {
    reply: round.state === 'draft' ? await previewCard(context, round) : await roundCard(context, round),
  };
};

/** *who has not replied*, and the button of a round's card. */
export const whoHasNotReplied: Handler = async (input, context) => {
  mustManageRounds(context.actor);
  const round = await chosenRound(input, context);
  if (round === undefined) return { reply: 'No check-in was opened yet. Say new check-in to open one.' };
  return { reply: await notRepliedCard(context, round, numberOf(input.data, 'page')) };
};

/** *check-in results*, and the button of a round's card. */
export const showResults: Handler = async (input, context) => {
  mustSeeResults(context.actor);
  const round = await chosenRound(input, context);
  if (round === undefined) return { reply: 'No check-in was opened yet, so there are no results.' };
  return { reply: await resultsCard(context, round, numberOf(input.data, 'page'), context.actor) };
};

/** The results as a document, in each format. */
export const offerDownload: Handler = async (input, context) => {
  mustSeeResults(context.actor);
  const round = await loadRound(input, context);
  const links = context.downloadLinks('check-ins/results', [round.id], await resultsDocument(context, round));
  return { reply: downloadCard(round, links) };
};

export const downloadResults: Download = async ([id = ''], context) => {
  mustSeeResults(context.actor);
  return resultsDocument(context, await loadRound({ data: { round: id }, personal: true }, context));
};

export const extend: Handler = async (input, context) => {
  const round = await loadManaged(input, context);
  if (round.state !== 'open') return { reply: await roundCard(context, round) };
  return { reply: extendFormCard(round) };
};

export const saveExtension: Action = {
  async handle(input, context) {
    const form = parseDueOn(input.data, context.today);
    if (!form.ok) return form;
    const round = await loadManaged(input, context);
    if (round.state !== 'open') throw new UserError('check-ins.ended', endedSentence(round));
    if (form.value.dueOn > round.meetingOn) return invalid({ dueOn: afterMeeting(round.meetingOn) });
    // Leads were told that they have until then.
    if (form.value.dueOn < round.dueOn)
      return invalid({ dueOn: `Enter a day after ${longDate(round.dueOn)}` });
    if (round.dueOn === form.value.dueOn) return { reply: await roundCard(context, round) };
    return { reply: await roundCard(context, await context.store.put(rounds, { ...round, ...form.value })) };
  },
  form: async (typed, trouble, context) =>
    extendFormCard(await loadManaged(typed, context), { typed: typed.data, ...trouble }),
};

export const close: Handler = async (input, context) => ask(input, context, 'close');
export const cancel: Handler = async (input, context) => ask(input, context, 'cancel');

export const confirmClose: Handler = async (input, context) => {
  const round = await loadManaged(input, context);
  if (round.state !== 'open') return { reply: await roundCard(context, round) };
  const closed = await end(context, round, 'closed');
  // Whoever has not met the bot yet should not find a card that can no longer be answered.
  const waiting: string[] = [];
  for (const { member } of await context.store.find(asks, { where: { round: round.id } })) {
    const asked = await context.delivery(askKey(round.id, member));
    if (asked !== undefined && asked.sentAt === undefined) waiting.push(member);
  }
  return {
    reply: await roundCard(context, closed),
    notify: [...waiting.map((member) => askEnded(closed, member)), ...(await showStanding(context, closed))],
  };
};

/** Cancels a round, or throws a draft away. Leads who were asked see it in the message that asked them. */
export const confirmCancel: Handler = async (input, context) => {
  const round = await loadManaged(input, context);
  if (round.state !== 'open' && round.state !== 'draft') return { reply: await roundCard(context, round) };
  const asked = await context.store.find(asks, { where: { round: round.id } });
  const cancelled = await end(context, round, 'cancelled');
  await giveEarlyAnswersBack(context, cancelled);
  const notify = [
    ...asked.map(({ member }) => askEnded(cancelled, member)),
    ...(await showStanding(context, cancelled)),
  ];
  return { reply: await roundCard(context, cancelled), notify };
};

/** Makes the message that asks a lead say that the round has ended. */
function askEnded(round: Round, member: string): Notification {
  return {
    to: { kind: 'member', id: member },
    card: endedCard(round),
    key: `check-ins.${round.state}:${round.id}:${member}`,
    replaces: askKey(round.id, member),
  };
}

function end(
  { store, now, partnership }: ActorContext,
  round: Round,
  state: 'closed' | 'cancelled',
): Promise<Round> {
  const endedOn = dayOf(now, partnership.time_zone);
  return store.put(rounds, { ...round, state, endedOn, endedAt: now.toISOString() });
}

/** Wide acts are asked once, with the number of people they concern. */
async function ask(input: Input, context: ActorContext, what: 'close' | 'cancel'): ReturnType<Handler> {
  const round = await loadManaged(input, context);
  const possible = round.state === 'open' || (what === 'cancel' && round.state === 'draft');
  return { reply: possible ? await confirmCard(context, round, what) : await roundCard(context, round) };
}

async function loadManaged(input: Input, context: ActorContext): Promise<Round> {
  mustManageRounds(context.actor);
  return loadRound(input, context);
}

async function loadRound(input: Input, context: ActorContext): Promise<Round> {
  const round = await context.store.get(rounds, textOf(input.data, 'round'));
  if (round === undefined) throw gone();
  return round;
}

/** The round of the button, or the latest for a command. */
async function chosenRound(input: Input, context: ActorContext): Promise<Round | undefined> {
  const id = textOf(input.data, 'round');
  return id === '' ? latestRound(context) : context.store.get(rounds, id);
}

function gone(): UserError {
  return new UserError(
    'check-ins.noRound',
    'This check-in is not kept any more. Say check-ins to see them all.',
  );
}
