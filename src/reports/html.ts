/** A document as one page that stands alone: no script, nothing fetched, readable at 320 pixels and on paper. */
import { cellText, columnWidths } from './columns.js';
import type { Block, Cell, Document, Facts, Table } from './document.js';
import { chartHtml } from './html-chart.js';
import { formHtml, linksHtml } from './html-form.js';
import type { Form } from './html-form.js';
import { PAGE_STYLE, STYLE_SOURCE } from './html-style.js';
import { line, text } from '../shared/typed-html.js';

/** As sources of `form-action`. */
const NO_FORM = "'none'";
const FORM_ACTION = "'self'";

/** The Content-Security-Policy header under which the page works. */
export const PAGE_POLICY = `${policy()}; frame-ancestors 'none'`;

export function writeHtml(document: Document): Promise<Uint8Array> {
  return Promise.resolve(Buffer.from(page(document)));
}

/** The header for a page that {@link htmlWithForm} wrote. */
export const FORM_POLICY = `${policy(FORM_ACTION)}; frame-ancestors 'none'`;

/** The same page with links and a form under it, which posts to the page's own address. */
export function htmlWithForm(
  document: Document,
  form?: Form,
  links: Parameters<typeof linksHtml>[0] = [],
): string {
  return page(document, `${linksHtml(links)}${form === undefined ? '' : formHtml(form)}`, FORM_ACTION);
}

function page({ title, subtitle, language, blocks }: Document, form = '', action = NO_FORM): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(action)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${line(title)}</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<main>
<h1 dir="auto">${line(title)}</h1>
${subtitle === undefined ? '' : `<p class="subtitle" dir="auto">${text(subtitle)}</p>\n`}${blocks.map(blockHtml).join('\n')}${form}
</main>
</body>
</html>
`;
}

/** Also in the page itself, for when it is kept as a file. */
function policy(action = NO_FORM): string {
  return `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; form-action ${action}`;
}

function blockHtml(block: Block, index: number): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} dir="auto">${line(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p dir="auto">${text(block.text)}</p>`;
    case 'facts':
      return factsHtml(block);
    case 'list':
      return `<ul>${block.items.map((item) => `<li dir="auto">${text(item)}</li>`).join('')}</ul>`;
    case 'table':
      return tableHtml(block, `table-${index}`);
    case 'chart':
      return chartHtml(block, `chart-${index}`);
  }
}

function factsHtml({ rows }: Facts): string {
  const pairs = rows.map(
    ({ title, value }) => `<div><dt dir="auto">${line(title)}</dt><dd dir="auto">${text(value)}</dd></div>`,
  );
  return `<dl>${pairs.join('')}</dl>`;
}

/** In characters: from here on a column is kept wide enough to read. */
const LONG_COLUMN = 25;

/** A wide table scrolls inside its frame, also with the keyboard. */
function tableHtml(table: Table, id: string): string {
  const { caption, columns, rows } = table;
  const kinds = columns.map((_, index) => rows.length > 0 && rows.every((row) => isNumber(row[index])));
  const widths = columnWidths(table);
  const headers = columns.map((name, index) => {
    const long = !kinds[index] && (widths[index] ?? 0) >= LONG_COLUMN;
    return `<th scope="col"${long ? ' class="long" dir="auto"' : side(kinds[index])}>${line(name)}</th>`;
  });
  const body = rows.map((row) => `<tr>${row.map((cell) => cellHtml(cell)).join('')}</tr>`);
  return `<div class="scroll" role="region" aria-labelledby="${id}" tabindex="0"><table>
<caption id="${id}" dir="auto">${line(caption)}</caption>
<thead><tr>${headers.join('')}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function cellHtml(cell: Cell): string {
  return `<td${side(isNumber(cell))}>${text(cellText(cell))}</td>`;
}

function isNumber(cell: Cell | undefined): boolean {
  return typeof cell === 'number';
}

function side(number: boolean | undefined): string {
  return number ? ' class="number"' : ' dir="auto"';
}
