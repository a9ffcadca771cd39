/** A check-in round, what each lead is asked in it, and the steps it may take. */
import type { Member } from '../../../directory.js';
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import { actionsOf, leadsOf } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';

export interface Round extends Stored {
  readonly name: string;
  readonly plan: string;
  /** ISO dates: the Working Group's meeting, and the last day an answer is in time. */
  readonly meetingOn: string;
  readonly dueOn: string;
  readonly state: 'draft' | 'open' | 'closed' | 'cancelled';
  /** Absent for a quarter's; the year-end check-in asks whether each action is complete, carried over or stopped. */
  readonly kind?: RoundKind;
  /** ISO instant of the draft, for the order of rounds. */
  readonly createdAt: string;
  /** ISO date on which it was closed or cancelled. */
  readonly endedOn?: string;
  /** ISO instant of it. */
  readonly endedAt?: string;
  /** Extended, and the messages that asked the leads do not show it yet. */
  readonly dateToShow?: boolean;
  /** Absent until the results were sent. */
  readonly posted?: Posted;
}

/** When results went to the Working Group, how often, and to whom. */
export interface Posted {
  /** ISO date of the last time. */
  readonly on: string;
  readonly times: number;
  /** The member who sent them the last time; absent when it was before this was kept. */
  readonly by?: string;
  /** Ids of members: without those who may not see it any more. */
  readonly to: readonly string[];
  /** Ids of the restricted actions that no card of it holds any more; absent when results were sent before this was kept. */
  readonly hidden?: readonly string[];
}

export type RoundKind = 'quarterly' | 'year-end';

/** What one lead is asked in one round. */
export interface Ask extends Stored {
  readonly round: string;
  readonly member: string;
  readonly organisation: string;
  /** Ids of actions, in the plan's order. */
  readonly actions: readonly string[];
  /** Those of them that are somebody else's: answered in a lead's place, and counted for that lead alone. */
  readonly standIn?: readonly string[];
}

export const rounds = collection<Round>('check-ins.rounds', [['createdAt'], ['state', 'dueOn']]);
export const asks = collection<Ask>('check-ins.asks', [['round']]);

export function askId(round: string, member: string): string {
  return `${round}.${member}`;
}

/** The key of the message that asks a lead; the delivery tells whether they could be reached. */
export function askKey(round: string, member: string): string {
  return `check-ins.ask:${round}:${member}`;
}

export function openRounds({ store }: Context): Promise<readonly Round[]> {
  return store.find(rounds, { where: { state: 'open' }, by: 'dueOn' });
}

/** The last twenty rounds, newest first. */
export function recentRounds({ store }: Context): Promise<readonly Round[]> {
  return store.find(rounds, { by: 'createdAt', order: 'descending', limit: 20 });
}

/** The latest open round, or else the latest closed one. */
export async function latestRound(context: Context): Promise<Round | undefined> {
  const latest = await recentRounds(context);
  return latest.find((round) => round.state === 'open') ?? latest.find((round) => round.state === 'closed');
}

/** Whom a round on this plan asks, and about what. */
export interface Reckoning {
  readonly people: readonly { readonly member: Member; readonly actions: readonly PlanAction[] }[];
  readonly led: number;
  readonly without: readonly PlanAction[];
}

export async function reckon(context: Context, plan: string): Promise<Reckoning> {
  const people = new Map<string, { member: Member; actions: PlanAction[] }>();
  const without: PlanAction[] = [];
  const actions = await actionsOf(context, plan);
  for (const action of actions) {
    const leads = await leadsOf(context, action);
    if (leads.length === 0) without.push(action);
    for (const member of leads) {
      const person = people.get(member.id) ?? { member, actions: [] };
      person.actions.push(action);
      people.set(member.id, person);
    }
  }
  return { people: [...people.values()], led: actions.length - without.length, without };
}

export function isOverdue(round: Round, today: string): boolean {
  return today > round.dueOn;
}

/** @throws {UserError} unless answers are taken. */
export function mustBeOpen(round: Round): void {
  if (round.state === 'open') return;
  throw new UserError(`check-ins.${round.state}`, endedSentence(round));
}

/** @param next what a closed one means for the reader; a lead answers in the next */
export function endedSentence(
  round: Round,
  next = 'What has changed since counts in the next one: say check-ins to record it.',
): string {
  const on = round.endedOn === undefined ? '' : ` on ${longDate(round.endedOn)}`;
  if (round.state === 'draft') return `The check-in '${round.name}' is not open yet.`;
  return round.state === 'closed'
    ? `The check-in '${round.name}' closed${on}. ${next}`
    : `The check-in '${round.name}' was cancelled${on}. Nothing more is asked of you.`;
}
