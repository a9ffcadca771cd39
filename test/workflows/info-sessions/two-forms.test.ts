import assert from 'node:assert/strict';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, inputsOf, nodesOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, says } from './support.js';

const WHAT = {
  ...{ title: 'Dangerous dogs', about: 'What the law says.' },
  ...{ day: '2026-12-09', from: '09:30', to: '10:15', how: 'hybrid' },
};
const TYPED = { venue: 'County Hall', places: 'sixteen', link: '', virtualPlaces: '40' };

describe('The two first forms of a session', () => {
  let house: House;
  let first: Shown;
  let places: Shown;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    first = await house.say(ALEX, 'new session');
    places = await house.press(ALEX, first, 'Continue', WHAT);
  });
  afterEach(() => house.close());

  const drafts = (): Promise<readonly Session[]> =>
    house.inside((tx) => tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }));
  const goBack = (typed: Record<string, string> = TYPED): Promise<Shown> =>
    house.press(ALEX, places, 'Go back', typed);

  it('keep what is typed, going back and on again, as often as one likes', async () => {
    const back = await goBack();
    assert.deepEqual(inputsOf(back.card), WHAT);

    const on = await house.press(ALEX, back, 'Continue', { title: 'Dangerous dogs at home' });
    assert.deepEqual(inputsOf(on.card), TYPED);

    const again = await house.press(ALEX, on, 'Go back', { venue: 'Oakwood House' });
    assert.deepEqual(inputsOf(again.card), { ...WHAT, title: 'Dangerous dogs at home' });

    const last = await house.press(ALEX, again, 'Continue', { day: '2026-12-10' });
    const preview = await house.press(ALEX, last, 'Save', { venue: 'Oakwood House', places: '16' });
    assert.match(
      says(preview),
      /Dangerous dogs at home .*10 December 2026, 9:30am .*at Oakwood House: 16 of 16/,
    );
    assert.equal((await drafts()).length, 1);
  });

  it('keep what is typed of the venue when the session turns virtual and back', async () => {
    const online = await house.press(ALEX, await goBack(), 'Continue', { how: 'virtual' });
    assert.deepEqual(inputsOf(online.card), { link: '', virtualPlaces: '40' });

    const back = await house.press(ALEX, online, 'Go back', { virtualPlaces: '50' });
    assert.equal(inputsOf(back.card).how, 'virtual');
    const both = await house.press(ALEX, back, 'Continue', { how: 'hybrid' });
    assert.deepEqual(inputsOf(both.card), { ...TYPED, virtualPlaces: '50' });
  });

  it('let one go back with fields still empty, and name what is missing when one saves', async () => {
    const [action] = nodesOf(places.card).filter((each) => each.title === 'Go back');
    const wrong = await house.press(ALEX, places, 'Save', { places: '2' });
    const back = await house.press(ALEX, wrong, 'Go back', { places: '2' });

    assert.ok(nodesOf(places.card).every(({ isRequired }) => isRequired !== true));
    assert.notEqual(action?.associatedInputs, 'none');
    assert.match(says(wrong), /Enter where it is held/);
    assert.equal(inputsOf((await house.press(ALEX, back, 'Continue')).card).places, '2');
  });

  it('keep the places of a first form that comes back', async () => {
    const wrong = await house.press(ALEX, await goBack(), 'Continue', { title: '' });
    assert.match(says(wrong), /Enter a title/);

    const on = await house.press(ALEX, wrong, 'Continue', { title: 'Dogs' });
    assert.deepEqual(inputsOf(on.card), TYPED);
  });

  it('take a second press of each for the first', async () => {
    const back = await goBack();
    assert.deepEqual(inputsOf((await goBack()).card), inputsOf(back.card));

    const change = { title: 'Dogs' };
    const on = await house.press(ALEX, back, 'Continue', change);
    const twice = await house.press(ALEX, back, 'Continue', change);

    assert.deepEqual(inputsOf(twice.card), inputsOf(on.card));
    assert.deepEqual(
      (await drafts()).map(({ title, dates }) => [title, dates.length]),
      [['Dogs', 1]],
    );
  });

  it('do not let an old first form replace what it has not seen, and keep its words', async () => {
    const old = await house.press(ALEX, first, 'Continue', { ...WHAT, title: 'Older' });
    assert.match(says(old), /was changed since you opened this form/);
    assert.equal((await drafts())[0]?.title, 'Dangerous dogs');

    await house.press(ALEX, old, 'Continue');
    assert.equal((await drafts())[0]?.title, 'Older');
  });

  it('do not let old places replace those that were saved meanwhile, and keep their words', async () => {
    const back = await goBack({ ...TYPED, places: '12' });
    await house.press(ALEX, places, 'Save', { venue: 'Town Hall', places: '30' });
    const on = await house.press(ALEX, back, 'Continue');
    const saved = await house.press(ALEX, on, 'Save');

    assert.match(says(saved), /was changed since you opened this form/);
    assert.equal(inputsOf(saved.card).places, '12');
    assert.equal((await drafts())[0]?.dates[0]?.inPerson?.places, 30);
  });

  it('lead an old card of a session that is published to its sections', async () => {
    const preview = await house.press(ALEX, places, 'Save', { venue: 'Town Hall', places: '30' });
    await house.press(ALEX, preview, 'Publish');

    assert.match(says(await goBack()), /^Dangerous dogs: the sections of the session/);
  });

  it('understand a form of an earlier version, which names no date and keeps no places', async () => {
    const { session } = buttonsOf(first.card).find(({ title }) => title === 'Continue')!.data;
    const on = await house.send(ALEX, 'info-sessions/save-new', { ...WHAT, session, version: 0 });

    assert.deepEqual(inputsOf(on.card), { venue: '', places: '', link: '', virtualPlaces: '' });
    assert.equal((await drafts())[0]?.dates.length, 1);
  });
});
