/** Every command, and what is shown of them. The work of one is loaded when it is asked for. */
import type { CommandLine } from './command-line.js';

export const commands: readonly CommandLine[] = [
  {
    name: 'import',
    usage: 'import <kind> <file> [--yes]',
    summary: 'Bring a file in: shows what would change and asks first.',
    details: async () => [
      ...(await import('./import-alone.js')).kindsInWords(),
      '',
      'The same file a second time changes nothing. A file with faults changes nothing: every fault is shown with',
      'its line. While the bot runs, the bot itself does it. --yes does not ask. What export wrote goes back with load.',
    ],
    run: async (words, around) => (await import('./import-command.js')).bringIn(words, around),
  },
  {
    name: 'export',
    usage: 'export <file>',
    summary: 'Write every record to a file, as lines of JSON, while the bot runs.',
    details: [
      'The same records give the same bytes. - writes to standard output. A file that exists is not overwritten.',
      'load brings the file into an empty data folder. The audit trail is not in it: backup copies that.',
      'The file holds names and addresses, so only you may read it; see to it that it stays so.',
    ],
    run: async (words, around) => (await import('./records-commands.js')).exportRecords(words, around),
  },
  {
    name: 'load',
    usage: 'load <file>',
    summary: 'Bring a file that export wrote into an empty data folder.',
    details: [
      'The data folder must be empty or not exist, and no bot may run on it. Records keep their ids and versions, and',
      'are brought to the schema of this version of Roundtable. A file with a fault loads nothing: every fault is shown',
      'with its line. - reads from standard input. Start the bot afterwards: it sends the messages that still wait.',
    ],
    run: async (words, around) => (await import('./records-commands.js')).load(words, around),
  },
  {
    name: 'about',
    usage: 'about <address> <file>',
    summary: 'Write every record that names a person to a file, for when they ask what is kept about them.',
    details: [
      'The person is found by their e-mail address, and by the member and the account that have it. - writes to standard',
      'output. A file that exists is not overwritten. Who is only named in somebody else’s words is not found: search an',
      'export for the name. Anonymous feedback names nobody. Records name others too: read the file before it is given away.',
    ],
    run: async (words, around) => (await import('./records-commands.js')).about(words, around),
  },
  {
    name: 'backup',
    usage: 'backup <folder>',
    summary: 'Copy the data to a new folder, consistently, while the bot runs.',
    details: [
      'The folder must be empty or not exist. The copy is complete up to the last entry that was on disk and can be',
      'checked with verify and brought back with restore.',
    ],
    run: async (words, around) => (await import('./folder-commands.js')).backup(words, around),
  },
  {
    name: 'restore',
    usage: 'restore <backup>',
    summary: 'Bring a backup back into an empty data folder.',
    details: [
      'The backup is verified first. The data folder must be empty or not exist: move a damaged one away, and keep it.',
      'Start the bot afterwards.',
    ],
    run: async (words, around) => (await import('./folder-commands.js')).restore(words, around),
  },
  {
    name: 'verify',
    usage: 'verify [folder]',
    summary: 'Check every entry of the audit trail and every record against it.',
    details: [
      'Walks the whole journal of the data folder, or of a backup, checks each hash and the chain, and holds the',
      'checkpoint against it. Reads only; the bot may run. Exit code 0 when all is well, 1 with the first fault.',
    ],
    run: async (words, around) => (await import('./folder-commands.js')).verify(words, around),
  },
  {
    name: 'doctor',
    usage: 'doctor [--full]',
    summary: 'Look at everything the bot needs, and say what is wrong.',
    details: [
      'Settings, partnership file, data folder, disk, port, sign-in with Microsoft, clock and Node. One line each: ok,',
      'note, or problem with what to do. Changes nothing; the bot may run. --full checks every entry of the audit trail',
      'as well, as verify does. Exit code 0 without a problem, 1 with one.',
    ],
    run: async (words, around) => (await import('./doctor-command.js')).doctor(words, around),
  },
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
export async function help({ usage, summary, details }: CommandLine): Promise<string> {
  const lines = typeof details === 'function' ? await details() : details;
  return [`npm run roundtable -- ${usage}`, '', summary, '', ...lines].join('\n');
}
