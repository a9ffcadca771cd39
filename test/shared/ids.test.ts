import assert from 'node:assert/strict';
import { newId } from '../../src/shared/ids.js';

describe('newId', () => {
  it('is 16 characters that nobody mixes up and that make no words', () => {
    const ids = Array.from({ length: 1000 }, newId);

    assert.deepEqual(
      ids.filter((id) => !/^[bcdfghjkmnpqrstvwxz2-9]{16}$/.test(id)),
      [],
    );
  });

  it('is another one each time, and uses every letter it may', () => {
    const ids = Array.from({ length: 1000 }, newId);

    assert.equal(new Set(ids).size, 1000);
    assert.equal(new Set(ids.join('')).size, 27);
  });
});
