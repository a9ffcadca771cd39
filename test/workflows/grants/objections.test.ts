/** Who is asked about an objection, and who may decide on it. */
import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { votes } from '../../../src/workflows/grants/ballot/ballot.js';
import { reminders } from '../../../src/workflows/grants/reminders.js';
import { buttonsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  LYNNE,
  MEGAN,
  NESTOR,
  PATTI,
  SEEN_ONLY,
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

  it('reaches the group with what follows, before it is answered and after', async () => {
    await objected();
    const form = await house.press(ALEX, await closed(house), 'Answer');
    const before = textOf(house.inbox(ADELE).at(-1)!);
    await house.press(ALEX, form, 'Put it to the group', { answer: 'Not in these districts.' });
    const after = textOf(house.inbox(ADELE).at(-1)!);
    const asked = textOf(house.inbox(MEGAN).at(-1)!);

    assert.match(before, /Voting is over\. The coordinating team answers next;/);
    assert.match(after, /Whoever objected is asked whether the objection stays\./);
    assert.doesNotMatch(asked, /Whoever objected/);
  });

  it('is said to be one on the form where consensus decides, and is not taken without its reason', async () => {
    await begun(house, MEGAN);
    const { id: ballot } = await ballotOf(house);
    const form = await house.send(MEGAN, 'grants/vote', { ballot, proposal: 'p1' });

    const bare = await house.press(MEGAN, form, 'Save my vote', { choice: 'against' });
    const none = await house.inside((tx) => tx.find(votes, { where: { ballot } }));
    const saved = await house.press(MEGAN, bare, 'Save my vote', { reason: 'It was done before.' });
    const phone = await house.send(ALEX, 'grants/save-phone', {
      ...{ ballot, proposal: 'p1', seat: 'kent-fire-and-rescue', choice: 'against', reason: '' },
    });

    assert.match(
      textOf(form),
      /‘Do not support’ is an objection: the group hears the reason and answers it\./,
    );
    assert.match(JSON.stringify(form.card), /"Reason \(needed when you do not support it\)"/);
    assert.match(textOf(bare), /Enter why you object: the group hears your reason and answers it/);
    assert.deepEqual(none, []);
    assert.match(textOf(saved), /Recorded for Kent Police: Do not support\./);
    assert.match(textOf(phone), /Enter why they object/);
  });

  it('is read and answered by no coordinator whose own seat is recused', async () => {
    const isaiah = await house.member(ISAIAH);
    await house.inside((tx) => tx.put(members, { ...isaiah, roles: [...isaiah.roles, 'coordinator'] }));
    for (const name of [ADELE, PATTI, LYNNE]) {
      await begun(house, name);
      await voted(house, name, 'p1', 'support');
    }
    await begun(house, MEGAN);
    await voted(house, MEGAN, 'p1', 'against', 'It was done before.');
    const declare = await house.press(ISAIAH, house.inbox(ISAIAH)[0]!, 'Begin');
    await house.press(ISAIAH, declare, 'Declare and go on', { organisation: '0', what: 'We gain' });
    await closed(house);
    const data = { ballot: (await ballotOf(house)).id, proposal: 'p1' };

    const form = await house.send(ISAIAH, 'grants/answer', data);
    const saved = await house.send(ISAIAH, 'grants/save-answer', { ...data, answer: 'No.' });
    const bare = await house.send(ISAIAH, 'grants/save-answer', data);

    for (const shown of [form, saved, bare]) assert.doesNotMatch(JSON.stringify(shown), /done before/);
    for (const { text } of [form, saved]) {
      assert.match(text, /^You take no part in the vote on this proposal\./);
    }
    assert.deepEqual((await ballotOf(house)).answers, {});
  });

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
    assert.match(textOf(own), /Your objection to 'Signs' stays\./);
    assert.equal(await objection(), 'kept');
  });

  it('is asked about in the chat of who gave it, and of nobody who cannot answer', async () => {
    await objected();
    await answered();

    const question = house.inbox(MEGAN).at(-1)!;
    const told = house.inbox(NESTOR).at(-1)!;

    assert.match(textOf(question), /You objected\. After this answer, do you keep your objection\?/);
    assert.match(textOf(told), /Answer: Not in these districts\./);
    assert.deepEqual(buttonsOf(told.card), []);
    assert.match(
      (await decide(NESTOR, 'keep-objection')).text,
      /^Voting is over, and you declared no interests before: what was said for your seat stays\.$/,
    );
  });

  it('waits under my items and ballot until the objector has answered, and is reminded of once', async () => {
    await objected();
    await answered();
    const megan = (await house.member(MEGAN)).id;
    const due = async (today: string): Promise<readonly string[]> => {
      const found = await house.inside((_tx, context) => reminders({ ...context, today }));
      return found.map(({ member, key }) => `${member} ${key}`);
    };

    const items = await house.say(MEGAN, 'my items');
    const nobody = await due('2023-04-27');
    const later = await due('2023-04-28');
    const asked = await house.press(MEGAN, items, 'Decide');
    const again = await house.say(MEGAN, 'ballot');
    await house.press(MEGAN, again, 'Withdraw my objection');

    assert.match(textOf(items), /An objection to 'Signs'/);
    assert.deepEqual(nobody, []);
    assert.deepEqual(later, [`${megan} grants.objection:${(await ballotOf(house)).id}:p1:2023-04-26`]);
    for (const card of [asked, again]) assert.match(textOf(card), /do you keep your objection\?/);
    assert.equal(await objection(), 'withdrawn');
    assert.doesNotMatch(textOf(await house.say(MEGAN, 'my items')), /An objection/);
  });

  it('is named once it is decided on, also above the question about the next one', async () => {
    for (const name of [ADELE, ISAIAH, LYNNE, PATTI]) {
      await begun(house, name);
      for (const proposal of ['p1', 'p2']) {
        await voted(house, name, proposal, name === PATTI ? 'against' : 'support', 'Too dear.');
      }
    }
    const desk = await closed(house);
    const { id: ballot } = await ballotOf(house);
    for (const proposal of ['p1', 'p2']) {
      const form = await house.send(ALEX, 'grants/answer', { ballot, proposal });
      await house.press(ALEX, form, 'Put it to the group', { answer: 'It is cheaper now.' });
    }

    const next = await house.press(PATTI, await house.say(PATTI, 'ballot'), 'Withdraw my objection');
    const result = await house.press(PATTI, next, 'Keep my objection');

    assert.match(textOf(desk), /Objections are being answered/);
    assert.match(textOf(next), /^Objections to 'Cameras'\nYour objection to 'Signs' is withdrawn\.\n/);
    assert.match(textOf(result), /Your objection to 'Cameras' stays\./);
  });

  it('comes to the objector as a message of its own, not as an edit of an earlier one', async () => {
    await objected();
    const desk = await closed(house);
    const before = { [MEGAN]: house.inbox(MEGAN).length, [PATTI]: house.inbox(PATTI).length };

    const form = await house.press(ALEX, desk, 'Answer');
    await house.press(ALEX, form, 'Put it to the group', { answer: 'Not in these districts.' });

    assert.equal(house.inbox(MEGAN).length, before[MEGAN]! + 1);
    assert.equal(house.inbox(PATTI).length, before[PATTI]);
  });

  it('of a voter who may stand in for another seat too is asked about for the seat that objected', async () => {
    const unit = 'kcc-public-health';
    const grady = await house.member(SEEN_ONLY);
    await house.inside((tx) => tx.put(members, { ...grady, organisation: unit }));
    const { seats } = house.partnership.grants;
    seats.find(({ organisation }) => organisation === unit)!.voter = grady.email;
    seats.find(({ organisation }) => organisation === 'kent-county-council')!.deputies = [
      { email: grady.email!, from: '2023-04-01', to: '2023-06-30' },
    ];
    const choose = await house.say(SEEN_ONLY, 'ballot');
    const declare = await house.press(SEEN_ONLY, choose, 'KCC Public Health');
    await house.press(SEEN_ONLY, declare, 'Declare and go on');
    for (const name of [ADELE, PATTI, ISAIAH, LYNNE]) {
      await begun(house, name);
      await voted(house, name, 'p1', 'support');
    }
    await voted(house, SEEN_ONLY, 'p1', 'against', 'Too dear.');
    await answered();

    const result = await house.press(SEEN_ONLY, house.inbox(SEEN_ONLY).at(-1)!, 'Keep my objection');

    assert.match(textOf(result), /Your objection to 'Signs' stays\.[^]*No consensus: 4 support, 1 does not/);
  });

  it('of somebody who speaks for the seat no more is for a colleague who declared interests in time', async () => {
    await objected();
    await begun(house, NESTOR);
    await closed(house);
    const megan = await house.member(MEGAN);
    await house.inside((tx) => tx.put(members, { ...megan, organisation: 'opcc' }));
    const form = await house.press(
      ALEX,
      await house.send(ALEX, 'grants/ballot-desk', { ballot: (await ballotOf(house)).id }),
      'Answer',
    );
    await house.press(ALEX, form, 'Put it to the group', { answer: 'Not in these districts.' });

    const question = house.inbox(NESTOR).at(-1)!;
    const result = await house.press(NESTOR, question, 'Withdraw my objection');

    assert.match(textOf(question), /Kent Police objected\. After this answer, do you keep the objection\?/);
    assert.match(textOf(result), /The objection to 'Signs' is withdrawn\./);
  });
});
