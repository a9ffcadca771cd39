import assert from 'node:assert/strict';
import { members } from '../../../src/directory.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { nodesOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import { ALEX, GENERAL, latest, press, published, says, signUpsOf, take } from './support.js';

/** People on the list who have an account and an address, beside the sample's own. */
async function crowd(house: House, number: number): Promise<readonly string[]> {
  const names = Array.from({ length: number }, (_, index) => `Partner ${String(index).padStart(3, '0')}`);
  await house.inside(async (tx) => {
    for (const [index, name] of names.entries()) {
      await tx.put(members, {
        ...{
          id: `partner${String(index).padStart(9, '0')}`,
          version: 0,
          name,
          standing: 'active',
          roles: [],
        },
        ...{ organisation: 'kcc-public-health', account: `tenant/${index}` },
      });
    }
  });
  return names;
}

describe('The hybrid conference of the papers', () => {
  let house: House;
  let session: Session;
  let people: readonly string[];

  beforeEach(async () => {
    house = await openHouse();
    await house.addChannel(GENERAL, 'General');
    people = await crowd(house, 260);
    session = await published(
      house,
      { title: 'Community Safety Conference', from: '09:30', to: '16:00' },
      { places: '150', virtualPlaces: '100' },
    );
  });
  afterEach(() => house.close());

  const signUp = (name: string, mode: string): Promise<Shown> =>
    house.send(name, 'info-sessions/take', press(session, mode), { personal: false });

  it('fills 150 places in person and 100 virtual, offers what becomes free, and writes its sentence', async () => {
    // All at once, as when the card is posted.
    await Promise.all([
      ...people.slice(0, 152).map((name) => signUp(name, 'in-person')),
      ...people.slice(152, 253).map((name) => signUp(name, 'virtual')),
    ]);
    const full = await signUpsOf(house, session);
    const taken = (mode: string, all: typeof full) => all.filter(({ place }) => place?.mode === mode).length;

    assert.deepEqual([taken('in-person', full), taken('virtual', full)], [150, 100]);
    assert.equal(full.filter(({ waits }) => waits).length, 3);
    assert.match(says(house.inbox(GENERAL)[0]), /no place left of 150, 2 people waiting/);
    assert.equal(house.inbox(GENERAL).length, 1);

    // Somebody in person goes virtual: the list of one mode moves, and the place is kept until it is sure.
    await signUp(people[0]!, 'virtual');
    await house.send(people[160]!, 'info-sessions/confirm-give-up', { session: session.id });
    const offered = (await signUpsOf(house, session)).filter(({ wish }) => wish?.state === 'offered');
    assert.equal(offered.length, 1);
    const [next] = offered;
    assert.equal(next!.wish!.slot.mode, 'virtual');

    // On the day 120 are ticked on the lists, page by page, and answer.
    house.at('2026-12-09T16:30:00Z');
    for (let page = 0, left = 120; left > 0; page += 1) {
      const list = await house.send(ALEX, 'info-sessions/attendance', { session: session.id, page });
      const choices = nodesOf(list.card).filter(
        ({ title, value }) =>
          typeof title === 'string' && /\((in person|virtual)\)$/.test(title) && typeof value === 'string',
      );
      const came = choices.slice(0, left).map(({ value }) => String(value));
      left -= came.length;
      await house.press(ALEX, list, 'Save', { came: came.join(',') });
    }
    const ratings = [
      ...Array<string>(60).fill('0'),
      ...Array<string>(30).fill('1'),
      ...Array<string>(8).fill('2'),
      '3',
      '4',
    ];
    const came = (await signUpsOf(house, session)).filter(({ place }) => place !== undefined);
    const names = new Map(
      (await house.inside((_, { directory }) => directory.members())).map(({ id, name }) => [id, name]),
    );
    for (const [index, rating] of ratings.entries()) {
      await house.send(names.get(came[index]!.member)!, 'info-sessions/send-feedback', {
        session: session.id,
        rating,
      });
    }

    const results = await house.send(ALEX, 'info-sessions/results', { session: session.id });
    assert.match(
      says(results),
      /98% rated it excellent, very good or good \(90% excellent or very good; 100 answers of 120 who attended\)\./,
    );
    assert.match(says(results), /Excellent: 60 answers, 60%/);
  }).timeout(60_000);
});

describe('Training with 16 places on each of four dates', () => {
  it('gives each person one place, moves them between dates, and never more than 16', async () => {
    const house = await openHouse();
    const people = await crowd(house, 66);
    let session = await published(
      house,
      { title: 'ASB Tools and Powers', day: '2027-01-12', how: 'in-person' },
      { places: '16' },
    );
    for (const day of ['2027-01-19', '2027-01-26', '2027-02-02']) {
      const form = await house.send(ALEX, 'info-sessions/date', { session: session.id });
      const places = await house.press(ALEX, form, 'Continue', { day });
      await house.press(ALEX, places, 'Save');
    }
    const preview = await house.send(ALEX, 'info-sessions/preview', { session: session.id });
    await house.press(ALEX, preview, 'Publish the changes');
    session = await latest(house, session.id);

    for (const [index, name] of people.entries()) await take(house, name, session, 'in-person', index % 4);
    await take(house, people[0]!, session, 'in-person', 3);

    const all = await signUpsOf(house, session);
    assert.equal(session.dates.length, 4);
    assert.deepEqual(
      session.dates.map(({ inPerson }) => inPerson?.places),
      [16, 16, 16, 16],
    );
    for (const { id } of session.dates) {
      assert.equal(all.filter(({ place }) => place?.date === id).length, 16);
    }
    assert.equal(all.length, people.length);
    // Partner 000 waits for the last date and keeps the first.
    const mover = all.find(({ member }) => member === 'partner000000000')!;
    assert.equal(mover.place?.date, session.dates[0]!.id);
    assert.equal(mover.wish?.slot.date, session.dates[3]!.id);

    // A place of the last date becomes free: it is held for Partner 000, whose own then goes to the next of the first.
    await house.send(people[3]!, 'info-sessions/confirm-give-up', { session: session.id });
    await house.send(people[0]!, 'info-sessions/accept', { session: session.id });
    const after = await signUpsOf(house, session);
    const of = (index: number) =>
      after.find(({ member }) => member.endsWith(String(index).padStart(9, '0')))!;
    assert.deepEqual(
      [of(0).place?.date, of(0).wish, of(3).ended],
      [session.dates[3]!.id, undefined, 'cancelled'],
    );
    assert.equal(of(64).wish?.state, 'offered');
    assert.equal(of(64).wish?.slot.date, session.dates[0]!.id);

    // On the second date its sixteen are on the list, and nobody of another date.
    house.at('2027-01-19T10:30:00Z');
    const list = await house.send(ALEX, 'info-sessions/attendance', {
      session: session.id,
      date: session.dates[1]!.id,
    });
    assert.match(says(list), /16 people have a place\. Nobody is noted as here yet\./);
    await house.close();
  }).timeout(60_000);
});
