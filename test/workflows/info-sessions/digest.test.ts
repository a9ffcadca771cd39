import assert from 'node:assert/strict';
import type { Session } from '../../../src/workflows/info-sessions/session/session.js';
import { openHouse } from '../../support/house.js';
import type { House } from '../../support/house.js';
import { ADELE, ALEX, ISAIAH, MEGAN, published, publishChanges, says, take } from './support.js';

describe('Reminders in the digest', () => {
  let house: House;
  let session: Session;

  beforeEach(async () => {
    house = await openHouse({ empty: true });
    for (const name of [MEGAN, ADELE, ISAIAH]) await house.meet(name);
    session = await published(house);
    const form = await house.send(ALEX, 'info-sessions/topic', { session: session.id });
    await house.press(ALEX, form, 'Save', {
      title: 'Dispersal powers',
      speaker: ADELE,
      email: 'adele.vance@kfrs.example',
    });
    await house.press(
      ALEX,
      await house.send(ALEX, 'info-sessions/preview', { session: session.id }),
      'Publish the changes',
    );
    await take(house, MEGAN, session, 'virtual');
  });
  afterEach(() => house.close());

  const told = (name: string, words: RegExp): number =>
    house.inbox(name).filter((each) => words.test(says(each))).length;
  async function daily(from: string, days: number): Promise<Record<string, string[]>> {
    const heard: Record<string, string[]> = {};
    for (let day = 0; day < days; day += 1) {
      const at = new Date(Date.parse(`${from}T09:00:00Z`) + day * 86_400_000).toISOString();
      const before = [MEGAN, ADELE, ISAIAH].map((name) => told(name, /You have a place:|You speak about/));
      house.at(at);
      await house.tick();
      for (const [index, name] of [MEGAN, ADELE, ISAIAH].entries()) {
        if (told(name, /You have a place:|You speak about/) > before[index]!) {
          (heard[name] ??= []).push(at.slice(0, 10));
        }
      }
    }
    return heard;
  }

  it('come to those with a place 7 days and 1 day before, and to speakers 14 and 2 days before', async () => {
    const heard = await daily('2026-11-24', 15);

    // 25 November is 14 days before, 2 December 7, 7 December 2, 8 December 1: all working days.
    assert.deepEqual(heard, {
      [ADELE]: ['2026-11-25', '2026-12-07'],
      [MEGAN]: ['2026-12-02', '2026-12-08'],
    });
    assert.match(
      house.inbox(ADELE).map(says).join('\n'),
      /You speak about 'Dispersal powers': 9 December 2026, 10am to 11am\./,
    );
  });

  it('move with the session, and say nothing of one that is cancelled', async () => {
    const date = session.dates[0]!.id;
    const form = await house.send(ALEX, 'info-sessions/date', { session: session.id, date });
    await house.press(ALEX, form, 'Continue', { day: '2026-12-16' });
    await house.press(
      ALEX,
      await house.send(ALEX, 'info-sessions/preview', { session: session.id }),
      'Publish the changes',
    );
    const moved = await daily('2026-12-01', 10);
    const cancel = await house.send(ALEX, 'info-sessions/cancel-session', { session: session.id });
    await house.press(ALEX, cancel, 'Cancel the session', { reason: '' });
    const cancelled = await daily('2026-12-11', 5);

    assert.deepEqual(moved, { [ADELE]: ['2026-12-02'], [MEGAN]: ['2026-12-09'] });
    assert.deepEqual(cancelled, {});
  });

  it('come by e-mail to a speaker who is no member, on the same days, once for all their topics', async () => {
    const address = 'sam@university.example';
    for (const title of ['Stalking', 'Evidence']) {
      const form = await house.send(ALEX, 'info-sessions/topic', { session: session.id });
      await house.press(ALEX, form, 'Save', { title, speaker: 'Sam Doe', email: address });
    }
    await publishChanges(house, session);
    const days: string[] = [];
    for (const day of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-12-07', '2026-12-08', '2026-12-09']) {
      const before = house.letters(address).length;
      house.at(`${day}T09:00:00Z`);
      await house.tick();
      await house.tick();
      for (const _ of house.letters(address).slice(before)) days.push(day);
    }

    assert.deepEqual(days, ['2026-11-25', '2026-12-07']);
    const [{ subject, text } = { subject: '', text: '' }] = house.letters(address);
    assert.equal(subject, 'You speak in: Neighbourhood Policing');
    assert.match(text, /You speak about 'Stalking' and 'Evidence': 9 December 2026, 10am to 11am\./);
    assert.match(text, /In person at County Hall, Maidstone\.[^]*https:\/\/teams\.example\/1/);
    assert.deepEqual(house.letters('adele.vance@kfrs.example'), []);
  });

  it('are not written to a speaker of a session that is cancelled', async () => {
    const address = 'sam@university.example';
    const form = await house.send(ALEX, 'info-sessions/topic', { session: session.id });
    await house.press(ALEX, form, 'Save', { title: 'Stalking', speaker: 'Sam Doe', email: address });
    await publishChanges(house, session);
    await house.send(ALEX, 'info-sessions/confirm-cancel-session', { session: session.id, reason: '' });
    house.at('2026-11-25T09:00:00Z');
    await house.tick();

    assert.deepEqual(house.letters(address), []);
  });
});
