import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDays,
  addWorkingDays,
  clockTime,
  dayOf,
  isDay,
  isReminderTime,
  isWorkingDay,
  longDate,
  shortDate,
} from '../../src/shared/calendar.js';
import { runToEnd } from '../support/command-line.js';

const london = 'Europe/London';
const officeHours = { from_hour: 8, to_hour: 18 };
const at = (instant: string): Date => new Date(instant);

describe('isWorkingDay', () => {
  it('is true from Monday to Friday and false at the weekend', () => {
    const week = [
      '2026-11-16',
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
      '2026-11-22',
    ];

    assert.deepEqual(week.map(isWorkingDay), [true, true, true, true, true, false, false]);
  });

  const holidays = [
    ['2026-04-03', 'Good Friday'],
    ['2026-04-06', 'Easter Monday'],
    ['2026-05-04', 'the early May bank holiday'],
    ['2026-05-25', 'the spring bank holiday'],
    ['2026-08-31', 'the summer bank holiday'],
    ['2026-12-25', 'Christmas Day'],
    ['2026-12-28', 'the Monday for a Boxing Day on a Saturday'],
    ['2021-12-27', 'the Monday for a Christmas Day on a Saturday'],
    ['2021-12-28', 'the Tuesday for a Boxing Day on a Sunday'],
    ['2022-01-03', "the Monday for a New Year's Day on a Saturday"],
    ['2020-05-08', 'the early May bank holiday that moved to VE Day'],
    ['2022-06-02', 'the spring bank holiday that moved to the Platinum Jubilee'],
    ['2022-06-03', 'the Platinum Jubilee'],
    ['2022-09-19', 'the State Funeral of Queen Elizabeth II'],
    ['2023-05-08', 'the Coronation'],
  ] as const;
  for (const [day, name] of holidays) {
    it(`is false on ${day}, ${name}`, () => {
      assert.equal(isWorkingDay(day), false);
    });
  }

  it('is true on the day that a moved bank holiday would have been, and on holidays of other countries', () => {
    assert.equal(isWorkingDay('2020-05-04'), true);
    assert.equal(isWorkingDay('2022-05-30'), true);
    assert.equal(isWorkingDay('2026-03-17'), true, "St Patrick's Day is Northern Ireland's");
    assert.equal(isWorkingDay('2026-11-30'), true, "St Andrew's Day is Scotland's");
    assert.equal(isWorkingDay('2026-08-03'), true, "Scotland's summer bank holiday");
  });
});

describe('isReminderTime', () => {
  it('begins with the first hour and ends before the last', () => {
    const times = ['07:59:59', '08:00:00', '17:59:59', '18:00:00'].map((time) => at(`2026-11-20T${time}Z`));

    assert.deepEqual(
      times.map((now) => isReminderTime(now, london, officeHours)),
      [false, true, true, false],
    );
  });

  it("reads the zone's clock on both sides of a clock change", () => {
    // Sunday 29 March 2026, 1am: from GMT to BST. Sunday 25 October 2026, 2am: back.
    const times = ['2026-03-27T07:30Z', '2026-03-30T07:30Z', '2026-10-23T07:30Z', '2026-10-26T07:30Z'].map(
      at,
    );

    assert.deepEqual(
      times.map((now) => isReminderTime(now, london, officeHours)),
      [false, true, true, false],
    );
  });

  it('is never on a bank holiday, by the day of the zone', () => {
    assert.equal(isReminderTime(at('2022-09-19T10:00Z'), london, officeHours), false);
    // In Auckland the 19th is over already.
    assert.equal(isReminderTime(at('2022-09-19T21:00Z'), 'Pacific/Auckland', officeHours), true);
  });
});

describe('days', () => {
  it('takes a day from the clock of the zone, not of Greenwich', () => {
    assert.equal(dayOf(at('2026-06-30T22:59:59Z'), london), '2026-06-30');
    assert.equal(dayOf(at('2026-06-30T23:00:00Z'), london), '2026-07-01');
    assert.equal(dayOf(at('2026-12-31T23:59:59Z'), london), '2026-12-31');
  });

  it('adds days over a clock change, a leap day and a new year', () => {
    assert.equal(addDays('2026-03-28', 1), '2026-03-29');
    assert.equal(addDays('2026-10-25', 1), '2026-10-26');
    assert.equal(addDays('2028-02-28', 1), '2028-02-29');
    assert.equal(addDays('2026-12-31', 1), '2027-01-01');
    assert.equal(addDays('2026-12-10', -10), '2026-11-30');
  });

  it('comes back to the day it left from', () => {
    const days = fc.date({ min: at('2000-01-01'), max: at('2099-12-31'), noInvalidDate: true });

    fc.assert(
      fc.property(days, fc.integer({ min: -400, max: 400 }), (date, number) => {
        const day = date.toISOString().slice(0, 10);

        assert.equal(addDays(addDays(day, number), -number), day);
      }),
    );
  });

  it('knows which days exist', () => {
    const real = ['2026-02-28', '2028-02-29', '2000-02-29', '2026-12-31'];
    const unreal = ['2026-02-30', '2026-02-29', '2100-02-29', '2026-13-01', '2026-00-10', '2026-04-31'];

    assert.deepEqual(real.filter(isDay), real);
    assert.deepEqual(unreal.filter(isDay), []);
  });

  it('takes a day written in one way only', () => {
    const others = [
      '',
      '2026-2-3',
      '20261120',
      '2026-W47-5',
      '2026-324',
      ' 2026-11-20',
      '2026-11-20\n',
      '2026-11-20T09:00',
      '18/11/2026',
    ];

    assert.deepEqual(others.filter(isDay), []);
  });
});

describe('days and times as they are written', () => {
  it('writes a day out, and short for tables', () => {
    assert.equal(longDate('2021-11-18'), '18 November 2021');
    assert.equal(shortDate('2021-09-08'), '8 Sep 2021');
  });

  it('says midday and midnight, because 12am is read as either', () => {
    assert.equal(clockTime(at('2026-11-20T12:00Z'), london), 'midday');
    assert.equal(clockTime(at('2026-11-20T00:00Z'), london), 'midnight');
    assert.equal(clockTime(at('2026-06-30T23:00Z'), london), 'midnight');
  });

  it('leaves out the minutes of a full hour', () => {
    assert.equal(clockTime(at('2026-11-20T10:00Z'), london), '10am');
    assert.equal(clockTime(at('2026-11-20T17:30Z'), london), '5:30pm');
    assert.equal(clockTime(at('2026-11-20T00:05Z'), london), '12:05am');
  });
});

describe('the zone of the machine', () => {
  // Apia left out 30 December 2011 altogether; in Beirut the last Sunday of March 2026 begins at 1am.
  const cases = `
    import * as calendar from './dist/shared/calendar.js';
    const { addDays, clockTime, dayOf, isDay, isReminderTime, isWorkingDay, longDate } = calendar;
    const now = new Date('2022-09-18T23:30Z');
    console.log(JSON.stringify([
      addDays('2011-12-29', 1), addDays('2026-03-28', 1), isDay('2011-12-30'), longDate('2011-12-30'),
      dayOf(now, 'Europe/London'), clockTime(now, 'Europe/London'), isWorkingDay('2022-09-19'), isWorkingDay('2022-09-20'),
      isReminderTime(new Date('2022-09-20T07:30Z'), 'Europe/London', { from_hour: 8, to_hour: 18 }),
    ]));`;

  it('changes nothing', async () => {
    const zones = ['Pacific/Apia', 'America/Los_Angeles'];

    const ran = await Promise.all(
      zones.map((TZ) => runToEnd(['--input-type=module', '--eval', cases], { TZ })),
    );

    const expected = [
      '2011-12-30',
      '2026-03-29',
      true,
      '30 December 2011',
      '2022-09-19',
      '12:30am',
      false,
      true,
      true,
    ];
    assert.deepEqual(
      ran.map(({ stdout, stderr }) => ({ stdout: stdout.trim(), stderr })),
      zones.map(() => ({ stdout: JSON.stringify(expected), stderr: '' })),
    );
  });
});

describe('addWorkingDays', () => {
  for (const [day, days, expected, why] of [
    ['2026-11-30', 2, '2026-12-02', 'Monday to Wednesday'],
    ['2026-11-27', 2, '2026-12-01', 'over a weekend'],
    ['2026-12-24', 1, '2026-12-29', 'over Christmas and its substitute day'],
    ['2026-11-28', 0, '2026-11-30', 'a Saturday moves to Monday'],
    ['2026-11-30', 0, '2026-11-30', 'a working day stays'],
    ['2026-10-23', 1, '2026-10-26', 'over the end of summer time'],
    ['2026-03-27', 1, '2026-03-30', 'over the beginning of summer time'],
  ] as const) {
    it(`counts ${days} from ${day} to ${expected}: ${why}`, () => {
      assert.equal(addWorkingDays(day, days), expected);
    });
  }

  it('always ends on a working day, with exactly that many working days passed', () => {
    const days = fc.date({
      min: at('2020-01-01T00:00:00Z'),
      max: at('2035-12-31T00:00:00Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 15 }), (date, count) => {
        const day = date.toISOString().slice(0, 10);

        const end = addWorkingDays(day, count);

        let passed = 0;
        for (let each = addDays(day, 1); each <= end; each = addDays(each, 1))
          passed += isWorkingDay(each) ? 1 : 0;
        const onTheWay = count === 0 && end !== day ? 1 : count;
        assert.ok(isWorkingDay(end));
        assert.equal(passed, isWorkingDay(day) ? count : onTheWay);
      }),
      { numRuns: 100 },
    );
  });
});
