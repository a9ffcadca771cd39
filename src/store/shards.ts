import type { Stored } from './store.js';

/** What one checkpoint file holds: some records of one collection, all of one schema number. */
export interface ShardData {
  readonly format: number;
  readonly collection: string;
  readonly schema: number;
  readonly records: Stored[];
}

/** Where a shard was last written, with the hash of what was written. */
export interface ShardFile {
  readonly file: string;
  readonly hash: string;
}

export interface Shard {
  readonly number: number;
  readonly records: Stored[];
  /** Changed since it was last written, or never written. */
  dirty: boolean;
  file?: ShardFile;
}

/** The records of one collection, in shards small enough to write without a noticeable stall. */
export interface Shards {
  readonly all: readonly Shard[];
  readonly size: number;
  get(id: string): Stored | undefined;
  set(record: Stored): void;
  delete(id: string): void;
  /** Takes over a shard read from its file. */
  adopt(records: readonly Stored[], written?: ShardFile): void;
}

interface Place {
  shard: Shard;
  slot: number;
}

/**
 * A record stays in the shard it was first put into, so what is written together lies together
 * and old shards are seldom rewritten. Every operation costs the same at any size.
 * @param recordsPerShard how many records one file holds at most
 */
export function createShards(recordsPerShard: number): Shards {
  const all: Shard[] = [];
  const roomy = new Set<Shard>();
  const places = new Map<string, Place>();

  function addShard(records: Stored[], written?: ShardFile): Shard {
    const shard: Shard = { number: all.length, records, dirty: written === undefined, file: written };
    all.push(shard);
    if (records.length < recordsPerShard) roomy.add(shard);
    return shard;
  }

  function insert(record: Stored): void {
    const [shard = addShard([])] = roomy;
    places.set(record.id, { shard, slot: shard.records.length });
    shard.records.push(record);
    shard.dirty = true;
    if (shard.records.length >= recordsPerShard) roomy.delete(shard);
  }

  return {
    all,
    get size() {
      return places.size;
    },
    get(id) {
      const place = places.get(id);
      return place?.shard.records[place.slot];
    },
    set(record) {
      const place = places.get(record.id);
      if (!place) return insert(record);
      place.shard.records[place.slot] = record;
      place.shard.dirty = true;
    },
    delete(id) {
      const place = places.get(id);
      if (!place) return;
      const { shard, slot } = place;
      const last = shard.records.pop();
      places.delete(id);
      if (last && last.id !== id) {
        shard.records[slot] = last;
        places.set(last.id, { shard, slot });
      }
      shard.dirty = true;
      roomy.add(shard);
    },
    adopt(records, written) {
      const shard = addShard([...records], written);
      records.forEach((record, slot) => places.set(record.id, { shard, slot }));
    },
  };
}
