/** What a card's text becomes on a screen: drawn by the adaptivecards library, with Markdown as Teams reads it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';
import MarkdownIt from 'markdown-it';

const { window } = new JSDOM('', { runScripts: 'outside-only' });
const require = createRequire(import.meta.url);
window.eval(readFileSync(require.resolve('adaptivecards/dist/adaptivecards.js'), 'utf8'));
// Where adaptivecards looks for its Markdown.
const markdown = new MarkdownIt();
Object.assign(window, { markdownit: () => markdown });
window.eval(`function draw(text) {
  const card = new AdaptiveCards.AdaptiveCard();
  card.parse({ type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text }] });
  return card.render().querySelector('.ac-textBlock');
}`);

/** A TextBlock with the text, drawn by adaptivecards; nothing when there is nothing to draw. */
export function rendered(text: string): Element {
  const { draw } = window as unknown as { draw: (text: string) => Element | null };
  return draw(text) ?? window.document.createElement('div');
}

/** Tags that carry meaning, like `a` and `li`; a paragraph only carries a line. */
export function meaningIn(element: Element): string[] {
  const tags = [...element.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
  return tags.filter((tag) => tag !== 'p');
}

/** As a page shows it: any white space as one space. */
export function seen(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
