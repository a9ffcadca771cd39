/** Brings earlier years and opening balances into the ledger: judged by the same rules, then written whole. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { addsUp, formatMoney } from '../../../shared/money.js';
import { invalid, ok } from '../../../shared/result.js';
import { inLines } from '../../../shared/table-file.js';
import type { LineFault } from '../../../shared/table-file.js';
import { count } from '../../../shared/text.js';
import type { Context, Import } from '../../workflow.js';
import { roundOfYear, stampOf } from './book.js';
import { awardOf, entries } from './ledger.js';
import type { Entry } from './ledger.js';
import { readLedgerFile } from './file.js';
import type { LedgerRow } from './file.js';
import { linesOf } from './steps.js';
import type { Step } from './steps.js';
import { projects } from '../project/project.js';
import type { Project } from '../project/project.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { grantRounds } from '../round/round.js';
import type { GrantRound, PotId } from '../round/round.js';

interface Year {
  readonly year: string;
  /** The round it stands on already, when only opening balances come. */
  readonly known: GrantRound | undefined;
  readonly pots: Partial<Record<PotId, number>>;
  readonly entries: Entry[];
  readonly projects: Map<string, { readonly id: string; readonly row: LedgerRow; approved: number }>;
}

export const importLedger: Import = {
  help: 'earlier years and opening balances as CSV or XLSX: year, kind, pot, project, organisation, pounds, payee, on, delivery, note',
  async run(file, apply, context) {
    const read = await readLedgerFile(file, context.partnership, context.today);
    if ('refused' in read) return refused(read.refused);
    if (read.faults.length > 0) return refused(inLines(read.faults));
    if (read.rows.length === 0) return refused([`${file.name} holds no entries.`]);
    const { years, faults } = await judge(context, read.rows);
    if (faults.length > 0) return refused(inLines(faults));
    if (apply) for (const year of years) await write(context, year);
    return ok({
      changes: years.map(lineOf),
      summary: `${count(read.rows.length, 'row')} for ${count(years.length, 'year')}.`,
    });
  },
};

function refused(faults: readonly string[]) {
  return invalid(Object.fromEntries(faults.map((fault, index) => [String(index), fault])));
}

/** Takes every row as a step, in the order of the file. Nothing is written. */
async function judge(
  context: Context,
  rows: readonly LedgerRow[],
): Promise<{ readonly years: readonly Year[]; readonly faults: readonly LineFault[] }> {
  const years = new Map<string, Year>();
  const faults: LineFault[] = [];
  for (const row of rows) {
    const year = years.get(row.year) ?? (await yearOf(context, row.year));
    years.set(row.year, year);
    const fault = year.known === undefined ? take(context, year, row) : await opening(context, year, row);
    if (fault !== '') faults.push({ line: row.line, fault });
  }
  return { years: [...years.values()], faults };
}

async function yearOf(context: Context, year: string): Promise<Year> {
  return { year, known: await roundOfYear(context, year), pots: {}, entries: [], projects: new Map() };
}

/** A year that is here takes one opening balance a pot, and nothing else. */
async function opening(context: Context, year: Year, row: LedgerRow): Promise<string> {
  if (row.kind !== 'opening')
    return `${row.year} is in the ledger already: an earlier year is brought in once.`;
  const kept = await context.store.find(entries, { where: { year: row.year }, by: 'at' });
  const twice = [...kept, ...year.entries].some(
    ({ kind, lines }) => kind === 'opening' && lines[0]?.to === row.pot,
  );
  if (twice) return `this pot of ${row.year} has an opening balance already.`;
  return take(context, year, row);
}

/** What is wrong with the row, or ''. A rule's own sentence is told with the line of the file. */
function take(context: Context, year: Year, row: LedgerRow): string {
  const { kind, project: title } = row;
  if (title !== '' && !year.projects.has(title)) {
    if (kind !== 'project' && kind !== 'allocation')
      return `'${title}' has no row before this one that names or allocates it.`;
    year.projects.set(title, { id: newId(), row, approved: 0 });
  }
  const found = year.projects.get(title);
  if (kind === 'project' || kind === 'allocation') if (found !== undefined) found.approved += row.pence;
  if (kind === 'project') return '';
  if (kind === 'award') year.pots[row.pot as PotId] = (year.pots[row.pot as PotId] ?? 0) + row.pence;
  const book = {
    entries: year.entries,
    pot: () => ({ state: 'open' }) as const,
    projectName: () => title,
  };
  const step = stepOf(year, row, found?.id ?? '');
  try {
    const { on, note: why } = row;
    year.entries.push({
      ...{ id: newId(), version: 0, year: year.year, kind: step.kind, lines: linesOf(step, book) },
      ...{ on, at: stampOf(context.now, year.entries.length), by: 'roundtable', why },
      ...(found !== undefined && { project: found.id }),
    });
    return '';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function stepOf(year: Year, { kind, pot, pence, payee, project: title }: LedgerRow, project: string): Step {
  const into = pot as PotId;
  switch (kind) {
    case 'award': {
      const award = Object.values(year.pots).reduce((all, each) => all + each, 0);
      return { kind, award, pots: { ...year.pots } };
    }
    case 'opening':
      return { kind, pot: into, amount: pence };
    case 'transfer': {
      const other: PotId = into === 'tactical' ? 'upfront' : 'tactical';
      return { kind, from: title === '' ? other : `project:${project}`, to: into, amount: pence };
    }
    case 'invoice':
    case 'spend':
      return { kind, project, payees: [{ payee: payee === '' ? 'Payee not named' : payee, amount: pence }] };
    case 'return':
      return { kind, from: title === '' ? into : `project:${project}`, amount: pence };
    case 'project':
    case 'allocation':
      return { kind: 'allocation', pot: into, project, amount: pence };
  }
}

async function write(
  { store, now }: Context,
  { year, known, pots, entries: kept, projects: named }: Year,
): Promise<void> {
  const first = Number(year.slice(0, 4));
  const round = known ?? (await store.put(grantRounds, earlierRound(year, pots, awardOf(kept))));
  for (const entry of kept) await store.put(entries, entry);
  let number = 0;
  for (const [title, { id, row, approved }] of named) {
    const createdAt = stampOf(now, number);
    number += 1;
    const pot = row.pot === '' ? (round.pots[0]?.id ?? 'single') : row.pot;
    const delivered = row.delivery === 'delivered';
    const proposal: Proposal = {
      ...{ id, version: 0, round: round.id, reference: '', state: delivered ? 'delivered' : 'approved' },
      ...{ form: 'expression', title, organisation: row.organisation, partners: [], contact: '', pot },
      ...{
        askedPence: approved,
        costs: [],
        answers: {},
        createdAt,
        proposedAt: `${first}-04-01T00:00:00.000Z`,
      },
    };
    const project: Project = {
      ...{ id, version: 0, year, pot, approvedPence: approved, approvedOn: row.on, delivery: row.delivery },
      ...{ delayReason: row.delivery === 'delayed' ? row.note : '', createdAt },
      ...{ deliveredOn: delivered ? row.on : '', feedbackOn: delivered ? row.on : '' },
    };
    await store.put(proposals, proposal);
    await store.put(projects, project);
  }
}

/** A finished round, so that the year is there to look at and nothing of it can be changed by mistake. */
function earlierRound(year: string, pots: Year['pots'], awardPence: number): GrantRound {
  const parts = Object.entries(pots).map(([id, pence]) => ({ id: id as PotId, pence, closesOn: '' }));
  if (!addsUp(awardPence, { upfront: parts.reduce((all, { pence }) => all + pence, 0), tactical: 0 })) {
    throw new Error(`The pots of ${year} do not add up to its award.`);
  }
  const first = Number(year.slice(0, 4));
  return {
    ...{ id: newId(), version: 0, year, state: 'finished', awardPence, award: 'confirmed', pots: parts },
    ...{ unlock: [], closesOn: `${first + 1}-03-31`, focus: [], questions: [], criteria: [] },
    voting: { kind: 'consensus', threshold: 50, quorumBy: 'ballot' },
    createdAt: `${first}-04-01T00:00:00.000Z`,
  };
}

function lineOf({ year, known, entries: kept, projects: named }: Year): string {
  const parts = [count(kept.length, 'entry', 'entries'), count(named.size, 'project')];
  if (known !== undefined) return `change  ${year}  ${count(kept.length, 'opening balance')}`;
  return `add     ${year}  ${formatMoney(awardOf(kept))} awarded, ${parts.join(', ')}`;
}
