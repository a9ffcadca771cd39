/** A newsletter as plain data, and what every way of showing it has in common. */
import { cleanLine, cleanText } from '../shared/typed.js';

export interface NewsItem {
  readonly headline: string;
  readonly summary: string;
  /** Question and answer: `When`, `18 November 2026`. */
  readonly facts: readonly { readonly title: string; readonly value: string }[];
  /** An https address or empty. */
  readonly link: string;
}

/** Words, or a link with what it is for. */
export type FooterLine = string | { readonly title: string; readonly url: string };

export interface Newsletter {
  readonly title: string;
  /** Whose it is. */
  readonly publisher: string;
  /** Empty when there is none. */
  readonly introduction: string;
  readonly sections: readonly { readonly title: string; readonly items: readonly NewsItem[] }[];
  /** Dates to note, one each. */
  readonly dates: readonly string[];
  readonly footer: readonly FooterLine[];
}

/** The address as it may be followed, or undefined: an https address alone. */
export function followable(link: string): URL | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  return url.protocol === 'https:' ? url : undefined;
}

/** The newsletter as text that reads well alone: lines of 76 characters, headings underlined. */
export function newsletterText({
  title,
  publisher,
  introduction,
  sections,
  dates,
  footer,
}: Newsletter): string {
  const parts = [
    `${underlined(title, '=')}\n${wrapped(publisher)}`,
    wrapped(introduction),
    ...sections.map(
      (section) => `${underlined(section.title, '-')}\n\n${section.items.map(itemText).join('\n\n')}`,
    ),
    dates.length === 0
      ? ''
      : `${underlined('Dates to note', '-')}\n\n${dates.map((date) => wrapped(date, '* ', '  ')).join('\n')}`,
    `--\n${footer.map(footerText).join('\n\n')}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n\n')}\n`;
}

function itemText({ headline, summary, facts, link }: NewsItem): string {
  const url = followable(link)?.href;
  return [
    wrapped(cleanLine(headline), '* ', '  '),
    wrapped(summary, '  ', '  '),
    ...facts.map(({ title, value }) => wrapped(`${title}: ${cleanLine(value)}`, '  ', '    ')),
    url === undefined ? '' : `  ${url}`,
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function footerText(line: FooterLine): string {
  if (typeof line === 'string') return wrapped(line);
  return `${cleanLine(line.title)}:\n${line.url}`;
}

function underlined(heading: string, sign: string): string {
  const line = cleanLine(heading);
  return `${line}\n${sign.repeat(Math.max(3, Math.min(WIDTH, line.length)))}`;
}

const WIDTH = 76;

/** Broken between words; the first line of each paragraph begins with `first`, the others with `rest`. */
function wrapped(text: string, first = '', rest = first): string {
  const paragraphs = cleanText(text).split('\n');
  return paragraphs.map((each, index) => wrapLine(each, index === 0 ? first : rest, rest)).join('\n');
}

function wrapLine(text: string, first: string, rest: string): string {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ').filter((each) => each !== '')) {
    if (!empty && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = rest;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return empty ? lines.join('\n') : [...lines, line].join('\n');
}
