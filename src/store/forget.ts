/**
 * Erases from the journal what must not outlive its record. Some records hold what people trusted us with for a time
 * (`forgets` of a collection): once one is replaced or removed, the journal's copy of it goes as well.
 */
import { readFile } from 'node:fs/promises';
import { openEntry, type Change, type Entry } from './entry.js';
import { syncFolder, writeDurably } from './files.js';
import { journalFolder, listSegments } from './journal-reader.js';
import type { Table, Tables } from './memory.js';

/** Whether there is anything that must not outlive its record. */
export function canForget(tables: Tables): boolean {
  return [...tables.values()].some(forgets);
}

/** Whether the change makes something that the journal holds a thing to be forgotten. */
export function makesForget(tables: Tables, change: Change): boolean {
  if ('remove' in change) return forgets(tables.get(change.remove));
  return change.record.version > 1 && forgets(tables.get(change.put));
}

function forgets(table: Table | undefined): boolean {
  return table?.collection.forgets === true;
}

/**
 * Replaces by null the payload of each entry that holds a forgotten record. The chain of hashes holds over it. May be
 * stopped at any moment and done again. No file that it rewrites may be open for writing.
 * @param through the last entry to look at: one that a checkpoint holds
 */
export async function eraseForgotten(folder: string, tables: Tables, through: number): Promise<void> {
  const names = [...tables.values()].filter(forgets).map(({ collection }) => collection.name);
  for (const { file, firstSeq } of await listSegments(folder)) {
    if (firstSeq > through) continue;
    const bytes = await readFile(file);
    // Most segments hold nothing of the kind, and are not read line by line.
    if (!names.some((name) => bytes.includes(`"put":"${name}"`))) continue;
    const lines = bytes.toString('utf8').split('\n');
    const kept = lines.map((line) => withoutForgotten(line, tables, through));
    const changed = kept.some((line, index) => line !== lines[index]);
    if (changed) await writeDurably(file, Buffer.from(kept.join('\n')));
  }
  await syncFolder(journalFolder(folder));
}

function withoutForgotten(line: string, tables: Tables, through: number): string {
  const entry = line === '' ? undefined : openEntry(line);
  if (entry === undefined || entry.seq > through || !holdsForgotten(entry, tables)) return line;
  return JSON.stringify({ ...entry, payload: null });
}

function holdsForgotten({ payload }: Entry, tables: Tables): boolean {
  return (payload?.changes ?? []).some((change) => {
    if (!('put' in change)) return false;
    const table = tables.get(change.put);
    return forgets(table) && table?.get(change.record.id)?.version !== change.record.version;
  });
}
