import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cleanLine, cleanText } from '../../src/shared/typed.js';
import { chart, documentOf, facts, heading, list, paragraph, table } from '../../src/reports/document.js';
import type { Document as Paper } from '../../src/reports/document.js';
import { FORMATS } from '../../src/reports/formats.js';
import { HOSTILE_STRINGS } from '../support/hostile-strings.js';
import { readCsv, readExcel, readHtml, readWord, xmlPart } from './read-back.js';

/** Every place of a document holds each of the texts. */
function paperOf(texts: readonly string[]): Paper {
  return documentOf(
    texts[0] ?? '',
    [
      ...texts.flatMap((text) => [heading(text), heading(text, 3), paragraph(text)]),
      ...texts.map((text) => facts({ [`Said ${text}`]: text })),
      list(texts),
      chart({
        title: texts[0] ?? '',
        labels: texts[0] ?? '',
        unit: { one: 'item', many: texts[0] ?? '' },
        rows: texts.map((label) => ({ label, value: 2 })),
      }),
      table({
        caption: texts[0] ?? '',
        columns: [texts[0] ?? '', 'Number'],
        rows: texts.map((text, index) => [text, index]),
      }),
    ],
    texts[0],
  );
}

/** In every place of every format the words are there, and nothing else has come of them. */
async function survives(texts: readonly string[]): Promise<void> {
  const paper = paperOf(texts);
  const clean = texts.map(cleanText);
  const lines = texts.map(cleanLine);

  const word = await FORMATS.word.write(paper);
  const { xml, paragraphs, tables } = readWord(word);
  const cells = tables.at(-1) ?? [];
  assert.deepEqual(
    cells.slice(1).map(([text]) => text),
    clean,
  );
  assert.deepEqual(
    tables[0]?.slice(1).map(([label]) => label),
    lines,
  );
  for (const [index, text] of clean.entries()) {
    assert.ok(paragraphs.includes(text), JSON.stringify(text));
    assert.ok(paragraphs.includes(`${cleanLine(`Said ${texts[index]}`)}: ${text}`), JSON.stringify(text));
  }
  for (const name of ['w:hyperlink', 'w:instrText']) assert.equal(xml.getElementsByTagName(name).length, 0);
  assert.equal(xmlPart(word, 'docProps/core.xml').querySelector('title')?.textContent ?? '', lines[0]);

  const excel = await FORMATS.excel.write(paper);
  const sheets = await readExcel(excel);
  assert.deepEqual(
    sheets[1]?.rows.slice(1),
    clean.map((text, index) => [text, index]),
  );
  assert.equal(xmlPart(excel, 'xl/worksheets/sheet2.xml').getElementsByTagName('f').length, 0);
  assert.equal(xmlPart(excel, 'docProps/core.xml').querySelector('title')?.textContent, lines[0]);

  const rows = readCsv(await FORMATS.csv.write(paper)).slice(1);
  for (const [index, text] of clean.entries()) {
    const read = rows[index]?.[0] ?? '';
    assert.doesNotMatch(read, /^\s*[=+\-@＝＋－＠]/);
    assert.equal(read, /^[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text);
  }

  const page = readHtml(await FORMATS.html.write(paper));
  assert.deepEqual(
    [...page.querySelectorAll('td:first-child')].map(({ textContent }) => textContent),
    clean,
  );
  assert.deepEqual(
    [...page.querySelectorAll('li')].map(({ textContent }) => textContent),
    clean,
  );
  assert.deepEqual(
    [...page.querySelectorAll('dd')].map(({ textContent }) => textContent),
    clean,
  );
  assert.deepEqual(
    [...page.querySelectorAll('h3')].map(({ textContent }) => textContent),
    lines,
  );
  assert.equal(page.title, (lines[0] ?? '').replace(/[ \t\n\f\r]+/g, ' '));
  assert.equal(page.querySelectorAll('script, img, a, iframe, at, base, svg svg, main style').length, 0);
  assert.equal(page.querySelectorAll('meta').length, 4);
}

/** Not `fc.string({ unit: 'binary' })`, which makes a table of a million characters first. */
const anyText = fc.oneof(
  fc.array(fc.integer({ min: 0, max: 0x10ffff })).map((codes) => String.fromCodePoint(...codes)),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
);

describe('text typed by people', () => {
  const size = 50;
  for (let start = 0; start < HOSTILE_STRINGS.length; start += size) {
    it(`stays text in every format: hostile strings ${start + 1} to ${start + size}`, () =>
      survives(HOSTILE_STRINGS.slice(start, start + size)));
  }

  it('is tried with 500 hostile strings, all different', () => {
    assert.equal(new Set(HOSTILE_STRINGS).size, 500);
  });

  it('stays text in every format, whatever it is', async () => {
    await fc.assert(fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 12 }), survives), {
      numRuns: 6,
    });
  });

  it('may be 50 KB in one cell; Excel, which takes less, shows the beginning', async () => {
    const long = '=1+1 😀 naïve, '.repeat(3500);
    const paper = documentOf('Long', [table({ caption: 'Long', columns: ['Text'], rows: [[long]] })]);

    const [sheet] = await readExcel(await FORMATS.excel.write(paper));
    const cell = String(sheet?.rows[1]?.[0]);

    assert.ok(cell.length <= 32_767 && cell.length > 32_000 && cell.endsWith('…'));
    assert.equal(readWord(await FORMATS.word.write(paper)).tables[0]?.[1]?.[0], long.trim());
    assert.equal(readCsv(await FORMATS.csv.write(paper))[1]?.[0], `'${long.trim()}`);
    assert.equal(readHtml(await FORMATS.html.write(paper)).querySelector('td')?.textContent, long.trim());
  });

  it('is cleaned once and for all', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text));
        assert.equal(cleanLine(cleanLine(text)), cleanLine(text));
      }),
    );
  });

  it('keeps emoji whole and loses what hides: overrides, zero-width spaces, control characters', () => {
    assert.equal(cleanText('👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 \u202Efdp.exe\u202C a\u200Bb\0\r\nc\ud800'), '👨‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 fdp.exe ab\nc');
  });
});
