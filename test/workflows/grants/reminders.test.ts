import assert from 'node:assert/strict';
import { ballots } from '../../../src/workflows/grants/ballot/ballot.js';
import { applicants, proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import { reminders } from '../../../src/workflows/grants/reminders.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { aProposal, aRound, aSeat } from './records.js';

describe('reminders of the grants', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
  });
  afterEach(() => house.close());

  async function on(day: string): Promise<readonly string[]> {
    const found = await house.inside((_tx, context) => reminders({ ...context, today: day }));
    return found.map(({ member, key, detail }) => `${member} ${key} ${detail}`);
  }

  it('go once to those with a draft, five days before the deadline, and to nobody who has proposed', async () => {
    await house.inside(async (tx) => {
      await tx.put(grantRounds, aRound({ version: 0, state: 'open' }));
      for (const [id, state] of [
        ['p1', 'draft'],
        ['p2', 'proposed'],
      ] as const) {
        await tx.put(proposals, aProposal({ version: 0, id, state }));
        await tx.put(applicants, { id: `${id}.m1`, version: 0, proposal: id, member: 'm1' });
      }
    });

    assert.deepEqual(await on('2023-04-18'), []);
    const due = ['m1 grants.draft:p1:2023-04-24 It is a draft. Proposals close on 24 April 2023.'];
    assert.deepEqual(await on('2023-04-19'), due);
    assert.deepEqual(await on('2023-04-24'), due);
    assert.deepEqual(await on('2023-04-25'), []);
  });

  async function openedAt(instant: string): Promise<void> {
    await house.inside(async (tx) => {
      await tx.put(proposals, aProposal({ version: 0 }));
      await tx.put(ballots, {
        ...{
          id: 'b1',
          version: 0,
          round: aRound().id,
          state: 'open',
          proposals: ['p1'],
          quorum: 4,
          answers: {},
          ...{ stood: [], moves: [] },
        },
        stood: [],
        seats: [{ ...aSeat('kent-police'), voter: 'megan.bowen@kent-police.example' }, aSeat('opcc')],
        voting: aRound().voting,
        ...{ closesOn: '2023-05-12', openedAt: instant, closedAt: '' },
      });
    });
  }

  it('nudge who has votes left, two working days after it opened and before it closes', async () => {
    const { id: megan } = await house.member('Megan Bowen');
    await openedAt('2023-05-02T09:00:00.000Z');

    assert.deepEqual(await on('2023-05-03'), []);
    const detail = '1 proposal left to vote on by 12 May 2023.';
    assert.deepEqual(await on('2023-05-04'), [`${megan} grants.vote:b1:kent-police:opened ${detail}`]);
    assert.deepEqual(await on('2023-05-10'), [`${megan} grants.vote:b1:kent-police:2023-05-12 ${detail}`]);
    assert.deepEqual(await on('2023-05-13'), []);
  });

  it('count from the partnership’s own day, which begins an hour earlier in summer', async () => {
    await openedAt('2023-05-02T23:30:00.000Z');

    assert.deepEqual(await on('2023-05-04'), []);
    assert.equal((await on('2023-05-05')).length, 1);
  });
});
