/** Checking, copying and bringing back a data folder. None of them needs the bot to stop, but restore. */
import { readConfig } from '../config.js';
import { count } from '../shared/text.js';
import { backupFolder, restoreFolder } from '../store/backup.js';
import { verifyFolder } from '../store/verify.js';
import type { Sound } from '../store/verify.js';
import { tell } from './command-line.js';
import type { Surroundings, Work } from './command-line.js';
import { withProgress } from './progress.js';

export const verify: Work = async ({ given: [named] }, around) => {
  const folder = named ?? dataFolder(around);
  const found = await withProgress(around.stderr, `Checking ${folder}`, (report) =>
    verifyFolder(folder, report),
  );
  tell(around, found.ok ? `${folder} is sound: ${described(found)}` : found.fault);
  return found.ok ? 0 : 1;
};

export const backup: Work = async ({ given: [to = ''] }, around) => {
  const from = dataFolder(around);
  const sound = await withProgress(around.stderr, `Copying ${from}`, () => backupFolder(from, to));
  tell(around, `Backed up: ${described(sound)}`);
  return 0;
};

export const restore: Work = async ({ given: [from = ''] }, around) => {
  const to = dataFolder(around);
  const sound = await withProgress(around.stderr, `Restoring ${from}`, () => restoreFolder(from, to));
  tell(around, `Restored into ${to}: ${described(sound)}`);
  return 0;
};

function dataFolder({ env }: Surroundings): string {
  return readConfig(env).dataFolder;
}

function described({ entries, records, erased, lastAt, unfinished }: Sound): string {
  const parts = [`${count(entries, 'entry', 'entries')}, ${count(records, 'record')} in the checkpoint`];
  if (erased > 0) parts.push(`${count(erased, 'payload')} erased`);
  if (lastAt !== undefined) parts.push(`the last entry is of ${lastAt}`);
  return `${parts.join('; ')}.${unfinished ? ' A write at the end is not complete; the next start drops it.' : ''}`;
}
