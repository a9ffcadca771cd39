import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import { inviteFirstCoordinator } from '../../../src/recognise.js';
import { buttonsOf, inputsOf, openHouse, strangersAccount, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';

const ALEX = 'Alex Wilber';
const MEGAN = 'Megan Bowen';
const NESTOR = 'Nestor Wilke';

describe('Somebody who is no member', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(ALEX);
    await house.meet(NESTOR);
  });
  afterEach(() => house.close());

  async function asks(typed: Record<string, string> = { organisation: 'probation-service' }): Promise<Shown> {
    return house.press(NESTOR, await house.say(NESTOR, 'hello'), 'Ask to join', typed);
  }

  it('sees nothing but the question where they belong, whatever they say or press', async () => {
    for (const words of ['hello', 'check-in results', 'members', 'help', 'my items', 'nonsense']) {
      const answer = await house.say(NESTOR, words);
      assert.equal(wordsOf(answer.card)[0], 'Hello Nestor', words);
      assert.deepEqual(
        buttonsOf(answer.card).map(({ title }) => title),
        ['Ask to join'],
      );
    }
    const { id } = await house.member(MEGAN);
    for (const verb of [
      'members/member',
      'members/approve',
      'members/save',
      'check-ins/results',
      'roundtable/say',
    ]) {
      const answer = await house.send(NESTOR, verb, { member: id, phrase: 'members' });
      assert.doesNotMatch(JSON.stringify(answer.card), /Megan/, verb);
    }
  });

  it('is told in a channel to ask in their own chat', async () => {
    const answer = await house.say(NESTOR, 'hello', { personal: false });

    assert.equal(answer.text, 'I do not know you yet. Open a chat with me to ask to join.');
  });

  it('chooses an organisation of the partnership, and gives an address or none', async () => {
    const empty = await asks({ organisation: '', email: 'nestor' });
    const unknown = await asks({ organisation: 'constructor' });

    assert.ok(wordsOf(empty.card).includes('Choose the organisation'));
    assert.ok(wordsOf(empty.card).includes('Enter a work e-mail address, like name@organisation.gov.uk'));
    assert.equal(inputsOf(empty.card).email, 'nestor');
    assert.ok(wordsOf(unknown.card).includes('Choose the organisation'));
  });

  it('asks every coordinator once, and waits', async () => {
    const answer = await asks();
    const again = await house.say(NESTOR, 'hello');

    assert.match(answer.text, /^You asked to join for Probation Service\./);
    assert.deepEqual(wordsOf(again.card), wordsOf(answer.card));
    assert.deepEqual(
      house.inbox(ALEX).map(({ text }) => text),
      ['Nestor Wilke asks to join.'],
    );
    assert.ok(wordsOf((await house.say(ALEX, 'my items')).card).includes('Nestor Wilke asks to join'));
  });

  it('may take the request back, and the coordinators see that', async () => {
    const waiting = await asks();

    const answer = await house.press(NESTOR, waiting, 'Take the request back');

    assert.match(answer.text, /^Your request is taken back\./);
    assert.equal(house.inbox(ALEX)[0]!.text, 'Nestor Wilke does not ask to join any more.');
    assert.equal(wordsOf((await house.say(NESTOR, 'hello')).card)[0], 'Hello Nestor');
  });

  it('is a member once a coordinator approves, and hears so', async () => {
    await asks();

    const shown = await house.press(ALEX, house.inbox(ALEX)[0]!, 'Approve');
    const again = await house.press(ALEX, house.inbox(ALEX)[0]!, 'Approve').catch(() => undefined);

    assert.ok(wordsOf(shown.card).includes('Standing: member'));
    assert.equal(again, undefined);
    assert.match(
      house.inbox(NESTOR)[0]!.text,
      /^You are a member of the Kent Community Safety Partnership for Probation Service\./,
    );
    assert.match((await house.say(NESTOR, 'hello')).text, /^Hello\. I am Roundtable/);
  });

  it('hears it too when they are declined, and cannot ask again and again', async () => {
    await asks();

    await house.press(ALEX, house.inbox(ALEX)[0]!, 'Decline');

    assert.match(house.inbox(NESTOR)[0]!.text, /did not add you to the list of members/);
    assert.match((await house.say(NESTOR, 'hello')).text, /did not add you to the list of members/);
  });

  it('may be approved after all, when the coordinator finds them by name', async () => {
    await asks();
    await house.press(ALEX, house.inbox(ALEX)[0]!, 'Decline');

    const found = await house.press(ALEX, await house.say(ALEX, 'members'), 'Find', { find: 'nestor' });
    await house.press(ALEX, await house.press(ALEX, found, 'Open'), 'Approve');

    assert.match((await house.say(NESTOR, 'hello')).text, /^Hello\. I am Roundtable/);
  });

  it('cannot ask twice by two quick presses', async () => {
    const card = await house.say(NESTOR, 'hello');

    await Promise.all([1, 2].map(() => house.press(NESTOR, card, 'Ask to join', { organisation: 'opcc' })));

    assert.equal((await house.inside((_tx, { directory }) => directory.members('waiting'))).length, 1);
  });

  it('who takes the place of somebody on the list is shown with whose place it is', async () => {
    const { email = '' } = await house.member('Sam Okafor');
    await asks({ organisation: 'probation-service', email });

    assert.ok(wordsOf(house.inbox(ALEX)[0]!.card).includes('Takes the place of: Sam Okafor'));
  });

  it('is not let in again by their address after they were removed', async () => {
    const { id } = await house.member('Sam Okafor');
    const { email = '' } = await house.member('Sam Okafor');
    await house.send(ALEX, 'members/confirm-remove', { member: id });

    await house.meet('S Okafor', email);

    assert.equal(wordsOf((await house.say('S Okafor', 'check-ins')).card)[0], 'Hello S');
  });

  it('is decided about once: the other coordinators see by whom', async () => {
    const megan = await house.press(ALEX, await house.say(ALEX, 'members'), 'Open');
    assert.ok(megan.card);
    await makeCoordinator(house, MEGAN);
    await house.meet(MEGAN);
    const before = house.inbox(MEGAN).length;
    await asks();
    const request = house.inbox(MEGAN)[before]!;

    await house.press(ALEX, house.inbox(ALEX).at(-1)!, 'Approve');
    const late = await house.press(MEGAN, request, 'Decline');

    assert.equal(house.inbox(MEGAN)[before]!.text, 'Alex Wilber approved it.');
    assert.ok(wordsOf(late.card).includes('This was decided already.'));
    assert.ok(wordsOf(late.card).includes('Standing: member'));
  });

  it('is a member at once when Teams vouches for an address of an organisation', async () => {
    await house.meet('Diego Siciliani', 'diego.siciliani@kent-police.example');

    const own = await house.say('Diego Siciliani', 'my details');

    assert.ok(wordsOf(own.card).includes('Organisation: Kent Police'));
    assert.ok(wordsOf(own.card).includes('E-mail: diego.siciliani@kent-police.example'));
  });

  it('gets the place that waited for their address on the list', async () => {
    const before = (await house.member('Sam Okafor')).id;
    await house.meet('S Okafor', (await house.member('Sam Okafor')).email ?? '');

    const { id, account } = await house.member('Sam Okafor');

    assert.equal(id, before);
    assert.equal(account, strangersAccount('S Okafor'));
  });

  it('does not take over somebody else by typing their address', async () => {
    const { email = '' } = await house.member(MEGAN);
    await asks({ organisation: 'kent-police', email });

    const { text } = await house.press(ALEX, house.inbox(ALEX)[0]!, 'Approve');

    assert.match(
      text,
      /^Megan Bowen is on the list with the address megan\.bowen@kent-police\.example already\./,
    );
  });
});

describe('The first coordinator', () => {
  it('is whoever has the account in the settings: they choose their organisation and are in', async () => {
    const house = await openHouse({ empty: true });
    for (const name of [ALEX]) await leaveAll(house, name);
    await inviteFirstCoordinator(house.store, house.partnership, strangersAccount(NESTOR));
    await inviteFirstCoordinator(house.store, house.partnership, strangersAccount(NESTOR));

    const joined = await house.press(NESTOR, await house.say(NESTOR, 'hello'), 'Ask to join', {
      organisation: 'kent-county-council',
    });

    assert.match(joined.text, /^You are a member .* for Kent County Council\./);
    assert.match((await house.say(NESTOR, 'members')).text, /^Members:/);
    await house.close();
  });

  it('is invited only while there is no coordinator', async () => {
    const house = await openHouse();
    await inviteFirstCoordinator(house.store, house.partnership, strangersAccount(NESTOR));

    await house.press(NESTOR, await house.say(NESTOR, 'hello'), 'Ask to join', {
      organisation: 'kent-county-council',
    });

    assert.match((await house.say(NESTOR, 'hello')).text, /^You asked to join/);
    await house.close();
  });
});

describe('A coordinator, with members', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.meet(ALEX);
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  async function open(name: string): Promise<Shown> {
    const { id } = await house.member(name);
    return house.send(ALEX, 'members/member', { member: id });
  }

  it('finds people by a part of the name', async () => {
    const found = await house.press(ALEX, await house.say(ALEX, 'members'), 'Find', { find: 'van' });

    assert.ok(wordsOf(found.card).includes("1 person with 'van' in the name."));
    assert.ok(wordsOf(found.card).includes('Adele Vance'));
  });

  it('sees how somebody without Teams is reached', async () => {
    const sam = await house.member('Sam Okafor');
    const open = async (): Promise<readonly string[]> =>
      wordsOf((await house.send(ALEX, 'members/member', { member: sam.id })).card);
    const byMail = await open();
    const { email, ...others } = sam;
    await house.inside((tx) => tx.put(members, others));

    assert.ok(email);
    assert.ok(byMail.includes('In Teams: has no account: I write to their e-mail address'));
    assert.ok(
      (await open()).includes('In Teams: has no account, and no e-mail address that I could write to'),
    );
  });

  it('gives a role and takes it away, and the member hears of both', async () => {
    await makeCoordinator(house, MEGAN);
    const given = house.inbox(MEGAN).at(-1)!.text;
    const withRole = await house.say(MEGAN, 'members');
    const form = await house.press(ALEX, await open(MEGAN), 'Change');
    await house.press(ALEX, form, 'Save', { roles: 'working-group' });

    assert.equal(given, 'You are now in: Kent Community Safety Team.');
    assert.match(withRole.text, /^Members:/);
    assert.equal(house.inbox(MEGAN).at(-1)!.text, 'You are no longer in: Kent Community Safety Team.');
    assert.match((await house.say(MEGAN, 'members')).text, /^Only the coordinating team/);
  });

  it('sees who has which role', async () => {
    const words = wordsOf((await house.say(ALEX, 'roles')).card);

    assert.ok(words.includes('1 person: Alex Wilber.'));
  });

  it('changes a name, an organisation and an address, each checked', async () => {
    const form = await house.press(ALEX, await open(MEGAN), 'Change');
    const twin = await house.press(ALEX, form, 'Save', { email: 'ADELE.vance@kfrs.example' });
    const saved = await house.press(ALEX, form, 'Save', {
      name: 'Megan Bowen-Hart',
      organisation: 'opcc',
      email: '',
    });

    assert.ok(wordsOf(twin.card).includes('Adele Vance has this address already'));
    assert.ok(wordsOf(saved.card).includes('Organisation: Office of the Kent Police and Crime Commissioner'));
    assert.equal((await house.member('Megan Bowen-Hart')).email, undefined);
  });

  it('sees a change of somebody else before replacing it', async () => {
    const old = await house.press(ALEX, await open(MEGAN), 'Change');
    const fresh = await house.press(ALEX, await open(MEGAN), 'Change');
    await house.press(ALEX, fresh, 'Save', { organisation: 'opcc' });

    const refused = await house.press(ALEX, old, 'Save', { roles: '' });

    assert.ok(wordsOf(refused.card).some((word) => word.includes('was changed since you opened the form')));
  });

  it('removes a member after one question; what they answered stays', async () => {
    await house.press(MEGAN, house.inbox(MEGAN)[0]!, 'Nothing has changed');
    const sure = await house.press(ALEX, await open(MEGAN), 'Remove');
    const gone = await house.press(ALEX, sure, 'Remove Megan Bowen');

    assert.ok(wordsOf(sure.card).some((word) => word.startsWith('No card reaches them any more.')));
    assert.ok(wordsOf(gone.card).includes('Standing: has left'));
    assert.equal(wordsOf((await house.say(MEGAN, 'check-ins')).card)[0], 'Hello Megan');
    assert.match((await house.say(ALEX, 'check-in results')).text, /1 of 23 actions answered/);
  });

  it('cannot leave, be removed or lose the role while they are the last', async () => {
    const left = await house.say(ALEX, 'leave');
    const self = await house.member(ALEX);
    const removed = await house.send(ALEX, 'members/confirm-remove', { member: self.id });
    const form = await house.press(ALEX, await open(ALEX), 'Change');
    const role = await house.press(ALEX, form, 'Save', { roles: 'working-group' });

    const sentence = 'Alex Wilber is the only coordinator. Make somebody else a coordinator first.';
    assert.equal(left.text, sentence);
    assert.equal(removed.text, sentence);
    assert.ok(wordsOf(role.card).includes(sentence));
  });

  it('may leave once there is another', async () => {
    await makeCoordinator(house, MEGAN);

    const left = await house.press(ALEX, await house.say(ALEX, 'leave'), 'Leave');

    assert.match(left.text, /^You are off the list of members\./);
    assert.equal(wordsOf((await house.say(ALEX, 'members')).card)[0], 'Hello Alex');
  });

  it('sees organisations with their earlier names', async () => {
    const words = wordsOf((await house.say(MEGAN, 'organisations')).card);

    assert.ok(words.includes('NHS Kent and Medway Integrated Care Board'));
    assert.ok(
      words.some((word) =>
        word.includes('Since 1 July 2022. Before: NHS Kent and Medway Clinical Commissioning Group.'),
      ),
    );
  });
});

async function makeCoordinator(house: House, name: string): Promise<void> {
  const { id } = await house.member(name);
  const form = await house.send(ALEX, 'members/change', { member: id });
  await house.press(ALEX, form, 'Save', { roles: 'coordinator,working-group' });
}

/** Leaves the house without a coordinator, as a new installation is. */
async function leaveAll(house: House, name: string): Promise<void> {
  const member = await house.member(name);
  const { members } = await import('../../../src/directory.js');
  await house.inside((tx) => tx.put(members, { ...member, standing: 'left', roles: [] }));
}
