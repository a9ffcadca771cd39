import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainCopy } from '../../src/store/plain.js';

/** A key of that name is refused, which has a test of its own. */
const jsonWithoutPrototype = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('__proto__'));

describe('A plain copy', () => {
  it('is what JSON gives back, for any JSON', () => {
    fc.assert(
      fc.property(jsonWithoutPrototype, (value) => {
        assert.deepEqual(plainCopy(value, 'it'), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('is frozen all the way down', () => {
    const copy = plainCopy({ list: [{ deep: 1 }] }, 'it') as { list: { deep: number }[] };

    assert.throws(() => (copy.list[0]!.deep = 2), TypeError);
    assert.throws(() => copy.list.pop(), TypeError);
  });

  it('refuses what JSON would silently change, naming its place', () => {
    for (const value of [new Date(0), Number.NaN, Infinity, new Map(), () => 1, 1n, Symbol('x')]) {
      assert.throws(() => plainCopy({ list: [value] }, 'it'), /^TypeError: it\.list\[0\] is not plain JSON$/);
    }
    assert.throws(() => plainCopy([undefined], 'it'), /it\[0\] is not plain JSON/);
    assert.throws(() => plainCopy(JSON.parse('{"__proto__": 1}'), 'it'), /__proto__/);
  });
});
