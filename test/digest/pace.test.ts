import assert from 'node:assert/strict';
import { dayInWords } from '../../src/digest/day-in-words.js';
import { endOfSnooze, faultOfFirstDayBack, mayRemind } from '../../src/digest/pace.js';

describe('The pace of reminders', () => {
  const pace = { id: 'm1', version: 1, lastOn: '', lastMessage: '', snoozedUntil: '', awayUntil: '' };

  it('lets one go a day, and none while snoozed or away', () => {
    assert.ok(mayRemind(pace, '2026-11-30'));
    assert.ok(!mayRemind({ ...pace, lastOn: '2026-11-30' }, '2026-11-30'));
    assert.ok(mayRemind({ ...pace, lastOn: '2026-11-30' }, '2026-12-01'));
    assert.ok(!mayRemind({ ...pace, snoozedUntil: '2026-12-01' }, '2026-11-30'));
    assert.ok(mayRemind({ ...pace, snoozedUntil: '2026-12-01' }, '2026-12-01'));
    assert.ok(!mayRemind({ ...pace, awayUntil: '2027-01-04' }, '2027-01-03'));
    assert.ok(mayRemind({ ...pace, awayUntil: '2027-01-04' }, '2027-01-04'));
  });

  it('puts off to the next working day, or to the first from next Monday on', () => {
    assert.equal(endOfSnooze('2026-11-30', 'tomorrow'), '2026-12-01');
    assert.equal(endOfSnooze('2026-11-27', 'tomorrow'), '2026-11-30');
    assert.equal(endOfSnooze('2026-11-30', 'monday'), '2026-12-07');
    assert.equal(endOfSnooze('2026-11-29', 'monday'), '2026-11-30');
    // Good Friday and Easter Monday; Boxing Day on a Saturday, taken on the Monday.
    assert.equal(endOfSnooze('2026-04-02', 'tomorrow'), '2026-04-07');
    assert.equal(endOfSnooze('2026-04-01', 'monday'), '2026-04-07');
    assert.equal(endOfSnooze('2026-12-24', 'monday'), '2026-12-29');
  });

  it('takes a first day back after today and within a year', () => {
    assert.equal(faultOfFirstDayBack('2026-12-01', '2026-11-30'), '');
    assert.equal(faultOfFirstDayBack('2026-11-30', '2026-11-30'), 'Enter a day after today');
    assert.match(faultOfFirstDayBack('2028-11-30', '2026-11-30'), /^Enter a day up to 1 December 2027$/);
    for (const wrong of ['', 'soon', '2026-02-30']) {
      assert.match(faultOfFirstDayBack(wrong, '2026-11-30'), /like 4 January 2027$/);
    }
  });
});

describe('A day in words', () => {
  const on = '2026-11-30';
  const cases: Readonly<Record<string, string>> = {
    'until 4 january': '2027-01-04',
    'till the 4th of january': '2027-01-04',
    '4 jan 2027': '2027-01-04',
    '4/1': '2027-01-04',
    '4/1/2027': '2027-01-04',
    '2027-01-04': '2027-01-04',
    '24 december': '2026-12-24',
    monday: '2026-12-07',
    'until thursday': '2026-12-03',
    tomorrow: '2026-12-01',
    '30 february': '',
    'when i am rested': '',
    '': '',
  };
  for (const [words, day] of Object.entries(cases)) {
    it(`reads '${words}' as ${day === '' ? 'no day' : day}`, () => {
      assert.equal(dayInWords(words, on), day);
    });
  }
});
