import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { SetupError } from '../shared/errors.js';
import { manifestFile, shardFolder, type Manifest } from './checkpoint.js';
import { withManifest } from './checkpoint-reader.js';
import { durableJson, hasCode, MissingFile, syncFile, syncFolder, writeDurably } from './files.js';
import { journalFolder, listSegments, walkJournal } from './journal-reader.js';
import { checkHoldsData, verifyFolder, type Sound } from './verify.js';

/**
 * Copies a data folder as it was at one moment, and verifies the copy. The bot may run.
 * @param to made if it is missing; must be empty
 * @throws {SetupError} when there is nothing to copy, `to` cannot be used, or the data is damaged
 */
export async function backupFolder(from: string, to: string): Promise<Sound> {
  await checkHoldsData(from);
  await makeEmptyFolder(to);
  await copyData(from, to);
  return checkSound(to);
}

/**
 * Copies a backup into an empty data folder, once the backup is found whole.
 * @throws {SetupError} when the backup is damaged or the folder is not empty
 */
export async function restoreFolder(backup: string, folder: string): Promise<Sound> {
  await checkSound(backup);
  await makeEmptyFolder(folder);
  await copyData(backup, folder);
  return checkSound(folder);
}

async function checkSound(folder: string): Promise<Sound> {
  const found = await verifyFolder(folder);
  if (!found.ok) throw new SetupError([`What is in ${folder} cannot be used. ${found.fault}`]);
  return found;
}

async function makeEmptyFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SetupError([`The folder ${folder} cannot be made (${reason}). Name another one.`]);
  }
  throw new SetupError([
    `The folder ${folder} is not empty. Name an empty or a new one: nothing is ever overwritten.`,
  ]);
}

// The manifest goes last: a copy that was cut short has none and is refused.
async function copyData(from: string, to: string): Promise<void> {
  await mkdir(shardFolder(to), { mode: 0o700 });
  await mkdir(journalFolder(to), { mode: 0o700 });
  const manifest = await withManifest(from, async (found) => {
    for (const file of shardNames(found)) await copyShard(from, to, file);
    return found;
  });
  // Afterwards, so that a checkpoint that is written meanwhile seldom overtakes the copying.
  for (const file of shardNames(manifest)) await syncFile(path.join(shardFolder(to), file));
  await copyJournal(from, to, manifest.seq);
  await syncFolder(shardFolder(to));
  await syncFolder(journalFolder(to));
  await new Low<Manifest>(durableJson(manifestFile(to)), manifest).write();
  await syncFolder(to);
}

function shardNames(manifest: Manifest): readonly string[] {
  return Object.values(manifest.collections).flatMap((files) => files.map(({ file }) => file));
}

async function copyShard(from: string, to: string, name: string): Promise<void> {
  const source = path.join(shardFolder(from), name);
  try {
    await copyFile(source, path.join(shardFolder(to), name));
  } catch (error) {
    throw hasCode(error, 'ENOENT') ? new MissingFile(source) : error;
  }
}

// Listed after the checkpoint was copied, so the journal reaches at least as far.
async function copyJournal(from: string, to: string, proven: number): Promise<void> {
  const segments = await listSegments(from);
  for (const { file, firstSeq } of segments) {
    const isLast = firstSeq === segments.at(-1)?.firstSeq;
    const length = isLast ? await durableLength(from, file, firstSeq, proven) : undefined;
    const bytes = await readFile(file);
    await writeDurably(path.join(journalFolder(to), path.basename(file)), bytes.subarray(0, length));
  }
}

/** How much of the last segment is whole entries, all of them on disk. */
async function durableLength(from: string, file: string, firstSeq: number, proven: number): Promise<number> {
  const end = await walkJournal(from, { from: firstSeq, proven }, () => {});
  // The bot may not have got to it yet; a copy must not know more than the original can lose.
  await syncFile(file);
  return end.file === file ? end.length : Infinity;
}
