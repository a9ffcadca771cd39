/** What an applicant hears of the vote on their proposal, on its own card: that it is on, and that it is over. */
import assert from 'node:assert/strict';
import { applicants } from '../../../src/workflows/grants/proposal/proposal.js';
import type { House } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  LYNNE,
  PATTI,
  begun,
  closed,
  openBallotHouse,
  opened,
  textOf,
  voted,
} from './ballots.js';

describe('a proposal, for whoever proposed it', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
  });
  afterEach(() => house.close());

  /** Makes Patti an applicant of p2. */
  async function applied(): Promise<void> {
    const { id: member } = await house.member(PATTI);
    await house.inside((tx) =>
      tx.put(applicants, { id: `p2.${member}`, version: 0, proposal: 'p2', member }),
    );
  }
  const own = async (): Promise<string> =>
    textOf(await house.send(PATTI, 'grants/proposal', { proposal: 'p2' }));
  const withdrawing = async (): Promise<string> =>
    textOf(await house.send(PATTI, 'grants/withdraw', { proposal: 'p2' }));
  async function votedBy(...names: readonly string[]): Promise<void> {
    for (const name of names) await begun(house, name);
    for (const name of names) await voted(house, name, 'p2', 'against', 'MARK');
  }

  it('says until when the Working Group votes, and afterwards who does what next, and never how it went', async () => {
    await opened(house);
    await applied();

    const during = await own();
    await votedBy(ADELE, ISAIAH, LYNNE, PATTI);
    house.at('2023-05-06T00:30:00Z');
    const between = await own();
    await closed(house);
    const after = await own();

    assert.match(during, /The Working Group votes on it until 5 May 2023\./);
    assert.match(between, /The Working Group has voted; the result follows\./);
    assert.match(after, /The Working Group has voted; the coordinating team marks the shortlist next\./);
    assert.doesNotMatch(during + between + after, /Proposals closed|upport|MARK/);
  });

  it('says that nothing is decided where too few took part', async () => {
    await opened(house);
    await applied();
    await votedBy(ADELE);

    await closed(house);

    assert.match(await own(), /Too few of the Working Group took part in the vote, so nothing is decided\./);
  });

  it('says before it is withdrawn what that changes: of a vote that is to come, or of the shortlist after it', async () => {
    await opened(house);
    await applied();
    const during = await withdrawing();
    await votedBy(ADELE, ISAIAH, LYNNE, PATTI);
    const result = await closed(house);
    const after = await withdrawing();
    await house.press(
      ALEX,
      await house.press(ALEX, result, 'Mark the shortlist'),
      'Save and tell the applicants',
      {
        chosen: 'p2',
      },
    );
    const listed = await withdrawing();

    assert.match(during, /The Working Group no longer votes on it\. The coordinating team is told\./);
    assert.match(after, /It can be shortlisted no more\./);
    assert.match(listed, /It comes off the shortlist\./);
    assert.doesNotMatch(after + listed, /votes on it/);
  });

  it('says no more of a ballot that was cancelled', async () => {
    await opened(house);
    await applied();
    const desk = await house.say(ALEX, 'ballot');
    await house.press(ALEX, await house.press(ALEX, desk, 'Cancel it'), 'Cancel the ballot');

    assert.match(await own(), /Proposals closed on 24 April 2023\./);
  });
});
