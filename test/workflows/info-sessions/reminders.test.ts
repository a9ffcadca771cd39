import assert from 'node:assert/strict';
import { verifyFolder } from '../../../src/store/verify.js';
import { needs } from '../../../src/workflows/info-sessions/places/kept-needs.js';
import { stepToday } from '../../../src/workflows/info-sessions/reminders.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { ADELE, ALEX, ISAIAH, MEGAN, filesWith, linksOf, published, says, take } from './support.js';

describe('The step of a reminder that stands today', () => {
  for (const [today, expected] of [
    ['2026-12-01', undefined],
    ['2026-12-02', 7],
    ['2026-12-07', 7],
    ['2026-12-08', 1],
    ['2026-12-09', 1],
    ['2026-12-10', undefined],
  ] as const) {
    it(`on ${today} is ${String(expected)}`, () => {
      assert.equal(stepToday('2026-12-09', [7, 1], today), expected);
    });
  }
});

describe('Reminders of a session', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ onDisk: true });
    for (const name of [MEGAN, ADELE]) await house.meet(name);
    session = await published(
      house,
      {},
      {},
      { audience: 'organisations', organisations: 'kent-police,kent-fire-and-rescue', invite: 'yes' },
    );
  });
  afterEach(() => house.close());

  const told = (name: string, words: RegExp): number =>
    house.inbox(name).filter((each) => words.test(says(each))).length;
  async function tickAt(...instants: readonly string[]): Promise<void> {
    for (const instant of instants) {
      house.at(instant);
      await house.tick();
    }
  }
  async function moveTo(day: string): Promise<void> {
    const form = await house.send(ALEX, 'info-sessions/date', {
      session: session.id,
      date: session.dates[0]!.id,
    });
    await house.press(ALEX, form, 'Continue', { day });
    await publishChanges();
  }
  async function publishChanges(): Promise<void> {
    const preview = await house.send(ALEX, 'info-sessions/preview', { session: session.id });
    await house.press(ALEX, preview, 'Publish the changes');
  }

  it('invites each person of the organisations once, and takes their no', async () => {
    const invitation = house.inbox(MEGAN).find((each) => says(each).includes('You are invited'))!;

    const answer = await house.press(MEGAN, invitation, 'I cannot come');
    await tickAt('2026-12-04T09:00:00Z');

    assert.match(says(answer), /Noted that you cannot come/);
    assert.equal(told(MEGAN, /Say whether you come/), 0);
    assert.equal(told(ADELE, /Say whether you come/), 1);
  });

  it('tells those with a place an hour before, once, with the joining link', async () => {
    await take(house, MEGAN, session, 'virtual');

    await tickAt(
      '2026-12-09T08:59:00Z',
      '2026-12-09T09:00:00Z',
      '2026-12-09T09:30:00Z',
      '2026-12-09T10:05:00Z',
    );

    assert.equal(told(MEGAN, /It starts soon\./), 1);
    assert.deepEqual(linksOf(house.inbox(MEGAN).at(-1)), ['Join the session: https://teams.example/1']);
    assert.equal(told(ADELE, /It starts soon/), 0);
  });

  it('moves with the start, and tells the change once', async () => {
    await take(house, MEGAN, session, 'virtual');
    await moveTo('2026-12-16');

    await tickAt('2026-12-09T09:30:00Z', '2026-12-16T09:30:00Z');

    assert.equal(told(MEGAN, /It starts soon/), 1);
    assert.equal(told(MEGAN, /Changed: 9 December 2026, 10am to 11am moves to 16 December 2026/), 1);
    assert.equal(told(ADELE, /Changed/), 0);
  });

  it('changes what the invited were asked where it stands, and calls nobody again', async () => {
    const invitations = (): readonly string[] => house.inbox(ADELE).map(says);
    const first = invitations();
    await moveTo('2026-12-16');
    const moved = invitations();
    const form = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });
    await house.press(ALEX, form, 'Cancel the session', { reason: 'The speaker is ill.' });
    const cancelled = invitations();

    assert.deepEqual([moved.length, cancelled.length], [first.length, first.length]);
    assert.match(first.join(), /You are invited.*9 December 2026/);
    assert.match(moved.join(), /You are invited.*16 December 2026/);
    assert.match(cancelled.join(), /This session was cancelled\. The speaker is ill\./);
  });

  it('tells a cancellation once', async () => {
    await take(house, MEGAN, session, 'virtual');
    const form = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });

    await house.press(ALEX, form, 'Cancel the session', { reason: 'The speaker is ill.' });
    await house.press(ALEX, form, 'Cancel the session', { reason: 'Again.' });
    await tickAt('2026-12-09T09:30:00Z');

    assert.equal(told(MEGAN, /This session was cancelled, .* The speaker is ill\./), 1);
    assert.equal(told(MEGAN, /Again|It starts soon/), 0);
  });

  it('asks for feedback once, in reminder hours', async () => {
    await take(house, MEGAN, session, 'virtual');

    await tickAt(
      '2026-12-09T10:59:00Z',
      '2026-12-09T19:00:00Z',
      '2026-12-10T09:00:00Z',
      '2026-12-11T09:00:00Z',
    );

    assert.equal(told(MEGAN, /How was it\?/), 1);
  });

  it('erases needs after the session, and refuses ten thousand characters with the words kept', async () => {
    await take(house, MEGAN, session, 'in-person');
    const form = await house.send(MEGAN, 'info-sessions/needs', { session: session.id });
    const long = await house.press(MEGAN, form, 'Save', { diet: 'x'.repeat(10_000) });
    const saved = await house.press(MEGAN, form, 'Save', { access: 'A hearing loop.' });
    const seen = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const own = await house.send(ADELE, 'info-sessions/people', { session: session.id });
    const kept = () => house.inside((tx) => tx.find(needs, { where: { session: session.id } }));
    const before = (await kept()).length;
    await tickAt('2026-12-15T09:00:00Z');
    const still = (await kept()).length;
    await tickAt('2026-12-16T09:00:00Z');

    assert.match(says(long), /Shorten what you cannot eat to 500 characters; it has 10,000/);
    assert.match(says(saved), /Your needs are with the coordinating team/);
    assert.match(says(seen), /Needs: A hearing loop\./);
    assert.match(own.text, /Only the coordinating team/);
    assert.deepEqual([before, still, (await kept()).length], [1, 1, 0]);
  });

  it('leaves no byte of erased needs in the data folder, whatever was done with them', async () => {
    session = await published(house, {}, { places: '2' });
    const rules = await house.send(ALEX, 'info-sessions/sign-up', { session: session.id });
    await house.press(ALEX, rules, 'Save', { offers: 'by hand' });
    await publishChanges();
    for (const name of [MEGAN, ADELE, ISAIAH]) await take(house, name, session, 'in-person');
    const form = await house.send(MEGAN, 'info-sessions/needs', { session: session.id });
    await house.press(MEGAN, form, 'Save', { access: 'MARIGOLD first.' });
    await house.press(MEGAN, form, 'Save', { access: 'MARIGOLD corrected.' });
    const told = await house.send(ISAIAH, 'info-sessions/needs', { session: session.id });
    await house.press(ISAIAH, told, 'Save', { diet: 'No MARIGOLD.' });
    await moveTo('2026-12-10');
    await house.send(ADELE, 'info-sessions/confirm-give-up', { session: session.id });
    const list = await house.send(ALEX, 'info-sessions/people', { session: session.id });
    const message = { conversation: 'alex', activity: 'list', serviceUrl: 'https://smba.example/' };
    const offered = await house.press(ALEX, { ...list, message }, 'Offer a place');
    const inChannel = await house.send(
      MEGAN,
      'info-sessions/needs',
      { session: session.id },
      { personal: false },
    );
    await tickAt('2026-12-16T09:00:00Z');
    const dayBefore = await house.inside((tx) => tx.find(needs, { where: { session: session.id } }));
    await tickAt('2026-12-17T09:00:00Z');
    const before = await filesWith(house.folder, 'MARIGOLD');
    await house.store.close();

    assert.match(says(list), /MARIGOLD corrected\./);
    assert.match(says(offered), /Needs: open the list again to read them\./);
    assert.doesNotMatch(says(offered), /MARIGOLD/);
    assert.equal(inChannel.text, 'Needs are told in our own chat alone. Open it and say my sessions.');
    assert.equal(dayBefore.length, 2);
    assert.ok(before.length > 0);
    assert.deepEqual(await filesWith(house.folder, 'MARIGOLD'), []);
    assert.ok((await verifyFolder(house.folder)).ok);
  });
});
