/** A grant round: one financial year's award, how it splits, what is asked and who decides how. */
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';

export const ROUND_STATES = {
  draft: 'Draft',
  open: 'Open for proposals',
  closed: 'Closed for proposals',
  voting: 'The Working Group is voting',
  decided: 'The Working Group has voted',
  finished: 'Finished',
} as const;
export type RoundState = keyof typeof ROUND_STATES;

export const POTS = { upfront: 'Upfront projects', tactical: 'Tactical pot', single: 'The grant' } as const;
export type PotId = keyof typeof POTS;

/** A part of the award. The pots of a round add up to its award, to the penny. */
export interface Pot {
  readonly id: PotId;
  /** Integer pence. */
  readonly pence: number;
  /** ISO date: the last day on which it can be asked for. Empty while nobody has set it. */
  readonly closesOn: string;
}

/** A project of an earlier year that keeps the tactical pot locked until it is delivered. */
export interface EarlierProject {
  readonly title: string;
  /** `2019/20`. */
  readonly year: string;
  /** The proposal's id where the bot has it; its state then tells. Empty otherwise. */
  readonly proposal: string;
  /** ISO date on which a coordinator noted it as delivered, or empty. */
  readonly deliveredOn: string;
}

/** What must hold before tactical money may be allocated; every rule of a round must. */
export type UnlockRule =
  | { readonly kind: 'delivered'; readonly projects: readonly EarlierProject[] }
  /** No upfront project waits for its decision any more. */
  | { readonly kind: 'upfront decided' }
  /** ISO date from which it is open. */
  | { readonly kind: 'date'; readonly from: string };

/** Opened by hand, whatever the rules say. */
export interface Unlocked {
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly reason: string;
}

export const VOTING_RULES = {
  consensus: 'Consensus: objections are put to the group',
  majority: 'Majority: more support than not',
  threshold: 'Threshold: a share of those who say yes or no',
  ranking: 'Ranking: each seat puts what it supports in order',
} as const;

export interface VotingRule {
  readonly kind: keyof typeof VOTING_RULES;
  /** Whole per cent of support that a threshold asks for, 1 to 100. */
  readonly threshold: number;
  /** Whether four authorities must take part in the ballot, or in the vote on each proposal. */
  readonly quorumBy: 'ballot' | 'proposal';
}

export interface GrantRound extends Stored {
  /** The financial year: `2023/24`. */
  readonly year: string;
  readonly state: RoundState;
  /** Integer pence. */
  readonly awardPence: number;
  readonly award: 'indicative' | 'confirmed';
  readonly pots: readonly Pot[];
  readonly unlock: readonly UnlockRule[];
  readonly unlocked?: Unlocked;
  /** ISO date: the last day for proposals of the call under way. Empty in a new draft. */
  readonly closesOn: string;
  /** Priorities of the agreement that this round is about; none is all of them. */
  readonly focus: readonly string[];
  /** What is asked of each full proposal on top, in the funder's or the team's words. */
  readonly questions: readonly string[];
  readonly criteria: readonly string[];
  readonly voting: VotingRule;
  /** ISO instant of the draft, for the order of rounds. */
  readonly createdAt: string;
}

export const grantRounds = collection<GrantRound>('grants.rounds', [
  ['createdAt'],
  ['state', 'createdAt'],
  ['year', 'createdAt'],
]);

/** Rounds in one state, newest first. */
export function roundsIn(store: Transaction, state: RoundState): Promise<readonly GrantRound[]> {
  return store.find(grantRounds, { where: { state }, by: 'createdAt', order: 'descending' });
}

/** @throws {UserError} when there is no such round */
export async function loadRound(store: Transaction, id: string): Promise<GrantRound> {
  const round = await store.get(grantRounds, id);
  if (round !== undefined) return round;
  throw new UserError('grants.noRound', 'This grant round is not kept any more. Say grants to see them all.');
}

/** `Crime Reduction Grant 2023/24`. */
export function roundName({ year }: Pick<GrantRound, 'year'>): string {
  return `Crime Reduction Grant ${year}`;
}
