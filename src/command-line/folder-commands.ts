/** Checking, copying and bringing back a data folder. None of them needs the bot to stop, but restore. */
import { readConfig } from '../config.js';
import { count } from '../shared/text.js';
import { backupFolder, restoreFolder } from '../store/backup.js';
import { verifyFolder } from '../store/verify.js';
import type { Sound } from '../store/verify.js';
import { tell } from './command-line.js';
import type { CommandLine } from './command-line.js';
import { withProgress } from './progress.js';

export const verify: CommandLine = {
  name: 'verify',
  usage: 'verify [folder]',
  summary: 'Check every entry of the audit trail and every record against it.',
  details: [
    'Walks the whole journal of the data folder, or of a backup, checks each hash and the chain, and holds the',
    'checkpoint against it. Reads only; the bot may run. Exit code 0 when all is well, 1 with the first fault.',
  ],
  async run({ given: [folder = dataFolder()] }) {
    const found = await withProgress(`Checking ${folder}`, (report) => verifyFolder(folder, report));
    tell(found.ok ? `${folder} is sound: ${described(found)}` : found.fault);
    return found.ok ? 0 : 1;
  },
};

export const backup: CommandLine = {
  name: 'backup',
  usage: 'backup <folder>',
  summary: 'Copy the data to a new folder, consistently, while the bot runs.',
  details: [
    'The folder must be empty or not exist. The copy is complete up to the last entry that was on disk and can be',
    'checked with verify and brought back with restore.',
  ],
  async run({ given: [to = ''] }) {
    const from = dataFolder();
    const sound = await withProgress(`Copying ${from}`, () => backupFolder(from, to));
    tell(`Backed up: ${described(sound)}`);
    return 0;
  },
};

export const restore: CommandLine = {
  name: 'restore',
  usage: 'restore <backup>',
  summary: 'Bring a backup back into an empty data folder.',
  details: [
    'The backup is verified first. The data folder must be empty or not exist: move a damaged one away, and keep it.',
    'Start the bot afterwards.',
  ],
  async run({ given: [from = ''] }) {
    const sound = await withProgress(`Restoring ${from}`, () => restoreFolder(from, dataFolder()));
    tell(`Restored into ${dataFolder()}: ${described(sound)}`);
    return 0;
  },
};

function dataFolder(): string {
  return readConfig(process.env).dataFolder;
}

function described({ entries, records, erased, lastAt, unfinished }: Sound): string {
  const parts = [`${count(entries, 'entry', 'entries')}, ${count(records, 'record')} in the checkpoint`];
  if (erased > 0) parts.push(`${count(erased, 'payload')} erased`);
  if (lastAt !== undefined) parts.push(`the last entry is of ${lastAt}`);
  return `${parts.join('; ')}.${unfinished ? ' A write at the end is not complete; the next start drops it.' : ''}`;
}
