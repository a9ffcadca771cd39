import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { members } from '../../../src/directory.js';
import { downloadCalendar } from '../../../src/workflows/info-sessions/calendar.js';
import { feedback } from '../../../src/workflows/info-sessions/feedback.js';
import type { Session } from '../../../src/workflows/info-sessions/session.js';
import { nodesOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  GENERAL,
  ISAIAH,
  MEGAN,
  latest,
  press,
  published,
  says,
  signUpsOf,
  take,
} from './support.js';

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
    for (const name of people.slice(0, 152)) await signUp(name, 'in-person');
    for (const name of people.slice(152, 253)) await signUp(name, 'virtual');
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
    await house.close();
  }).timeout(60_000);
});

describe('Anonymous feedback', () => {
  it('is kept, once for each person, where nothing tells whose it is', async () => {
    const house = await openHouse();
    await house.meet(MEGAN);
    const session = await published(house);
    const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
    const sections = await house.press(ALEX, rules, 'Save', { feedback: 'anonymous' });
    await house.press(ALEX, await house.press(ALEX, sections, 'Preview'), 'Publish the changes');
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');
    await house.tick();
    const ask = house.inbox(MEGAN).at(-1)!;
    const form = await house.press(MEGAN, ask, 'Give feedback');

    await house.press(MEGAN, form, 'Send feedback', { rating: '1', comment: 'Too long.' });
    await house.press(MEGAN, form, 'Send feedback', { rating: '2', comment: 'Too long.' });
    const few = await house.send(ALEX, 'info-sessions/results', { session: session.id });
    for (const name of [ADELE, ISAIAH]) {
      await house.send(name, 'info-sessions/send-anonymous-feedback', { session: session.id, rating: '0' });
    }
    const results = await house.send(ALEX, 'info-sessions/results', { session: session.id });

    const kept = await house.inside((tx) => tx.find(feedback, { where: { session: session.id } }));
    const megan = await house.member(MEGAN);
    assert.match(says(ask), /nobody can tell whose answer it is/);
    assert.equal(kept.length, 3);
    assert.ok(!JSON.stringify(kept).includes(megan.id));
    assert.match(says(few), /1 answer so far\. Anonymous answers show from 3 on\./);
    assert.doesNotMatch(says(few), /Too long/);
    assert.match(says(results), /Too long\./);
    assert.doesNotMatch(says(results), /Megan/);
    // The message that asked is not edited: the edit would stand beside the answer in the journal.
    assert.equal(house.inbox(MEGAN).at(-1)!.text, ask.text);
    await house.close();
  });

  it('of a named session is refused, and so is feedback of somebody who was not there', async () => {
    const house = await openHouse();
    const session = await published(house);
    await take(house, MEGAN, session, 'virtual');
    house.at('2026-12-09T12:00:00Z');

    const other = await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', {
      session: session.id,
      rating: '0',
    });
    const stranger = await house.send(ADELE, 'info-sessions/send-feedback', {
      session: session.id,
      rating: '0',
    });

    assert.match(says(other), /The coordinating team sees your name/);
    assert.match(says(stranger), /is for those who came/);
    assert.deepEqual(await house.inside((tx) => tx.find(feedback, { where: { session: session.id } })), []);
    await house.close();
  });
});

describe('A place in the own calendar', () => {
  it('is one event whatever happens, and is taken out at the end', async () => {
    const house = await openHouse();
    const session = await published(house);
    const entry = async (name: string) => {
      const actor = await house.member(name);
      const file = await house.inside((_, context) =>
        downloadCalendar([session.id], { ...context, actor } as never),
      );
      const text = new TextDecoder().decode(await FORMATS.calendar.write(file));
      const calendar = new ICAL.Component(ICAL.parse(text) as never);
      const event = new ICAL.Event(calendar.getFirstSubcomponent('vevent')!);
      return { text, event, method: calendar.getFirstPropertyValue('method') };
    };

    await take(house, MEGAN, session, 'virtual');
    const first = await entry(MEGAN);
    await take(house, MEGAN, session, 'in-person');
    const second = await entry(MEGAN);
    const form = await house.send(ALEX, 'info-sessions/date', {
      session: session.id,
      date: session.dates[0]!.id,
    });
    await house.press(ALEX, form, 'Continue', { from: '14:00', to: '15:00' });
    await house.press(
      ALEX,
      await house.send(ALEX, 'info-sessions/preview', { session: session.id }),
      'Publish the changes',
    );
    const third = await entry(MEGAN);
    await house.send(MEGAN, 'info-sessions/confirm-give-up', { session: session.id });
    const last = await entry(MEGAN);

    assert.equal(new Set([first, second, third, last].map(({ event }) => event.uid)).size, 1);
    const sequences = [first, second, third, last].map(({ event }) => event.sequence);
    assert.deepEqual(
      sequences,
      [...new Set(sequences)].sort((a, b) => a - b),
    );
    assert.match(first.text, /teams\.example/);
    assert.doesNotMatch(second.text, /teams\.example/);
    assert.equal(third.event.startDate.toJSDate().toISOString(), '2026-12-09T14:00:00.000Z');
    assert.deepEqual(
      [first, second, third, last].map(({ method }) => method),
      ['PUBLISH', 'PUBLISH', 'PUBLISH', 'CANCEL'],
    );
    await house.close();
  });

  it('comes by e-mail with each change, and is taken out when the session is cancelled', async () => {
    const house = await openHouse();
    const session = await published(house);
    const letters = () =>
      house.letters('megan.bowen@kent-police.example').filter(({ attachments }) => attachments !== undefined);
    const text = (index: number): string =>
      new TextDecoder().decode(letters()[index]!.attachments![0]!.content as Uint8Array);

    await take(house, MEGAN, session, 'virtual');
    await take(house, MEGAN, session, 'virtual');
    const form = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });
    await house.press(ALEX, form, 'Cancel the session', { reason: '' });

    assert.equal(letters().length, 2);
    assert.match(text(0), /METHOD:REQUEST/);
    assert.match(text(1), /METHOD:CANCEL/);
    assert.equal(letters()[1]!.subject, 'Cancelled: Neighbourhood Policing');
    await house.close();
  });

  it('is not there for who has no place', async () => {
    const house = await openHouse();
    const session = await published(house);

    const { text } = await house.send(ADELE, 'info-sessions/calendar', { session: session.id });

    assert.match(text, /You have no place in 'Neighbourhood Policing'/);
    await house.close();
  });
});
