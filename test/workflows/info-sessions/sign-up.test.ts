import assert from 'node:assert/strict';
import { buttonsOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import {
  ADELE,
  ALEX,
  GENERAL,
  ISAIAH,
  MEGAN,
  linksOf,
  press,
  publishChanges,
  published,
  says,
  signUpsOf,
  take,
} from './support.js';

const IN_CHANNEL = { personal: false };

describe('Signing up for a session', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse();
    await house.addChannel(GENERAL, 'General');
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house);
  });
  afterEach(() => house.close());

  const channelCard = (): Shown => house.inbox(GENERAL)[0]!;

  it('shows the card in the channel, without inputs, and keeps the places left current in that message', async () => {
    const before = says(channelCard());

    await house.press(MEGAN, channelCard(), 'Come in person', {}, IN_CHANNEL);

    assert.match(before, /In person at County Hall, Maidstone: 2 of 2 places left\./);
    assert.equal(house.inbox(GENERAL).length, 1);
    assert.match(says(channelCard()), /1 of 2 places left/);
    assert.doesNotMatch(JSON.stringify(channelCard().card), /Input\.|teams\.example/);
  });

  it('brings that message up to date as time passes', async () => {
    const sentences: (string | undefined)[] = [];
    for (const instant of ['2026-12-09T09:59:00Z', '2026-12-09T10:00:00Z', '2026-12-09T11:00:00Z']) {
      house.at(instant);
      await house.tick();
      sentences.push(/Sign up until|has begun|is over/.exec(says(channelCard()))?.[0]);
    }

    assert.deepEqual(sentences, ['Sign up until', 'has begun', 'is over']);
    assert.deepEqual(buttonsOf(channelCard().card), []);
    assert.equal(house.inbox(GENERAL).length, 1);
  });

  it('takes a place in one press, answers with a sentence, and goes on in the personal chat', async () => {
    const { text, card } = await house.press(MEGAN, channelCard(), 'Come by Teams', {}, IN_CHANNEL);

    const own = house.inbox(MEGAN).at(-1)!;
    assert.equal(card, undefined);
    assert.match(text, /^You have a place: 9 December 2026, 10am to 11am, virtual\./);
    assert.doesNotMatch(text, /teams\.example/);
    assert.deepEqual(linksOf(own), ['Join the session: https://teams.example/1']);
    assert.deepEqual(
      buttonsOf(own.card).map(({ title }) => title),
      [
        'Change',
        'Cancel my place',
        'Add to my calendar',
        'Access and dietary needs',
        'Sign a colleague up',
        'My sessions',
      ],
    );
  });

  it('counts a press that comes twice once, and sends one card', async () => {
    const pressed = await Promise.all([
      house.send(MEGAN, 'info-sessions/take', press(session, 'in-person'), IN_CHANNEL),
      house.send(MEGAN, 'info-sessions/take', press(session, 'in-person'), IN_CHANNEL),
    ]);

    assert.equal(pressed[0].text, pressed[1].text);
    assert.equal((await signUpsOf(house, session)).length, 1);
    assert.equal(house.inbox(MEGAN).filter((each) => says(each).includes('You have a place')).length, 1);
  });

  it('gives the last place to one of two who press at once, and the other a place on the list', async () => {
    await take(house, MEGAN, session, 'in-person');

    const [adele, isaiah] = await Promise.all([
      take(house, ADELE, session, 'in-person'),
      take(house, ISAIAH, session, 'in-person'),
    ]);

    const places = (await signUpsOf(house, session)).filter(({ place }) => place !== undefined);
    assert.equal(places.length, 2);
    assert.match(says(adele), /You have a place/);
    assert.match(says(isaiah), /You are number 1 on the waiting list/);
  });

  it('points out another session at the same time', async () => {
    const other = await published(house, { title: 'Data workshop', from: '10:30', to: '12:00' });
    await take(house, MEGAN, session, 'virtual');

    const shown = await take(house, MEGAN, other, 'virtual');

    assert.match(says(shown), /At the same time you have a place in Neighbourhood Policing/);
  });

  it('signs a colleague up, who is told and can cancel it', async () => {
    const form = await house.send(ISAIAH, 'info-sessions/colleague', { session: session.id });

    const done = await house.press(ISAIAH, form, 'Sign them up', {
      email: 'Alex.Wilber@kcst.example',
      slot: `${session.dates[0]!.id}/virtual`,
    });
    await house.meet(ALEX);

    const told = house.inbox(ALEX).find((each) => says(each).includes('signed you up'))!;
    assert.match(done.text, /Alex Wilber has a place/);
    assert.match(says(told), /Isaiah Langer signed you up\./);
    assert.ok(buttonsOf(told.card).some(({ title }) => title === 'Cancel my place'));
  });

  it('does not sign up somebody of another organisation, or who is not on the list', async () => {
    const form = await house.send(MEGAN, 'info-sessions/colleague', { session: session.id });
    const slot = `${session.dates[0]!.id}/virtual`;

    const other = await house.press(MEGAN, form, 'Sign them up', { email: 'adele.vance@kfrs.example', slot });
    const nobody = await house.press(MEGAN, form, 'Sign them up', { email: 'who@kfrs.example', slot });

    assert.match(says(other), /Adele Vance is not of your organisation/);
    assert.match(says(nobody), /Nobody on the list of members has this address/);
    assert.equal((await signUpsOf(house, session)).length, 0);
  });

  it('refuses whoever comes after sign-up has closed, and before it opens', async () => {
    const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
    const sections = await house.press(ALEX, rules, 'Save', {
      opensOn: '2026-11-25',
      closesOn: '2026-12-01',
    });
    await house.press(ALEX, await house.press(ALEX, sections, 'Preview'), 'Publish the changes');

    const early = await take(house, MEGAN, session, 'virtual');
    house.at('2026-12-02T09:00:00Z');
    const late = await take(house, MEGAN, session, 'virtual');

    assert.equal(early.text, "Sign-up for 'Neighbourhood Policing' opens on 25 November 2026.");
    assert.equal(late.text, "Sign-up for 'Neighbourhood Policing' closed on 1 December 2026.");
    assert.equal((await signUpsOf(house, session)).length, 0);
  });

  it('refuses a place in a session that was cancelled or has begun', async () => {
    house.at('2026-12-09T10:00:00Z');
    const begun = await take(house, MEGAN, session, 'virtual');
    house.at('2026-12-01T10:00:00Z');
    const form = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });
    await house.press(ALEX, form, 'Cancel the session', { reason: 'The speaker is ill.' });
    const cancelled = await take(house, MEGAN, session, 'virtual');

    assert.match(begun.text, /has begun/);
    assert.match(cancelled.text, /was cancelled/);
    assert.match(says(channelCard()), /This session was cancelled\. The speaker is ill\./);
    assert.deepEqual(buttonsOf(channelCard().card), []);
  });

  it('keeps a session for some organisations from the others', async () => {
    const own = await published(
      house,
      { title: 'For the police' },
      {},
      { audience: 'organisations', organisations: 'kent-police' },
    );

    const refused = await take(house, ADELE, own, 'virtual');
    const taken = await take(house, MEGAN, own, 'virtual');

    assert.match(refused.text, /is for other members/);
    assert.match(says(taken), /You have a place/);
    assert.doesNotMatch(says(await house.say(ADELE, 'sessions')), /For the police/);
  });

  it('shows in my sessions what the member has, and nothing of others', async () => {
    await take(house, ADELE, session, 'in-person');
    const nothing = await house.say(MEGAN, 'my sessions');
    await take(house, MEGAN, session, 'virtual');

    const mine = await house.say(MEGAN, 'my sessions');

    assert.match(nothing.text, /You have signed up for no session/);
    assert.match(says(mine), /You have a place: 9 December 2026/);
    assert.doesNotMatch(says(mine), /Adele/);
  });

  it('does not cancel with an old question the place that was taken since', async () => {
    await take(house, MEGAN, session, 'in-person');
    const old = await house.send(MEGAN, 'info-sessions/give-up', { session: session.id });
    await take(house, MEGAN, session, 'virtual');

    const asked = await house.press(MEGAN, old, 'Cancel my place');
    const [between] = await signUpsOf(house, session);
    await house.press(MEGAN, asked, 'Cancel my place');

    assert.match(says(asked), /You give up your place: .*virtual/);
    assert.equal(between?.place?.mode, 'virtual');
    assert.equal((await signUpsOf(house, session))[0]?.ended, 'cancelled');
  });

  it('still lets whoever signed up in time change how they come after sign-up has closed', async () => {
    const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
    await house.press(ALEX, rules, 'Save', { closesOn: '2026-11-25' });
    await publishChanges(house, session);
    await take(house, MEGAN, session, 'in-person');
    house.at('2026-11-27T09:00:00Z');
    const place = await house.send(MEGAN, 'info-sessions/show', { session: session.id });

    const choose = await house.press(MEGAN, place, 'Change');
    const changed = await house.press(MEGAN, choose, 'Come by Teams');
    const late = await house.send(ADELE, 'info-sessions/show', { session: session.id });

    assert.match(says(changed), /You have a place: .*virtual/);
    assert.ok(!buttonsOf(late.card).some(({ title }) => title.startsWith('Come')));
  });

  it('offers a place that is kept for the organisation of the person as one to take', async () => {
    const one = await published(house, { title: 'Scams' }, { places: '1' });
    const form = await house.send(ALEX, 'info-sessions/reservation', { session: one.id });
    const typed = { organisation: 'kent-police', mode: 'in-person', places: '1', until: '2026-12-01' };
    await house.press(ALEX, form, 'Keep them', typed);
    await publishChanges(house, one);
    const see = (name: string) => house.send(name, 'info-sessions/show', { session: one.id });

    const [megan, adele] = [await see(MEGAN), await see(ADELE)];

    assert.match(says(megan), /1 of 1 place left, 1 kept for Kent Police/);
    assert.ok(buttonsOf(megan.card).some(({ title }) => title === 'Come in person'));
    assert.match(says(adele), /no place left of 1/);
    assert.ok(buttonsOf(adele.card).some(({ title }) => title === 'Join the waiting list in person'));
  });
});
