/** A ballot of the Working Group, the votes in it, and the rules of giving one. */
import { UserError } from '../../../shared/errors.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { Context } from '../../workflow.js';
import type { Seat, SeatRole } from './seats.js';
import type { Stood } from './stood.js';
import type { VotingRule } from '../round/round.js';

export const BALLOT_STATES = {
  open: 'Open',
  /** Consensus only: the objections are put to the group. */
  answering: 'Objections are being answered',
  closed: 'Closed',
  cancelled: 'Cancelled',
} as const;

export interface Ballot extends Stored {
  readonly round: string;
  readonly state: keyof typeof BALLOT_STATES;
  /** Ids of proposals. */
  readonly proposals: readonly string[];
  /** As they were when it opened, and from the end on as they were then. `seatsIn` says what they are now. */
  readonly seats: readonly Seat[];
  /** Its proposals as they were when it ended; empty before. */
  readonly stood: readonly Stood[];
  /** Ids of the team's organisations as they were when it ended, where they were kept. */
  readonly team?: readonly string[];
  readonly voting: VotingRule;
  /** How many different responsible authorities must take part. */
  readonly quorum: number;
  /** ISO date: the last day; and each time that it was moved, the oldest first. */
  readonly closesOn: string;
  readonly moves: readonly Move[];
  /** ISO instants; `closedAt` is empty while votes are taken. */
  readonly openedAt: string;
  readonly closedAt: string;
  /** What was answered to the objections, by the proposal's id. */
  readonly answers: Readonly<Record<string, string>>;
  /** ISO dates of the answers, where they were kept. */
  readonly answeredOn?: Readonly<Record<string, string>>;
}

/** The last day was another one before: who moved it, when and why. */
export interface Move {
  /** ISO dates. */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly reason: string;
}

export const CHOICES = { support: 'Support', against: 'Do not support', abstain: 'Abstain' } as const;
export type VoteChoice = keyof typeof CHOICES;

/** `Support, place 2`. */
export function voteWords({
  choice,
  place,
}: {
  readonly choice: VoteChoice;
  readonly place: number;
}): string {
  return `${CHOICES[choice]}${place > 0 ? `, place ${place}` : ''}`;
}

/** One seat's vote on one proposal. `id` is `<ballot>.<proposal>.<seat>`: no organisation has two. */
export interface Vote extends Stored {
  readonly ballot: string;
  readonly proposal: string;
  /** The seat's organisation. */
  readonly seat: string;
  readonly choice: VoteChoice;
  /** Ranking only: 1 is first; 0 otherwise. */
  readonly place: number;
  readonly reason: string;
  /** Who gave it, for which organisation they worked then, and as what. */
  readonly member: string;
  readonly organisation: string;
  readonly role: SeatRole;
  /** The coordinator who entered it for a voter on the phone; empty otherwise. */
  readonly enteredBy: string;
  /** False until the voter confirms what was entered for them; it does not count before. */
  readonly confirmed: boolean;
  /** Consensus only: what became of an objection after the answer. */
  readonly objection: '' | 'kept' | 'withdrawn';
  /** ISO instant. */
  readonly at: string;
}

export const ballots = collection<Ballot>(
  'grants.ballots',
  [
    ['round', 'openedAt'],
    ['state', 'openedAt'],
  ],
  // Before, no last day could be moved, and proposals were read as they are now.
  [(old) => ({ ...old, stood: [], moves: [] })],
);
export const votes = collection<Vote>('grants.votes', [['ballot']]);

/** Where consensus decides, not to support is an objection: the group can only answer it with its reason. */
export function asksForReason({ voting }: Pick<Ballot, 'voting'>, choice: VoteChoice): boolean {
  return voting.kind === 'consensus' && choice === 'against';
}

export function voteId(ballot: string, proposal: string, seat: string): string {
  return `${ballot}.${proposal}.${seat}`;
}

/** Whether votes are taken: until the end of the last day, whenever the job runs. */
export function takesVotes({ state, closesOn }: Ballot, today: string): boolean {
  return state === 'open' && today <= closesOn;
}

/** @throws {UserError} when it takes no votes now */
export function mustTakeVotes(ballot: Ballot, context: Pick<Context, 'partnership' | 'today'>): void {
  if (takesVotes(ballot, context.today)) return;
  const last = ballot.closedAt === '' ? ballot.closesOn : closingDay(context, ballot);
  throw new UserError('grants.votingClosed', `Voting closed on ${longDate(last)}.`);
}

/** The day on which the last votes were taken, also when the bot was away on the day after. */
export function closingDay(
  { partnership, today }: Pick<Context, 'partnership' | 'today'>,
  { closesOn, closedAt }: Ballot,
): string {
  if (closedAt === '') return today;
  const closed = dayOf(new Date(closedAt), partnership.time_zone);
  return closed < closesOn ? closed : closesOn;
}

/** The latest ballot of a round that was not cancelled. */
export async function latestBallot(store: Transaction, round: string): Promise<Ballot | undefined> {
  const all = await store.find(ballots, { where: { round }, by: 'openedAt', order: 'descending', limit: 10 });
  return all.find(({ state }) => state !== 'cancelled');
}

/** Those under way, newest first. */
export async function ballotsUnderWay(store: Transaction): Promise<readonly Ballot[]> {
  const open = await store.find(ballots, { where: { state: 'open' }, by: 'openedAt', order: 'descending' });
  const by = { by: 'openedAt', order: 'descending' } as const;
  return [...open, ...(await store.find(ballots, { where: { state: 'answering' }, ...by }))];
}

/** Whether a ballot on the proposal is under way. */
export async function isVotedOn(store: Transaction, proposal: string): Promise<boolean> {
  return (await ballotsUnderWay(store)).some((ballot) => ballot.proposals.includes(proposal));
}

/** @throws {UserError} when there is no such ballot */
export async function loadBallot(store: Transaction, id: string): Promise<Ballot> {
  const ballot = await store.get(ballots, id);
  if (ballot !== undefined) return ballot;
  throw new UserError(
    'grants.noBallot',
    'This ballot is not kept any more. Say ballot to see the one under way.',
  );
}

/** What the rule of replacing asks of the vote that comes next. */
type NextVote = Pick<Vote, 'member' | 'role' | 'enteredBy'>;

/**
 * Whether the next vote may take the place of the one that is there. The voter's own word outranks a
 * deputy's, and a coordinator's entry outranks nobody's own.
 * @param giver as what whoever gave the current one speaks for the seat today, whatever they were when they gave it
 */
export function mayReplace(current: Vote | undefined, next: NextVote, giver: SeatRole | undefined): boolean {
  if (current === undefined) return true;
  if (next.enteredBy !== '' && current.confirmed) return false;
  if (current.member === next.member || giver === undefined || !current.confirmed) return true;
  return giver === 'deputy' && next.role === 'voter';
}

/** @throws {UserError} with whose vote stands, when the next one may not take its place */
export function mustReplace(current: Vote | undefined, next: NextVote, giver: SeatRole | undefined): void {
  if (current === undefined || mayReplace(current, next, giver)) return;
  if (next.enteredBy !== '') {
    throw new UserError(
      'grants.votedThemselves',
      'They have voted or confirmed it themselves. Only they can change that.',
    );
  }
  throw new UserError(
    'grants.votedAlready',
    giver === 'voter'
      ? 'The voter of this seat has voted already. A deputy votes only in the voter’s place.'
      : 'Another deputy has voted for this seat already. Only they or the voter can change it.',
  );
}
