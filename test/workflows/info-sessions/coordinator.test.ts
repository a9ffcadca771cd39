import assert from 'node:assert/strict';
import { sessions } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, inputsOf, openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  GENERAL,
  ISAIAH,
  MEGAN,
  drafted,
  latest,
  published,
  says,
  signUpsOf,
  take,
} from './support.js';

describe('A coordinator', () => {
  let house: House;

  beforeEach(async () => {
    house = await openHouse();
    await house.addChannel(GENERAL, 'General');
    for (const name of [MEGAN, ADELE]) await house.meet(name);
  });
  afterEach(() => house.close());

  it('makes a session in two forms, and nobody sees it before it is published', async () => {
    const preview = await drafted(house);

    assert.match(says(preview), /In person at County Hall, Maidstone: 2 of 2 places left/);
    assert.ok(buttonsOf(preview.card).some(({ title }) => title === 'Publish'));
    assert.doesNotMatch(says(await house.say(MEGAN, 'sessions')), /Neighbourhood Policing \|.*Draft/);
    assert.equal(house.inbox(GENERAL).length, 0);
  });

  it('sees before publishing that nobody would hear of it, and can choose who does', async () => {
    const preview = await drafted(house);
    const form = await house.press(ALEX, preview, 'Choose who hears of it');
    const chosen = await house.press(ALEX, form, 'Save', { channels: GENERAL });
    const done = await house.press(ALEX, chosen, 'Publish');

    assert.match(says(preview), /shown in no channel; nobody gets .* People find it under sessions\./);
    assert.match(says(chosen), /Publishing: shown in General; nobody gets a message of their own\. \|/);
    assert.ok(buttonsOf(chosen.card).every(({ title }) => title !== 'Choose who hears of it'));
    assert.ok(wordsOf(done.card).includes('Published.'), says(done));
  });

  it('is told afterwards when nobody was', async () => {
    const done = await house.press(ALEX, await drafted(house), 'Publish');

    assert.match(says(done), /Published\. Nobody was told: people find it under sessions\./);
  });

  for (const [what, typed, sentence] of [
    ['an end before the start', { from: '11:00', to: '10:00' }, /Enter an end after the start at 11am/],
    ['a day that has passed', { day: '2026-11-20' }, /Enter a day and a time that are still to come/],
    ['a day that does not exist', { day: '2027-02-30' }, /Enter the day of the session/],
    [
      'a time that does not exist',
      { day: '2027-03-28', from: '01:30', to: '03:00' },
      /1:30am does not exist on 28 March 2027/,
    ],
    [
      'a time that comes twice',
      { day: '2027-10-31', from: '01:30', to: '03:00' },
      /1:30am comes twice on 31 October 2027/,
    ],
    ['no title', { title: ' ' }, /Enter a title/],
  ] as const) {
    it(`is told of ${what}, with everything typed still there`, async () => {
      const form = await house.say(ALEX, 'new session');

      const again = await house.press(ALEX, form, 'Continue', {
        ...{ title: 'Scams', day: '2026-12-09', from: '10:00', to: '11:00', how: 'virtual', about: 'Kept.' },
        ...typed,
      });

      assert.match(says(again), sentence);
      assert.equal(inputsOf(again.card).about, 'Kept.');
      const drafts = await house.inside((tx) =>
        tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }),
      );
      assert.deepEqual(drafts, []);
    });
  }

  it('keeps places for an organisation until a day', async () => {
    const session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/reservation', { session: session.id });
    const typed = { organisation: 'kent-police', mode: 'in-person', until: '2026-12-01' };
    const many = await house.press(ALEX, form, 'Keep them', { ...typed, places: '3' });
    await house.press(ALEX, form, 'Keep them', { ...typed, places: '1' });
    await house.press(
      ALEX,
      await house.send(ALEX, 'info-sessions/preview', { session: session.id }),
      'Publish the changes',
    );

    await take(house, ADELE, session, 'in-person');
    const isaiah = await take(house, ISAIAH, session, 'in-person');
    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    house.at('2026-12-02T09:00:00Z');
    await house.tick();

    assert.match(says(many), /That would keep 3 of 2 places\. Enter fewer/);
    assert.match(says(isaiah), /number 1 on the waiting list/);
    assert.match(says(people), /Not offered yet: what is free is kept for Kent Police/);
    assert.equal((await signUpsOf(house, session)).filter(({ wish }) => wish?.state === 'offered').length, 1);
  });

  it('offers places by hand where the list is kept so', async () => {
    const session = await published(house, {}, { places: '1' });
    const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
    const sections = await house.press(ALEX, rules, 'Save', { offers: 'by hand' });
    await house.press(ALEX, await house.press(ALEX, sections, 'Preview'), 'Publish the changes');
    await take(house, ADELE, session, 'in-person');
    await take(house, MEGAN, session, 'in-person');
    await house.send(ADELE, 'info-sessions/confirm-give-up', { session: session.id });

    const people = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    await house.press(ALEX, people, 'Offer a place');

    assert.match(says(people), /offers are made by hand, and a place is free/);
    assert.match(says(house.inbox(MEGAN).at(-1)), /held for you until/);
  });

  it('duplicates a session once, without its link, on the same weekday', async () => {
    const session = await published(house);
    const card = await house.send(ALEX, 'info-sessions/more', { session: session.id });

    await house.press(ALEX, card, 'Duplicate');
    await house.press(ALEX, card, 'Duplicate');

    const drafts = await house.inside((tx) =>
      tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }),
    );
    assert.equal(drafts.length, 1);
    assert.equal(drafts[0]!.dates[0]!.startsAt, '2026-12-16T10:00:00.000Z');
    assert.equal(drafts[0]!.dates[0]!.virtual?.link, '');
    assert.notEqual(drafts[0]!.dates[0]!.code, session.dates[0]!.code);
  });

  it('has the buttons that make sense at the time, and the others behind one', async () => {
    const session = await published(house);
    const titles = async (verb: string, at: string): Promise<readonly string[]> => {
      house.at(at);
      const shown = await house.send(ALEX, `info-sessions/${verb}`, { session: session.id });
      return buttonsOf(shown.card).map(({ title }) => title);
    };
    const ends = ['Change', 'More', 'My own place', 'All sessions'];

    assert.deepEqual(await titles('session', '2026-12-08T09:00:00Z'), ['Who signed up', ...ends]);
    assert.deepEqual(await titles('more', '2026-12-08T09:00:00Z'), [
      ...['Code for attendance', 'Duplicate', 'Offer to the bulletin', 'Cancel it', 'Go back'],
    ]);
    assert.deepEqual(await titles('session', '2026-12-09T08:00:00Z'), [
      ...['Who signed up', 'Attendance', ...ends],
    ]);
    assert.deepEqual(await titles('session', '2026-12-09T10:30:00Z'), [
      ...['Who signed up', 'Attendance', 'Feedback', ...ends],
    ]);
    const over = ['Who signed up', 'Attendance', 'Feedback', 'Materials'];
    for (const verb of ['session', 'more']) {
      const after = await titles(verb, '2026-12-09T12:00:00Z');
      assert.deepEqual(after, [...over, 'My own place', 'Duplicate', 'All sessions']);
    }
  });

  it('is told when somebody else changed the session since the form was opened', async () => {
    const session = await published(house);
    const one = await house.send(ALEX, 'info-sessions/about', { session: session.id });
    const other = await house.send(ALEX, 'info-sessions/about', { session: session.id });
    await house.press(ALEX, one, 'Save', { about: 'First.' });

    const refused = await house.press(ALEX, other, 'Save', { about: 'Second.' });
    await house.press(ALEX, refused, 'Save');

    assert.match(says(refused), /was changed since you opened this form/);
    assert.equal((await latest(house, session.id)).pending?.about, 'Second.');
  });

  it('takes attendance by a code, also of somebody without a place', async () => {
    const session = await published(house);
    const { code } = session.dates[0]!;
    const early = await house.press(ADELE, await house.say(ADELE, 'I am here'), 'I am here', { code });
    house.at('2026-12-09T10:10:00Z');
    const wrong = await house.press(ADELE, await house.say(ADELE, 'I am here'), 'I am here', {
      code: 'wrong',
    });

    const here = await house.press(ADELE, wrong, 'I am here', { code: ` ${code.toUpperCase()} ` });
    const list = await house.send(ALEX, 'info-sessions/attendance', { session: session.id });

    assert.match(says(early), /No session that is on now has this code/);
    assert.match(says(here), /Noted that you are here/);
    assert.match(says(list), /1 person came; 0 people with a place did not yet/);
  });

  for (const verb of ['session', 'people', 'results', 'attendance', 'publish', 'materials', 'needs']) {
    it(`alone may: ${verb}`, async () => {
      const session = await published(house);

      const { text } = await house.send(MEGAN, `info-sessions/${verb}`, { session: session.id });

      assert.match(text, verb === 'needs' ? /Sign up for/ : /Only the coordinating team/);
    });
  }
});

describe('A suggested topic', () => {
  it('is supported once by each, joined with another, scheduled, and told to everybody behind it', async () => {
    const house = await openHouse();
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    const suggest = async (name: string, title: string) =>
      house.press(name, await house.say(name, 'suggest topic'), 'Suggest it', { title });
    await suggest(MEGAN, 'Dangerous dogs');
    await house.press(ISAIAH, await house.say(ISAIAH, 'topics'), 'Support it');
    const before = await house.say(ALEX, 'topics');
    house.at('2026-11-23T09:01:00Z');
    await suggest(ADELE, 'Dogs and the law');

    // The newest stands first: Adele's goes together with Megan's, and that into a draft.
    const [merge] = buttonsOf((await house.say(ALEX, 'topics')).card).filter(
      ({ title }) => title === 'Decide',
    );
    const [keep] = buttonsOf(before.card).filter(({ title }) => title === 'Decide');
    const form = await house.send(ALEX, merge!.verb, merge!.data);
    await house.press(ALEX, form, 'Save', { into: `suggestion/${String(keep!.data.suggestion)}` });
    await drafted(house, { title: 'Dogs' });
    const [draft] = await house.inside((tx) =>
      tx.find(sessions, { where: { state: 'draft' }, by: 'createdAt' }),
    );
    const decide = await house.send(ALEX, keep!.verb, keep!.data);
    const empty = await house.press(ALEX, decide, 'Save');
    await house.press(ALEX, decide, 'Save', { into: `session/${draft!.id}` });
    const told = (name: string): number =>
      house
        .inbox(name)
        .filter((each) =>
          says(each).includes("'Dangerous dogs', which you suggested or support, is scheduled"),
        ).length;
    const quiet = [MEGAN, ISAIAH, ADELE].map(told);
    await house.press(
      ALEX,
      await house.send(ALEX, 'info-sessions/preview', { session: draft!.id }),
      'Publish',
    );
    await house.send(ALEX, 'info-sessions/publish', { session: draft!.id });

    assert.match(says(before), /2 people want it/);
    assert.match(says(empty), /Enter an answer, or choose a session/);
    assert.deepEqual(quiet, [0, 0, 0]);
    assert.deepEqual([MEGAN, ISAIAH, ADELE].map(told), [1, 1, 1]);
    await house.close();
  });
});
