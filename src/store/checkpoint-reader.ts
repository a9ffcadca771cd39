import path from 'node:path';
import { Low } from 'lowdb';
import { SetupError } from '../shared/errors.js';
import { CHECKPOINT_FORMAT, manifestFile, shardFolder, type Manifest } from './checkpoint.js';
import { damaged, durableJson, Superseded } from './files.js';
import type { ShardData, ShardFile } from './shards.js';

const NO_MANIFEST: Manifest = { format: 0, generation: 0, seq: 0, hash: '', collections: {} };
const MOST_ATTEMPTS = 100;
const NO_SHARD: ShardData = { format: 0, collection: '', schema: 0, records: [] };

/**
 * The manifest of a data folder.
 * @throws {SetupError} when it is missing, damaged or of a format that this version does not know
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const database = new Low<Manifest>(durableJson(manifestFile(folder)), NO_MANIFEST);
  await database.read();
  checkFormat(manifestFile(folder), database.data.format);
  const { seq, hash, generation, collections } = database.data;
  const whole = Number.isSafeInteger(seq) && Number.isSafeInteger(generation) && typeof hash === 'string';
  if (!whole || typeof collections !== 'object')
    throw damaged(manifestFile(folder), 'is not a whole checkpoint');
  return database.data;
}

/**
 * One shard that a manifest names.
 * @throws {SetupError} when it is missing or not as it was written
 */
export async function readShard(folder: string, { file, hash }: ShardFile): Promise<ShardData> {
  const full = path.join(shardFolder(folder), file);
  const database = new Low<ShardData>(durableJson(full, hash), NO_SHARD);
  await database.read();
  checkFormat(full, database.data.format);
  return database.data;
}

/**
 * Runs `read` with the folder's manifest, again with a newer one when a checkpoint written
 * meanwhile took files away: for readers that do not hold the lock. A checkpoint comes once in
 * thousands of commits, so one more attempt is nearly always enough.
 */
export async function withManifest<T>(folder: string, read: (manifest: Manifest) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const manifest = await readManifest(folder);
    try {
      return await read(manifest);
    } catch (error) {
      const moved = (await readManifest(folder)).generation !== manifest.generation;
      if (!(error instanceof Superseded) || !moved || attempt >= MOST_ATTEMPTS) throw error;
    }
  }
}

function checkFormat(file: string, format: unknown): void {
  if (format === CHECKPOINT_FORMAT) return;
  if (typeof format !== 'number') throw damaged(file, 'is not a data file of Roundtable');
  throw new SetupError([
    `The data file ${file} has format ${format}, which this version of Roundtable does not know. Start the version that wrote it, or a newer one.`,
  ]);
}
