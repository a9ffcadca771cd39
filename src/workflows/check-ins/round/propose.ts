/** The bot proposes a check-in for each meeting in time; a coordinator accepts, moves or skips it. */
import { addWorkingDays, endOfReminderHours, isReminderTime, longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import type {
  ActorContext,
  Context,
  Handler,
  Input,
  Item,
  Job,
  Notification,
  Reminder,
} from '../../workflow.js';
import { previewCard, roundCard, roundFormCard } from './cards.js';
import { openRound } from './open.js';
import { currentPlan } from '../plan/plan.js';
import { mayManageRounds, mustManageRounds } from '../policy.js';
import {
  cardOf,
  datesOf,
  meetingsToPropose,
  nameOf,
  proposalKey,
  proposals,
  tellCoordinators,
} from './proposal.js';
import type { Proposal } from './proposal.js';
import { reckon, recentRounds, rounds } from './round.js';
import type { Round } from './round.js';

/** Each meeting once, in reminder hours, to every coordinator; not while nobody could be asked. */
export const proposeRounds: Job = {
  name: 'propose-rounds',
  async run(context) {
    const { store, now, today, partnership, directory } = context;
    if (!isReminderTime(now, partnership.time_zone, partnership.reminders)) return [];
    const until = endOfReminderHours(now, partnership.time_zone, partnership.reminders);
    const sent: Notification[] = [];
    for (const meeting of await unproposed(context)) {
      const team = await directory.membersWith('coordinator');
      if (team.length === 0 || (await leadless(context))) continue;
      const proposal = await store.put(proposals, {
        ...{ id: meeting, version: 0, state: 'proposed', round: newId(), on: today, by: '', decidedOn: '' },
        shownTo: team.map(({ id }) => id),
      });
      const card = await cardOf(context, proposal);
      for (const { id } of team) {
        sent.push({ to: { kind: 'member', id }, card, key: proposalKey(proposal, id), until });
      }
    }
    return sent;
  },
};

/** Meetings without a proposal for which nobody made a check-in either. */
async function unproposed(context: Context): Promise<readonly string[]> {
  const wanted: string[] = [];
  for (const meeting of meetingsToPropose(context)) {
    if ((await context.store.get(proposals, meeting)) === undefined) wanted.push(meeting);
  }
  if (wanted.length === 0) return [];
  const made = new Set((await recentRounds(context)).map(({ meetingOn }) => meetingOn));
  return wanted.filter((meeting) => !made.has(meeting));
}

async function leadless(context: Context): Promise<boolean> {
  const plan = await currentPlan(context);
  return plan === undefined || (await reckon(context, plan.id)).people.length === 0;
}

/** One reminder of what nobody decided; and, where nobody could be asked, what to do about it. */
export async function proposalReminders(context: Context): Promise<readonly Reminder[]> {
  const { store, today, directory } = context;
  const waiting = (await store.find(proposals, { where: { state: 'proposed' } })).filter(
    ({ id, on }) => id > today && addWorkingDays(on, 2) <= today,
  );
  const meetings = await unproposed(context);
  if (waiting.length + meetings.length === 0) return [];
  const team = await directory.membersWith('coordinator');
  const found: Reminder[] = [];
  for (const proposal of waiting) {
    const { dueOn } = datesOf(proposal, context);
    for (const { id } of team) {
      found.push({
        member: id,
        key: `check-ins.undecided:${proposal.id}`,
        title: nameOf(proposal),
        detail: `Nobody is asked until you open it. Answers would be due by ${longDate(dueOn)}.`,
        open: { verb: 'check-ins/proposal', data: { meeting: proposal.id }, title: 'Decide' },
      });
    }
  }
  if (meetings.length === 0 || !(await leadless(context))) return found;
  const open = { verb: 'check-ins/new', data: {}, title: 'New check-in' };
  for (const meeting of meetings) {
    const detail =
      'I cannot propose it: no action of the plan has a lead who is a member. Name the holders of the posts in the partnership file.';
    const key = `check-ins.leadless:${meeting}`;
    found.push(...team.map(({ id }) => ({ member: id, key, title: nameOf({ id: meeting }), detail, open })));
  }
  return found;
}

export async function proposalItems({ store, actor, today }: ActorContext): Promise<readonly Item[]> {
  if (!mayManageRounds(actor)) return [];
  const open = await store.find(proposals, { where: { state: 'proposed' } });
  return open
    .filter(({ id }) => id > today)
    .map((proposal) => ({
      waiting: true,
      title: nameOf(proposal),
      detail: 'Nobody is asked until you open it.',
      open: { verb: 'check-ins/proposal', data: { meeting: proposal.id }, title: 'Decide' },
    }));
}

export const showProposal: Handler = async (input, context) => standing(await load(input, context), context);

/** Opens it with the dates that the card showed. */
export const acceptRound: Handler = async (input, context) => {
  const proposal = await load(input, context);
  if (!(await isOpen(proposal, context))) return standing(proposal, context);
  const { round: id } = await withFreshId(proposal, context);
  const plan = await currentPlan(context);
  const { round, notify } = await openRound(
    context,
    {
      ...{ id, version: 0, plan: plan?.id ?? '', state: 'draft' },
      ...{ createdAt: context.now.toISOString(), ...datesOf(proposal, context) },
    },
    context.actor.id,
  );
  return { reply: await roundCard(context, round), notify };
};

/** The form of a new check-in with the dates filled in; it is decided when that is opened. */
export const moveRound: Handler = async (input, context) => {
  const proposal = await load(input, context);
  if (!(await isOpen(proposal, context))) return standing(proposal, context);
  const { round: id } = await withFreshId(proposal, context);
  return { reply: roundFormCard({ id, version: 0 }, datesOf(proposal, context)) };
};

export const skipRound: Handler = async (input, context) => decide(input, context, 'skipped');
export const unskipRound: Handler = async (input, context) => decide(input, context, 'proposed');

async function decide(
  input: Input,
  context: ActorContext,
  state: 'proposed' | 'skipped',
): ReturnType<Handler> {
  const proposal = await load(input, context);
  const from = state === 'skipped' ? 'proposed' : 'skipped';
  const settled = proposal.state !== from || proposal.id <= context.today;
  if (settled || (await draftOf(proposal, context)) !== undefined) return standing(proposal, context);
  const by = state === 'skipped' ? context.actor.id : '';
  const decidedOn = state === 'skipped' ? context.today : '';
  const decided = await context.store.put(proposals, { ...proposal, state, by, decidedOn });
  return { reply: await cardOf(context, decided), notify: await tellCoordinators(context, decided) };
}

/** Still to be decided before the meeting, and nobody is at it. */
async function isOpen(proposal: Proposal, context: ActorContext): Promise<boolean> {
  if (proposal.state !== 'proposed' || proposal.id <= context.today) return false;
  return (await draftOf(proposal, context)) === undefined;
}

/** How it stands, for whoever presses after somebody else: decided, being prepared with other dates, past, or open still. */
async function standing(proposal: Proposal, context: ActorContext): ReturnType<Handler> {
  const round = await draftOf(proposal, context);
  if (proposal.state === 'skipped' || round === undefined) return { reply: await cardOf(context, proposal) };
  return {
    reply: round.state === 'draft' ? await previewCard(context, round) : await roundCard(context, round),
  };
}

/** The check-in that came of it, unless it was a draft that somebody threw away: skipped or not, it is to be decided then. */
async function draftOf(proposal: Proposal, { store }: ActorContext): Promise<Round | undefined> {
  const round = await store.get(rounds, proposal.round);
  return proposal.state !== 'opened' && round?.state === 'cancelled' ? undefined : round;
}

/** The id of a draft that was thrown away is not used again. */
async function withFreshId(proposal: Proposal, { store }: ActorContext): Promise<Proposal> {
  if ((await store.get(rounds, proposal.round)) === undefined) return proposal;
  return store.put(proposals, { ...proposal, round: newId() });
}

async function load(input: Input, context: ActorContext): Promise<Proposal> {
  mustManageRounds(context.actor);
  const proposal = await context.store.get(proposals, textOf(input.data, 'meeting'));
  if (proposal !== undefined) return proposal;
  throw new UserError('check-ins.noProposal', 'This was not proposed here. Say new check-in to open one.');
}
