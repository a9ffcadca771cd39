import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import {
  ENTER_AN_AMOUNT,
  addsUp,
  amount,
  formatMoney,
  inPounds,
  optionalAmount,
  proposeSplit,
  readPounds,
} from '../../src/shared/money.js';
import { parse } from '../../src/shared/parse.js';

describe('an amount of money', () => {
  it('is read as people type it', () => {
    const typed = ['£1,837.50', '1837.5', '1200', ' £ 39,661 ', '0.05', '1,000,000', '999,999,999.99'];

    assert.deepEqual(
      typed.map((text) => readPounds(text)),
      [183750, 183750, 120000, 3966100, 5, 100000000, 99999999999],
    );
  });

  it('is refused when it is none, or none that a grant can hold', () => {
    const typed = [
      ...[
        '',
        'about 2k',
        '-5',
        '£-5',
        '−5',
        '1'.repeat(30),
        '1,000,000,000',
        '1e3',
        '0x10',
        'NaN',
        'Infinity',
      ],
      ...[
        '1.837,50',
        '18,37',
        '1.234',
        '12.',
        '.5',
        '1 200',
        '１２００',
        '1200 pounds',
        '5 000,00',
        '$5',
        '££5',
      ],
    ];

    for (const text of typed) assert.equal(readPounds(text), undefined, text);
  });

  it('is a field of a card with one sentence for everything that is wrong', () => {
    const schema = z.object({ cost: amount(), other: optionalAmount() });

    const good = parse(schema, { cost: '£1,837.50', other: ' ' });
    const bad = parse(schema, { cost: 'about 2k', other: '-3' });
    const zero = parse(schema, { cost: '0', other: '0' });
    const none = parse(schema, { cost: { toString: 'x' } });

    assert.deepEqual(good, { ok: true, value: { cost: 183750, other: undefined } });
    assert.deepEqual(bad, { ok: false, problems: { cost: ENTER_AN_AMOUNT, other: ENTER_AN_AMOUNT } });
    assert.deepEqual(zero, { ok: false, problems: { cost: ENTER_AN_AMOUNT } });
    assert.deepEqual(none, { ok: false, problems: { cost: ENTER_AN_AMOUNT } });
  });

  it('is written with pence only when there are any', () => {
    assert.deepEqual([3966100, 19532, 139400, 5, 0, -20000, -5].map(formatMoney), [
      '£39,661',
      '£195.32',
      '£1,394',
      '£0.05',
      '£0',
      '-£200',
      '-£0.05',
    ]);
    assert.deepEqual([183750, 3966100].map(inPounds), ['1837.50', '39661']);
  });

  it('reads back what it writes, to the penny', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (pence) => {
        assert.equal(readPounds(formatMoney(pence)), pence);
        assert.equal(readPounds(inPounds(pence)), pence);
      }),
    );
  });
});

describe('the split of an award', () => {
  it("is the papers' of 2021/22 for £39,661", () => {
    assert.deepEqual(proposeSplit(3966100), { upfront: 2644100, tactical: 1322000 });
  });

  it('adds up for every award, with the tactical pot a third in whole pounds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (award) => {
        const split = proposeSplit(award);

        assert.ok(addsUp(award, split));
        assert.equal(split.tactical % 100, 0);
        assert.ok(Math.abs(award - 3 * split.tactical) < 300);
      }),
      { numRuns: 1000 },
    );
  });

  it("may be either of the papers', and none that misses a penny", () => {
    assert.ok(addsUp(3966100, { upfront: 2644100, tactical: 1322000 }));
    assert.ok(addsUp(3966100, { upfront: 2644000, tactical: 1322100 }));
    assert.ok(addsUp(3966100, { upfront: 3966100, tactical: 0 }));
    assert.ok(!addsUp(3966100, { upfront: 2644100, tactical: 1322100 }));
    assert.ok(!addsUp(3966100, { upfront: 4000000, tactical: -33900 }));
    assert.ok(!addsUp(3966100, { upfront: 2644099, tactical: 1322000 }));
  });
});
