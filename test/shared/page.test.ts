import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pageOf } from '../../src/shared/page.js';

const seven = [1, 2, 3, 4, 5, 6, 7];

describe('pageOf', () => {
  it('begins with the first page, and says how much the next one holds', () => {
    assert.deepEqual(pageOf(seven, 0, 5), {
      items: [1, 2, 3, 4, 5],
      links: { before: '', beforePage: -1, after: 'Show the next 2', afterPage: 1 },
    });
  });

  it('offers the way back from the last page, and nothing after it', () => {
    assert.deepEqual(pageOf(seven, 1, 5), {
      items: [6, 7],
      links: { before: 'Show the 5 before', beforePage: 0, after: '', afterPage: 2 },
    });
  });

  it('shows the nearest page there is for one that is not', () => {
    assert.deepEqual(pageOf(seven, 99, 5), pageOf(seven, 1, 5));
    assert.deepEqual(pageOf(seven, -1, 5), pageOf(seven, 0, 5));
  });

  it('shows an empty list as one empty page without buttons', () => {
    const { items, links } = pageOf([], 0, 5);

    assert.deepEqual([items, links.before, links.after], [[], '', '']);
  });

  it('shows every entry exactly once to whoever presses on to the end', () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 10 }), (list, size) => {
        const shown: number[] = [];
        let page = pageOf(list, 0, size);
        shown.push(...page.items);
        while (page.links.after !== '') {
          page = pageOf(list, page.links.afterPage, size);
          shown.push(...page.items);
        }

        assert.deepEqual(shown, list);
      }),
    );
  });

  it('says it in a word when one is left', () => {
    assert.equal(pageOf(seven, 1, 3).links.after, 'Show the next one');
  });
});
