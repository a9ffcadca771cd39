import assert from 'node:assert/strict';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, inputsOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, drafted, latest, publishChanges, published, says } from './support.js';

describe('A topic that was accepted', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    await house.meet(MEGAN);
    const form = await house.say(MEGAN, 'suggest topic');
    await house.press(MEGAN, form, 'Suggest it', { title: 'Dangerous dogs' });
  });
  afterEach(() => house.close());

  async function accepted(id: string): Promise<string> {
    const [decide] = buttonsOf((await house.say(ALEX, 'topics')).card).filter(
      ({ title }) => title === 'Decide',
    );
    const form = await house.send(ALEX, decide!.verb, decide!.data);
    return says(await house.press(ALEX, form, 'Save', { into: `session/${id}` }));
  }
  async function draft(): Promise<string> {
    await drafted(house);
    const found = await house.inside((tx) =>
      tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }),
    );
    return found.at(-1)!.id;
  }
  async function remove(id: string): Promise<void> {
    const session = await latest(house, id);
    const [topic] = (session.pending ?? session).topics;
    const which = { session: id, topic: topic!.id, version: session.version };
    await house.send(ALEX, 'info-sessions/remove-topic', which);
  }
  const isOpen = async (): Promise<boolean> =>
    says(await house.say(MEGAN, 'topics')).includes('Dangerous dogs');
  const told = (): number =>
    house.inbox(MEGAN).filter((each) => says(each).includes('Your topic is scheduled')).length;
  const publish = (id: string) => house.send(ALEX, 'info-sessions/publish', { session: id });

  it('into a draft that is thrown away is open again', async () => {
    const id = await draft();
    await accepted(id);
    const between = await isOpen();
    await house.send(ALEX, 'info-sessions/confirm-cancel-session', { session: id });

    assert.deepEqual([between, await isOpen()], [false, true]);
  });

  it('and removed from the draft is open again, and not announced', async () => {
    const id = await draft();
    await accepted(id);
    await remove(id);
    await publish(id);

    assert.deepEqual([await isOpen(), told()], [true, 0]);
  });

  it('into a published session is announced when the change is published', async () => {
    const session: Session = await published(house);
    const answer = await accepted(session.id);
    const before = told();
    await publishChanges(house, session);

    assert.match(answer, /Publish the changes of the session, and people hear that it is scheduled\./);
    assert.deepEqual([before, told(), await isOpen()], [0, 1, false]);
  });

  it('as a change that is thrown away is open again, and nobody was told', async () => {
    const session = await published(house);
    await accepted(session.id);
    await house.send(ALEX, 'info-sessions/discard-changes', { session: session.id });

    assert.deepEqual([await isOpen(), told()], [true, 0]);
  });

  it('and taken out of a published session is open once that is published, and announced anew', async () => {
    const session = await published(house);
    await accepted(session.id);
    await publishChanges(house, session);
    await remove(session.id);
    const pending = await isOpen();
    await publishChanges(house, session);
    const after = await isOpen();
    const id = await draft();
    await accepted(id);
    await publish(id);
    await publish(id);

    assert.deepEqual([pending, after, told()], [false, true, 2]);
  });
});

describe('An open topic', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    await suggest(MEGAN, { title: 'Cuckooing', why: 'It grows.' });
  });
  afterEach(() => house.close());

  async function suggest(name: string, typed: Record<string, string>): Promise<Shown> {
    return house.press(name, await house.say(name, 'suggest topic'), 'Suggest it', typed);
  }
  const titles = (shown: Shown): readonly string[] => buttonsOf(shown.card).map(({ title }) => title);
  const list = async (name: string): Promise<Shown> => house.say(name, 'topics');
  async function changedTo(title: string): Promise<Shown> {
    const form = await house.press(MEGAN, await list(MEGAN), 'Change');
    return house.press(MEGAN, form, 'Save', { title });
  }

  it('is suggested once: by the same person, and by another, who can support it', async () => {
    const own = await suggest(MEGAN, { title: ' cuckooing  ' });
    const others = await suggest(ADELE, { title: 'CUCKOOING' });
    const supported = await house.press(ADELE, others, 'Support it');
    const again = await suggest(ADELE, { title: 'cuckooing' });

    assert.match(says(own), /You suggested this already\. Change it to say more\./);
    assert.deepEqual(titles(own), ['Change', 'Withdraw', 'Suggest a topic']);
    assert.match(says(others), /This is on the list already\. Support it, and you hear what becomes of it\./);
    assert.match(says(supported), /It grows\. 2 people want it\./);
    assert.match(says(again), /This is on the list already, and you support it\./);
    assert.equal(says(await list(ALEX)).match(/cuckooing/gi)?.length, 1);
  });

  it('takes in what its own author writes when they suggest it again', async () => {
    const form = await suggest(MEGAN, {
      title: 'cuckooing',
      why: 'Two flats in May.',
      speaker: 'Kent Police',
    });
    const saved = await house.press(MEGAN, form, 'Save');

    assert.match(says(form), /You suggested this already\. What you wrote now is below/);
    assert.equal(inputsOf(form.card).why, 'It grows.\nTwo flats in May.');
    assert.match(
      says(saved),
      /Cuckooing \| It grows\.\n+Two flats in May\. 1 person wants it\. Speaker: Kent Police\./,
    );
  });

  it('gets the words of whoever suggests it too, with their support, before the coordinating team', async () => {
    const words = { title: 'CUCKOOING', why: 'Two flats in May.', speaker: 'Kent Police' };
    const known = await suggest(ADELE, words);
    const supported = await house.press(ADELE, known, 'Support it');
    await house.press(ADELE, known, 'Support it');
    const again = await suggest(ADELE, { ...words, why: 'And one in June.' });
    const decide = await house.press(ALEX, await list(ALEX), 'Decide');

    assert.match(says(known), /What you wrote goes with it: Two flats in May\. Speaker: Kent Police\./);
    assert.match(says(supported), /You support 'Cuckooing'\. What you wrote is with the coordinating team\./);
    assert.match(says(again), /You wrote: Two flats in May\.\n+And one in June\. Speaker: Kent Police\./);
    assert.match(
      says(decide),
      /It grows\. \| Two flats in May\.\n+And one in June\. Speaker: Kent Police\. \|/,
    );
    assert.doesNotMatch(says(await list(MEGAN)), /Two flats/);
  });

  it('keeps what was written of it when it goes on as the next person’s, or together with another', async () => {
    await house.press(ADELE, await suggest(ADELE, { title: 'cuckooing', why: 'Two flats.' }), 'Support it');
    const sure = await house.press(MEGAN, await list(MEGAN), 'Withdraw');
    await house.press(MEGAN, sure, 'Withdraw it');
    const inherited = says(await list(ALEX));

    await suggest(MEGAN, { title: 'County lines', why: 'Trains.' });
    const [other] = buttonsOf((await list(MEGAN)).card).filter(({ title }) => title === 'Change');
    const [decide] = buttonsOf((await list(ALEX)).card).filter(
      ({ title, data }) => title === 'Decide' && data.suggestion !== other!.data.suggestion,
    );
    const form = await house.send(ALEX, decide!.verb, decide!.data);
    await house.press(ALEX, form, 'Save', { into: `suggestion/${String(other!.data.suggestion)}` });
    const merged = await house.press(ALEX, await list(ALEX), 'Decide');

    assert.match(inherited, /It grows\.\n+Two flats\. 1 person wants it\./);
    assert.match(says(merged), /Trains\. \| It grows\.\n+Two flats\. \|/);
  });

  it('is saved by whoever inherits it, however long what two people wrote of it is together', async () => {
    const grows = { title: 'Cuckooing', why: 'It grows. '.repeat(50) };
    await house.press(MEGAN, await house.press(MEGAN, await list(MEGAN), 'Change'), 'Save', grows);
    const theirs = await suggest(ADELE, { title: 'Homes taken over', why: 'Two flats. '.repeat(50) });
    const named = (button: string) => buttonsOf(theirs.card).find(({ title }) => title === button)!;
    const form = await house.send(ALEX, 'info-sessions/decide', named('Change').data);
    const into = `suggestion/${String(named('Support it').data.suggestion)}`;
    const merged = await house.press(ALEX, form, 'Save', { into });
    const stale = await house.press(ADELE, theirs, 'Withdraw');
    const sure = await house.press(MEGAN, await list(MEGAN), 'Withdraw');
    await house.press(MEGAN, sure, 'Withdraw it');
    const change = await house.press(ADELE, await list(ADELE), 'Change');
    const saved = await house.press(ADELE, change, 'Save');
    const longer = await house.press(ADELE, change, 'Save', { why: 'x'.repeat(2000) });

    assert.match(says(merged), /'Homes taken over' is now a part of 'Cuckooing'/);
    assert.match(says(stale), /'Homes taken over' is now a part of 'Cuckooing'.*is kept there/);
    assert.match(says(saved), /Your topic is with the coordinating team/);
    assert.match(says(longer), /Shorten the reason to 1,\d+ characters/);
  });

  it('is changed by whoever suggested it, and saved twice is one', async () => {
    const form = await house.press(MEGAN, await list(MEGAN), 'Change');
    const typed = { title: 'Cuckooing of homes', speaker: 'Kent Police' };
    await house.press(MEGAN, form, 'Save', typed);
    const changed = await house.press(MEGAN, form, 'Save', typed);

    assert.equal(inputsOf(form.card).why, 'It grows.');
    assert.match(
      says(changed),
      /Cuckooing of homes \| It grows\. 1 person wants it\. Speaker: Kent Police\./,
    );
    assert.equal(says(changed).match(/Cuckooing/g)?.length, 1);
  });

  it('keeps its title once others support it', async () => {
    await house.press(ADELE, await list(ADELE), 'Support it');
    const refused = await changedTo('Scams');
    const spelt = await changedTo('cuckooing');

    assert.match(says(refused), /Others support 'Cuckooing', so it keeps its name\./);
    assert.match(says(spelt), /cuckooing \| It grows\. 2 people want it\./);
  });

  it('is withdrawn after one question, and can be suggested again', async () => {
    const sure = await house.press(MEGAN, await list(MEGAN), 'Withdraw');
    const after = await house.press(MEGAN, sure, 'Withdraw it');
    const late = await house.press(MEGAN, sure, 'Withdraw it');

    assert.match(says(sure), /Nobody else supports it, so it leaves the list\./);
    assert.match(says(after), /You withdrew 'Cuckooing'\. \| No topic is open\./);
    assert.match(late.text, /decided or withdrawn already/);
    const again = await suggest(MEGAN, { title: 'Cuckooing' });
    assert.match(says(again), /Your topic is with the coordinating team/);
  });

  it('that was withdrawn is not suggested again by its old form, before a second press', async () => {
    const form = await house.say(MEGAN, 'suggest topic');
    const first = await house.press(MEGAN, form, 'Suggest it', { title: 'Scams' });
    const mine = buttonsOf(first.card).filter(({ title }) => title === 'Withdraw');
    for (const { data } of mine) await house.send(MEGAN, 'info-sessions/confirm-withdraw', data);

    const back = await house.press(MEGAN, form, 'Suggest it', { title: 'Scams' });
    const again = await house.press(MEGAN, back, 'Suggest it');

    assert.match(says(back), /You withdrew this topic\. Press Suggest it to suggest it again\./);
    assert.match(says(again), /Scams \| 1 person wants it\./);
  });

  it('that others support stays for them when it is withdrawn, and each can take support back', async () => {
    for (const name of [ADELE, ALEX]) await house.press(name, await list(name), 'Support it');
    const sure = await house.press(MEGAN, await list(MEGAN), 'Withdraw');
    const after = await house.press(MEGAN, sure, 'Withdraw it');
    const owner = (await Promise.all([ADELE, ALEX].map(list))).findIndex((each) =>
      titles(each).includes('Withdraw'),
    );
    const [first, other] = owner === 0 ? [ADELE, ALEX] : [ALEX, ADELE];
    await house.press(other!, await list(other!), 'Take my support back');
    const last = await house.press(first!, await list(first!), 'Withdraw');

    assert.match(says(sure), /2 other people support it, so it stays on the list for them\./);
    assert.match(says(after), /You withdrew 'Cuckooing'\. It stays on the list for 2 other people\./);
    assert.match(says(after), /2 people want it\./);
    assert.ok(titles(after).includes('Support it'));
    assert.match(says(last), /Nobody else supports it/);
  });

  it('is not changed or withdrawn by anybody else', async () => {
    const [own] = buttonsOf((await list(MEGAN)).card).filter(({ title }) => title === 'Withdraw');

    for (const verb of ['change-suggestion', 'withdraw', 'confirm-withdraw', 'save-suggestion']) {
      const typed = { ...own!.data, title: 'Scams' };
      const refused = await house.send(ADELE, `info-sessions/${verb}`, typed);

      assert.match(says(refused), /Only who suggested a topic changes or withdraws it/);
    }
    assert.match(says(await list(ADELE)), /Cuckooing \| It grows\./);
  });
});
