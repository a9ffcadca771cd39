import assert from 'node:assert/strict';
import {
  PROPOSAL_STATES,
  loadProposal,
  mayBecome,
  proposalsOf,
} from '../../../src/workflows/grants/proposal/proposal.js';
import type { ProposalState } from '../../../src/workflows/grants/proposal/proposal.js';
import { loadRound, roundsIn } from '../../../src/workflows/grants/round/round.js';
import { openHouse } from '../../support/house.js';

const states = Object.keys(PROPOSAL_STATES) as ProposalState[];

describe('the life of a proposal', () => {
  it('can be withdrawn until the funder has refused it or it is delivered', () => {
    const final = states.filter((state) => !mayBecome(state, 'withdrawn'));

    assert.deepEqual(final, ['refused', 'withdrawn', 'delivered']);
  });

  it('ends when it is withdrawn or delivered', () => {
    for (const to of states) {
      assert.equal(mayBecome('withdrawn', to), false);
      assert.equal(mayBecome('delivered', to), false);
    }
  });

  it('is decided by the funder only after it was submitted', () => {
    const before = states.filter((state) => mayBecome(state, 'approved'));

    assert.deepEqual(before, ['submitted', 'pending']);
  });
});

describe('records of the grants', () => {
  it('that are gone are told in a sentence', async () => {
    const house = await openHouse({ empty: true });

    await assert.rejects(
      house.inside((tx) => loadRound(tx, 'x')),
      { code: 'grants.noRound' },
    );
    await assert.rejects(
      house.inside((tx) => loadProposal(tx, 'x')),
      { code: 'grants.noProposal' },
    );
    assert.deepEqual(await house.inside((tx) => proposalsOf(tx, 'x')), []);
    assert.deepEqual(await house.inside((tx) => roundsIn(tx, 'open')), []);
    await house.close();
  });
});
