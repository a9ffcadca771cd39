/**
 * A newsletter as an e-mail and as a page: one column, styles in place for the programs that drop a style
 * sheet, a table around it for Outlook alone, nothing fetched, nothing that tells who has read it.
 */
import { line, text } from '../shared/typed-html.js';
import { followable } from './newsletter.js';
import type { FooterLine, NewsItem, Newsletter } from './newsletter.js';

/** The Content-Security-Policy header under which it works as a page. */
export const NEWSLETTER_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const FONT = "font-family:'Segoe UI',Arial,Helvetica,sans-serif";
const LONG = 'overflow-wrap:anywhere;word-break:break-word';
const TEXT = `${FONT};${LONG};font-size:16px;line-height:1.5;color:#1b1b1f`;
const QUIET = `${FONT};${LONG};font-size:14px;line-height:1.5;color:#55565e`;

/** For programs that know them: dark colours, and room at the sides of a phone. */
const STYLE = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  .page { background-color: #17181c !important; }
  .text { color: #ececf0 !important; }
  .quiet { color: #b4b5be !important; }
  .link { color: #a9c1f5 !important; }
  .rule { border-color: #4a4b55 !important; }
}
@media (max-width: 480px) {
  .sheet { padding: 16px 12px !important; }
  .title { font-size: 24px !important; }
}
`;

export function newsletterHtml(newsletter: Newsletter): string {
  const { title, publisher, introduction, sections, dates, footer } = newsletter;
  const parts = [
    `<p class="quiet" dir="auto" style="${QUIET};margin:0">${line(publisher)}</p>`,
    `<h1 class="text title" dir="auto" style="${FONT};${LONG};font-size:28px;line-height:1.2;color:#1b1b1f;margin:4px 0 16px">${line(title)}</h1>`,
    introduction === '' ? '' : paragraph(introduction),
    ...sections.map(({ title: name, items }) => `${heading(name)}\n${items.map(itemHtml).join('\n')}`),
    dates.length === 0 ? '' : `${heading('Dates to note')}\n${list(dates)}`,
    `<div class="rule" style="border-top:1px solid #c9cad3;margin:32px 0 0;padding:16px 0 0">${footer.map(footerHtml).join('\n')}</div>`,
  ];
  return `<!doctype html>
<html lang="en-GB" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<title>${line(title)}</title>
<style>${STYLE}</style>
</head>
<body class="page" style="margin:0;padding:0;background-color:#ffffff">
<!--[if mso]><table role="presentation" width="640" align="center" cellspacing="0" cellpadding="0" border="0"><tr><td><![endif]-->
<main class="sheet" style="display:block;max-width:640px;margin:0 auto;padding:24px">
${parts.filter((part) => part !== '').join('\n')}
</main>
<!--[if mso]></td></tr></table><![endif]-->
</body>
</html>
`;
}

function heading(name: string): string {
  return `<h2 class="text rule" dir="auto" style="${FONT};${LONG};font-size:21px;line-height:1.3;color:#1b1b1f;margin:32px 0 8px;padding:0 0 4px;border-bottom:2px solid #c9cad3">${line(name)}</h2>`;
}

function itemHtml({ headline, summary, facts, link }: NewsItem): string {
  const url = followable(link);
  const parts = [
    `<h3 class="text" dir="auto" style="${FONT};${LONG};font-size:17px;line-height:1.35;color:#1b1b1f;margin:20px 0 4px">${line(headline)}</h3>`,
    paragraph(summary),
    ...facts.map(
      ({ title, value }) =>
        `<p class="quiet" dir="auto" style="${QUIET};margin:2px 0"><b>${line(title)}:</b> ${line(value)}</p>`,
    ),
    // Where it leads is part of the words: nobody should have to press to know.
    url === undefined ? '' : anchor(url, `Read more on ${url.hostname.replace(/^www\./, '')}`),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function anchor(url: URL, words: string): string {
  return `<p style="margin:4px 0 0"><a class="link" href="${line(url.href)}" style="${FONT};${LONG};font-size:16px;line-height:1.5;color:#1f4e99">${line(words)}</a></p>`;
}

function paragraph(words: string): string {
  return `<p class="text" dir="auto" style="${TEXT};margin:0 0 8px">${text(words).replaceAll('\n', '<br>')}</p>`;
}

function list(items: readonly string[]): string {
  const rows = items.map((item) => `<li dir="auto" style="margin:0 0 4px">${line(item)}</li>`);
  return `<ul class="text" style="${TEXT};margin:8px 0;padding:0 0 0 24px">${rows.join('')}</ul>`;
}

function footerHtml(part: FooterLine): string {
  if (typeof part === 'string') return `<p class="quiet" style="${QUIET};margin:0 0 8px">${line(part)}</p>`;
  const url = new URL(part.url);
  return `<p style="margin:0 0 8px"><a class="link" href="${line(url.href)}" style="${QUIET};color:#1f4e99">${line(part.title)}</a></p>`;
}
