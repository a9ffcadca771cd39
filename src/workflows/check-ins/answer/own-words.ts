/**
 * Answers for several actions in the lead's own words: "1.2 done, 3 seminars; 1.4 delayed, dates agreed, no venue".
 * Pure rules. What they read is shown as a form to check; they never decide what is kept.
 */
import type { Rag, Status } from './answer.js';
import { figureIn } from './figures.js';

/** What was understood of one action. Empty means that it was not said. */
export interface Said {
  readonly action: string;
  readonly status: Status | '';
  readonly rag: Rag | '';
  /** All that was said of it, as it was said, without what stands in the reason. */
  readonly done: string;
  readonly outcome: string;
  readonly reason: string;
  /** "No change": last time's words stand. */
  readonly unchanged: boolean;
}

export interface Reading {
  readonly said: readonly Said[];
  /** Numbers that begin a part and are none of the lead's actions. */
  readonly unknown: readonly string[];
}

interface Named {
  readonly id: string;
  readonly number: string;
}

/** Looks like the number of an action at the start of what was said. */
export const BEGINS_WITH_NUMBER =
  /^\s*(?:action\s+)?\d{1,3}\.\d{1,3}[a-z]?(?:\s*(?:,|&|and)\s*\d{1,3}\.\d{1,3}[a-z]?)*[\s:,–-]+\p{L}/iu;

const STATUS_WORDS: readonly (readonly [Status, RegExp])[] = [
  ['stopped', /\bstopped\b/i],
  ['carried-over', /\b(?:carr(?:y|ied) over|carried forward)\b/i],
  ['not-started', /\b(?:not (?:yet )?(?:started|begun)|yet to start)\b/i],
  ['delayed', /\b(?:delayed|late|behind|slipp(?:ed|ing)|postponed|on hold|stuck|held up|blocked)\b/i],
  ['ongoing', /\b(?:ongoing|on-going|everyday business|business as usual|continues?|continuing)\b/i],
  ['in-progress', /\b(?:in progress|under ?way|progressing|on track|started|begun)\b/i],
  ['complete', /\b(?:done|completed?|finished|delivered|achieved)\b/i],
];
/** "Nearly done" is not done; nor is it clear what else it is. */
const NOT_QUITE =
  /\b(?:not|isn['’]t|nearly|almost|half|partly|partially|to be|will be|being|should be)\s+(?:yet\s+|all\s+|quite\s+)?(?:done|completed?|finished|delivered|achieved|stopped|delayed|late|blocked)\b/gi;
const RAG_WORDS: readonly (readonly [Rag, RegExp])[] = [
  ['red', /\b(?:red|off course)\b/i],
  ['amber', /\b(?:amber|yellow|at risk)\b/i],
  ['green', /\b(?:green|as planned|on track)\b/i],
];
const UNCHANGED =
  /^(?:no change|nothing (?:has )?changed|nothing new|unchanged|same(?: as (?:last time|before))?)$/i;
/** Nothing but status and colour: a part that tells no reason. */
const ONLY_STANDING =
  /^(?:(?:still|now|all|fully|is|are|and|it['’]s|rag|status|not (?:yet )?(?:started|begun)|done|completed?|finished|delivered|achieved|delayed|late|behind|on hold|stuck|blocked|stopped|carried over|ongoing|on-going|in progress|under ?way|on track|started|red|amber|yellow|green|at risk|off course|as planned)[\s:]*)+$/i;

/** What comes after it is a reason. */
const BECAUSE = /^(.*?)(?:^|\s)(?:because(?:\s+of)?|due\s+to|owing\s+to|as\s+a\s+result\s+of)\s+(.+)$/iu;
const WHY =
  /(?:^(?:as|since|but)\b|\b(?:waiting|awaiting|no|not|nobody|never|cannot|without|lack(?:s|ed|ing)?|short(?:age)?|need(?:s|ed)?|unable|until|pending|vacant|vacancy|sick|ill|(?:ran|run) out|fell through|cancelled|closed)\b|n['’]t\b)/i;
const DID =
  /\b(?:held|met|ran|trained|started|begun|agreed|drafted|published|wrote|written|sent|set up|recruited|appointed|booked|planned|launched|visited|attended|completed?|delivered|finished|done|signed|bought|made|shared|reviewed|piloted)\b/i;

/** @param actions the lead's own, each with the number that people say */
export function readOwnWords(text: string, actions: readonly Named[]): Reading {
  const known = new Map(actions.map((action) => [action.number.toLowerCase(), action.id]));
  const parts = partsOf(text, [...known.keys()]);
  const said = new Map<string, Said>();
  const unknown = new Set<string>();
  for (const { numbers, words } of parts) {
    for (const number of numbers) {
      const id = known.get(number.toLowerCase());
      if (id === undefined) unknown.add(number);
      else said.set(id, understood(id, [said.get(id)?.done, words].filter(Boolean).join('. ')));
    }
  }
  return { said: [...said.values()], unknown: [...unknown] };
}

interface Part {
  readonly numbers: readonly string[];
  readonly words: string;
}

/** A part begins with a number, or with several: at the start, on a new line, or after a stop. */
function partsOf(text: string, known: readonly string[]): readonly Part[] {
  const own = known.map((number) => number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const number = [...own.sort((a, b) => b.length - a.length), String.raw`\d{1,3}\.\d{1,3}[a-z]?`].join('|');
  const one = String.raw`(?:actions?\s+)?(?:${number})(?![\w%]|\.\d)`;
  const starts = new RegExp(
    String.raw`(?<=^|[\n;.,]\s*|\band\s+)(${one}(?:\s*(?:,|&|and)\s*${one})*)\s*[:,–-]*\s*`,
    'gi',
  );
  const found = [...text.matchAll(starts)];
  return found.map((match, place) => ({
    numbers: [...(match[1] ?? '').matchAll(new RegExp(`(?:${number})(?![\\w%])`, 'gi'))].map(
      ([each]) => each,
    ),
    words: tidy(text.slice(match.index + match[0].length, found[place + 1]?.index)),
  }));
}

function understood(action: string, words: string): Said {
  const plain = words.replace(NOT_QUITE, ' ');
  const status = STATUS_WORDS.find(([, pattern]) => pattern.test(plain))?.[0] ?? '';
  const named = RAG_WORDS.find(([, pattern]) => pattern.test(plain))?.[0];
  const rag = named ?? (status === '' ? '' : status === 'delayed' ? 'amber' : 'green');
  const needsReason =
    status === 'delayed' ||
    status === 'stopped' ||
    status === 'carried-over' ||
    rag === 'amber' ||
    rag === 'red';
  const clauses = words
    .split(/\n|;|,\s|\.\s|\s[–-]\s/)
    .map(tidy)
    .filter(Boolean);
  const { done, outcome, reason } = needsReason
    ? withReason(clauses)
    : { done: words, outcome: clauses.filter(isOutcome), reason: '' };
  return {
    ...{ action, status, rag, done: sentence(done), outcome: outcome.join('\n'), reason: sentence(reason) },
    unchanged: UNCHANGED.test(tidy(words)),
  };
}

/** What was done, and why it is not as planned: nothing stands in both, and what was not said stays empty. */
function withReason(clauses: readonly string[]): {
  readonly done: string;
  readonly outcome: readonly string[];
  readonly reason: string;
} {
  const done: string[] = [];
  const outcome: string[] = [];
  const why: string[] = [];
  const unclear: string[] = [];
  for (const clause of clauses) {
    const [, before = clause, because = ''] = BECAUSE.exec(clause) ?? [];
    const fact = tidy(before);
    if (because !== '') why.push(because);
    if (fact === '' || ONLY_STANDING.test(fact)) continue;
    if (isOutcome(fact)) outcome.push(fact);
    if (isOutcome(fact) || (DID.test(fact) && !WHY.test(fact))) done.push(fact);
    else if (WHY.test(fact)) why.push(fact);
    else unclear.push(fact);
  }
  // Beside a reason it is what was done; alone it is more likely the reason, and the lead checks it.
  (why.length === 0 ? why : done).push(...unclear);
  return { done: done.join(', '), outcome, reason: why.join(', ') };
}

function isOutcome(clause: string): boolean {
  return /^(?:\D{0,12}\s)?£?\d/.test(clause) && figureIn(clause) !== undefined;
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+/g, ' ')
    .replace(/^[\s:;,.–-]+|[\s;,–-]+$|(?<!\.)\.$/g, '')
    .replace(/\s+(?:and|&)$/i, '')
    .trim();
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
