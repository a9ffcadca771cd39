import { hash, randomUUID } from 'node:crypto';
import type { Stored } from './store.js';

/** The number of the journal's format; another one is refused. */
export const JOURNAL_FORMAT = 1;

/** What the first entry names as the one before it. */
export const GENESIS = '0'.repeat(64);

interface Put {
  readonly put: string;
  readonly schema: number;
  readonly record: Stored;
}

interface Removal {
  readonly remove: string;
  readonly id: string;
}

export type Change = Put | Removal;

/**
 * One commit, as one line of the journal. `hash` covers everything but the payload, which it
 * covers through `payloadHash`; the payload can therefore be replaced by null to erase what it
 * says, and the chain still holds. The salt keeps an erased payload from being guessed.
 */
export interface Entry {
  readonly format: number;
  readonly seq: number;
  /** ISO 8601, never earlier than the entry before. */
  readonly at: string;
  readonly by: string;
  readonly action: string;
  /** The last entry that was known to be on disk when this one was written. */
  readonly durable: number;
  readonly payload: { readonly salt: string; readonly changes: readonly Change[] } | null;
  readonly payloadHash: string;
  /** The hash of the entry before, or {@link GENESIS}. */
  readonly prev: string;
  readonly hash: string;
}

type Head = Omit<Entry, 'format' | 'payload' | 'payloadHash' | 'hash'>;

/** The line, without its newline, that records these changes, and its hash. */
export function sealEntry(
  head: Head,
  changes: readonly Change[],
): { readonly line: string; readonly hash: string } {
  const payload = JSON.stringify({ salt: randomUUID(), changes });
  const payloadHash = hash('sha256', payload);
  const own = hashOf({ ...head, format: JOURNAL_FORMAT, payloadHash });
  const { seq, at, by, action, durable, prev } = head;
  const start = JSON.stringify({ format: JOURNAL_FORMAT, seq, at, by, action, durable }).slice(0, -1);
  // Written by hand so that the payload, the long part, is made into text only once.
  const line = `${start},"payload":${payload},"payloadHash":"${payloadHash}","prev":"${prev}","hash":"${own}"}`;
  return { line, hash: own };
}

/** The entry in a line, or undefined when it is not whole and as it was written. */
export function openEntry(line: string): Entry | undefined {
  const entry = parse(line) as Entry | null | undefined;
  if (typeof entry !== 'object' || entry === null) return undefined;
  if (!Number.isSafeInteger(entry.seq) || entry.hash !== hashOf(entry)) return undefined;
  if (entry.payload === null) return entry;
  // Without its payload, which is something else than an erased one, the line is damaged.
  const payload = JSON.stringify(entry.payload) ?? '';
  return hash('sha256', payload) === entry.payloadHash ? entry : undefined;
}

/** The format number that a line claims, whatever else is in it. */
export function formatOf(line: string): number | undefined {
  const value = parse(line) as { format?: unknown } | null | undefined;
  return typeof value?.format === 'number' ? value.format : undefined;
}

function hashOf(entry: Omit<Entry, 'payload' | 'hash'>): string {
  const { format, seq, at, by, action, durable, payloadHash, prev } = entry;
  return hash('sha256', JSON.stringify([format, seq, at, by, action, durable, payloadHash, prev]));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
