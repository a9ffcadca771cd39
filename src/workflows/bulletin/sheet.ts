/** The card that shows one thing: what it is, facts, rows, and buttons in up to three lines of three. */
import type { Card } from '../workflow.js';

export interface Button {
  readonly title: string;
  readonly verb: string;
  /** Ids, a version, and a number that a card asked about. */
  readonly press: object;
  readonly style: 'default' | 'positive' | 'destructive';
}

export type RowButton = Omit<Button, 'style'> & { readonly tooltip: string };

export interface Row {
  readonly title: string;
  readonly text: string;
  readonly buttons: readonly RowButton[];
}

export interface Sheet {
  readonly heading: string;
  readonly summary?: string;
  /** What just happened, in a sentence. */
  readonly notice?: string;
  /** Tenths of the way, drawn above the lines; they say the same in numbers. */
  readonly tenths?: number;
  readonly lines?: readonly string[];
  readonly facts?: readonly { readonly title: string; readonly value: string }[];
  readonly groups?: readonly { readonly title: string; readonly rows: readonly Row[] }[];
  readonly first?: readonly Button[];
  readonly second?: readonly Button[];
  readonly third?: readonly Button[];
}

export function sheetCard(sheet: Sheet): Card {
  const { heading, notice = '', lines = [], facts = [], groups = [] } = sheet;
  const { first = [], second = [], third = [] } = sheet;
  return {
    template: 'bulletin/sheet',
    summary: sheet.summary ?? (notice === '' ? `${heading}. ${lines[0] ?? ''}`.trim() : notice),
    data: {
      ...{ heading, notice, facts, first, second, third },
      bar: { done: sheet.tenths ?? 0, left: sheet.tenths === undefined ? 0 : 10 - sheet.tenths },
      lines: lines.filter((text) => text !== '').map((text) => ({ text })),
      groups: groups.filter(({ rows }) => rows.length > 0),
    },
  };
}

/** @param action the second part of a verb */
export function button(
  title: string,
  action: string,
  press: object = {},
  style: Button['style'] = 'default',
): Button {
  return { title, verb: `bulletin/${action}`, press, style };
}

/** A row's own button; `of` says of what, for those who hear the buttons without the row. */
export function rowButton(title: string, action: string, press: object, of: string): RowButton {
  return { title, verb: `bulletin/${action}`, press, tooltip: `${title} ${of}` };
}
