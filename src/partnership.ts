/** The partnership's own facts, from env/partnership.yaml: another partnership is another file. */
import { readFileSync } from 'node:fs';
import { IANAZone } from 'luxon';
import { LineCounter, isMap, isNode, isScalar, parseDocument, visit } from 'yaml';
import type { Document } from 'yaml';
import { z } from 'zod';
import { bulletin, faultsOfBulletin, relatedBulletin } from './partnership/bulletin.js';
import { date, email, id, listOf, text, wholeNumber } from './partnership/fields.js';
import type { Fault } from './partnership/fields.js';
import { faultsOfGrants, grants, relatedGrants } from './partnership/grants.js';
import { infoSessions } from './partnership/info-sessions.js';
import { SetupError } from './shared/errors.js';

const organisation = z.strictObject({
  id,
  /** Oldest first; `from` is when the name came into use. Names change by law or merger. */
  names: listOf(z.strictObject({ name: text, from: date.optional() })),
  kind: z.enum(
    ['responsible authority', 'standing member', 'other'],
    'must be responsible authority, standing member or other',
  ),
  /** The responsible authority it counts for in a quorum, when it is not one itself. */
  counts_for: id.optional(),
  /** Who is asked when an action waits for it, by e-mail address. */
  contact: email.optional(),
  /** Mail domains of its people: whoever has such an address is placed here. */
  domains: z.array(text.toLowerCase()).default([]),
});

const partnershipSchema = z.strictObject({
  name: text,
  short_name: text,
  team: z.strictObject({ name: text, short_name: text, mailbox: email }),
  time_zone: text.refine(IANAZone.isValidZone, 'must be a time zone like Europe/London'),
  organisations: listOf(organisation),
  /** Who holds a post that leads priorities and actions, by e-mail address. */
  posts: z
    .array(
      z.strictObject({
        name: text,
        holders: z.array(email),
        /** Who stands in for the holders, with the first and the last day of it. */
        deputies: z
          .array(
            z
              .strictObject({ email, from: date, to: date })
              .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not be before from' }),
          )
          .default([]),
      }),
    )
    .default([]),
  priorities: listOf(text),
  themes: listOf(text),
  funder_priorities: z.array(text).default([]),
  roles: z.strictObject({ coordinator: text, 'working-group': text }),
  working_group: z.strictObject({ quorum: wholeNumber(1, 100), meetings: z.array(date).default([]) }),
  /** Reminders leave on working days only, from the first hour until before the last. */
  reminders: z.strictObject({ from_hour: wholeNumber(0, 24), to_hour: wholeNumber(0, 24) }),
  check_ins: z.strictObject({
    /** How long before the meeting answers are due; proposed for a new check-in. */
    due_days_before_meeting: wholeNumber(0, 90),
    /** When each hears of answers that are left, in working days from the due day: -3 is before it. */
    chase: z.strictObject({
      leads: listOf(wholeNumber(-30, 30)),
      deputies: wholeNumber(0, 30),
      coordinators: wholeNumber(0, 30),
      /** An action that was passed to a colleague is the lead's again when it was not accepted so many days after. */
      passed_on: wholeNumber(1, 30),
      /** A question that waits: so many days after it, it is in the digest of whoever was asked, and of whoever asked. */
      asked: wholeNumber(1, 30).default(2),
      unanswered: wholeNumber(1, 30).default(5),
    }),
    /** How long before the due day a check-in is proposed to the coordinators. */
    propose_days_before_due: wholeNumber(1, 90).default(21),
  }),
  info_sessions: infoSessions.prefault({}),
  grants: grants.prefault({}),
  bulletin: bulletin.prefault({}),
});

export type Partnership = z.output<typeof partnershipSchema>;
export type Organisation = Partnership['organisations'][number];

/** The facts that depend on each other, for rules that hold even while other facts are wrong. */
const relatedSchema = z.object({
  organisations: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      counts_for: z.string().optional(),
      domains: z.array(z.string()).default([]),
    }),
  ),
  working_group: z.object({ quorum: z.number() }),
  reminders: z.object({ from_hour: z.number(), to_hour: z.number() }),
  grants: relatedGrants,
  bulletin: relatedBulletin,
});

type Path = Fault['path'];

/**
 * Reads and checks the partnership file.
 * @throws {SetupError} with every fault and its line at once
 */
export function loadPartnership(file: string): Partnership {
  const lines = new LineCounter();
  const document = readDocument(file, lines);
  const data: unknown = document.toJS();

  const read = partnershipSchema.safeParse(data, { error: inOurWords });
  const wrong = read.error?.issues.flatMap((issue) => faultsOf(issue, document)) ?? [];
  const faults = [...wrong, ...faultsBetween(data)].map((fault) => ({
    line: lineOf(document, lines, fault.path),
    sentence: `${placeOf(fault.path)} ${fault.message}.`,
  }));
  if (read.success && faults.length === 0) return read.data;
  faults.sort((one, other) => one.line - other.line);
  throw new SetupError(faults.map(({ line, sentence }) => `${file}, line ${line}: ${sentence}`));
}

/** @throws {SetupError} when there is no such file, or it is no YAML */
function readDocument(file: string, lines: LineCounter): Document {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch {
    throw new SetupError([`${file} cannot be read. Set PARTNERSHIP to the path of the partnership file.`]);
  }
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const faults: { readonly at: number; readonly message: string }[] = document.errors.map((error) => ({
    at: error.pos[0],
    message:
      error.code === 'MULTIPLE_DOCS' ? 'a second document begins here; remove this line' : error.message,
  }));
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) !== undefined) return;
      const message = `*${alias.source} refers to nothing; put quotation marks around text that begins with *`;
      faults.push({ at: alias.range?.[0] ?? 0, message });
    },
  });
  if (faults.length === 0) return document;
  throw new SetupError(
    faults.map(({ at, message }) => `${file}, line ${lines.linePos(at).line}: ${message}.`),
  );
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'keys with values',
  string: 'text',
};

/** Where a rule has no words of its own, in place of the library's. */
function inOurWords(issue: { readonly code?: string; readonly expected?: unknown }): string | undefined {
  return issue.code === 'invalid_type' ? `must be ${KINDS[String(issue.expected)] ?? 'right'}` : undefined;
}

function faultsOf(issue: z.core.$ZodIssue, document: Document): Fault[] {
  const { path, message } = issue;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'is not a key that belongs here' }));
  }
  return [{ path, message: path.length === 0 || document.hasIn(path) ? message : 'is missing' }];
}

function faultsBetween(data: unknown): Fault[] {
  const related = relatedSchema.safeParse(data);
  if (!related.success) return [];
  const { organisations, working_group: group, reminders } = related.data;
  const ids = organisations.map((each) => each.id);
  const authorities = organisations.filter((each) => each.kind === 'responsible authority');
  const faults: Fault[] = [];
  organisations.forEach((each, index) => {
    if (ids.indexOf(each.id) !== index) {
      faults.push({ path: ['organisations', index, 'id'], message: `is used twice (${each.id})` });
    }
    if (each.counts_for !== undefined && !authorities.some((one) => one.id === each.counts_for)) {
      const message = `names ${each.counts_for}, which is not one of the responsible authorities`;
      faults.push({ path: ['organisations', index, 'counts_for'], message });
    }
    const others = organisations.slice(0, index).flatMap(({ domains }) => domains);
    const taken = each.domains.find((domain) => others.includes(domain));
    if (taken !== undefined) {
      const message = `names ${taken}, which stands at another organisation already`;
      faults.push({ path: ['organisations', index, 'domains'], message });
    }
  });
  if (group.quorum > authorities.length) {
    const message = `is more than the ${authorities.length} responsible authorities`;
    faults.push({ path: ['working_group', 'quorum'], message });
  }
  if (reminders.from_hour >= reminders.to_hour) {
    faults.push({ path: ['reminders', 'to_hour'], message: 'must be later than from_hour' });
  }
  return [...faults, ...faultsOfGrants(related.data.grants, ids), ...faultsOfBulletin(related.data.bulletin)];
}

/** `organisations 2 id`: keys as they stand in the file, list entries counted from 1. */
function placeOf(path: Path): string {
  const parts = path.map((each) => (typeof each === 'number' ? String(each + 1) : String(each)));
  return parts.length === 0 ? 'the file' : parts.join(' ');
}

/** The line of the path, or of the nearest part of it that stands in the file. */
function lineOf(document: Document, lines: LineCounter, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = keyOrEntry(document, path.slice(0, length));
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** A key's own place: its value may begin a line below. */
function keyOrEntry(document: Document, path: Path): unknown {
  const last = path.at(-1);
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return document.getIn(path, true);
  return parent.items.find(({ key }) => isScalar(key) && key.value === last)?.key;
}
