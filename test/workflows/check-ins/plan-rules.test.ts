import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  milestoneLines,
  milestonesFrom,
  outsideYear,
  yearOf,
} from '../../../src/workflows/check-ins/plan/milestones.js';
import { compareNumbers, placeOf } from '../../../src/workflows/check-ins/plan/number.js';
import { mergedWords } from '../../../src/workflows/check-ins/refresh/words.js';

describe('a rewording, when the plan’s action was changed since', () => {
  const base = {
    ...{ number: '1', priority: 'P', aim: '', text: 'Train', themes: [], posts: ['Chief'], links: [] },
    ...{ target: '', milestones: [], restricted: true },
  };
  const opened = { ...base, text: 'Train all', restricted: false };

  it('keeps what it changed, and has the rest from the plan of today', () => {
    const now = { ...base, text: 'Train some', posts: ['Deputy Chief'] };

    assert.deepEqual(mergedWords(opened, [base, now]), { ...opened, posts: ['Deputy Chief'] });
  });

  it('does not open an action that was marked again since', () => {
    const unmarked = { ...base, restricted: false };

    assert.equal(mergedWords(opened, [base, unmarked, base]).restricted, true);
    assert.equal(mergedWords(opened, [base, unmarked]).restricted, false);
  });
});

describe('milestones', () => {
  it('are read one a line, in the order of their dates, and written as they are read', () => {
    const { milestones, faults } = milestonesFrom(
      '1 March 2027: evaluate: all of it\n30 Jun 2026: venue booked',
    );

    assert.deepEqual(faults, []);
    assert.deepEqual(milestones, [
      { on: '2026-06-30', text: 'venue booked' },
      { on: '2027-03-01', text: 'evaluate: all of it' },
    ]);
    assert.deepEqual(milestonesFrom(milestoneLines(milestones)).milestones, milestones);
  });

  for (const wrong of ['soon: venue booked', '30 June 2027', '31 June 2027: no such day', '30 June 2027: ']) {
    it(`are refused with what to write: ${wrong}`, () => {
      const { milestones, faults } = milestonesFrom(wrong);

      assert.deepEqual(milestones, []);
      assert.match(faults[0] ?? '', /Write a date, a colon and what is reached/);
    });
  }

  it('are up to ten', () => {
    const { faults } = milestonesFrom('30 June 2027: one\n'.repeat(11));

    assert.deepEqual(faults, ['An action has up to 10 milestones; these are 11.']);
  });

  it('lie in the plan’s year, from 1 April to 31 March', () => {
    const year = yearOf({ from: '2026-04-21' }, '2026-11-23');
    const on = (day: string) => [{ on: day, text: 'x' }];

    assert.deepEqual(year, { from: '2026-04-01', until: '2027-03-31' });
    assert.equal(outsideYear(on('2026-04-01'), year), '');
    assert.equal(outsideYear(on('2027-03-31'), year), '');
    assert.match(outsideYear(on('2026-03-31'), year), /move 31 March 2026 into it/);
    assert.match(outsideYear(on('2027-04-01'), year), /runs from 1 April 2026 to 31 March 2027/);
  });

  it('may lie in the year it is now while the refresh is late, and in the first year of a plan to come', () => {
    assert.equal(yearOf({ from: '2026-04-01' }, '2027-04-12').until, '2028-03-31');
    assert.deepEqual(yearOf({ from: '2027-04-01' }, '2027-03-10'), {
      from: '2027-04-01',
      until: '2028-03-31',
    });
    assert.deepEqual(yearOf({ from: '' }, '2027-01-10'), { from: '2026-04-01', until: '2027-03-31' });
  });
});

describe('the place of an action', () => {
  const plan = [
    { number: '1.1', priority: 'A', order: 0 },
    { number: '1.10', priority: 'A', order: 1 },
    { number: '2.1', priority: 'B', order: 2 },
  ];

  it('is behind the smaller numbers of its priority, counted as people count', () => {
    const place = placeOf({ number: '1.9', priority: 'A' }, plan);

    assert.ok(place > 0 && place < 1);
    assert.ok(compareNumbers('1.2', '1.2a') < 0 && compareNumbers('1.9', '1.10') < 0);
  });

  it('is the first of its priority, the last of it, or the end of the plan', () => {
    assert.ok(placeOf({ number: '1.0', priority: 'A' }, plan) < 0);
    const last = placeOf({ number: '1.11', priority: 'A' }, plan);
    assert.ok(last > 1 && last < 2);
    assert.equal(placeOf({ number: '3.1', priority: 'C' }, plan), 3);
    assert.equal(placeOf({ number: '3.1', priority: 'C' }, []), 0);
  });

  it('keeps each priority together, whatever is added in whatever order', () => {
    const numbers = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.integer({ min: 1, max: 40 })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(numbers, (added) => {
        let all: { number: string; priority: string; order: number }[] = [...plan];
        for (const [priority, number] of added) {
          const action = { number: `1.${number}`, priority };
          all = [...all, { ...action, order: placeOf(action, all) }].sort((a, b) => a.order - b.order);
        }

        const orders = all.map(({ order }) => order);
        const blocks = all.filter(({ priority }, index) => priority !== all[index - 1]?.priority);
        assert.equal(new Set(orders).size, orders.length);
        assert.equal(blocks.length, new Set(all.map(({ priority }) => priority)).size);
      }),
      { numRuns: 80 },
    );
  });
});
