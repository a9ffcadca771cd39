/** One year's money, loaded: its entries, its projects, and whether its pots are open. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { textOf } from '../../../shared/parse.js';
import { POTS, grantRounds, loadRound } from '../round/round.js';
import type { GrantRound, PotId } from '../round/round.js';
import type { Context, Input } from '../../workflow.js';
import { entries, potsOf, sumOfPot } from './ledger.js';
import type { Entry, PotSum } from './ledger.js';
import { linesOf } from './steps.js';
import type { Book, PotState, Step } from './steps.js';
import { projectsOf } from '../project/project.js';
import type { Funded } from '../project/project.js';
import { lockFacts, lockOf } from '../round/unlock.js';

export interface YearBook extends Book {
  readonly year: string;
  readonly round: GrantRound;
  /** In the order they were approved. */
  readonly projects: readonly Funded[];
  readonly pots: readonly PotSum[];
}

/** Years are few; a coordinator looks back over the last ones. */
const YEARS = 12;

/** The rounds that have money, the newest year first: one a year. */
export async function fundedYears({ store }: Context): Promise<readonly GrantRound[]> {
  const latest = await store.find(grantRounds, { by: 'createdAt', order: 'descending', limit: YEARS });
  const opened = latest.filter(({ state }) => state !== 'draft');
  const first = opened.filter(({ year }, index) => opened.findIndex((each) => each.year === year) === index);
  return first.sort((one, other) => other.year.localeCompare(one.year));
}

/** The round that a year's money stands on. */
export async function roundOfYear({ store }: Context, year: string): Promise<GrantRound | undefined> {
  const found = await store.find(grantRounds, { where: { year }, by: 'createdAt', order: 'descending' });
  return found.find(({ state }) => state !== 'draft');
}

/** @throws {UserError} when no round of the year was opened */
export async function loadBook(context: Context, year: string): Promise<YearBook> {
  const round = await roundOfYear(context, year);
  if (round === undefined) {
    throw new UserError(
      'grants.noYear',
      'No grant round of this year was opened, so it has no money yet. Say funding to see the years that have.',
    );
  }
  const { store, today } = context;
  const kept = await store.find(entries, { where: { year: round.year }, by: 'at' });
  const projects = await projectsOf(store, round.year);
  const lock = lockOf(round, await lockFacts(store, round, today));
  const names = new Map(projects.map(({ project, proposal }) => [project.id, proposal.title]));
  return {
    ...{ year: round.year, round, projects, entries: kept },
    pots: potsOf(kept).map((pot) => sumOfPot(kept, pot)),
    pot: (pot) => stateOf(round, pot, lock, today),
    projectName: (id) => names.get(id) ?? 'A project that is not kept any more',
  };
}

/** The book of a round's year: a link names the round, since a year has a stroke in it. */
export async function bookOfRound(context: Context, round: string): Promise<YearBook> {
  return loadBook(context, (await loadRound(context.store, round)).year);
}

/** The book of the year that a button names. */
export async function chosenBook(input: Input, context: Context): Promise<YearBook> {
  const year = textOf(input.data, 'year');
  if ((await roundOfYear(context, year)) === undefined) throw startAgain();
  return loadBook(context, year);
}

export function startAgain(): UserError {
  return new UserError('grants.startAgain', 'This is not kept any more. Say funding to start again.');
}

function stateOf(
  round: GrantRound,
  id: PotId,
  lock: { readonly locked: boolean; readonly reasons: readonly string[] },
  today: string,
): PotState {
  const closesOn = round.pots.find((pot) => pot.id === id)?.closesOn ?? '';
  // The day it closes is the last on which it can be asked for.
  if (closesOn !== '' && today > closesOn) return { state: 'closed', on: closesOn };
  return id === 'tactical' && lock.locked
    ? { state: 'locked', why: lock.reasons.join(' ') }
    : { state: 'open' };
}

/** What is said with a step: who recorded it, when, and why. */
export interface Said {
  /** ISO date. */
  readonly on: string;
  readonly by: string;
  readonly why: string;
}

/**
 * Adds a step to the year's ledger.
 * @throws {UserError} when the step is not legal now
 */
export async function record(
  { store, now }: Context,
  book: Pick<YearBook, 'year'> & Book,
  step: Step,
  { on, by, why }: Said,
  id = newId(),
): Promise<Entry> {
  const about =
    step.kind === 'correction' ? book.entries.find((entry) => entry.id === step.entry)?.project : undefined;
  const project = 'project' in step ? step.project : (about ?? holderOf(step));
  return store.put(entries, {
    ...{ id, version: 0, year: book.year, kind: step.kind, lines: linesOf(step, book) },
    ...{ on, at: stampOf(now, book.entries.length), by, why },
    ...(project !== undefined && { project }),
    ...(step.kind === 'forecast' && { forecast: step.amount }),
    ...(step.kind === 'correction' && { corrects: step.entry }),
  });
}

/** Entries of one transaction share its instant: their number keeps the order in which they were made. */
export function stampOf(now: Date, number: number): string {
  return `${now.toISOString()}#${String(number).padStart(6, '0')}`;
}

function holderOf(step: Step): string | undefined {
  if (!('from' in step) || !step.from.startsWith('project:')) return undefined;
  return step.from.slice('project:'.length);
}

/** The award and its pots, taken over from the round: what differs from the ledger becomes an entry. */
export async function recordAward(context: Context, round: GrantRound, by: string): Promise<void> {
  if (round.state === 'draft') return;
  const book = await loadBook(context, round.year);
  const pots = Object.fromEntries(round.pots.map(({ id, pence }) => [id, pence]));
  const step: Step = { kind: 'award', award: round.awardPence, pots };
  if (linesOf(step, book).length === 0) return;
  const shares = round.pots.map(({ id }) => POTS[id].toLowerCase()).join(' and ');
  const why = `As the funder gave notice of it: ${round.award}, for ${shares}`;
  await record(context, book, step, { on: context.today, by, why });
}
