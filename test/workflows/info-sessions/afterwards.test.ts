import assert from 'node:assert/strict';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { buttonsOf, inputsOf, openHouse } from '../../support/house.js';
import type { House, Shown } from '../../support/house.js';
import {
  ADELE,
  ALEX,
  ISAIAH,
  MEGAN,
  PATTI,
  isHere,
  latest,
  linksOf,
  published,
  says,
  take,
} from './support.js';

const OVER = '2026-12-09T12:00:00Z';

/** What the coordinator saves in a section of a published session, and publishes. */
async function changed(
  house: House,
  session: Session,
  section: string,
  typed: Record<string, string>,
): Promise<Session> {
  const form = await house.send(ALEX, `info-sessions/${section}`, { session: session.id });
  await house.press(ALEX, form, 'Save', typed);
  const preview = await house.send(ALEX, 'info-sessions/preview', { session: session.id });
  await house.press(ALEX, preview, 'Publish the changes');
  return latest(house, session.id);
}

describe('After a session, its materials', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [MEGAN, ADELE, ISAIAH, PATTI]) await house.meet(name);
    session = await published(house, {}, { places: '1' }, { invite: 'yes' });
    // Megan comes, Adele has a place and does not, Isaiah waited in vain, Patti said no.
    await take(house, MEGAN, session, 'virtual');
    await take(house, ADELE, session, 'in-person');
    await take(house, ISAIAH, session, 'in-person');
    const invitation = house.inbox(PATTI).find((each) => says(each).includes('You are invited'))!;
    await house.press(PATTI, invitation, 'I cannot come');
    house.at('2026-12-09T10:10:00Z');
    await isHere(house, MEGAN, session);
    const list = await house.send(ALEX, 'info-sessions/attendance', { session: session.id });
    await house.press(ALEX, list, 'Save');
    house.at(OVER);
  });
  afterEach(() => house.close());

  const got = (name: string): readonly Shown[] =>
    house.inbox(name).filter((each) => linksOf(each).some((link) => link.includes('video.example')));
  const open = (): Promise<Shown> => house.send(ALEX, 'info-sessions/materials', { session: session.id });

  it('reach those who came and those who could not, each in their own words', async () => {
    const form = await open();
    const sent = await house.press(ALEX, form, 'Send to 4 people', {
      recording: 'https://video.example/1',
      note: 'The slides follow.',
    });

    assert.match(says(form), /They go to 1 person who came and 3 who could not\./);
    assert.match(says(sent), /Sent to 4 people\./);
    assert.match(says(got(MEGAN)[0]), /the session you came to\..*The slides follow\./);
    for (const name of [ADELE, ISAIAH, PATTI])
      assert.match(says(got(name)[0]), /You could not be there/, name);
    assert.equal(got(ALEX).length, 0);
    const feedback = (name: string): boolean =>
      buttonsOf(got(name)[0]!.card).some(({ title }) => title === 'Give feedback');
    assert.deepEqual([feedback(MEGAN), feedback(PATTI)], [true, false]);
  });

  it('stay in one message when they are corrected, and are sent once for the same words', async () => {
    const form = await open();
    const typed = { recording: 'https://video.example/1' };
    await house.press(ALEX, form, 'Send to 4 people', typed);
    await house.press(ALEX, form, 'Send to 4 people', typed);
    const again = await open();
    await house.press(ALEX, again, 'Send to 4 people', { papers: 'https://video.example/slides' });

    assert.equal(inputsOf(again.card).recording, 'https://video.example/1');
    assert.equal(got(ADELE).length, 1);
    assert.deepEqual(linksOf(got(ADELE)[0]), [
      'Open the recording: https://video.example/1',
      'Open the materials: https://video.example/slides',
    ]);
  });

  it('need a link that begins with https, and what was typed comes back', async () => {
    const form = await open();

    const nothing = await house.press(ALEX, form, 'Send to 4 people', { note: 'Soon.' });
    const unsafe = await house.press(ALEX, form, 'Send to 4 people', { recording: 'javascript:alert(1)' });

    assert.match(says(nothing), /Enter the link to the recording or to the materials/);
    assert.equal(inputsOf(nothing.card).note, 'Soon.');
    assert.match(says(unsafe), /Enter a link that starts with https:\/\//);
    assert.equal((await latest(house, session.id)).materials, undefined);
  });
});

describe('What a session hands on', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse();
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await published(house, { about: 'What changes, and when.' });
    session = await changed(house, session, 'about', {
      action: '4.1',
      programme: 'https://kent.example/programme',
    });
    for (const name of [MEGAN, ADELE]) await take(house, name, session, 'virtual');
  });
  afterEach(() => house.close());

  it('is news for the bulletin before it is held, without the joining link', async () => {
    const card = await house.send(ALEX, 'info-sessions/session', { session: session.id });
    const more = await house.press(ALEX, card, 'More');
    const form = await house.press(ALEX, more, 'Offer to the bulletin');

    const values = inputsOf(form.card);
    assert.equal(values.headline, 'Neighbourhood Policing');
    assert.match(values.summary ?? '', /^9 December 2026, 10am to 11am\. What changes, and when\.$/);
    assert.equal(values.link, 'https://kent.example/programme');
    assert.equal(values.validUntil, '2026-12-09');
    assert.doesNotMatch(JSON.stringify(form.card), /teams\.example/);
  });

  it('are figures for the next update of the linked action, which its lead finds in the form', async () => {
    house.at('2026-12-09T10:10:00Z');
    for (const name of [MEGAN, ADELE]) await isHere(house, name, session);
    house.at(OVER);
    await house.send(MEGAN, 'info-sessions/send-feedback', { session: session.id, rating: '0' });

    const results = await house.send(ALEX, 'info-sessions/results', { session: session.id });
    const kept = await house.press(ALEX, results, 'Use in a check-in');
    const over = await house.send(ALEX, 'info-sessions/session', { session: session.id });
    const list = await house.say(MEGAN, 'check-ins');
    const [update] = buttonsOf(list.card).filter(({ title }) => title === 'Update');
    const form = await house.send(MEGAN, update!.verb, update!.data);

    assert.match(kept.text, /^Kept for 4\.1, led by Megan Bowen\./);
    assert.match(
      JSON.stringify(inputsOf(form.card)),
      /Neighbourhood Policing, 9 December 2026: 2 attended\. 100% rated it excellent, very good or good \(100% excellent or very good; 1 answer of 2 who attended\)\./,
    );
    assert.ok(buttonsOf(over.card).some(({ title }) => title === 'Use in a check-in'));
  });

  it('never tells what few anonymous answers say', async () => {
    session = await changed(house, session, 'sign-up', { feedback: 'anonymous' });
    house.at(OVER);
    await house.send(MEGAN, 'info-sessions/send-anonymous-feedback', { session: session.id, rating: '4' });

    const results = await house.send(ALEX, 'info-sessions/results', { session: session.id });
    await house.press(ALEX, results, 'Use in a check-in');
    const list = await house.say(MEGAN, 'check-ins');
    const [update] = buttonsOf(list.card).filter(({ title }) => title === 'Update');
    const form = JSON.stringify(inputsOf((await house.send(MEGAN, update!.verb, update!.data)).card));

    assert.match(form, /Neighbourhood Policing, 9 December 2026: held\./);
    assert.doesNotMatch(form, /rated/);
  });

  it('is for the coordinating team alone', async () => {
    for (const [offer, material] of [
      ['bulletin/news', 'info-sessions/announcement'],
      ['check-ins/outcomes', 'info-sessions/figures'],
    ]) {
      const { text } = await house.send(MEGAN, 'roundtable/offer', { offer, material, ids: [session.id] });
      assert.match(text, /Only the coordinating team/);
    }
  });
});
