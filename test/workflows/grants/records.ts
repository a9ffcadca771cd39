/** Records of the grants as tests need them. */
import type { GrantRound } from '../../../src/workflows/grants/round.js';

/** The round of 2023/24, in draft. */
export function aRound(change: Partial<GrantRound> = {}): GrantRound {
  return {
    ...{ id: 'bcdfghjkmnpqrstv', version: 1, year: '2023/24', state: 'draft' },
    ...{ awardPence: 3_966_100, award: 'indicative' },
    pots: [
      { id: 'upfront', pence: 2_644_100, closesOn: '' },
      { id: 'tactical', pence: 1_322_000, closesOn: '' },
    ],
    ...{ unlock: [], closesOn: '2023-04-24', focus: [], questions: [], criteria: [] },
    voting: { kind: 'consensus', threshold: 50, quorumBy: 'ballot' },
    createdAt: '2023-03-20T09:00:00.000Z',
    ...change,
  };
}
