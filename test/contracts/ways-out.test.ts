/**
 * Text that people type leaves the house in cards, pages, letters, documents, calendars, file names and logs.
 * Each way out is read back here, or in the test named beside it, by a parser of that format that is not ours.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { Writable } from 'node:stream';
import ICAL from 'ical.js';
import { JSDOM } from 'jsdom';
import { pino } from 'pino';
import PostalMime from 'postal-mime';
import { renderCard } from '../../src/card-renderer.js';
import { mimeOf } from '../../src/mail/mime.js';
import { emlOf } from '../../src/mail/nodemailer.js';
import { plainLetter } from '../../src/mail/plain-letter.js';
import { loadPartnership } from '../../src/partnership.js';
import { FORMATS, fileName } from '../../src/reports/formats.js';
import { documentOf } from '../../src/reports/document.js';
import { newsletterHtml } from '../../src/reports/newsletter-html.js';
import { newsletterText } from '../../src/reports/newsletter.js';
import type { Newsletter } from '../../src/reports/newsletter.js';
import { cleanLine, cleanText } from '../../src/shared/typed.js';
import { cardPage, refusalPage } from '../../src/web/html.js';
import { HOSTILE_STRINGS } from '../support/hostile-strings.js';
import { nodesOf } from '../support/house.js';
import { meaningIn, rendered, seen } from '../support/teams-text.js';

/** Which test reads each format back; a format without one fails below. */
const READ_BACK: Readonly<Record<keyof typeof FORMATS, string>> = {
  word: 'test/reports/hostile.test.ts',
  excel: 'test/reports/hostile.test.ts',
  csv: 'test/reports/hostile.test.ts',
  html: 'test/reports/hostile.test.ts',
  calendar: 'test/contracts/ways-out.test.ts',
  email: 'test/contracts/ways-out.test.ts',
  text: 'test/contracts/ways-out.test.ts',
};

const partnership = loadPartnership('env/partnership.yaml');
const DANGEROUS =
  'script, img, iframe, object, embed, form, at, base, link[href^="http"], [onerror], [onload]';

/** A line break may be a tag, or stand where a line became too long. */
function unspaced(text: string): string {
  return text.replace(/\s/g, '');
}

function batches(size: number): readonly (readonly string[])[] {
  const starts = Array.from({ length: HOSTILE_STRINGS.length / size }, (_, index) => index * size);
  return starts.map((start) => HOSTILE_STRINGS.slice(start, start + size));
}

/** One window for all: making one takes longer than reading a page with it. */
const parser = new new JSDOM('').window.DOMParser();

describe('what people type, on its way out', () => {
  it('is text in a card: no link, no list, no emphasis, no mention', () => {
    for (const typed of HOSTILE_STRINGS) {
      const data = { heading: '', sentence: typed };
      const card = renderCard({ template: 'shared/notice', summary: typed, data });
      const shown = nodesOf(card).findLast(({ type }) => type === 'TextBlock');

      const element = rendered(String(shown?.text));
      assert.deepEqual(meaningIn(element), [], JSON.stringify(typed));
      assert.equal(seen(element.textContent), seen(cleanText(typed)));
    }
  });

  it('is text on a web page, and the card in it is the card that was made', () => {
    for (const texts of batches(10)) {
      const typed = texts.join(' / ');
      const data = { heading: typed, sentence: typed };
      const card = renderCard({ template: 'shared/notice', summary: '', data });
      const page = parser.parseFromString(cardPage(partnership, typed, { card, text: typed }), 'text/html');
      const refusal = parser.parseFromString(refusalPage(partnership, typed), 'text/html');

      assert.equal(page.querySelector('.who')?.textContent, cleanLine(typed));
      assert.deepEqual(JSON.parse(page.querySelector('#card')?.getAttribute('data-card') ?? ''), card);
      assert.equal(page.querySelectorAll('script:not([src^="assets/"]), img, iframe, at').length, 0);
      assert.equal(refusal.querySelector('main p')?.textContent, cleanLine(typed));
      assert.equal(refusal.querySelectorAll('main *').length, 2);
    }
  });

  it('is text in a letter: in its head, its text and its HTML', async () => {
    for (const texts of batches(20)) {
      const [typed = ''] = texts;
      const letter = plainLetter({ subject: typed, heading: typed, paragraphs: texts, footer: [typed] });
      const to = { address: 'reader@elsewhere.example', name: typed };
      const sender = { from: { name: typed, address: 'team@kcst.example' }, replyTo: 'team@kcst.example' };
      const date = new Date('2026-11-23T09:00:00Z');
      const read = await PostalMime.parse(await emlOf(mimeOf({ key: 'k', to, date, letter }, sender)));
      const page = parser.parseFromString(read.html ?? '', 'text/html');

      assert.deepEqual(
        read.headers.map(({ key }) => key).filter((key) => /^(bcc|cc|resent-)/.test(key)),
        [],
      );
      assert.deepEqual([read.to?.length, read.to?.[0]?.address], [1, 'reader@elsewhere.example']);
      assert.equal(page.querySelectorAll(DANGEROUS).length, 0);
      const shown = [...page.querySelectorAll('p')].map(({ textContent }) => unspaced(textContent));
      const plain = unspaced(read.text ?? '');
      for (const each of texts) {
        assert.ok(shown.includes(unspaced(cleanText(each))), JSON.stringify(each));
        assert.ok(plain.includes(unspaced(cleanText(each))), JSON.stringify(each));
      }
    }
  });

  it('is a header of one line, whatever the subject and the name', async () => {
    for (const typed of HOSTILE_STRINGS) {
      const letter = { subject: typed, text: 'x', html: '<p>x</p>' };
      const to = { address: 'reader@elsewhere.example', name: typed };
      const { subject, to: addressee } = mimeOf(
        { key: typed, to, date: new Date(0), letter },
        { from: { name: '', address: 'team@kcst.example' }, replyTo: 'team@kcst.example' },
      );

      for (const value of [subject, addressee.name]) assert.doesNotMatch(value, /[\u0000-\u001f\u007f]|=\?/);
    }
  });

  it('is text in the newsletter, and no address in it is followed unless it is an https one', () => {
    for (const texts of batches(50)) {
      const [typed = ''] = texts;
      const items = texts.map((each) => ({
        ...{ headline: each, summary: each, link: each },
        facts: [{ title: 'Contact', value: each }],
      }));
      const newsletter: Newsletter = {
        ...{ title: typed, publisher: typed, introduction: typed, dates: [typed], footer: [typed] },
        sections: [{ title: typed, items }],
      };
      const page = parser.parseFromString(newsletterHtml(newsletter), 'text/html');
      const words = seen(page.body.textContent);
      const text = seen(newsletterText(newsletter));

      assert.equal(page.querySelectorAll(DANGEROUS).length, 0);
      const links = [...page.querySelectorAll('a')].map((each) => each.getAttribute('href') ?? '');
      assert.ok(
        links.every((href) => href.startsWith('https://')),
        links.join('\n'),
      );
      for (const each of texts) {
        assert.ok(words.includes(seen(cleanLine(each))), JSON.stringify(each));
        assert.ok(
          text.replaceAll(' ', '').includes(cleanLine(each).replace(/\s/g, '')),
          JSON.stringify(each),
        );
      }
    }
  });

  it('is one field of one event in a calendar', async () => {
    const events = HOSTILE_STRINGS.map((each, index) => ({
      ...{ uid: `e${index}@roundtable`, sequence: 0, title: each, description: each, place: each, link: '' },
      ...{ startsAt: new Date('2027-03-27T10:00:00Z'), endsAt: new Date('2027-03-27T11:00:00Z') },
      organiser: { name: each, email: 'team@kcst.example' },
      attendee: { name: each, email: 'kim@kent-police.example' },
      ...{ remindBefore: 15, cancelled: false },
    }));
    const bytes = await FORMATS.calendar.write({
      kind: 'calendar',
      title: 'Sessions',
      as: 'publish',
      events,
    });
    const read = new ICAL.Component(ICAL.parse(Buffer.from(bytes).toString())).getAllSubcomponents('vevent');

    assert.equal(read.length, events.length);
    for (const [index, component] of read.entries()) {
      const typed = HOSTILE_STRINGS[index] ?? '';
      const event = new ICAL.Event(component);
      assert.equal(event.summary ?? '', cleanLine(typed));
      assert.equal(event.description ?? '', cleanText(typed));
      assert.equal(event.location ?? '', cleanLine(typed));
      assert.equal(component.getAllProperties('attendee').length, 1);
    }
  });

  it('is a plain name for a file, fit for a header', () => {
    for (const typed of HOSTILE_STRINGS) {
      assert.match(fileName(documentOf(typed, []), 'word'), /^[a-z0-9-]{1,80}\.docx$/);
    }
  });

  it('is one line in the log, whatever is in it', () => {
    let written = '';
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.toString();
        done();
      },
    });
    const log = pino({ name: 'roundtable' }, stream);

    for (const typed of HOSTILE_STRINGS) log.warn({ reason: typed }, 'a message was not sent');

    const lines = written.trimEnd().split('\n');
    assert.equal(lines.length, HOSTILE_STRINGS.length);
    const reasons = lines.map((line) => (JSON.parse(line) as { reason: string }).reason);
    assert.deepEqual(
      reasons,
      // Half a character is written as the mark of a lost one.
      HOSTILE_STRINGS.map((each) => Buffer.from(each).toString()),
    );
  });

  it('has no way out that is not read back', () => {
    for (const [format, test] of Object.entries(READ_BACK)) {
      assert.ok(Object.hasOwn(FORMATS, format), format);
      assert.match(readFileSync(test, 'utf8'), /HOSTILE_STRINGS/);
    }
    assert.deepEqual(Object.keys(FORMATS).sort(), Object.keys(READ_BACK).sort());
  });

  it('goes into HTML through one door: no file that writes tags does without it', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const writers = files.filter((file) => {
      const source = readFileSync(`src/${file}`, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      return /`[^`]*<(?:[a-z][a-z0-9]*[ >]|!doctype)[^`]*\$\{/i.test(source);
    });
    const without = writers.filter((file) => !/typed-html\.js'/.test(readFileSync(`src/${file}`, 'utf8')));

    assert.ok(writers.length >= 5, writers.join());
    assert.deepEqual(without, []);
  });
});
