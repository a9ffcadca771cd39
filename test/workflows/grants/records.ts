/** Records of the grants as tests need them. */
import type { Vote } from '../../../src/workflows/grants/ballot/ballot.js';
import type { Proposal } from '../../../src/workflows/grants/proposal/proposal.js';
import type { GrantRound } from '../../../src/workflows/grants/round/round.js';
import type { Seat } from '../../../src/workflows/grants/ballot/seats.js';

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

/** The first section as Megan types it. */
export const IDEA = {
  title: 'Spot the Signs',
  what: 'A campaign on social media.',
  who: 'People who meet victims at work',
  asked: '1,200',
  pot: 'upfront',
  priorities: '0,7',
};

/** The other sections of a full proposal of which the sums agree. */
export const FULL = {
  people: { organisation: 'kent-police', partners: '3', others: 'Three charities' },
  money: { costs: 'Leaflets, £1,000\nVenue hire £500', other: 'Parish council: 300' },
  plan: { plan: 'Print and post.', startsOn: '2023-06-01', endsOn: '2023-09-30' },
  outcomes: { outcomes: '60 people trained', benefit: 'About 900 pupils', measure: 'A survey' },
  fit: { funder: '1', duplicate: 'We asked the districts.' },
  risks: { risks: 'No venue; then online.', after: 'The districts carry on.' },
  questions: { question0: 'The parish council.' },
};

export function aProposal(change: Partial<Proposal> = {}): Proposal {
  return {
    ...{ id: 'p1', version: 1, round: aRound().id, reference: 'KCSP-G-2023-001', state: 'proposed' },
    ...{ form: 'expression', title: 'Spot the Signs', organisation: 'opcc', partners: [], contact: 'm1' },
    ...{ pot: 'upfront', askedPence: 120_000, costs: [] },
    answers: { title: 'Spot the Signs', what: 'A campaign.', who: 'Everybody', asked: '1200' },
    ...{ createdAt: '2023-04-03T09:00:00.000Z', proposedAt: '2023-04-03T10:00:00.000Z' },
    ...change,
  };
}

export function aSeat(organisation: string, authority = organisation, tied: readonly string[] = []): Seat {
  return {
    ...{ organisation, name: organisation, authority, tied },
    ...{ voter: `${organisation}@kcsp.example`, deputies: [] },
  };
}

export function aVote(change: Partial<Vote> = {}): Vote {
  const { proposal = 'p1', seat = 'kent-police' } = change;
  return {
    ...{
      id: `b1.${proposal}.${seat}`,
      version: 1,
      ballot: 'b1',
      proposal,
      seat,
      choice: 'support',
      place: 0,
    },
    ...{ reason: '', member: `voter of ${seat}`, organisation: seat, role: 'voter', enteredBy: '' },
    ...{ confirmed: true, objection: '', at: '2023-05-02T09:00:00.000Z' },
    ...change,
  };
}
