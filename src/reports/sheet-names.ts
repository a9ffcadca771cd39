/** Names that Excel takes for sheets. */
import { cleanLine } from '../shared/typed.js';

const LONGEST = 31;

/** At most 31 characters, none of `: \ / ? * [ ]`, no apostrophe at an end, and each only once. */
export function sheetNames(captions: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return captions.map((caption) => {
    const name = freeName(allowed(caption), taken);
    taken.add(name.toLowerCase());
    return name;
  });
}

function allowed(caption: string): string {
  const name = cut(cleanLine(caption).replace(/[:\\/?*[\]\s]+/g, ' '), LONGEST);
  // Excel keeps the name History for itself.
  return name === '' || name.toLowerCase() === 'history' ? `Table ${name}`.trim() : name;
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? '' : ` ${number}`;
    const candidate = cut(name, LONGEST - suffix.length) + suffix;
    if (!taken.has(candidate.toLowerCase())) return candidate;
  }
}

/** Not through the middle of an emoji. */
function cut(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, '')
    .replace(/^[\s']+|[\s']+$/g, '');
}
