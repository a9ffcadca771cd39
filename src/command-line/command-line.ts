/** What a command of the operator's command line is. */
import type { Readable, Writable } from 'node:stream';
import type { Words } from './words.js';

/** What surrounds a command: the process, or what a test puts in its place. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}

/**
 * The work of a command.
 * @returns the exit code: 0 done, 1 not done
 * @throws {SetupError} with sentences for the terminal
 */
export type Work = (words: Words, around: Surroundings) => Promise<number>;

export interface CommandLine {
  readonly name: string;
  /** The name with its arguments, `verify [folder]`: what is typed is held against it. */
  readonly usage: string;
  readonly summary: string;
  /** Lines for --help. */
  readonly details: readonly string[] | (() => Promise<readonly string[]>);
  readonly run: Work;
}

export function tell({ stdout }: Surroundings, line: string): void {
  stdout.write(`${line}\n`);
}
