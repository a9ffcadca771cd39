import assert from 'node:assert/strict';
import axe from 'axe-core';
import { JSDOM } from 'jsdom';
import { documentOf, paragraph, table } from '../../src/reports/document.js';
import { FORMATS, fileName, formatsFor } from '../../src/reports/formats.js';
import { PAGE_POLICY } from '../../src/reports/html.js';
import { sheetNames } from '../../src/reports/sheet-names.js';
import { readCsv, readExcel, readHtml, readWord, xmlPart } from './read-back.js';
import { SAMPLE } from './sample.js';

const WORDS =
  'Complete: 4 actions; In progress: 9 actions; Delayed: a partner changed its plans: 1 action; Not started: 0 actions.';

describe('a Word document', () => {
  let file: Uint8Array;
  before(async () => {
    file = await FORMATS.word.write(SAMPLE);
  });

  it('has its headings as headings, in order', () => {
    const styles = [...xmlPart(file, 'word/document.xml').getElementsByTagName('w:pStyle')]
      .map((style) => style.getAttribute('w:val'))
      .filter((style) => style?.startsWith('Heading'));

    assert.deepEqual(styles, ['Heading1', 'Heading2', 'Heading2', 'Heading3']);
  });

  it('repeats the header row of every table', () => {
    const xml = xmlPart(file, 'word/document.xml');

    for (const grid of xml.getElementsByTagName('w:tbl')) {
      assert.equal(grid.getElementsByTagName('w:tblHeader').length, 1);
      assert.ok(grid.getElementsByTagName('w:tr')[0]?.getElementsByTagName('w:tblHeader').length);
    }
  });

  it('is A4, in British English, with its title among the properties', () => {
    const size = xmlPart(file, 'word/document.xml').getElementsByTagName('w:pgSz')[0];
    const language = xmlPart(file, 'word/styles.xml').getElementsByTagName('w:lang')[0];
    const title = xmlPart(file, 'docProps/core.xml').getElementsByTagName('dc:title')[0];

    assert.deepEqual([size?.getAttribute('w:w'), size?.getAttribute('w:h')], ['11906', '16838']);
    assert.equal(language?.getAttribute('w:val'), 'en-GB');
    assert.equal(title?.textContent, SAMPLE.title);
  });

  it('describes every bar of a chart, and says its numbers in words', () => {
    const pictures = [...xmlPart(file, 'word/document.xml').getElementsByTagName('wp:docPr')];

    assert.deepEqual(
      pictures.map((picture) => picture.getAttribute('descr')),
      ['Complete: 4 actions', 'In progress: 9 actions', 'Delayed: a partner changed its plans: 1 action'],
    );
    assert.ok(readWord(file).paragraphs.includes(WORDS));
  });
});

describe('an Excel workbook', () => {
  it('has a sheet for each table and chart, numbers as numbers', async () => {
    const sheets = await readExcel(await FORMATS.excel.write(SAMPLE));

    assert.deepEqual(
      sheets.map(({ caption }) => caption),
      ['Actions by status', 'Answers by priority', 'All answers'],
    );
    assert.deepEqual(sheets[1]?.rows, [
      ['Priority', 'Asked', 'Answered'],
      ['Domestic Abuse', 6, 5],
      ['Road Safety', 1200, 9],
    ]);
  });

  it('freezes the header row and carries the title', async () => {
    const file = await FORMATS.excel.write(SAMPLE);
    const pane = xmlPart(file, 'xl/worksheets/sheet1.xml').getElementsByTagName('pane')[0];

    assert.equal(pane?.getAttribute('state'), 'frozen');
    assert.equal(
      xmlPart(file, 'docProps/core.xml').getElementsByTagName('dc:title')[0]?.textContent,
      SAMPLE.title,
    );
  });

  it('holds the title when there is no table', async () => {
    const sheets = await readExcel(await FORMATS.excel.write(documentOf('Minutes', [paragraph('None.')])));

    assert.deepEqual(sheets, [{ caption: 'Minutes', rows: [['Minutes']] }]);
  });

  it('gives each sheet a name that Excel takes, once', () => {
    const names = sheetNames([
      'a/b:c',
      "'History'",
      '',
      '',
      'Long '.repeat(9),
      'LONG '.repeat(9),
      '[]',
      "it's",
    ]);

    assert.deepEqual(names, [
      'a b c',
      'Table History',
      'Table',
      'Table 2',
      'Long Long Long Long Long Long L',
      'LONG LONG LONG LONG LONG LONG 2',
      'Table 3',
      "it's",
    ]);
  });
});

describe('a CSV file', () => {
  it('is the table marked for it, with a mark and CRLF', async () => {
    const file = Buffer.from(await FORMATS.csv.write(SAMPLE));

    assert.equal(file.subarray(0, 3).toString('hex'), 'efbbbf');
    assert.ok(file.includes('\r\n'));
    assert.equal(readCsv(file).length, 4);
  });

  it('keeps a negative number and disarms a text that begins like one', async () => {
    const amounts = table({ caption: 'Pots', columns: ['Pot', 'Left'], rows: [['-5', -5]] });

    const file = await FORMATS.csv.write(documentOf('Pots', [amounts]));

    assert.deepEqual(readCsv(file)[1], ["'-5", '-5']);
  });

  it('is offered only when it is clear which table it would hold', () => {
    const one = table({ caption: 'One', columns: ['A'], rows: [] });

    assert.ok(formatsFor(SAMPLE).includes('csv'));
    assert.ok(formatsFor(documentOf('One', [one])).includes('csv'));
    assert.deepEqual(formatsFor(documentOf('Two', [one, one])), ['word', 'excel', 'html']);
    assert.deepEqual(formatsFor(documentOf('None', [])), ['word', 'html']);
  });
});

describe('a web page', () => {
  it('gives axe nothing to report', async () => {
    const html = Buffer.from(await FORMATS.html.write(SAMPLE)).toString();
    const dom = new JSDOM(html, { runScripts: 'outside-only' });
    dom.window.eval(axe.source);
    const { axe: inside } = dom.window as unknown as { axe: typeof axe };

    const { violations } = await inside.run(dom.window.document.documentElement, {
      // Needs real layout: looked at in the browser.
      rules: { 'color-contrast': { enabled: false } },
    });

    assert.equal(violations.map(({ id }) => id).join(), '');
  });

  it('has scopes, captions, and the numbers of a chart in words', async () => {
    const page = readHtml(await FORMATS.html.write(SAMPLE));

    assert.equal(page.documentElement.lang, 'en-GB');
    assert.ok([...page.querySelectorAll('th')].every((cell) => cell.scope === 'col'));
    assert.equal(page.querySelectorAll('table > caption').length, 2);
    assert.equal(page.querySelector('figure p')?.textContent, WORDS);
    assert.equal(page.querySelector('svg desc')?.textContent, WORDS);
  });

  it('fetches and runs nothing, and says so', async () => {
    const page = readHtml(await FORMATS.html.write(SAMPLE));

    assert.equal(page.querySelectorAll('script, link, img, [src], [href], [style]').length, 0);
    assert.match(PAGE_POLICY, /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; /);
    assert.ok(PAGE_POLICY.startsWith(page.querySelector('meta[http-equiv]')?.getAttribute('content') ?? '?'));
  });
});

describe('the name of a file', () => {
  const named = (title: string): string => fileName(documentOf(title, []), 'word');

  it('is letters, digits and hyphens, whatever the title', () => {
    assert.equal(named('Autumn check-in 2026: résultats'), 'autumn-check-in-2026-resultats.docx');
    assert.equal(named('../../etc/passwd\r\nSet-Cookie: a'), 'etc-passwd-set-cookie-a.docx');
    assert.equal(named('com1'), 'document-com1.docx');
    assert.equal(named('报告'), 'document.docx');
  });
});

describe('a document', () => {
  it('refuses a row of another length, and a number that is none', () => {
    assert.throws(() => table({ caption: '', columns: ['A'], rows: [[1, 2]] }), RangeError);
    assert.throws(() => table({ caption: '', columns: ['A'], rows: [[Number.NaN]] }), RangeError);
  });
});
