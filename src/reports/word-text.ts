/** The one way into a Word file for text that may have several lines. */
import { TextRun } from 'docx';
import { cleanText } from '../shared/typed.js';

export function runs(typed: string): TextRun[] {
  return cleanText(typed)
    .split('\n')
    .map((text, index) => new TextRun({ text, ...(index > 0 && { break: 1 }) }));
}
