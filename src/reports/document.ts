/** A document as plain data: what it says, for every writer alike. Texts may be as people typed them. */

import type { Newsletter } from './newsletter.js';

/** What is read in a cell. A number stays one in a spreadsheet. */
export type Cell = string | number;

export interface Heading {
  readonly kind: 'heading';
  /** The document's title is level 1. */
  readonly level: 2 | 3;
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly text: string;
}

export interface Facts {
  readonly kind: 'facts';
  readonly rows: readonly { readonly title: string; readonly value: string }[];
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly string[];
}

export interface Table {
  readonly kind: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly Cell[])[];
  /** Of several tables, the one that a CSV file holds. */
  readonly inCsv?: boolean;
}

/** Horizontal bars. Every writer puts the numbers in words beside them, see `chartWords`. */
export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  /** What the labels are: `Status`. */
  readonly labels: string;
  /** What is counted: `{ one: 'action', many: 'actions' }`. */
  readonly unit: { readonly one: string; readonly many: string };
  readonly rows: readonly { readonly label: string; readonly value: number }[];
}

export type Block = Heading | Paragraph | Facts | List | Table | Chart;

export interface Document {
  readonly title: string;
  readonly subtitle?: string;
  readonly language: 'en-GB';
  readonly blocks: readonly Block[];
  /** The same as a newsletter: such a document can be had as an e-mail and as plain text too. */
  readonly newsletter?: Newsletter;
}

/** One event as one person's calendar should show it. Texts may be as people typed them. */
export interface CalendarEvent {
  /** The same for every version of it: a calendar keeps one event for each. */
  readonly uid: string;
  /** Rises with every version: a calendar leaves out an older one. */
  readonly sequence: number;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly title: string;
  readonly description: string;
  readonly place: string;
  /** An https address or empty. */
  readonly link: string;
  readonly organiser: { readonly name: string; readonly email: string };
  /** Whose calendar it is for, where an address of theirs is known. */
  readonly attendee?: { readonly name: string; readonly email: string };
  /** Minutes before the start at which the calendar reminds; 0 for none. */
  readonly remindBefore: number;
  readonly cancelled: boolean;
}

/** A file of one or more events. It stands beside a Document wherever a file can be had. */
export interface CalendarFile {
  readonly kind: 'calendar';
  readonly title: string;
  /** `publish` for a file that somebody opens, `request` for an invitation by e-mail. */
  readonly as: 'publish' | 'request';
  readonly events: readonly CalendarEvent[];
}

/** What somebody can download. */
export type Downloadable = Document | CalendarFile;

export function documentOf(title: string, blocks: readonly Block[], subtitle?: string): Document {
  return { title, language: 'en-GB', blocks, ...(subtitle !== undefined && { subtitle }) };
}

export function heading(text: string, level: Heading['level'] = 2): Heading {
  return { kind: 'heading', level, text };
}

export function paragraph(text: string): Paragraph {
  return { kind: 'paragraph', text };
}

/** @param rows titles with their values: `{ 'Due by': '20 November 2026' }` */
export function facts(rows: Readonly<Record<string, string>>): Facts {
  return { kind: 'facts', rows: Object.entries(rows).map(([title, value]) => ({ title, value })) };
}

export function list(items: readonly string[]): List {
  return { kind: 'list', items };
}

/** @throws {RangeError} for a row of another length than the columns, or a number that is none */
export function table(parts: Omit<Table, 'kind'>): Table {
  for (const row of parts.rows) {
    if (row.length !== parts.columns.length) {
      throw new RangeError(`A row of ${row.length} cells under ${parts.columns.length} columns`);
    }
    for (const cell of row) {
      if (typeof cell === 'number' && !Number.isFinite(cell)) throw new RangeError(`${cell} in a table`);
    }
  }
  return { kind: 'table', ...parts };
}

/** @throws {RangeError} for a value that no bar can show: negative, or not a number */
export function chart(parts: Omit<Chart, 'kind'>): Chart {
  for (const { value } of parts.rows) {
    if (!(Number.isFinite(value) && value >= 0)) throw new RangeError(`${value} in a chart`);
  }
  return { kind: 'chart', ...parts };
}
