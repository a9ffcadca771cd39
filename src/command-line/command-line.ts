/** What a command of the operator's command line is. */
import type { Words } from './words.js';

export interface CommandLine {
  readonly name: string;
  /** The name with its arguments, `verify [folder]`: what is typed is held against it. */
  readonly usage: string;
  readonly summary: string;
  /** Lines for --help. */
  readonly details: readonly string[];
  /**
   * @returns the exit code: 0 done, 1 not done
   * @throws {SetupError} with sentences for the terminal
   */
  readonly run: (words: Words) => Promise<number>;
}

export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
