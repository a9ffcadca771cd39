/** Every command, and what is shown of them. */
import { backup, restore, verify } from './folder-commands.js';
import { bringIn } from './import-command.js';
import type { CommandLine } from './command-line.js';
import { doctor } from './doctor-command.js';
import { exportRecords, load } from './records-commands.js';

export const commands: readonly CommandLine[] = [
  bringIn,
  exportRecords,
  load,
  backup,
  restore,
  verify,
  doctor,
];

/** All commands, a line each. */
export function overview(): string {
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

/** One command, as --help shows it. */
export function help({ usage, summary, details }: CommandLine): string {
  return [`npm run roundtable -- ${usage}`, '', summary, '', ...details].join('\n');
}
