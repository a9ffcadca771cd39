/** The operator's command line: `npm run roundtable -- help`. */
import { tellFaults } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { commands, help, overview } from './commands.js';
import { readWords } from './words.js';

async function main(words: readonly string[]): Promise<number> {
  const [name = 'help', ...rest] = words;
  const wantsHelp = name === 'help' || name === '--help' || name === '-h';
  const command = commands.find((each) => each.name === (wantsHelp ? rest[0] : name));
  if (wantsHelp && command === undefined) return say(overview());
  if (command === undefined) {
    throw new SetupError([`There is no command '${name}'. Say npm run roundtable -- help to see them all.`]);
  }
  if (wantsHelp || rest.includes('--help') || rest.includes('-h')) return say(help(command));
  return command.run(readWords(command.usage, rest));
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = 1;
    tellFaults(error);
  },
);
