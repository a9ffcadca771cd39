import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import {
  choice,
  numberOf,
  optionalDay,
  optionalLink,
  optionalText,
  parse,
  problemsFor,
  requiredDay,
  requiredText,
  textOf,
} from '../../src/shared/parse.js';

const form = z.object({
  name: requiredText('the name', 20, 'Enter a name'),
  note: optionalText('the note', 20),
  colour: choice({ red: 'Red', green: 'Green' }, 'Choose a colour'),
  on: requiredDay('Enter the day'),
  until: optionalDay('Enter the last day'),
  link: optionalLink('Enter a link'),
});
const filled = { name: 'Quarter 3', note: '', colour: 'red', on: '2026-11-20', until: '', link: '' };

/** What a card's data can be made of by whoever sends it. */
const hostile: readonly unknown[] = [
  null,
  undefined,
  7,
  Number.NaN,
  true,
  [],
  ['red'],
  {},
  { toString: 1 },
  [[]],
];

describe('parse', () => {
  it('gives the values, trimmed', () => {
    const read = parse(form, { ...filled, name: '  Quarter 3 \n', colour: ' green ' });

    assert.deepEqual(read, { ok: true, value: { ...filled, colour: 'green' } });
  });

  it('tells every problem at once, one sentence a field', () => {
    const read = parse(form, { name: ' ', note: 'x'.repeat(21), until: '2026-02-30', link: 'kent' });

    assert.deepEqual(read, {
      ok: false,
      problems: {
        name: 'Enter a name',
        note: 'Shorten the note to 20 characters; it has 21',
        colour: 'Choose a colour',
        on: 'Enter the day',
        until: 'Enter the last day',
        link: 'Enter a link',
      },
    });
  });

  it('reads anything that is no text as left empty', () => {
    for (const value of hostile) {
      const read = parse(form, { ...filled, note: value, until: value, link: value });

      assert.deepEqual(read, { ok: true, value: filled });
    }
  });

  it('says how long a text of 10,000 characters is, and not that it is missing', () => {
    const read = parse(form, { ...filled, name: 'x'.repeat(10_000) });

    assert.deepEqual(read, {
      ok: false,
      problems: { name: 'Shorten the name to 20 characters; it has 10,000' },
    });
  });

  it('takes no key that every object has for a choice', () => {
    for (const colour of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      const read = parse(form, { ...filled, colour });

      assert.deepEqual(read, { ok: false, problems: { colour: 'Choose a colour' } });
    }
  });

  it('drops fields that nobody asked for, and lets none of them reach every object', () => {
    const data = JSON.parse('{"__proto__": {"admin": true}, "admin": true}') as object;

    const read = parse(form, { ...data, ...filled });

    assert.deepEqual(read, { ok: true, value: filled });
    assert.equal('admin' in {}, false);
  });

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(filled)), fc.anything()), (data) => {
        assert.equal(typeof parse(form, data).ok, 'boolean');
      }),
    );
  });
});

describe('optionalLink', () => {
  const reads = (link: string): boolean => parse(z.object({ link: optionalLink('no') }), { link }).ok;

  it('takes web addresses', () => {
    const addresses = ['https://kent.gov.uk', 'https://a.org/x?y=z#1', 'HTTPS://Kent.Gov.UK/Plan', ''];

    assert.deepEqual(addresses.filter(reads), addresses);
  });

  it('refuses what is no web address, or would do something when pressed', () => {
    const others = [
      'kent.gov.uk',
      'javascript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'https:kent.gov.uk',
      'https://',
      'https://localhost',
      'https://kent.gov.uk a',
      'https://kent .gov.uk',
      'mailto:a@b.org',
    ];

    assert.deepEqual(others.filter(reads), []);
  });

  it('refuses a link of more than 500 characters, however it is made', () => {
    const read = parse(z.object({ link: optionalLink('no') }), { link: `https://${'a.'.repeat(100_000)} x` });

    assert.deepEqual(read, {
      ok: false,
      problems: { link: 'Shorten the link to 500 characters; it has 200,010' },
    });
  });
});

describe('textOf and numberOf', () => {
  it('give what stands in the data itself', () => {
    assert.equal(textOf({ round: ' r1 ' }, 'round'), ' r1 ');
    assert.equal(numberOf({ page: 3 }, 'page'), 3);
  });

  it('give nothing for another kind of value', () => {
    for (const value of hostile.filter((each) => each !== 7)) {
      assert.equal(textOf({ field: value }, 'field'), '');
      assert.equal(numberOf({ field: value }, 'field', 5), 5);
    }
    assert.equal(textOf({ field: 7 }, 'field'), '');
    assert.equal(numberOf({ field: '7' }, 'field'), 0);
    assert.equal(numberOf({ field: 1.5 }, 'field'), 0);
    assert.equal(numberOf({ field: 2 ** 53 }, 'field'), 0);
  });

  it('see nothing that every object has', () => {
    const made = Object.create({ round: 'r1', page: 3 }) as Record<string, unknown>;

    assert.equal(textOf(made, 'round'), '');
    assert.equal(numberOf(made, 'page'), 0);
    assert.equal(textOf({}, 'constructor'), '');
  });
});

describe('problemsFor', () => {
  it('has a place for every field, empty without a problem', () => {
    assert.deepEqual(problemsFor(['name', 'on'], { on: 'Enter the day', other: 'x' }), {
      name: '',
      on: 'Enter the day',
    });
  });
});
