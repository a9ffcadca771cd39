/** A check-in that the bot proposes to the coordinators by itself, from the meetings in the partnership file. */
import { addDays, longDate } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context, Notification } from '../../workflow.js';
import { proposedRound } from './form.js';
import type { RoundForm } from './form.js';
import { decidedCard, proposalCard } from './proposal-cards.js';
import type { Round } from './round.js';

/** `id` is the day of the meeting: no meeting is proposed twice. */
export interface Proposal extends Stored {
  readonly state: 'proposed' | 'opened' | 'skipped';
  /** The id that the check-in has, or would have. */
  readonly round: string;
  /** ISO date on which it was proposed. */
  readonly on: string;
  /** The coordinators whose message shows it. */
  readonly shownTo: readonly string[];
  /** The member who decided, and the ISO date; '' until then. */
  readonly by: string;
  readonly decidedOn: string;
}

export const proposals = collection<Proposal>('check-ins.proposals', [['state'], ['round']]);

/** The dates that opening it now would have. */
export function datesOf({ id }: Pick<Proposal, 'id'>, { partnership, today }: Context): RoundForm {
  return proposedRound([id], partnership.check_ins.due_days_before_meeting, today);
}

/** Meetings whose check-in is due to be proposed: soon enough before answers are due, until the meeting. */
export function meetingsToPropose({ partnership, today }: Context): readonly string[] {
  const { due_days_before_meeting: due, propose_days_before_due: ahead } = partnership.check_ins;
  return partnership.working_group.meetings
    .filter((day) => day > today && addDays(day, -due - ahead) <= today)
    .sort();
}

/** The key of the message that proposes it to a coordinator; the last that replaced it has the version. */
export function proposalKey({ id }: Pick<Proposal, 'id'>, member: string): string {
  return `check-ins.proposal:${id}:${member}`;
}

/** Makes everybody's message show how it stands now. */
export async function tellCoordinators(
  context: Context,
  proposal: Proposal,
): Promise<readonly Notification[]> {
  const card = await cardOf(context, proposal);
  return proposal.shownTo.map((member) => ({
    to: { kind: 'member', id: member },
    card,
    key: `${proposalKey(proposal, member)}:${proposal.version}`,
    replaces: proposalKey(proposal, member),
  }));
}

export async function cardOf(context: Context, proposal: Proposal): ReturnType<typeof proposalCard> {
  if (proposal.state === 'proposed' && proposal.id > context.today) {
    return proposalCard(context, proposal, datesOf(proposal, context));
  }
  const by = (await context.directory.member(proposal.by))?.name ?? 'Somebody';
  return decidedCard(proposal, by, context.today);
}

/** A check-in was opened: what proposed it, or another for the same meeting, is settled. */
export async function settleProposals(
  context: Context,
  round: Round,
  by: string,
): Promise<readonly Notification[]> {
  const { store, today } = context;
  const same = await store.find(proposals, { where: { round: round.id } });
  const meeting = await store.get(proposals, round.meetingOn);
  const open = [...same, ...(meeting === undefined ? [] : [meeting])].filter(
    ({ id, state }, index, all) => state !== 'opened' && all.findIndex((each) => each.id === id) === index,
  );
  const told: Notification[] = [];
  for (const each of open) {
    const settled = { ...each, state: 'opened' as const, round: round.id, by, decidedOn: today };
    told.push(...(await tellCoordinators(context, await store.put(proposals, settled))));
  }
  return told;
}

/** `Check-in for 11 February 2027`. */
export function nameOf({ id }: Pick<Proposal, 'id'>): string {
  return `Check-in for ${longDate(id)}`;
}
