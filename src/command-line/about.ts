/** Which records are about one person: for somebody who asks what is kept about them. Pure. */
import { members } from '../directory.js';
import type { Records, StoredRecord } from '../store/records.js';

/** A person by everything that records call them. */
export interface Person {
  /** In lower case. */
  readonly address: string;
  /** Of members with this address, in any standing. */
  readonly ids: readonly string[];
  readonly accounts: readonly string[];
}

export function personWith(records: Records, address: string): Person {
  const wanted = address.trim().toLowerCase();
  const found = records.of(members).filter(({ email }) => email?.toLowerCase() === wanted);
  return {
    address: wanted,
    ids: found.map(({ id }) => id),
    accounts: found.flatMap(({ account }) => account ?? []),
  };
}

/** Every record that names the person by address, id or account, in whichever field, in the order of an export. */
export function recordsAbout(records: Records, { address, ids, accounts }: Person): readonly StoredRecord[] {
  // Ids are joined by full stops to others; an address goes on behind one.
  const names = [addressAlone(address), ...[...ids, ...accounts].map((name) => alone(escaped(name)))];
  return [...records.inOrder()].filter(({ record }) => names.some((name) => isNamed(record, name)));
}

function isNamed(value: unknown, name: RegExp): boolean {
  if (typeof value === 'string') return name.test(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, each]) => name.test(key) || isNamed(each, name));
}

/** Not as a part of `joann@kent.example` or `ann@kent.example.org`. */
function addressAlone(address: string): RegExp {
  return alone(String.raw`(?<![\p{L}\p{N}]\.)${escaped(address)}(?!\.[\p{L}\p{N}])`);
}

function alone(pattern: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{N}_+-])${pattern}(?![\p{L}\p{N}_+-])`, 'iu');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
