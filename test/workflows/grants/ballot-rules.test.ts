import assert from 'node:assert/strict';
import fc from 'fast-check';
import { loadPartnership } from '../../../src/partnership.js';
import { mustReplace } from '../../../src/workflows/grants/ballot/ballot.js';
import type { Vote } from '../../../src/workflows/grants/ballot/ballot.js';
import {
  countedVotes,
  declaredForTeam,
  seatRecusal,
} from '../../../src/workflows/grants/ballot/interests.js';
import type { Declaration, Interests } from '../../../src/workflows/grants/ballot/interests.js';
import { quorumOf, quorumSentence } from '../../../src/workflows/grants/ballot/quorum.js';
import { TEAM } from '../../../src/workflows/grants/proposal/sections.js';
import { roleOn } from '../../../src/workflows/grants/ballot/seats.js';
import { againstPots } from '../../../src/workflows/grants/ballot/shortlisting.js';
import { inOrder, tallyOf } from '../../../src/workflows/grants/ballot/tally.js';
import { aProposal, aRound, aSeat, aVote } from './records.js';

const partnership = loadPartnership('env/partnership.yaml');
const SIX = [
  ...['kent-police', 'district-and-borough-councils', 'kent-county-council'],
  ...['kent-fire-and-rescue', 'nhs-kent-and-medway', 'probation-service'],
];
const seats = [
  ...SIX.map((id) => aSeat(id, id, id === 'kent-county-council' ? ['kcc-public-health'] : [])),
  aSeat('kcc-public-health', 'kent-county-council', ['kent-county-council']),
  aSeat('opcc', ''),
];

function declaration(change: Partial<Declaration>): Declaration {
  return {
    id: 'b1.m',
    version: 1,
    ballot: 'b1',
    member: 'm',
    seat: 'kent-police',
    own: [],
    organisation: [],
    what: 'x',
    at: '',
    ...change,
  };
}

const TEAMS = partnership.grants.team_organisations;

function interests(...declared: readonly Declaration[]): Interests {
  return { declared, team: TEAMS };
}

describe('a seat', () => {
  const seat = {
    ...aSeat('kent-police'),
    voter: 'megan@police.example',
    deputies: [{ email: 'dan@police.example', from: '2023-05-01', to: '2023-05-31' }],
  };
  const megan = { email: 'megan@police.example', organisation: 'kent-police', standing: 'active' as const };
  const dan = { ...megan, email: 'dan@police.example' };

  it('is spoken for by its voter, and by a deputy from the first to the last day', () => {
    assert.equal(roleOn(seat, megan, '2024-01-01', partnership), 'voter');
    for (const [day, role] of [
      ['2023-04-30', undefined],
      ['2023-05-01', 'deputy'],
      ['2023-05-31', 'deputy'],
      ['2023-06-01', undefined],
    ] as const) {
      assert.equal(roleOn(seat, dan, day, partnership), role, day);
    }
  });

  it('is not spoken for by a voter who changed organisation or left', () => {
    assert.equal(roleOn(seat, { ...megan, organisation: 'opcc' }, '2023-05-01', partnership), undefined);
    assert.equal(roleOn(seat, { ...megan, standing: 'left' }, '2023-05-01', partnership), undefined);
  });

  it('of the districts is spoken for by somebody of one district', () => {
    const districts = { ...aSeat('district-and-borough-councils'), voter: 'lynne@canterbury.example' };
    const lynne = {
      email: 'lynne@canterbury.example',
      organisation: 'canterbury-city-council',
      standing: 'active' as const,
    };

    assert.equal(roleOn(districts, lynne, '2023-05-01', partnership), 'voter');
  });
});

describe('a vote for a seat', () => {
  const voters = aVote({ member: 'voter' });
  const deputys = aVote({ member: 'deputy', role: 'deputy' });

  it('of the voter takes the place of a deputy’s, and not the other way', () => {
    mustReplace(deputys, voters, 'deputy');
    assert.throws(() => mustReplace(voters, deputys, 'voter'), { code: 'grants.votedAlready' });
    assert.throws(() => mustReplace(deputys, { ...deputys, member: 'other' }, 'deputy'), {
      code: 'grants.votedAlready',
    });
  });

  it('of a voter who does not speak for it any more may be replaced by the deputy', () => {
    mustReplace(voters, deputys, undefined);
  });

  it('is not overwritten by an entry on the phone when they gave it themselves', () => {
    const entered = { ...voters, enteredBy: 'alex', confirmed: false };

    assert.throws(() => mustReplace(voters, entered, 'voter'), { code: 'grants.votedThemselves' });
    assert.throws(() => mustReplace({ ...entered, confirmed: true }, entered, 'voter'), {
      code: 'grants.votedThemselves',
    });
    mustReplace(entered, entered, 'voter');
    mustReplace(entered, voters, 'voter');
  });
});

describe('recusal', () => {
  it('is by itself for the organisation that applies, alone or with others', () => {
    for (const proposal of [
      aProposal({ organisation: 'kent-police' }),
      aProposal({ organisation: 'opcc', partners: ['kent-police'] }),
    ]) {
      assert.deepEqual(seatRecusal(seats[0]!, proposal, interests()), {
        of: 'seat',
        why: 'kent-police applies',
      });
    }
  });

  it('takes a council’s unit for the council, and one district not for all twelve', () => {
    const unit = aProposal({ organisation: 'kcc-public-health' });
    const district = aProposal({ organisation: 'canterbury-city-council' });

    assert.equal(seatRecusal(seats[2]!, unit, interests())?.of, 'seat');
    assert.equal(seatRecusal(seats[1]!, district, interests()), undefined);
    const lynnes = aVote({ seat: 'district-and-borough-councils', organisation: 'canterbury-city-council' });
    const ashfords = aVote({ seat: 'district-and-borough-councils', organisation: 'ashford' });
    assert.deepEqual(countedVotes({ seats }, [lynnes], [district], interests()), []);
    assert.deepEqual(countedVotes({ seats }, [ashfords], [district], interests()), [ashfords]);
  });

  it('is not for the team’s own proposals: its organisations are declared', () => {
    const proposal = aProposal({ organisation: TEAM });

    for (const seat of seats) assert.equal(seatRecusal(seat, proposal, interests()), undefined);
    assert.deepEqual(declaredForTeam({ seats }, proposal, TEAMS), [
      'kent-police',
      'kent-county-council',
      'kent-fire-and-rescue',
    ]);
  });

  it('is for whoever applies together with the team and is no part of it, alone', () => {
    const partners = ['nhs-kent-and-medway', 'kent-police', 'canterbury-city-council'];
    const proposal = aProposal({ organisation: TEAM, partners });
    const recused = seats.filter((seat) => seatRecusal(seat, proposal, interests()) !== undefined);
    const [police, canterburys, nhs] = [
      aVote(),
      aVote({ seat: 'district-and-borough-councils', organisation: 'canterbury-city-council' }),
      aVote({ seat: 'nhs-kent-and-medway' }),
    ];

    assert.deepEqual(
      recused.map(({ organisation }) => organisation),
      ['nhs-kent-and-medway'],
    );
    assert.deepEqual(countedVotes({ seats }, [police, canterburys, nhs], [proposal], interests()), [police]);
  });

  it('changes no record of a ballot that ended when nobody was recused for applying with the team', () => {
    const proposal = aProposal({ organisation: TEAM, partners: ['nhs-kent-and-medway'] });

    for (const seat of seats) {
      assert.equal(seatRecusal(seat, proposal, { declared: [], team: undefined }), undefined);
    }
  });

  it('lets a council that is part of the team vote where its unit applies with the team, and not the unit', () => {
    const proposal = aProposal({ organisation: TEAM, partners: ['kcc-public-health'] });
    const recused = seats.filter((seat) => seatRecusal(seat, proposal, interests()) !== undefined);

    assert.deepEqual(
      recused.map(({ organisation }) => organisation),
      ['kcc-public-health'],
    );
  });

  it('of an organisation recuses the seat, and of a person that person alone', () => {
    const organisations = declaration({ organisation: ['p1'], member: 'voter of kent-police' });
    const own = declaration({ own: ['p1'], member: 'voter of kent-police' });
    const deputys = aVote({ member: 'deputy', role: 'deputy' });
    const proposal = aProposal();

    assert.deepEqual(countedVotes({ seats }, [aVote()], [proposal], interests(organisations)), []);
    assert.deepEqual(countedVotes({ seats }, [deputys], [proposal], interests(organisations)), []);
    assert.deepEqual(countedVotes({ seats }, [aVote()], [proposal], interests(own)), []);
    assert.deepEqual(countedVotes({ seats }, [deputys], [proposal], interests(own)), [deputys]);
  });
});

describe('the quorum', () => {
  const said = (...organisations: string[]): string =>
    quorumSentence(quorumOf(seats, new Set(organisations), 4, (id) => id));

  it('names who is still needed', () => {
    assert.equal(
      said('kent-police', 'district-and-borough-councils', 'kent-county-council', 'opcc'),
      '3 of 4: still needed, one of kent-fire-and-rescue, nhs-kent-and-medway, probation-service',
    );
    assert.match(said('kent-police'), /^1 of 4: still needed, three of /);
  });

  it('says when too few are left to reach it', () => {
    const two = seats.slice(0, 2);

    assert.equal(
      quorumSentence(quorumOf(two, new Set(['kent-police']), 4, (id) => id)),
      '1 of 4: too few authorities can vote to reach it',
    );
    assert.equal(
      quorumSentence(quorumOf(two, new Set(['kent-police']), 2, (id) => id)),
      '1 of 2: still needed, district-and-borough-councils',
    );
  });

  it('counts a council and its units once, and a standing member not at all', () => {
    assert.match(said('kent-county-council', 'kcc-public-health', 'opcc', 'kent-police'), /^2 of 4/);
    assert.equal(said(...SIX.slice(0, 4)), '4 of 4: quorate');
  });
});

describe('a tally', () => {
  const mixed = (support: number, against: number, abstain: number): Vote[] => [
    ...Array.from({ length: support }, (_, index) => aVote({ seat: `s${index}` })),
    ...Array.from({ length: against }, (_, index) => aVote({ seat: `a${index}`, choice: 'against' })),
    ...Array.from({ length: abstain }, (_, index) => aVote({ seat: `n${index}`, choice: 'abstain' })),
  ];
  const outcome = (
    kind: 'consensus' | 'majority' | 'threshold',
    ...numbers: [number, number, number]
  ): string => tallyOf({ kind, threshold: 60 }, 'p1', mixed(...numbers), 1).outcome;

  it('by majority needs more support than not; abstaining counts for neither', () => {
    assert.equal(outcome('majority', 2, 1, 5), 'supported');
    assert.equal(outcome('majority', 2, 2, 0), 'not-supported');
    assert.equal(outcome('majority', 0, 0, 4), 'not-supported');
  });

  it('by threshold needs its share of those who say yes or no', () => {
    assert.equal(outcome('threshold', 3, 2, 9), 'supported');
    assert.equal(outcome('threshold', 59, 41, 0), 'not-supported');
  });

  it('by consensus needs every objection withdrawn', () => {
    const [one, two] = [aVote({ seat: 'a' }), aVote({ seat: 'b', choice: 'against' })];
    const rule = { kind: 'consensus', threshold: 50 } as const;

    assert.equal(tallyOf(rule, 'p1', [one, two], 1).outcome, 'no-consensus');
    assert.equal(tallyOf(rule, 'p1', [one, { ...two, objection: 'kept' }], 1).outcome, 'no-consensus');
    assert.equal(tallyOf(rule, 'p1', [one, { ...two, objection: 'withdrawn' }], 1).outcome, 'supported');
  });

  it('by ranking puts what is supported in the order of its places', () => {
    const rule = { kind: 'ranking', threshold: 50 } as const;
    const votes = (proposal: string, ...places: number[]): Vote[] =>
      places.map((place, index) => aVote({ proposal, seat: `s${index}`, place }));
    const tallies = [
      tallyOf(rule, 'x', votes('x', 2, 2, 1), 3),
      tallyOf(rule, 'y', votes('y', 1, 1, 2), 3),
      tallyOf(rule, 'z', mixed(0, 3, 0), 3),
    ];

    assert.deepEqual(
      inOrder(tallies).map(({ proposal }) => proposal),
      ['y', 'x', 'z'],
    );
  });

  const anyVote = fc.record({
    seat: fc.constantFrom(...seats.map(({ organisation }) => organisation), 'nobody'),
    proposal: fc.constantFrom('p1', 'p2', 'gone'),
    choice: fc.constantFrom('support' as const, 'against' as const, 'abstain' as const),
    confirmed: fc.boolean(),
    member: fc.constantFrom('m', 'n'),
  });
  const anyDeclaration = fc.record({
    seat: fc.constantFrom(...SIX),
    member: fc.constantFrom('m', 'n'),
    own: fc.subarray(['p1', 'p2']),
    organisation: fc.subarray(['p1', 'p2']),
  });

  it('is what ten independent lines make of the same votes, and no organisation counts twice', () => {
    fc.assert(
      fc.property(
        fc.array(anyVote, { maxLength: 40 }),
        fc.array(anyDeclaration, { maxLength: 4 }),
        (said, declared) => {
          // The store keeps one vote for an id: the last.
          const stored = [
            ...new Map(said.map((each) => aVote(each)).map((vote) => [vote.id, vote])).values(),
          ];
          const two = [
            aProposal({ organisation: 'kent-police' }),
            aProposal({ id: 'p2', state: 'withdrawn' }),
          ];
          const counted = countedVotes({ seats }, stored, two, interests(...declared.map(declaration)));
          const tally = tallyOf(
            { kind: 'majority', threshold: 50 },
            'p1',
            counted.filter(({ proposal }) => proposal === 'p1'),
            2,
          );

          let yes = 0;
          let no = 0;
          for (const vote of stored) {
            if (
              vote.proposal !== 'p1' ||
              !vote.confirmed ||
              vote.seat === 'nobody' ||
              vote.seat === 'kent-police'
            )
              continue;
            if (declared.some((each) => each.seat === vote.seat && each.organisation.includes('p1')))
              continue;
            if (declared.some((each) => each.member === vote.member && each.own.includes('p1'))) continue;
            if (vote.choice === 'support') yes += 1;
            if (vote.choice === 'against') no += 1;
          }
          assert.deepEqual([tally.support, tally.against], [yes, no]);
          assert.equal(tally.outcome === 'supported', yes > no);
          const organisations = counted.map(({ proposal, seat }) => `${proposal}.${seat}`);
          assert.equal(new Set(organisations).size, organisations.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the shortlist against the pot', () => {
  it('says by how much the seven of 2023 are over, and forbids nothing', () => {
    const round = aRound({ pots: [{ id: 'upfront', pence: 2_644_000, closesOn: '' }] });

    assert.deepEqual(againstPots(round, [aProposal({ askedPence: 2_724_000 })]), [
      'Upfront projects: £27,240 for a pot of £26,440: £800 over.',
    ]);
    assert.deepEqual(againstPots(round, [aProposal({ askedPence: 2_644_000 })]), [
      'Upfront projects: £26,440 for a pot of £26,440: all of it.',
    ]);
    assert.match(againstPots(round, [aProposal({ askedPence: 100 })])[0]!, /£26,439 left\.$/);
  });
});
