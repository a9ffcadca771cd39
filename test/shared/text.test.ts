import assert from 'node:assert/strict';
import fc from 'fast-check';
import { count, inWords, shorten } from '../../src/shared/text.js';
import { cleanText, escapeMarkdown } from '../../src/shared/typed.js';
import { meaningIn, rendered, seen } from '../support/teams-text.js';

/** Everything that Markdown gives a meaning to, and words and spaces between, in any order. */
const signs =
  '\\ ` * _ ~ [ ] ( ) < > | # + - = ! & ; : . 1 12) 1. ** ~~ ``` --- === ![ ]( &amp; &#35; <b> <!-- [x]:';
const words = ['\n', '\r\n', '\r', '\t', '    ', ' ', '\u00a0', 'Kent', 'https://a.org/b_c'];
const markdownish = fc
  .array(fc.constantFrom(...signs.split(' '), ...words), { maxLength: 30 })
  .map((parts) => parts.join(''));

describe('escapeMarkdown', () => {
  it('shows anything that was typed as it was typed, and gives none of it a meaning', () => {
    const typed = fc.oneof(markdownish, fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' }));

    fc.assert(
      fc.property(
        typed.filter((text) => !text.includes('\0')),
        (text) => {
          const element = rendered(escapeMarkdown(text));

          assert.deepEqual(meaningIn(element), []);
          assert.equal(seen(element.textContent), seen(cleanText(text)));
        },
      ),
      { numRuns: 200 },
    );
  });

  const traps = [
    ['[Free money](https://evil.example)', 'a link'],
    ['<https://evil.example>', 'a link in angle brackets'],
    ['![x](https://evil.example/pixel.png)', 'a picture'],
    ['- one\n- two', 'a list'],
    ['1. one\n2) two', 'a numbered list'],
    ['1.', 'a number alone at the end'],
    ['    indented', 'code by four spaces'],
    ['# Heading', 'a heading'],
    ['Heading\n---', 'a heading by the line below'],
    ['a | b\n-|-\n1 | 2', 'a table'],
    ['&copy; &#169;', 'a character by its name'],
    ['<b>bold</b>', 'HTML'],
    ['**bold** __bold__ *it* _it_ ~~gone~~ `code`', 'emphasis'],
  ] as const;
  for (const [text, what] of traps) {
    it(`makes no use of ${what}`, () => {
      const element = rendered(escapeMarkdown(text));

      assert.deepEqual(meaningIn(element), []);
      assert.equal(seen(element.textContent), seen(cleanText(text)));
    });
  }

  it('keeps each line a line of its own', () => {
    const element = rendered(escapeMarkdown('one\ntwo\r\nthree'));

    const lines = [...element.querySelectorAll('p')].map((each) => each.textContent);
    assert.deepEqual(lines, ['one', 'two', 'three']);
  });

  it('leaves ordinary words untouched, for clients that know fewer escapes', () => {
    const text = 'Kent & Medway: 23.5% (up 2), “safe” – R&D, 10 - 12 per cent. See {a}.';

    assert.equal(escapeMarkdown(text), text);
  });

  it('keeps Adaptive Cards from reading a date in it', () => {
    const typed = 'On {{DATE(2026-11-20T09:00:00Z, SHORT)}} at {{TIME(2026-11-20T09:00:00Z)}}';

    const element = rendered(escapeMarkdown(typed));

    assert.equal(seen(element.textContent), typed);
  });
});

describe('count', () => {
  it('says one thing in the singular and any other number in the plural', () => {
    assert.equal(count(1, 'action'), '1 action');
    assert.equal(count(0, 'action'), '0 actions');
    assert.equal(count(1000, 'action'), '1,000 actions');
    assert.equal(count(2, 'entry', 'entries'), '2 entries');
  });
});

describe('inWords', () => {
  it('joins a list as it is said', () => {
    assert.equal(inWords([]), '');
    assert.equal(inWords(['a']), 'a');
    assert.equal(inWords(['a', 'b']), 'a and b');
    assert.equal(inWords(['a', 'b', 'c']), 'a, b and c');
    assert.equal(inWords(['a', 'b', 'c'], 'or'), 'a, b or c');
  });
});

describe('shorten', () => {
  it('leaves a text alone that is short enough', () => {
    assert.equal(shorten('Exactly ten', 11), 'Exactly ten');
  });

  it('cuts at a word when there is one not far back', () => {
    assert.equal(shorten('Commissioning and support of the review', 20), 'Commissioning and…');
  });

  it('cuts through a word that takes most of the room', () => {
    assert.equal(shorten(`A ${'x'.repeat(30)}`, 10), 'A xxxxxxx…');
  });

  it('never exceeds the length, and never leaves half of an emoji', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, length) => {
        const short = shorten(text, length);

        assert.ok(short.length <= length);
        assert.equal(Buffer.from(short).toString(), short);
      }),
    );
  });
});
