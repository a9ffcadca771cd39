/**
 * The file of `export` and `load`: JSON lines, the first with the format and the number of records,
 * then one record a line. Nothing in it depends on when it was written: the same records, the same bytes.
 */
import { z } from 'zod';
import { SetupError } from '../shared/errors.js';
import { count, inWords } from '../shared/text.js';
import type { Filling } from '../store/fill.js';
import type { Records, StoredRecord } from '../store/records.js';

const FORMAT = 1;
/** In characters: so much is written at once. */
const CHUNK = 65_536;

const headSchema = z.object({ roundtable: z.literal('records'), format: z.int(), records: z.int().min(0) });
const lineSchema = z.strictObject({
  collection: z.string(),
  schema: z.int().min(1),
  record: z.looseObject({ id: z.string().min(1), version: z.int().min(1) }),
});

/** The file, in pieces. */
export function* fileOf(records: Records, report: (written: number) => void): Iterable<string> {
  const head = { roundtable: 'records', format: FORMAT, records: records.count };
  yield* linesFrom(head, records.inOrder(), report);
}

/** What is kept about a person, in pieces: the same lines, which `load` does not take for all of them. */
export function* aboutFileOf(address: string, records: readonly StoredRecord[]): Iterable<string> {
  yield* linesFrom({ roundtable: 'about', address, records: records.length }, records);
}

function* linesFrom(
  head: object,
  records: Iterable<StoredRecord>,
  report: (written: number) => void = () => undefined,
): Iterable<string> {
  let text = `${JSON.stringify(head)}\n`;
  let written = 0;
  for (const { collection, schema, record } of records) {
    text += `${JSON.stringify({ collection, schema, record })}\n`;
    written += 1;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
    report(written);
  }
  yield text;
}

/**
 * Adds every record of a file to a filling.
 * @param lines the file's, without their ends
 * @returns how many there are
 * @throws {SetupError} with every fault and its line
 */
export async function readFileInto(filling: Filling, lines: AsyncIterable<Uint8Array>): Promise<number> {
  const faults = new Map<string, number[]>();
  let line = 0;
  let expected = 0;
  for await (const bytes of lines) {
    line += 1;
    if (line === 1) expected = readHead(bytes);
    else note(line, faultOf(filling, bytes));
  }
  if (line === 0) throw new SetupError(['The file is empty.']);
  const found = line - 1;
  if (found !== expected) {
    const why = found < expected ? 'its end is missing' : 'something was added';
    note(1, `the file was made with ${count(expected, 'record')} and holds ${found}: ${why}`);
  }
  if (faults.size > 0) throw new SetupError([...faults].map(([fault, at]) => `${placeOf(at)}: ${fault}.`));
  return found;

  function note(at: number, fault: string | undefined): void {
    if (fault === undefined) return;
    const known = faults.get(fault);
    if (known === undefined) faults.set(fault, [at]);
    else known.push(at);
  }
}

function readHead(bytes: Uint8Array): number {
  const head = headSchema.safeParse(jsonIn(bytes));
  if (!head.success) throw notOurs('is not the beginning of a file that export wrote');
  const { format, records } = head.data;
  if (format === FORMAT) return records;
  throw notOurs(
    `has format ${format}, which this version of Roundtable does not know. Load it with the version that wrote it, or a newer one`,
  );
}

function faultOf(filling: Filling, bytes: Uint8Array): string | undefined {
  const value = jsonIn(bytes);
  if (value === undefined) return 'this is not JSON';
  if (!lineSchema.safeParse(value).success)
    return 'this is no record: it takes a collection, a schema, and a record with its id and version';
  try {
    // Not what zod gives: it puts the keys into another order.
    filling.add(value as StoredRecord);
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  return undefined;
}

/** Undefined as well for bytes that are no UTF-8: they are not replaced unseen. */
function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

/** `Line 2`, `Lines 2 and 3`, `Lines 2, 3, 4 and 96 more`. */
function placeOf(lines: readonly number[]): string {
  if (lines.length === 1) return `Line ${lines[0]}`;
  const more = lines.length > 5 ? [`${count(lines.length - 3, 'more', 'more')}`] : [];
  return `Lines ${inWords([...lines.slice(0, more.length > 0 ? 3 : 5).map(String), ...more])}`;
}

function notOurs(what: string): SetupError {
  return new SetupError([`Line 1: this ${what}.`]);
}

/** Splits at line feeds alone: text may hold other characters that count as line ends elsewhere. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let rest: Uint8Array[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
