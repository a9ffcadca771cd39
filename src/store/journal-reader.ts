import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { SetupError } from '../shared/errors.js';
import { formatOf, GENESIS, JOURNAL_FORMAT, openEntry, type Entry } from './entry.js';
import { hasCode, RESTORE } from './files.js';

/** One file of the journal, named after its first entry. */
export interface Segment {
  readonly file: string;
  readonly firstSeq: number;
}

/** An entry of the chain, by number and hash. */
export interface Position {
  readonly seq: number;
  readonly hash: string;
}

/** What stands after the last whole entry: a write that was under way and was never answered. */
interface TornTail {
  readonly file: string;
  readonly line: number;
  readonly bytes: number;
}

export interface JournalEnd extends Position {
  /** When the last entry was made; undefined in an empty journal. */
  readonly at?: string;
  readonly file: string;
  /** The length of `file` up to the end of its last whole entry. */
  readonly length: number;
  /** How many entries were read. */
  readonly entries: number;
  readonly torn?: TornTail;
}

export function journalFolder(folder: string): string {
  return path.join(folder, 'journal');
}

export function segmentFile(folder: string, firstSeq: number): string {
  return path.join(journalFolder(folder), `${String(firstSeq).padStart(12, '0')}.jsonl`);
}

/** The journal's files in order; none when there is no journal. */
export async function listSegments(folder: string): Promise<readonly Segment[]> {
  const names = await readdir(journalFolder(folder)).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  const own = names.filter((name) => /^\d{12}\.jsonl$/.test(name)).sort();
  return own.map((name) => ({
    file: path.join(journalFolder(folder), name),
    firstSeq: Number.parseInt(name, 10),
  }));
}

/**
 * Reads the journal from the segment that holds entry `from` (from the start when 0), checks the
 * chain, and gives every entry to `visit`.
 * @param proven the last entry that is known to have been on disk
 * @throws {SetupError} naming file and line when an entry that was on disk is damaged or missing
 */
export async function walkJournal(
  folder: string,
  { from, proven }: { readonly from: number; readonly proven: number },
  visit: (entry: Entry, file: string) => void,
): Promise<JournalEnd> {
  const segments = await listSegments(folder);
  const first = segments.findLastIndex(({ firstSeq }) => firstSeq <= Math.max(from, 1));
  const start = segments[first];
  if (!start)
    throw new SetupError([`The start of the journal in ${journalFolder(folder)} is missing. ${RESTORE}`]);
  let end: JournalEnd = {
    seq: start.firstSeq - 1,
    hash: start.firstSeq === 1 ? GENESIS : '',
    ...unread(start),
  };
  for (const segment of segments.slice(first)) {
    const isLast = segment === segments.at(-1);
    end = await walkSegment(
      segment,
      { ...end, ...unread(segment), entries: end.entries },
      { isLast, proven },
      visit,
    );
  }
  if (end.seq < proven) {
    throw new SetupError([
      `The journal in ${journalFolder(folder)} ends at entry ${end.seq}, but entry ${proven} was saved: its end is missing. ${RESTORE}`,
    ]);
  }
  return end;
}

function unread({ file }: Segment): Pick<JournalEnd, 'file' | 'length' | 'entries'> {
  return { file, length: 0, entries: 0 };
}

async function walkSegment(
  segment: Segment,
  before: JournalEnd,
  { isLast, proven }: { readonly isLast: boolean; readonly proven: number },
  visit: (entry: Entry, file: string) => void,
): Promise<JournalEnd> {
  const bytes = await readFile(segment.file);
  let { seq, hash, at, length, entries } = before;
  for (let line = 1; length < bytes.length; line += 1) {
    const newline = bytes.indexOf(10, length);
    const text = bytes.toString('utf8', length, newline === -1 ? bytes.length : newline);
    const entry = newline === -1 ? undefined : openEntry(text);
    if (entry ? entry.format !== JOURNAL_FORMAT : isOtherFormat(text)) throw otherFormat(segment.file, line);
    // A hash of '' is a start in the middle of the history, whose predecessor is not read.
    if (entry?.seq !== seq + 1 || (hash !== '' && entry.prev !== hash)) {
      const rest = bytes.toString('utf8', length);
      if (!isLast || proven > seq || provesDurable(rest, seq + 1)) throw damagedLine(segment.file, line);
      return {
        ...before,
        seq,
        hash,
        at,
        length,
        entries,
        torn: { file: segment.file, line, bytes: bytes.length - length },
      };
    }
    ({ seq, hash, at } = entry);
    length = newline + 1;
    entries += 1;
    visit(entry, segment.file);
  }
  return { ...before, seq, hash, at, length, entries };
}

/**
 * Whether a whole entry in `text` says that entry `seq` was on disk before it. Entries are also
 * looked for inside a line, because the damage may have swallowed a newline.
 */
function provesDurable(text: string, seq: number): boolean {
  return text.split(/\n|(?=\{"format":)/).some((line) => (openEntry(line)?.durable ?? 0) >= seq);
}

function isOtherFormat(text: string): boolean {
  const format = formatOf(text);
  return format !== undefined && format !== JOURNAL_FORMAT;
}

function otherFormat(file: string, line: number): SetupError {
  return new SetupError([
    `Line ${line} of ${file} has a format that this version of Roundtable does not know. Start the version that wrote it, or a newer one.`,
  ]);
}

function damagedLine(file: string, line: number): SetupError {
  return new SetupError([
    `Line ${line} of the journal file ${file} is damaged: it is not as it was saved. ${RESTORE}`,
  ]);
}
