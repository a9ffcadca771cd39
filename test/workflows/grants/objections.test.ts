/** Who is asked about an objection, and who may decide on it. */
import assert from 'node:assert/strict';
import { votes } from '../../../src/workflows/grants/ballot.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  MEGAN,
  NESTOR,
  PATTI,
  ballotOf,
  begun,
  closed,
  openBallotHouse,
  opened,
  textOf,
  voted,
} from './ballots.js';

describe('an objection', () => {
  let house: House;

  beforeEach(async () => {
    house = await openBallotHouse();
    const seat = house.partnership.grants.seats.find(({ organisation }) => organisation === 'kent-police')!;
    seat.deputies = [{ email: 'nestor@kcsp.example', from: '2023-04-26', to: '2023-05-30' }];
    await opened(house, { kind: 'consensus' });
  });
  afterEach(() => house.close());

  /** Megan, of Kent Police, objects to what three others support. */
  async function objected(): Promise<void> {
    for (const name of [ADELE, PATTI, ISAIAH]) {
      await begun(house, name);
      await voted(house, name, 'p1', 'support');
    }
    await begun(house, MEGAN);
    await voted(house, MEGAN, 'p1', 'against', 'It was done before.');
  }
  async function answered(): Promise<void> {
    const form = await house.press(ALEX, await closed(house), 'Answer');
    await house.press(ALEX, form, 'Put it to the group', { answer: 'Not in these districts.' });
  }
  async function decide(name: string, verb: 'keep-objection' | 'withdraw-objection'): Promise<Shown> {
    return house.send(name, `grants/${verb}`, { ballot: (await ballotOf(house)).id, proposal: 'p1' });
  }
  /** What became of Megan's. */
  async function objection(): Promise<string | undefined> {
    const { id } = await ballotOf(house);
    const given = await house.inside((tx) => tx.find(votes, { where: { ballot: id } }));
    return given.find(({ choice }) => choice === 'against')?.objection;
  }

  it('is decided by nobody who is recused from the proposal', async () => {
    await objected();
    const form = await house.press(NESTOR, house.inbox(NESTOR)[0]!, 'Begin');
    await house.press(NESTOR, form, 'Declare and go on', { own: '0', what: 'My wife runs it' });
    await answered();

    const refused = await decide(NESTOR, 'withdraw-objection');

    assert.match(refused.text, /^You decide on no objection to this proposal: .* My wife runs it\.$/);
    assert.equal(await objection(), '');
    assert.equal((await ballotOf(house)).state, 'answering');
  });

  it('of the voter is not the deputy’s to decide on', async () => {
    await objected();
    await begun(house, NESTOR);
    await answered();

    const refused = await decide(NESTOR, 'withdraw-objection');
    const own = await decide(MEGAN, 'keep-objection');

    assert.match(refused.text, /^Somebody else objected for your seat\./);
    assert.match(textOf(own), /Your objection stays\./);
    assert.equal(await objection(), 'kept');
  });
});
