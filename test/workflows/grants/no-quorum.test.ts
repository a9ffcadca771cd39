/** A ballot in which too few authorities took part: nothing is decided, and there is a way on. */
import assert from 'node:assert/strict';
import { proposals } from '../../../src/workflows/grants/proposal/proposal.js';
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
import { downloaded } from './downloads.js';
import { aRound } from './records.js';

describe('a ballot without a quorum', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
  });
  afterEach(() => house.close());

  const titles = ({ card }: Shown): readonly string[] => buttonsOf(card).map(({ title }) => title);
  const theRound = (): Promise<Shown> => house.send(ALEX, 'grants/round', { round: aRound().id });
  const two = [ADELE, ISAIAH];
  const four = [...two, LYNNE, PATTI];

  async function votedBy(names: readonly string[], proposal: string): Promise<void> {
    for (const name of names) await begun(house, name);
    for (const name of names) await voted(house, name, proposal, 'support');
  }

  it('is said to decide nothing before a coordinator closes it, and not once it is quorate', async () => {
    await opened(house);
    await votedBy(two, 'p1');
    const few = await house.press(ALEX, await house.say(ALEX, 'ballot'), 'Close the ballot');
    await votedBy([LYNNE, PATTI], 'p1');
    const enough = await house.press(ALEX, await house.say(ALEX, 'ballot'), 'Close the ballot');

    assert.match(textOf(few), /Closed now, it decides nothing\./);
    assert.match(textOf(enough), /4 of 4: quorate\. No vote can be given or changed after it\./);
  });

  it('decides nothing, says so, and another ballot can be opened from the round and from the result', async () => {
    await opened(house);
    await votedBy(two, 'p1');

    const result = await closed(house);
    const round = await theRound();
    const rounds = await house.say(ALEX, 'grants');
    const form = await house.press(ALEX, result, 'Open a ballot');
    const next = await house.press(ALEX, round, 'Open a ballot');
    const desk = await sent(
      house,
      await house.press(ALEX, next, 'Open the ballot', { closesOn: '2023-05-12' }),
    );

    assert.match(textOf(round), /The ballot had no quorum: nothing was decided\. £39,661/);
    assert.match(textOf(rounds), /The ballot had no quorum: nothing was decided\. £39,661/);
    assert.doesNotMatch(textOf(round) + textOf(rounds), /has voted/);
    assert.deepEqual(
      titles(round)
        .filter((each) => !each.startsWith('Change'))
        .slice(-6),
      [...['Open a ballot', 'Ballot', 'Reopen', 'Finish the round', 'Proposals', 'All grant rounds']],
    );
    assert.equal(inputsOf(form.card).proposals, 'p1,p2');
    assert.match(textOf(desk), /Votes until 12 May 2023/);
  });

  it('shortlists nothing and refuses nobody: the Working Group has not decided', async () => {
    await opened(house);
    await votedBy(two, 'p1');
    const result = await closed(house);
    const { id: ballot } = await ballotOf(house);

    const refused = await house.send(ALEX, 'grants/shortlist', { ballot });
    await house.send(ALEX, 'grants/save-shortlist', { ballot, chosen: '', version: 3 });

    assert.ok(!titles(result).includes('Mark the shortlist'), titles(result).join());
    assert.match(
      refused.text,
      /The ballot had no quorum: nothing was decided, so nothing can be shortlisted/,
    );
    assert.equal((await house.inside((tx) => tx.get(proposals, 'p2')))?.state, 'proposed');
  });

  it('says in the past, on its cards and in its record, that it was missed, and asks for nobody any more', async () => {
    await opened(house);
    await votedBy(two, 'p1');

    const result = await closed(house);
    const { id: ballot } = await ballotOf(house);
    const desk = await house.send(ALEX, 'grants/ballot-desk', { ballot });
    const record = JSON.stringify(await downloaded(house, ALEX, 'decision', ballot));

    const said =
      'Quorum not reached: 2 responsible authorities took part, and 4 were needed. Nothing is decided.';
    assert.ok(textOf(result).includes(`Closed on 26 April 2023. ${said}`), textOf(result));
    assert.ok(textOf(desk).includes(`Closed. ${said}`), textOf(desk));
    assert.ok(record.includes(said), record);
    assert.doesNotMatch(textOf(result) + textOf(desk) + record, /still needed/);
  });

  it('leaves what was decided beside it to be shortlisted, and only the rest to be voted on again', async () => {
    await opened(house, { quorumBy: 'proposal' });
    await votedBy(four, 'p1');
    await voted(house, ADELE, 'p2', 'support');

    const result = await closed(house);
    const shortlist = await house.press(ALEX, result, 'Mark the shortlist');
    await house.press(ALEX, shortlist, 'Save and tell the applicants');
    const states = await house.inside(async (tx) => [
      (await tx.get(proposals, 'p1'))?.state,
      (await tx.get(proposals, 'p2'))?.state,
    ]);
    const round = await theRound();
    const form = await house.press(ALEX, round, 'Open a ballot');

    assert.doesNotMatch(textOf(shortlist), /Cameras/);
    assert.deepEqual(states, ['shortlisted', 'proposed']);
    assert.match(textOf(round), /The Working Group has voted\./);
    assert.equal(inputsOf(form.card).proposals, 'p2');
  });

  it('is not offered again once everything is decided', async () => {
    await opened(house);
    await votedBy(four, 'p1');

    const result = await closed(house);

    assert.ok(!titles(result).includes('Open a ballot'));
    assert.ok(!titles(await theRound()).includes('Open a ballot'));
  });
});
