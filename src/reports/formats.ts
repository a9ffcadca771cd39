/** The formats in which a document can be had. One more is one more writer and one more entry. */
import { cleanLine } from '../shared/typed.js';
import { csvTable, writeCsv } from './csv.js';
import type { CalendarFile, Document, Downloadable } from './document.js';
import { PAGE_POLICY, writeHtml } from './html.js';
import { NEWSLETTER_POLICY, newsletterHtml } from './newsletter-html.js';
import { newsletterText } from './newsletter.js';

export interface Format {
  /** For a button. */
  readonly title: string;
  readonly extension: string;
  readonly mediaType: string;
  /** Opened in the browser under this Content-Security-Policy; a file to keep where there is none. */
  readonly policy?: string;
  /** Whether this file can be had so. */
  fits(file: Downloadable): boolean;
  write(file: Downloadable): Promise<Uint8Array>;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** A format of documents; a calendar is none. */
function forDocuments(
  format: Omit<Format, 'fits' | 'write'> & {
    fits(document: Document): boolean;
    write(document: Document): Promise<Uint8Array>;
  },
): Format {
  return {
    ...format,
    fits: (file) => !isCalendar(file) && format.fits(file),
    async write(file) {
      if (isCalendar(file)) throw new Error(`A calendar cannot be had as ${format.title}.`);
      return format.write(file);
    },
  };
}

function isCalendar(file: Downloadable): file is CalendarFile {
  return 'kind' in file;
}

/** Word's and Excel's libraries are loaded when first needed: Word's takes a tenth of a second. */
export const FORMATS = {
  word: forDocuments({
    title: 'Word',
    extension: 'docx',
    mediaType: `${OFFICE}.wordprocessingml.document`,
    fits: () => true,
    write: async (document) => (await import('./word.js')).writeWord(document),
  }),
  excel: forDocuments({
    title: 'Excel',
    extension: 'xlsx',
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    fits: ({ blocks }) => blocks.some(({ kind }) => kind === 'table' || kind === 'chart'),
    write: async (document) => (await import('./excel.js')).writeExcel(document),
  }),
  csv: forDocuments({
    title: 'CSV',
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    fits: (document) => csvTable(document) !== undefined,
    write: writeCsv,
  }),
  html: forDocuments({
    title: 'Web page',
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    policy: PAGE_POLICY,
    fits: () => true,
    write: writeHtml,
  }),
  calendar: {
    title: 'Calendar',
    extension: 'ics',
    mediaType: 'text/calendar; charset=utf-8',
    fits: isCalendar,
    async write(file) {
      if (!isCalendar(file)) throw new Error('A document cannot be had as a calendar.');
      return (await import('./calendar-file.js')).writeCalendar(file);
    },
  },
  email: forDocuments({
    title: 'As the e-mail',
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    policy: NEWSLETTER_POLICY,
    fits: ({ newsletter }) => newsletter !== undefined,
    write: async ({ newsletter }) => bytesOf(newsletter && newsletterHtml(newsletter)),
  }),
  text: forDocuments({
    title: 'Plain text',
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    policy: "default-src 'none'; frame-ancestors 'none'",
    fits: ({ newsletter }) => newsletter !== undefined,
    write: async ({ newsletter }) => bytesOf(newsletter && newsletterText(newsletter)),
  }),
} as const satisfies Record<string, Format>;

/** @throws {RangeError} for a document that is no newsletter */
function bytesOf(written: string | undefined): Uint8Array {
  if (written === undefined) throw new RangeError('This document is no newsletter.');
  return Buffer.from(written);
}

export type FormatId = keyof typeof FORMATS;

export function formatsFor(document: Downloadable): readonly FormatId[] {
  return (Object.keys(FORMATS) as FormatId[]).filter((id) => FORMATS[id].fits(document));
}

const LONGEST_NAME = 60;

/** `autumn-check-in-2026.docx`: letters, digits and hyphens alone, so fit for a header and any disk. */
export function fileName({ title }: Downloadable, format: FormatId): string {
  const words = cleanLine(title).normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const name = words
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  // "con", "aux" and the like are devices on Windows.
  const safe = name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(name) ? `document-${name}` : name;
  return `${safe.replace(/-$/, '')}.${FORMATS[format].extension}`;
}
