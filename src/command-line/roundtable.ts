/** The operator's command line, from the words to the exit code. */
import { SetupError, tellFaults } from '../shared/errors.js';
import { tell } from './command-line.js';
import type { Surroundings } from './command-line.js';
import { commands, help, overview } from './commands.js';
import { readWords } from './words.js';

/** @returns the exit code: 0 done, 1 not done, with what is wrong on standard error */
export async function roundtable(words: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await carryOut(words, around);
  } catch (error) {
    tellFaults(error, around.stderr);
    return 1;
  }
}

async function carryOut([name = 'help', ...rest]: readonly string[], around: Surroundings): Promise<number> {
  const wantsHelp = name === 'help' || name === '--help' || name === '-h';
  const command = commands.find((each) => each.name === (wantsHelp ? rest[0] : name));
  if (wantsHelp && command === undefined) return say(overview(), around);
  if (command === undefined) {
    throw new SetupError([`There is no command '${name}'. Say npm run roundtable -- help to see them all.`]);
  }
  if (wantsHelp || rest.includes('--help') || rest.includes('-h')) return say(await help(command), around);
  return command.run(readWords(command.usage, rest), around);
}

function say(text: string, around: Surroundings): number {
  tell(around, text);
  return 0;
}
