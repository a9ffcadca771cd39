/** Which command somebody meant. */
import { distance } from 'fastest-levenshtein';
import type { Member } from '../directory.js';
import type { Command } from '../workflows/workflow.js';

/** What was typed, ready to compare: lower case, single spaces, no greeting's punctuation. */
export function normalise(text: string): string {
  return text
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[\s ]+/g, ' ')
    .replace(/^[\s/]+|[\s.,!?]+$/g, '');
}

/** A command, and the words that were said after it. */
interface Found {
  readonly command: Command;
  readonly more: string;
}

/** The command that has exactly these words as one of its phrases, or that takes more words after one. */
export function findCommand(commands: readonly Command[], said: string): Found | undefined {
  const exact = commands.find((command) => command.phrases.includes(said));
  if (exact !== undefined) return { command: exact, more: '' };
  for (const command of commands) {
    const phrase = command.takesMore && command.phrases.find((each) => said.startsWith(`${each} `));
    if (phrase) return { command, more: said.slice(phrase.length + 1) };
  }
  return undefined;
}

/** The first phrases of up to three commands close to what was said, nearest first. */
export function nearMisses(commands: readonly Command[], said: string): string[] {
  return commands
    .map((command) => ({ phrase: command.phrases[0], far: farness(command, said) }))
    .filter(({ far }) => far <= 0.45)
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ phrase }) => phrase);
}

/** The commands that help offers this member. */
export function offeredTo(commands: readonly Command[], member: Member): readonly Command[] {
  return commands.filter((command) => command.offeredTo?.(member) ?? true);
}

/** 0 when alike, 1 when nothing is shared: letters to change, as a part of the longer text. */
function farness(command: Command, said: string): number {
  const each = command.phrases.map((phrase) => distance(phrase, said) / Math.max(phrase.length, said.length));
  return Math.min(...each);
}
