import { parseArgs } from 'node:util';
import { SetupError } from '../shared/errors.js';

/** What was typed after a command's name. */
export interface Words {
  readonly given: readonly string[];
  /** As they are written: `--yes`. */
  readonly options: readonly string[];
}

/**
 * Holds what was typed against a command's usage, `import <kind> <file> [--yes]`.
 * @throws {SetupError} for an option that the usage does not have, and for too few or too many words
 */
export function readWords(usage: string, typed: readonly string[]): Words {
  const right = `Say it like this: npm run roundtable -- ${usage}`;
  const { tokens } = parseArgs({ args: [...typed], strict: false, tokens: true });
  const options = tokens.filter((token) => token.kind === 'option');
  const unknown = options.find(
    ({ rawName, value }) => value !== undefined || !usage.includes(`[${rawName}]`),
  );
  if (unknown !== undefined) throw new SetupError([`There is no option ${unknown.rawName}. ${right}`]);

  const given = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const missing = (usage.match(/<\w+>/g) ?? [])[given.length];
  if (missing !== undefined) throw new SetupError([`The ${missing.slice(1, -1)} is missing. ${right}`]);
  const most = (usage.match(/<\w+>|\[\w+\]/g) ?? []).length;
  if (given.length > most) throw new SetupError([`'${given[most]}' is one word too many. ${right}`]);
  return { given, options: options.map(({ rawName }) => rawName) };
}
