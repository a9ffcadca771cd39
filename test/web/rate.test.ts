import assert from 'node:assert/strict';
import { openRate } from '../../src/web/rate.js';

describe('The limit of a link', () => {
  it('lets so many presses through in a minute', () => {
    const may = openRate(2);

    assert.deepEqual(
      [may('a', 0), may('a', 1), may('a', 2), may('b', 2), may('a', 60_001)],
      [true, true, false, true, true],
    );
  });

  it('is not forgotten for any number of other links', () => {
    const may = openRate(2);
    const before = [may('join', 0), may('join', 0), may('join', 0)];
    for (let index = 0; index < 3000; index += 1) may(`invented-${index}`, 1);

    assert.deepEqual(before, [true, true, false]);
    assert.equal(may('join', 2), false);
  });
});
