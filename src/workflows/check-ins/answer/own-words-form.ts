/** The form that shows what was understood of a lead's own words, and reads it back when it was checked. */
import { numberOf, textOf } from '../../../shared/parse.js';
import { count, inWords, shorten } from '../../../shared/text.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Problems, Result } from '../../../shared/result.js';
import type { ActorContext, Card } from '../../workflow.js';
import { NEVER_REPORTED, STATUSES } from './answer.js';
import type { Words } from './answer.js';
import { standingOf } from './lead-cards.js';
import { loadCase } from './case.js';
import type { Case } from './case.js';
import { askedWords, parseWords, startingStatus, statusesFor } from './form.js';
import type { Reading, Said } from './own-words.js';
import type { Round } from '../round/round.js';

/** More would not fit a card of 28 KB when every field is full. */
export const MOST_AT_ONCE = 6;
const LONGEST = { done: 1000, outcome: 500, reason: 500 } as const;
const FIELDS = ['status', 'rag', 'done', 'outcome', 'reason'] as const;
type Field = (typeof FIELDS)[number];
export type Checked = Readonly<Record<Field, string>>;

/** @param refusal why nothing was read, when it is not for the words */
export function ownWordsCard(round: Round, said: string, problem: string, refusal = ''): Card {
  return {
    template: 'check-ins/own-words',
    summary: 'Say how your actions stand, in your own words.',
    data: {
      trouble: problem === '' ? refusal : 'Not read yet: look at your words below.',
      values: { said },
      problems: { said: problem },
      press: { round: round.id },
    },
  };
}

/** What each field starts from: what was said, else what was said last time. */
export function startOf({ last, round }: Case, said: Said): Checked {
  const before = last ?? NEVER_REPORTED;
  const status = said.status === '' ? '' : startingStatus(said.status, round.kind);
  if (said.unchanged && last !== undefined) {
    return {
      ...{ status: startingStatus(before.status, round.kind), rag: before.rag, done: before.done },
      ...{ outcome: '', reason: before.reason },
    };
  }
  const lastStatus = last === undefined ? '' : startingStatus(last.status, round.kind);
  return {
    status: status === '' && said.status === '' ? lastStatus : status,
    rag: said.rag === '' ? (last?.rag ?? '') : said.rag,
    done: said.done,
    outcome: said.outcome,
    reason: said.reason,
  };
}

export interface Row {
  readonly found: Case;
  readonly checked: Checked;
}

/** The form to check. Nothing is kept yet. */
export function checkWordsCard(
  round: Round,
  rows: readonly Row[],
  notices: readonly string[],
  nonce: string,
  { problems = {}, refusal = '' }: { readonly problems?: Problems; readonly refusal?: string } = {},
): Card {
  const words = askedWords(round.kind);
  const wrong = Object.keys(problems).length;
  const fields = rows.flatMap((_, place) => FIELDS.map((field) => `${field}-${place}`));
  const values = rows.flatMap(({ checked }, place) =>
    FIELDS.map((field) => [`${field}-${place}`, checked[field]] as const),
  );
  return {
    template: 'check-ins/check-words',
    summary: `Check what I understood for ${inWords(rows.map(({ found }) => found.action.number))}.`,
    data: {
      round: round.name,
      statusMissing: words.missing,
      reasonNeeded: words.reasonNeeded,
      notice: notices.join(' '),
      trouble:
        wrong === 0
          ? refusal
          : `Not saved yet: ${count(wrong, 'answer')} below ${wrong === 1 ? 'needs' : 'need'} you.`,
      statuses: statusesFor(round.kind).map((value) => ({ value, title: STATUSES[value] })),
      rows: rows.map(({ found }, place) => ({
        number: found.action.number,
        title: `${found.action.number} ${shorten(found.action.text, 160)}`,
        recorded: found.answer === undefined ? '' : `Recorded already: ${standingOf(found.answer)}.`,
        ids: Object.fromEntries(FIELDS.map((field) => [field, `${field}-${place}`])),
      })),
      values: Object.fromEntries(values),
      problems: Object.fromEntries(fields.map((field) => [field, problems[field] ?? ''])),
      save: `Save ${count(rows.length, 'answer')}`,
      press: {
        round: round.id,
        nonce,
        actions: rows.map(({ found }) => found.action.id),
        versions: rows.map(({ found }) => found.answer?.version ?? 0),
      },
    },
  };
}

/** Whether a row fits this form beside others; last time's words may be longer. */
export function fits({ done, outcome, reason }: Checked): boolean {
  return done.length <= LONGEST.done && outcome.length <= LONGEST.outcome && reason.length <= LONGEST.reason;
}

/** What was said, and what of it is not in the plan in force: as far as the lead may see it. */
export interface Heard extends Reading {
  readonly missing: readonly string[];
}

/**
 * What the reading leaves for the lead to know.
 * @param left numbers of actions that did not fit any more
 * @param long numbers of those with too many words for this form
 */
export function noticesOf(
  { unknown, missing }: Heard,
  left: readonly string[] = [],
  long: readonly string[] = [],
): readonly string[] {
  const others = unknown.filter((number) => !missing.includes(number));
  return [
    ...(missing.length === 0
      ? []
      : [
          `The plan has no action ${inWords(missing, 'or')} now. Look at the number again, or say plan to see its actions.`,
        ]),
    ...(others.length === 0
      ? []
      : [
          `${inWords(others)} ${others.length === 1 ? 'is' : 'are'} not among your actions in this check-in.`,
        ]),
    ...(left.length === 0 ? [] : [`Say the rest after this: ${inWords(left)}.`]),
    ...(long.length === 0
      ? []
      : [`Choose Update for ${inWords(long)}: that is too much text for this form.`]),
  ];
}

/** The rows of a form that comes back, as they were typed. */
export async function rowsTyped(
  data: Readonly<Record<string, unknown>>,
  context: ActorContext,
): Promise<readonly Row[]> {
  const ids: readonly unknown[] = Array.isArray(data.actions) ? data.actions : [];
  const rows: Row[] = [];
  for (const [place, action] of ids.slice(0, MOST_AT_ONCE).entries()) {
    const input = { data: { round: textOf(data, 'round'), action }, personal: true };
    const typed = FIELDS.map((field) => [field, textOf(data, `${field}-${place}`)] as const);
    rows.push({ found: await loadCase(input, context), checked: Object.fromEntries(typed) as Checked });
  }
  return rows;
}

/** The version that the form showed for a row. */
export function versionAt(data: Readonly<Record<string, unknown>>, place: number): number {
  const versions: readonly unknown[] = Array.isArray(data.versions) ? data.versions : [];
  return numberOf({ version: versions[place] }, 'version');
}

/** Every row's words, or the problems of all rows at once, each under its own field. */
export function parseRows(rows: readonly Row[]): Result<readonly Words[]> {
  const problems: Record<string, string> = {};
  const words: Words[] = [];
  for (const [place, { found, checked }] of rows.entries()) {
    // Money has no words here: it stays as it stands.
    const money = found.last?.money ?? 'none';
    const read = parseWords({ ...checked, money }, found.round.kind);
    if (read.ok) words.push(read.value);
    else
      for (const [field, problem] of Object.entries(read.problems)) problems[`${field}-${place}`] = problem;
  }
  return Object.keys(problems).length === 0 ? ok(words) : invalid(problems);
}
