/** A store with the sample in it, for a house. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedSample } from '../../src/sample.js';
import { manifestFile, shardFolder } from '../../src/store/checkpoint.js';
import { journalFolder, segmentFile } from '../../src/store/journal-reader.js';
import { openLowdbStore } from '../../src/store/lowdb.js';
import type { LowdbOptions } from '../../src/store/lowdb.js';
import type { Store } from '../../src/store/store.js';
import { workflows as registered } from '../../src/workflows/index.js';

/** A store that leaves its folder as it is: its journal goes nowhere, and it writes no checkpoint. */
const thrownAway: Pick<LowdbOptions, 'limits' | 'openFile'> = {
  limits: { checkpointOnClose: false, commitsPerCheckpoint: Infinity, minutesPerCheckpoint: 1000 },
  openFile: async () => ({
    append: async () => undefined,
    sync: async () => undefined,
    cutBack: async () => undefined,
    close: async () => undefined,
  }),
};

interface Files {
  readonly manifest: Buffer;
  readonly journal: Buffer;
}

/** The whole sample by its time, as the first house wrote it: to read it again takes a fraction of filling a store. */
const filled = new Map<string, Files>();

const made: string[] = [];
process.once('exit', () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Folders by the time of the sample in them, left as they were found: to make and remove one takes longer than to read it. */
const left = new Map<string, string[]>();

type Seed = Omit<Parameters<typeof seedSample>[0], 'store'>;

/**
 * Opens a store in a folder of its own, with what the workflows bring as their sample.
 * @param onDisk whether it writes there; otherwise what happens in it is thrown away
 */
export async function openSampleStore(
  given: Omit<LowdbOptions, 'folder'>,
  seed: Seed,
  onDisk: boolean,
): Promise<{ readonly store: Store; readonly folder: string; readonly leave: () => void }> {
  const isWhole = seed.workflows === registered;
  const time = seed.now.toISOString();
  const again = isWhole && !onDisk ? left.get(time)?.pop() : undefined;
  const folder = again ?? newFolder();
  const options = { ...given, folder, ...(!onDisk && thrownAway) };
  if (isWhole && again === undefined) await copySample(options, seed, time);
  const store = await openLowdbStore(options);
  if (!isWhole) await seedSample({ store, ...seed });
  return {
    store,
    folder,
    leave() {
      if (isWhole && !onDisk) left.set(time, [...(left.get(time) ?? []), folder]);
      else rmSync(folder, { recursive: true, force: true });
    },
  };
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-'));
  made.push(folder);
  return folder;
}

async function copySample(options: LowdbOptions, seed: Seed, time: string): Promise<void> {
  const files = filled.get(time) ?? (await fill(options, seed));
  filled.set(time, files);
  const { folder } = options;
  for (const each of [journalFolder(folder), shardFolder(folder)]) mkdirSync(each);
  writeFileSync(segmentFile(folder, 1), files.journal);
  writeFileSync(manifestFile(folder), files.manifest);
}

/** In a folder of its own: the one to be opened may have a journal that goes nowhere. */
async function fill({ collections, clock, log, onFailure }: LowdbOptions, seed: Seed): Promise<Files> {
  const folder = newFolder();
  const limits = { checkpointOnClose: false };
  const store = await openLowdbStore({ folder, collections, clock, log, onFailure, limits });
  await seedSample({ store, ...seed });
  await store.close();
  const files = {
    manifest: readFileSync(manifestFile(folder)),
    journal: readFileSync(segmentFile(folder, 1)),
  };
  rmSync(folder, { recursive: true });
  return files;
}
