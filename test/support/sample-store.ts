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

interface Files {
  readonly manifest: Buffer;
  readonly journal: Buffer;
}

/** The whole sample by its time, as the first house wrote it: to read it again takes a fraction of filling a store. */
const filled = new Map<string, Files>();

/** Opens a store in an empty folder, with what the workflows bring as their sample. */
export async function openSampleStore(
  options: LowdbOptions,
  seed: Omit<Parameters<typeof seedSample>[0], 'store'>,
): Promise<Store> {
  if (seed.workflows !== registered) {
    const store = await openLowdbStore(options);
    await seedSample({ store, ...seed });
    return store;
  }
  const time = seed.now.toISOString();
  const files = filled.get(time) ?? (await fill(options, seed));
  filled.set(time, files);
  const { folder } = options;
  for (const each of [journalFolder(folder), shardFolder(folder)]) mkdirSync(each);
  writeFileSync(segmentFile(folder, 1), files.journal);
  writeFileSync(manifestFile(folder), files.manifest);
  return openLowdbStore(options);
}

/** In a folder of its own: the one to be opened may have a journal that goes nowhere. */
async function fill(
  { collections, clock, log, onFailure }: LowdbOptions,
  seed: Omit<Parameters<typeof seedSample>[0], 'store'>,
): Promise<Files> {
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-'));
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
