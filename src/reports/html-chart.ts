/** A bar chart as inline SVG, with its numbers in words below. */
import { shorten } from '../shared/text.js';
import { barsOf, chartWords } from './bars.js';
import type { Chart } from './document.js';
import { escape, line } from '../shared/typed-html.js';

const ROW_HEIGHT = 48;
const LONGEST_LABEL = 26;

/** Lengths in percent and text in pixels: the bars fit any width and the words stay as large as they are. */
export function chartHtml(chart: Chart, id: string): string {
  const rows = barsOf(chart).map(({ label, amount, share }, index) => {
    const top = index * ROW_HEIGHT;
    return `<text x="0" y="${top + 16}">${escape(shorten(label, LONGEST_LABEL))}: ${escape(amount)}</text><rect x="0" y="${top + 22}" width="${(share * 100).toFixed(2)}%" height="16"></rect>`;
  });
  return `<figure>
<figcaption dir="auto">${line(chart.title)}</figcaption>
<svg role="img" aria-labelledby="${id}-title ${id}-words" width="100%" height="${rows.length * ROW_HEIGHT}">
<title id="${id}-title">${line(chart.title)}</title>
<desc id="${id}-words">${escape(chartWords(chart))}</desc>
${rows.join('\n')}
</svg>
<p dir="auto">${escape(chartWords(chart))}</p>
</figure>`;
}
