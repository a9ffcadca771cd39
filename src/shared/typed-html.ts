/** The one way into a page for text. */
import { cleanLine, cleanText } from './typed.js';

/** With line breaks, which the style keeps. */
export function text(typed: string): string {
  return escape(cleanText(typed));
}

export function line(typed: string): string {
  return escape(cleanLine(typed));
}

/** @param clean what `cleanText` returned */
export function escape(clean: string): string {
  return clean.replace(/[&<>"']/g, (each) => `&#${each.charCodeAt(0)};`);
}
