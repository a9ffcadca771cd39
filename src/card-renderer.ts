/** From a card by name and its data to the Adaptive Card that Teams and the web page show. */
import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import { escapeMarkdown } from './shared/typed.js';
import type { Card } from './workflows/workflow.js';

const folder = new URL('../cards/', import.meta.url);
const templates = new Map<string, Template>();

/**
 * Expands cards/<template>.json with the card's data. Templates hold no Markdown, so that every
 * text can be shown as it was typed.
 * @throws when the template does not exist
 */
export function renderCard(card: Card): object {
  const expanded: unknown = templateOf(card.template).expand({ $root: card.data });
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    fallbackText: card.summary,
    ...(showAsTyped(expanded) as object),
  };
}

function templateOf(name: string): Template {
  let template = templates.get(name);
  if (template === undefined) {
    template = new Template(JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')));
    templates.set(name, template);
  }
  return template;
}

/** The elements whose text Teams reads as Markdown, and where they keep it. */
const MARKDOWN: Readonly<Record<string, readonly string[]>> = {
  TextBlock: ['text'],
  Fact: ['title', 'value'],
};

function showAsTyped(node: unknown, place?: string): unknown {
  if (Array.isArray(node)) return node.map((each) => showAsTyped(each, place));
  if (typeof node !== 'object' || node === null) return node;
  // A fact needs no type of its own: it is known by the list it stands in.
  const type = place === 'facts' ? 'Fact' : String((node as { type?: unknown }).type);
  const texts = MARKDOWN[type];
  const shown: Record<string, unknown> = {};
  for (const key of Object.keys(node)) {
    const value: unknown = (node as Record<string, unknown>)[key];
    const isText = typeof value === 'string' && texts?.includes(key) === true;
    shown[key] = isText ? escapeMarkdown(value) : showAsTyped(value, key);
  }
  return shown;
}
