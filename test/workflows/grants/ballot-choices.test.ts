/** A list of proposals is made anew at each press: what was ticked is what is decided on. */
import assert from 'node:assert/strict';
import { applicants, proposals } from '../../../src/workflows/grants/proposal/proposal.js';
import { grantRounds } from '../../../src/workflows/grants/round/round.js';
import { buttonsOf, inputsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  LYNNE,
  PATTI,
  ballotOf,
  begun,
  closed,
  openBallotHouse,
  opened,
  textOf,
  sent,
  voted,
} from './ballots.js';
import { aProposal, aRound } from './records.js';

describe('a proposal that is voted on', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
    await opened(house);
    const { id: member } = await house.member(PATTI);
    await house.inside((tx) =>
      tx.put(applicants, { id: `p1.${member}`, version: 0, proposal: 'p1', member }),
    );
  });
  afterEach(() => house.close());

  const IDEA = { title: 'Signs', what: 'A helicopter', who: 'All', asked: '26000', pot: 'upfront' };
  const save = (): Promise<Shown> =>
    house.send(PATTI, 'grants/save-section', { proposal: 'p1', section: 'idea', ...IDEA, priorities: '0' });

  it('is not asked to change, nor changed where that was asked before, until the ballot has ended', async () => {
    await house.inside(async (tx) => {
      const reopened = { section: 'idea', note: 'Say more.' };
      await tx.put(proposals, { ...(await tx.get(proposals, 'p1'))!, reopened });
    });
    const data = { proposal: 'p1', section: 'idea', note: 'Say even more.' };

    const read = await house.send(ALEX, 'grants/read', data);
    const asked = await house.send(ALEX, 'grants/save-ask-changes', data);
    const changed = await save();
    const items = await house.say(PATTI, 'my items');
    await closed(house);
    await save();

    assert.ok(!buttonsOf(read.card).some(({ title }) => title === 'Ask for a change'));
    for (const refused of [asked, changed]) {
      assert.match(textOf(refused), /The Working Group is voting on this proposal\./);
    }
    assert.doesNotMatch(textOf(items), /A change is asked for/);
    const after = await house.inside((tx) => tx.get(proposals, 'p1'));
    assert.equal(after?.askedPence, 2_600_000);
  });
});

describe('a proposal that is withdrawn while a form is open', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
  });
  afterEach(() => house.close());

  async function withdrawn(proposal: string): Promise<void> {
    const { id: member } = await house.member(PATTI);
    await house.inside((tx) =>
      tx.put(applicants, { id: `${proposal}.${member}`, version: 0, proposal, member }),
    );
    await house.send(PATTI, 'grants/confirm-withdraw', { proposal });
  }
  const stateOf = (id: string): Promise<string | undefined> =>
    house.inside(async (tx) => (await tx.get(proposals, id))?.state);

  it('is not put to the vote, nor is another in its place', async () => {
    await house.inside(async (tx) => {
      await tx.put(grantRounds, aRound({ version: 0, state: 'closed' }));
      for (const [place, title] of ['Alpha', 'Beta', 'Gamma'].entries()) {
        const createdAt = `2023-04-0${place + 1}T09:00:00.000Z`;
        await tx.put(proposals, aProposal({ version: 0, id: `p${place + 1}`, title, createdAt }));
      }
    });
    const round = await house.send(ALEX, 'grants/round', { round: aRound().id });
    const form = await house.press(ALEX, round, 'Open a ballot');
    await withdrawn('p1');

    const again = await house.press(ALEX, form, 'Open the ballot', {
      proposals: 'p1,p2',
      closesOn: '2023-05-05',
    });
    const none = await ballotOf(house);
    await sent(house, await house.press(ALEX, again, 'Open the ballot'));

    assert.match(textOf(again), /A proposal that you ticked was withdrawn or decided on since/);
    assert.equal(inputsOf(again.card).proposals, 'p2');
    assert.equal(none, undefined);
    assert.deepEqual((await ballotOf(house)).proposals, ['p2']);
  });

  it('is not shortlisted, nor is another in its place', async () => {
    await opened(house);
    const four = [ADELE, PATTI, ISAIAH, LYNNE];
    for (const name of four) await begun(house, name);
    for (const name of four) await voted(house, name, 'p1', 'support');
    for (const name of four) await voted(house, name, 'p2', 'against');
    const form = await house.press(ALEX, await closed(house), 'Mark the shortlist');
    await withdrawn('p1');

    const again = await house.press(ALEX, form, 'Save and tell the applicants');
    const before = await stateOf('p2');
    await house.press(ALEX, again, 'Save and tell the applicants');

    assert.equal(inputsOf(form.card).chosen, 'p1');
    assert.match(textOf(again), /A proposal that you ticked was withdrawn or decided on since/);
    assert.equal(inputsOf(again.card).chosen, '');
    assert.equal(before, 'proposed');
    assert.deepEqual([await stateOf('p1'), await stateOf('p2')], ['withdrawn', 'not-shortlisted']);
  });
});
