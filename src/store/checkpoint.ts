import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Low } from 'lowdb';
import { durableJson, syncFolder } from './files.js';
import type { Position } from './journal-reader.js';
import type { Table, Tables } from './memory.js';
import type { Shard, ShardData, ShardFile } from './shards.js';

/** The number of the checkpoint's format; another one is refused. */
export const CHECKPOINT_FORMAT = 1;

/** Names the files that together are the state after one entry of the journal. Written last. */
export interface Manifest extends Position {
  readonly format: number;
  readonly generation: number;
  /** The last entry that left something to be forgotten, until that is erased (forget.ts). */
  readonly forget?: number | undefined;
  readonly collections: Readonly<Record<string, readonly ShardFile[]>>;
}

export function manifestFile(folder: string): string {
  return path.join(folder, 'checkpoint.json');
}

export function shardFolder(folder: string): string {
  return path.join(folder, 'checkpoint');
}

/** The state at one moment: copied shards that have to be written, and shards that are as written. */
export interface Snapshot {
  readonly position: Position;
  readonly forget?: number | undefined;
  readonly parts: readonly { readonly table: Table; readonly shard: Shard; readonly changed?: ShardData }[];
}

/**
 * Copies the lists of the changed shards (not the records, which never change) and counts the
 * shards as clean. Quick, so that it can be done between two transactions.
 */
export function takeSnapshot(tables: Tables, position: Position, forget?: number): Snapshot {
  const parts = [...tables.values()].flatMap((table) =>
    table.shards.all.map((shard) => ({
      table,
      shard,
      changed: shard.dirty ? copyOf(table, shard) : undefined,
    })),
  );
  for (const { shard } of parts) shard.dirty = false;
  return { position, forget, parts };
}

function copyOf({ collection, schema }: Table, { records }: Shard): ShardData {
  return { format: CHECKPOINT_FORMAT, collection: collection.name, schema, records: [...records] };
}

/**
 * Writes the changed shards under new names and then the manifest that names them all. Files of
 * the manifest before last are deleted: whoever copies the previous one has until the next.
 */
export async function writeCheckpoint(
  folder: string,
  snapshot: Snapshot,
  previous: Manifest | undefined,
  generation: number,
): Promise<Manifest> {
  const collections: Record<string, ShardFile[]> = {};
  try {
    for (const { table, shard, changed } of snapshot.parts) {
      if (changed) shard.file = await writeShard(folder, changed, shard.number, generation);
      // A shard that did not change was written before.
      if (shard.file) (collections[table.collection.name] ??= []).push(shard.file);
    }
  } catch (error) {
    // Some are written, which does no harm: all are tried again.
    for (const { shard, changed } of snapshot.parts) if (changed) shard.dirty = true;
    throw error;
  }
  await syncFolder(shardFolder(folder));
  const { position, forget } = snapshot;
  const manifest: Manifest = { format: CHECKPOINT_FORMAT, generation, ...position, forget, collections };
  await new Low<Manifest>(durableJson(manifestFile(folder)), manifest).write();
  await syncFolder(folder);
  await sweep(folder, [manifest, ...(previous ? [previous] : [])]);
  return manifest;
}

/** The manifest of a folder in which nothing was stored yet. */
export async function writeFirstManifest(folder: string, position: Position): Promise<Manifest> {
  await mkdir(shardFolder(folder), { recursive: true, mode: 0o700 });
  return writeCheckpoint(folder, { position, parts: [] }, undefined, 0);
}

async function writeShard(
  folder: string,
  data: ShardData,
  number: number,
  generation: number,
): Promise<ShardFile> {
  const file = `${data.collection}.${number}.${generation}.json`;
  const adapter = durableJson<ShardData>(path.join(shardFolder(folder), file));
  await new Low<ShardData>(adapter, data).write();
  return { file, hash: adapter.hash() };
}

async function sweep(folder: string, manifests: readonly Manifest[]): Promise<void> {
  const named = manifests.flatMap(({ collections }) => Object.values(collections).flat());
  const kept = new Set(named.map(({ file }) => file));
  for (const name of await readdir(shardFolder(folder))) {
    if (!kept.has(name)) await rm(path.join(shardFolder(folder), name), { force: true });
  }
}
