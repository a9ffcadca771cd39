import assert from 'node:assert/strict';
import { openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';

const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';
const ALEX = 'Alex Wilber';

function tickAt(house: House, ...instants: readonly string[]): Promise<void> {
  return instants.reduce(async (before, instant) => {
    await before;
    house.at(instant);
    await house.tick();
  }, Promise.resolve());
}

describe('The reminder on the day answers are due', () => {
  let house: House;

  beforeEach(async () => {
    // The sample's first round is due on Monday 30 November 2026, for the meeting on 10 December.
    house = await openHouse();
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  it('goes out once, in the working hours of the day', async () => {
    await tickAt(house, '2026-11-30T07:59:00Z');
    const early = house.inbox(MEGAN).length;
    await tickAt(
      house,
      ...['2026-11-30T08:00:00Z', '2026-11-30T08:01:00Z', '2026-11-30T17:00:00Z', '2026-12-01T09:00:00Z'],
    );

    assert.equal(early, 1);
    assert.equal(house.inbox(MEGAN).length, 2);
    assert.ok(
      wordsOf(house.inbox(MEGAN)[1]!.card).includes('5 of 5 actions to answer. Answers are due today.'),
    );
  });

  it('goes only to those with actions left', async () => {
    await house.meet(ADELE);
    let list = house.inbox(MEGAN)[0]!;
    for (let left = 5; left > 0; left -= 1) list = await house.press(MEGAN, list, 'Nothing has changed');

    await tickAt(house, '2026-11-30T09:00:00Z');

    assert.equal(house.inbox(MEGAN).length, 1);
    assert.equal(house.inbox(ADELE).length, 2);
  });

  it('comes late rather than never after an outage, and not after the meeting', async () => {
    await tickAt(house, '2026-12-03T10:00:00Z');
    const late = house.inbox(MEGAN).at(-1)!;

    assert.ok(wordsOf(late.card).some((word) => word.endsWith('Answers were due on 30 November 2026.')));

    const other = await openHouse();
    await other.meet(MEGAN);
    await tickAt(other, '2026-12-11T10:00:00Z');
    assert.equal(other.inbox(MEGAN).length, 1);
    await other.close();
  });

  it('does not reach somebody on the day they got their first card', async () => {
    await tickAt(house, '2026-11-30T09:00:00Z');
    await house.meet(ADELE);

    await tickAt(house, '2026-11-30T09:30:00Z');
    const sameDay = house.inbox(ADELE).length;
    await tickAt(house, '2026-12-01T09:30:00Z');

    assert.equal(sameDay, 1);
    assert.equal(house.inbox(ADELE).length, 2);
  });

  it('opens the actions from the digest', async () => {
    await tickAt(house, '2026-11-30T09:00:00Z');

    const opened = await house.press(MEGAN, house.inbox(MEGAN)[1]!, 'Answer now');

    assert.match(opened.text, /0 of 5 actions answered/);
  });

  it('is one card for two rounds that are due on the same day', async () => {
    await house.meet(ALEX);
    let form = await house.say(ALEX, 'new check-in');
    form = await house.press(ALEX, form, 'Continue', {
      ...{ name: 'Second round', meetingOn: '2026-12-10', dueOn: '2026-11-30' },
    });
    await house.press(ALEX, form, 'Ask 5 people now');
    const before = house.inbox(MEGAN).length;

    await tickAt(house, '2026-11-30T09:00:00Z', '2026-11-30T12:00:00Z', '2026-12-01T12:00:00Z');

    assert.equal(before, 2);
    assert.equal(house.inbox(MEGAN).length, 3);
    const words = wordsOf(house.inbox(MEGAN)[2]!.card);
    assert.equal(words[0], '2 things for you');
    assert.ok(
      words.includes('Second round') && words.includes('Check-in for 10 December 2026'),
      words.join(),
    );
  });
});

describe('The coordinating team', () => {
  it('hears once, four working days after the due day, how many have not replied', async () => {
    const house = await openHouse();
    await house.meet(ALEX);
    // Wednesday 2 December: four working days later is Tuesday 8 December.
    const round = await house.press(ALEX, await house.say(ALEX, 'check-ins'), 'Open');
    const form = await house.press(ALEX, round, 'Extend');
    await house.press(ALEX, form, 'Save', { dueOn: '2026-12-02' });

    const counts: number[] = [];
    for (const instant of [
      '2026-12-07T09:00:00Z',
      '2026-12-08T07:00:00Z',
      '2026-12-08T09:00:00Z',
      '2026-12-09T09:00:00Z',
    ]) {
      await tickAt(house, instant);
      counts.push(house.inbox(ALEX).length);
    }
    const told = house.inbox(ALEX)[0]!;
    const missing = await house.press(ALEX, told, 'See who has not replied');

    assert.deepEqual(counts, [0, 0, 1, 1]);
    assert.ok(wordsOf(told.card).some((word) => word.startsWith('0 of 5 people have replied in full.')));
    assert.ok(wordsOf(missing.card).some((word) => word.startsWith('Megan Bowen: 0 of 5')));
    await house.close();
  });
});
