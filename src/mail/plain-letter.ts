/** A letter of a few paragraphs, as text and as HTML: large type, one column, nothing fetched, no tracking. */
import { cleanLine, cleanText } from '../shared/typed.js';
import { line, text } from '../shared/typed-html.js';
import type { Letter } from '../workflows/workflow.js';

/** A paragraph, or a link with what it is for. */
export type Paragraph = string | { readonly title: string; readonly url: string };

export interface PlainLetter {
  readonly subject: string;
  /** What the HTML part begins with, like whose letter it is; the text part needs none. */
  readonly heading: string;
  readonly paragraphs: readonly Paragraph[];
  /** Who writes, and why: small, at the end. */
  readonly footer: readonly string[];
}

const FONT = 'font-family:Segoe UI,Arial,sans-serif;font-size:16px;line-height:1.5';
const HEADING = 'font-family:Segoe UI,Arial,sans-serif;font-size:20px;line-height:1.3;font-weight:600';
const SMALL = 'font-family:Segoe UI,Arial,sans-serif;font-size:14px;line-height:1.5;color:#55565e';

/** Whatever stands in it is shown as it was typed. */
export function plainLetter({ subject, heading, paragraphs, footer }: PlainLetter): Letter {
  const body = [
    ...paragraphs.map(htmlOf),
    '<hr>',
    ...footer.map((each) => `<p style="${SMALL}">${text(each)}</p>`),
  ];
  return {
    subject,
    text: `${[...paragraphs.map(textOf), '--', ...footer.map(cleanText)].join('\n\n')}\n`,
    html: `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${line(subject)}</title>
</head>
<body style="margin:0;padding:16px;background:#fff;color:#1b1b1f">
<main style="display:block;max-width:640px">
<h1 style="${HEADING}">${line(heading)}</h1>
${body.join('\n')}
</main>
</body>
</html>
`,
  };
}

function textOf(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') return cleanText(paragraph);
  return `${cleanLine(paragraph.title)}:\n${paragraph.url}`;
}

function htmlOf(paragraph: Paragraph): string {
  if (typeof paragraph === 'string') {
    return `<p style="${FONT}">${text(paragraph).replaceAll('\n', '<br>')}</p>`;
  }
  const { title, url } = paragraph;
  // The words are a link as well, and the address stands below for those whose program shows none.
  const address = line(new URL(url).href);
  return `<p style="${FONT}"><a href="${address}" style="font-weight:600">${line(title)}</a><br><span style="${SMALL};word-break:break-all">${address}</span></p>`;
}
