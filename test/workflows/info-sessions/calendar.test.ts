import assert from 'node:assert/strict';
import ICAL from 'ical.js';
import { members } from '../../../src/directory.js';
import { FORMATS } from '../../../src/reports/formats.js';
import { downloadCalendar } from '../../../src/workflows/info-sessions/places/calendar.js';
import { openHouse } from '../../support/house.js';
import { ADELE, ALEX, MEGAN, published, take } from './support.js';

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

  it('is taken out after however many steps, too', async () => {
    const house = await openHouse({ empty: true });
    const session = await published(house, {}, { places: '5', virtualPlaces: '1' });
    await take(house, ADELE, session, 'virtual');
    await take(house, MEGAN, session, 'in-person');
    for (let step = 0; step < 10; step += 1) {
      await take(house, MEGAN, session, 'virtual');
      await house.send(MEGAN, 'info-sessions/leave-list', { session: session.id });
    }
    await house.send(MEGAN, 'info-sessions/confirm-give-up', { session: session.id });

    const { email = '' } = await house.member(MEGAN);
    assert.match(house.letters(email).at(-1)?.subject ?? '', /^Cancelled: /);
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

  it('comes to the address that the member has by then, and to none when it was taken out', async () => {
    let busy = true;
    const house = await openHouse({
      post: () => (busy ? { state: 'try again', reason: 'busy' } : undefined),
    });
    const session = await published(house);
    for (const name of [MEGAN, ADELE]) await take(house, name, session, 'virtual');
    const megan = await house.member(MEGAN);
    const { email: _, ...adele } = await house.member(ADELE);
    await house.inside(async (tx) => {
      await tx.put(members, { ...megan, email: 'm.bowen@kent-police.example' });
      await tx.put(members, adele);
    });
    busy = false;
    house.at('2026-11-23T12:00:00Z');
    await house.tick();

    const addresses = [
      'megan.bowen@kent-police.example',
      'm.bowen@kent-police.example',
      'adele.vance@kfrs.example',
    ];
    assert.deepEqual(
      addresses.map((each) => house.letters(each).length),
      [0, 1, 0],
    );
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
