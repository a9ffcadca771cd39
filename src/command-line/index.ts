/** The operator's command line: `npm run roundtable -- help`. */
import { tellFaults } from '../installation.js';
import { SetupError } from '../shared/errors.js';
import { backup, restore, verify } from './folder-commands.js';
import { bringIn } from './import-command.js';
import type { CommandLine } from './command-line.js';
import { readWords } from './words.js';

const commands: readonly CommandLine[] = [bringIn, verify, backup, restore];

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

function overview(): string {
  const width = Math.max(...commands.map(({ usage }) => usage.length));
  const lines = commands.map(({ usage, summary }) => `  ${usage.padEnd(width)}  ${summary}`);
  return [
    'Roundtable, for whoever runs it. The data folder and the partnership file are those of the bot:',
    'DATA_DIR and PARTNERSHIP, as in env/.env.example.',
    '',
    ...lines,
    '',
    'Add --help to a command to read more.',
  ].join('\n');
}

function help({ usage, summary, details }: CommandLine): string {
  return [`npm run roundtable -- ${usage}`, '', summary, '', ...details].join('\n');
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
