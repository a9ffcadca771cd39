import assert from 'node:assert/strict';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, isHere, published, says, take, withSecondDate } from './support.js';

describe('How one stands in a session', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await published(house, {}, { places: '1' });
    await take(house, MEGAN, session, 'in-person');
  });
  afterEach(() => house.close());

  const titles = (shown: Shown): readonly string[] => buttonsOf(shown.card).map(({ title }) => title);
  const giveUp = (name: string): Promise<Shown> =>
    house.send(name, 'info-sessions/confirm-give-up', { session: session.id });

  it('is said in the same words after a place and after a list that was left, with the way back in', async () => {
    const waiting = await take(house, ADELE, session, 'in-person');
    const left = await house.press(ADELE, waiting, 'Leave the waiting list');
    const gone = await giveUp(MEGAN);

    for (const shown of [left, gone]) {
      assert.match(says(shown), /You have no place, and you are on no waiting list\./);
      assert.equal(titles(shown)[0], 'Sign up again');
    }
    assert.match(says(await house.press(ADELE, left, 'Sign up again')), /1 of 1 place left/);
  });

  it('does not tell whoever waits or is offered a place to sign up', async () => {
    const waiting = await take(house, ADELE, session, 'in-person');
    await giveUp(MEGAN);
    const offer = house.inbox(ADELE).at(-1)!;

    for (const shown of [waiting, offer]) {
      assert.doesNotMatch(says(shown), /Sign up until/);
      assert.ok(titles(shown).includes('Other ways to come'), titles(shown).join());
    }
    assert.match(says(offer), /The place is held for you until/);
  });

  it('is being here, for whoever gave their place up and came all the same', async () => {
    await giveUp(MEGAN);
    house.at('2026-12-09T10:10:00Z');
    const form = await house.say(MEGAN, 'I am here');
    const here = await house.press(MEGAN, form, 'I am here', { code: session.dates[0]!.code });

    assert.match(says(here), /Noted that you are here\. It counts without a place too\./);
    assert.doesNotMatch(says(here), /no place|waiting list/);
  });

  it('says that the own date is over, while others of the session are to come', async () => {
    await withSecondDate(house, session);
    house.at('2026-12-09T12:00:00Z');
    const mine = await house.say(MEGAN, 'my sessions');
    const shown = await house.press(MEGAN, mine, 'Open');

    assert.match(says(shown), /You have a place: 9 December 2026.* This date is over\./);
    assert.ok(!titles(shown).includes('Add to my calendar'), titles(shown).join());
    assert.ok(titles(shown).includes('Give feedback'), titles(shown).join());
  });

  it('is counted for the coordinating team without what there is none of', async () => {
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    await take(house, ADELE, session, 'in-person');
    const both = await house.send(ALEX, 'info-sessions/people', { session: session.id });

    assert.ok(wordsOf(people.card).includes('1 with a place.'), says(people));
    assert.ok(wordsOf(both.card).includes('1 with a place, 1 waiting.'), says(both));
  });

  it('leaves no places to count once the session is over', async () => {
    const line = async (): Promise<string | undefined> =>
      wordsOf((await house.send(ALEX, 'info-sessions/session', { session: session.id })).card).find((each) =>
        each.startsWith('In person at'),
      );
    const before = await line();
    house.at('2026-12-09T10:10:00Z');
    await isHere(house, MEGAN, session);
    house.at('2026-12-09T12:00:00Z');

    assert.equal(before, 'In person at County Hall, Maidstone: no place left of 1. 1 taken.');
    assert.equal(await line(), 'In person at County Hall, Maidstone. 1 taken.');
  });
});
