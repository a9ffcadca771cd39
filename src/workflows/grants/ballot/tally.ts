/** The tally: counted from the votes each time it is shown, kept nowhere. */
import type { Vote } from './ballot.js';
import type { VotingRule } from '../round/round.js';

export const OUTCOMES = {
  supported: 'Supported',
  'not-supported': 'Not supported',
  'no-consensus': 'No consensus',
  'no-quorum': 'Not quorate, so no decision',
  withdrawn: 'Withdrawn',
} as const;
export type OutcomeKind = keyof typeof OUTCOMES;

export interface Tally {
  readonly proposal: string;
  readonly support: number;
  readonly against: number;
  readonly abstain: number;
  /** Objections that were not withdrawn after the answer; only consensus asks. */
  readonly objections: number;
  /** Ranking only: of n proposals, place p gives n + 1 - p points, divided by the seats that voted on it. */
  readonly points: number;
  readonly outcome: OutcomeKind;
}

/**
 * One proposal's tally.
 * @param counted the votes on it that count, one for each seat
 * @param ranked how many proposals can be given a place
 */
export function tallyOf(
  rule: Pick<VotingRule, 'kind' | 'threshold'>,
  proposal: string,
  counted: readonly Vote[],
  ranked: number,
): Tally {
  const number = (choice: Vote['choice']): number => counted.filter((vote) => vote.choice === choice).length;
  const against = number('against');
  const support = number('support');
  const withdrawn = counted.filter(
    ({ choice, objection }) => choice === 'against' && objection === 'withdrawn',
  ).length;
  const placed = counted.filter(({ choice, place }) => choice === 'support' && place > 0);
  const sum = placed.reduce((total, { place }) => total + ranked + 1 - place, 0);
  const objections = against - withdrawn;
  return {
    ...{ proposal, support, against, abstain: number('abstain'), objections },
    points: counted.length === 0 ? 0 : sum / counted.length,
    outcome: outcomeOf(rule, support, against, objections),
  };
}

function outcomeOf(
  { kind, threshold }: Pick<VotingRule, 'kind' | 'threshold'>,
  support: number,
  against: number,
  objections: number,
): OutcomeKind {
  if (kind === 'consensus') {
    if (objections > 0) return 'no-consensus';
    return support > 0 ? 'supported' : 'not-supported';
  }
  const carried = kind === 'threshold' ? support * 100 >= threshold * (support + against) : support > against;
  return support > 0 && carried ? 'supported' : 'not-supported';
}

/** Best first: what is supported, then by points, by support, by fewest against. */
export function inOrder(tallies: readonly Tally[]): readonly Tally[] {
  return [...tallies].sort(
    (one, other) =>
      Number(other.outcome === 'supported') - Number(one.outcome === 'supported') ||
      other.points - one.points ||
      other.support - one.support ||
      one.against - other.against,
  );
}

/** `4 support, 1 does not, 1 abstains`. */
export function tallyWords({ support, against, abstain }: Tally): string {
  const parts = [
    `${support} ${support === 1 ? 'supports' : 'support'}`,
    `${against} ${against === 1 ? 'does' : 'do'} not`,
    `${abstain} ${abstain === 1 ? 'abstains' : 'abstain'}`,
  ];
  return parts.join(', ');
}

/** What decides the order of a ranking: `3.67 points`. */
export function pointsWords({ points }: Tally): string {
  const shown = Math.round(points * 100) / 100;
  return shown === 1 ? '1 point' : `${shown} points`;
}
