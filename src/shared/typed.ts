/**
 * What people typed, made fit for every way out of the house: the same visible words, nothing that hides,
 * breaks or commands. Cards, pages, documents, letters, calendars and logs take it from here (typed-html.ts for
 * HTML); test/contracts/ways-out.test.ts holds them to it.
 */

/** A line ends with \n alone. Vertical tab and form feed are what word processors paste. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/**
 * Control characters, halves of characters, and code points that are none: XML allows no such thing, so
 * that Word and Excel would call the file damaged. The mark of a lost character goes with them.
 */
const UNPRINTABLE = /[^\P{Cc}\n\t]|\p{Cs}|\p{Noncharacter_Code_Point}|\uFFFD/gu;

/** Turns the direction of the words that follow: `exe.fdp` reads as `pdf.exe`. The plain marks may stay. */
const DIRECTION_OVERRIDES = /[\u202A-\u202E\u2066-\u2069]/g;

/** Invisible, so that two texts look alike and are not. Joiners stay: emoji and scripts need them. */
const INVISIBLE = /[\u00AD\u180E\u200B\u2060-\u2064\u206A-\u206F\uFEFF\uFFF9-\uFFFB]/g;

/** Nearly all that is typed: letters, figures, signs and spaces, of which every one may stay. */
const PLAIN = /^[\n -~\u00A1-\u00AC\u00AE-\u00FF]*$/;

/** Text with its line breaks (`\n`), trimmed. What it returns, it returns again unchanged. */
export function cleanText(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return text
    .replace(LINE_ENDS, '\n')
    .replace(UNPRINTABLE, '')
    .replace(DIRECTION_OVERRIDES, '')
    .replace(INVISIBLE, '')
    .replaceAll('\t', ' ')
    .trim();
}

/** Text on one line: titles, headings, names. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s*\n\s*/g, ' ');
}

/**
 * Text as it was typed, for a place that reads Markdown: nothing in it becomes a link, a list or
 * emphasis, and its line breaks stay.
 */
export function escapeMarkdown(text: string): string {
  const clean = cleanText(text);
  // Most of what a card says: nothing in it can mean anything, so nothing has to be looked for.
  if (!/[\\`*_~[\]<>|&{\t\r\n]|^[ #+\-\d]/.test(clean)) return clean;
  return (
    clean
      .replace(/[\\`*_~[\]<>|]/g, '\\$&')
      // `&copy;` would become ©, and `{{DATE(...)}}` a date of Adaptive Cards' own.
      .replace(/&(?=#?\w+;)|\{(?=(?:DATE|TIME)\()/g, '\\$&')
      // Four spaces at the start of a line would make it code.
      .replace(/^[ \t]+/gm, '')
      .replace(/^[#+-]/gm, '\\$&')
      .replace(/^(\d+)([.)])(?=\s|$)/gm, '$1\\$2')
      .replace(/\r?\n|\r/g, '\n\n')
  );
}
