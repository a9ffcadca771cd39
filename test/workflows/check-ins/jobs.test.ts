import assert from 'node:assert/strict';
import { openHouse, wordsOf } from '../../support/house.js';
import type { House } from '../../support/house.js';

const MEGAN = 'Megan Bowen';
const ADELE = 'Adele Vance';

describe('The reminder on the day answers are due', () => {
  let house: House;

  beforeEach(async () => {
    // The sample's first round is due on Monday 30 November 2026, for the meeting on 10 December.
    house = await openHouse();
    await house.meet(MEGAN);
  });
  afterEach(() => house.close());

  async function tickAt(...instants: readonly string[]): Promise<void> {
    for (const instant of instants) {
      house.at(instant);
      await house.tick();
    }
  }

  it('goes out once, in the working hours of the day', async () => {
    await tickAt('2026-11-30T07:59:00Z');
    const early = house.inbox(MEGAN).length;
    await tickAt(
      '2026-11-30T08:00:00Z',
      '2026-11-30T08:01:00Z',
      '2026-11-30T17:00:00Z',
      '2026-12-01T09:00:00Z',
    );

    assert.equal(early, 1);
    assert.equal(house.inbox(MEGAN).length, 2);
    assert.ok(wordsOf(house.inbox(MEGAN)[1]!.card).some((word) => word.startsWith('Answers are due today.')));
  });

  it('goes only to those with actions left', async () => {
    await house.meet(ADELE);
    let list = house.inbox(MEGAN)[0]!;
    for (let left = 5; left > 0; left -= 1) list = await house.press(MEGAN, list, 'Nothing has changed');

    await tickAt('2026-11-30T09:00:00Z');

    assert.equal(house.inbox(MEGAN).length, 1);
    assert.equal(house.inbox(ADELE).length, 2);
  });

  it('comes late rather than never after an outage, and not after the meeting', async () => {
    await tickAt('2026-12-03T10:00:00Z');
    const late = house.inbox(MEGAN).at(-1)!;

    assert.ok(wordsOf(late.card).some((word) => word.startsWith('Answers were due on 30 November 2026.')));

    const other = await openHouse();
    await other.meet(MEGAN);
    other.at('2026-12-11T10:00:00Z');
    await other.tick();
    assert.equal(other.inbox(MEGAN).length, 1);
    await other.close();
  });

  it('does not reach somebody on the day they got their first card', async () => {
    await tickAt('2026-11-30T09:00:00Z');
    await house.meet(ADELE);

    await tickAt('2026-11-30T09:30:00Z');
    const sameDay = house.inbox(ADELE).length;
    await tickAt('2026-12-01T09:30:00Z');

    assert.equal(sameDay, 1);
    assert.equal(house.inbox(ADELE).length, 2);
  });
});

describe('The coordinating team', () => {
  it('hears once, two working days after the due day, who has not replied', async () => {
    const house = await openHouse();
    await house.meet('Alex Wilber');
    // Friday 27 November: two working days later is Tuesday 1 December.
    const round = await house.press('Alex Wilber', await house.say('Alex Wilber', 'check-ins'), 'Open');
    const form = await house.press('Alex Wilber', round, 'Extend');
    await house.press('Alex Wilber', form, 'Save', { dueOn: '2026-11-27' });

    const counts: number[] = [];
    for (const instant of [
      '2026-11-30T09:00:00Z',
      '2026-12-01T07:00:00Z',
      '2026-12-01T09:00:00Z',
      '2026-12-02T09:00:00Z',
    ]) {
      house.at(instant);
      await house.tick();
      counts.push(house.inbox('Alex Wilber').length);
    }

    assert.deepEqual(counts, [0, 0, 1, 1]);
    assert.ok(wordsOf(house.inbox('Alex Wilber')[0]!.card).includes('0 of 5 people have replied in full.'));
    await house.close();
  });
});
