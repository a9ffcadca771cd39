import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  nextStepsSentence,
  percent,
  ratingSentence,
} from '../../../src/workflows/info-sessions/afterwards/rating.js';

const SCALE = { scale: ['Excellent', 'Very good', 'Good', 'Fair', 'Poor'], reported: [3, 2] };

function ratings(...numbers: readonly number[]): number[] {
  return numbers.flatMap((number, step) => Array<number>(number).fill(step));
}

describe('The feedback sentence', () => {
  it("is the papers' own", () => {
    assert.equal(
      ratingSentence(ratings(60, 46, 10, 2), SCALE, 162),
      '98% rated it excellent, very good or good (90% excellent or very good; 118 answers of 162 who attended)',
    );
  });

  it('leaves out who attended where attendance was not taken', () => {
    assert.equal(
      ratingSentence(ratings(1), SCALE, undefined),
      '100% rated it excellent, very good or good (100% excellent or very good; 1 answer)',
    );
  });

  it('counts whoever answered among those who came', () => {
    assert.match(ratingSentence(ratings(5), SCALE, 3), /5 answers of 5 who attended/);
  });

  it('says so when there is no answer', () => {
    assert.equal(ratingSentence([], SCALE, 40), 'No answer yet of 40 who attended');
  });

  it("takes another partnership's scale", () => {
    assert.equal(
      ratingSentence([0, 0, 1], { scale: ['Useful', 'Not useful'], reported: [1] }, undefined),
      '67% rated it useful (3 answers)',
    );
  });

  it('names what people will do, the most frequent first', () => {
    const steps = ['Feed back to colleagues', 'Further training', 'Additional research'];

    const sentence = nextStepsSentence([['Further training', steps[0]!], [steps[0]!], []], steps);

    assert.equal(sentence, 'What they will do: 67% feed back to colleagues; 33% further training.');
  });
});

describe('A percentage', () => {
  for (const [part, whole, expected] of [
    [1, 8, 13],
    [1, 40, 3],
    [199, 200, 99],
    [1, 1000, 1],
    [0, 5, 0],
    [5, 5, 100],
  ] as const) {
    it(`of ${part} in ${whole} is ${expected}`, () => {
      assert.equal(percent(part, whole), expected);
    });
  }

  it('is within half a point, and all or nothing only for all or nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (whole, some) => {
        const part = some % (whole + 1);
        const said = percent(part, whole);

        assert.equal(said === 100, part === whole);
        assert.equal(said === 0, part === 0);
        if (said > 1 && said < 99) assert.ok(Math.abs(said - (part / whole) * 100) <= 0.5 + 1e-9);
      }),
    );
  });

  it('of nothing is refused', () => {
    assert.throws(() => percent(0, 0), RangeError);
  });
});
