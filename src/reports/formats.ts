/** The formats in which a document can be had. One more is one more writer and one more entry. */
import { cleanLine } from '../shared/typed.js';
import { csvTable, writeCsv } from './csv.js';
import type { Document } from './document.js';
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
  /** Whether this document can be had so. */
  fits(document: Document): boolean;
  write(document: Document): Promise<Uint8Array>;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Word's and Excel's libraries are loaded when first needed: Word's takes a tenth of a second. */
export const FORMATS = {
  word: {
    title: 'Word',
    extension: 'docx',
    mediaType: `${OFFICE}.wordprocessingml.document`,
    fits: () => true,
    write: async (document) => (await import('./word.js')).writeWord(document),
  },
  excel: {
    title: 'Excel',
    extension: 'xlsx',
    mediaType: `${OFFICE}.spreadsheetml.sheet`,
    fits: ({ blocks }) => blocks.some(({ kind }) => kind === 'table' || kind === 'chart'),
    write: async (document) => (await import('./excel.js')).writeExcel(document),
  },
  csv: {
    title: 'CSV',
    extension: 'csv',
    mediaType: 'text/csv; charset=utf-8',
    fits: (document) => csvTable(document) !== undefined,
    write: writeCsv,
  },
  html: {
    title: 'Web page',
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    policy: PAGE_POLICY,
    fits: () => true,
    write: writeHtml,
  },
  email: {
    title: 'As the e-mail',
    extension: 'html',
    mediaType: 'text/html; charset=utf-8',
    policy: NEWSLETTER_POLICY,
    fits: ({ newsletter }) => newsletter !== undefined,
    write: async ({ newsletter }) => bytesOf(newsletter && newsletterHtml(newsletter)),
  },
  text: {
    title: 'Plain text',
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    policy: "default-src 'none'; frame-ancestors 'none'",
    fits: ({ newsletter }) => newsletter !== undefined,
    write: async ({ newsletter }) => bytesOf(newsletter && newsletterText(newsletter)),
  },
} as const satisfies Record<string, Format>;

/** @throws {RangeError} for a document that is no newsletter */
function bytesOf(written: string | undefined): Uint8Array {
  if (written === undefined) throw new RangeError('This document is no newsletter.');
  return Buffer.from(written);
}

export type FormatId = keyof typeof FORMATS;

export function formatsFor(document: Document): readonly FormatId[] {
  return (Object.keys(FORMATS) as FormatId[]).filter((id) => FORMATS[id].fits(document));
}

const LONGEST_NAME = 60;

/** `autumn-check-in-2026.docx`: letters, digits and hyphens alone, so fit for a header and any disk. */
export function fileName({ title }: Document, format: FormatId): string {
  const words = cleanLine(title).normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const name = words
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/^-+|-+$/g, '');
  // "con", "aux" and the like are devices on Windows.
  const safe = name === '' || /^(con|prn|aux|nul|com\d|lpt\d)$/.test(name) ? `document-${name}` : name;
  return `${safe.replace(/-$/, '')}.${FORMATS[format].extension}`;
}
