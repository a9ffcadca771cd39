/** From a file of earlier years to its rows, or to every fault with its line. Writes nothing. */
import type { Partnership } from '../../../partnership.js';
import { isDay } from '../../../shared/calendar.js';
import { readPounds } from '../../../shared/money.js';
import { cellFaults, readTable } from '../../../shared/table-file.js';
import type { LineFault, TableRow } from '../../../shared/table-file.js';
import { inWords, shorten } from '../../../shared/text.js';
import type { ImportFile } from '../../workflow.js';
import type { Delivery } from '../project/project.js';
import { TEAM } from '../proposal/sections.js';
import type { PotId } from '../round/round.js';

/** `transfer` moves into `pot` from the year's other one; `project` names one without money of its own. */
export const ROW_KINDS = [
  ...['award', 'opening', 'project', 'allocation', 'transfer', 'invoice', 'spend', 'return'],
] as const;
export type RowKind =
  | 'award'
  | 'opening'
  | 'project'
  | 'allocation'
  | 'transfer'
  | 'invoice'
  | 'spend'
  | 'return';

export interface LedgerRow {
  readonly line: number;
  readonly year: string;
  readonly kind: RowKind;
  readonly pot: PotId | '';
  /** Its title, or empty. */
  readonly project: string;
  /** An organisation's id, or the team. */
  readonly organisation: string;
  readonly pence: number;
  readonly payee: string;
  /** ISO date. */
  readonly on: string;
  readonly delivery: Delivery;
  readonly note: string;
}

const COLUMNS = [
  ...(['year', 'kind', 'pot', 'project', 'organisation', 'pounds'] as const),
  ...(['payee', 'on', 'delivery', 'note'] as const),
] as const;
type Column = (typeof COLUMNS)[number];
const DELIVERIES: Readonly<Record<string, Delivery>> = {
  '': 'delivered',
  delivered: 'delivered',
  delayed: 'delayed',
  'under way': 'under-way',
};
const POT_WORDS: readonly string[] = ['', 'single', 'upfront', 'tactical'];
const WITH_POT: readonly string[] = ['award', 'opening', 'allocation', 'transfer'];
const WITH_PROJECT: readonly string[] = ['project', 'allocation', 'invoice', 'spend'];

export async function readLedgerFile(
  file: ImportFile,
  partnership: Partnership,
  today: string,
): Promise<
  | { readonly rows: readonly LedgerRow[]; readonly faults: readonly LineFault[] }
  | { readonly refused: readonly string[] }
> {
  const table = await readTable(file, COLUMNS);
  if (!table.ok) return { refused: table.faults };
  const faults = [
    ...table.faults,
    ...table.rows.flatMap((row) => cellFaults<Column>(row, ['year', 'kind', 'on'], 500)),
    ...table.rows.flatMap((row) => faultsOf(row, partnership, today)),
  ];
  return { rows: table.rows.map((row) => rowOf(row, partnership)), faults };
}

function rowOf({ line, cells }: TableRow<Column>, partnership: Partnership): LedgerRow {
  return {
    ...{ line, year: cells.year, kind: cells.kind.toLowerCase() as RowKind },
    ...{ pot: cells.pot.toLowerCase() as PotId, project: cells.project, payee: cells.payee, on: cells.on },
    organisation: organisationOf(cells.organisation, partnership) ?? TEAM,
    pence: readPounds(cells.pounds) ?? 0,
    delivery: DELIVERIES[cells.delivery.toLowerCase()] ?? 'delivered',
    note: cells.note === '' ? 'Brought in from earlier papers' : cells.note,
  };
}

function organisationOf(name: string, { organisations }: Partnership): string | undefined {
  if (name === '') return TEAM;
  return organisations.find(({ id, names }) => id === name || names.some((each) => each.name === name))?.id;
}

function faultsOf(
  { line, cells }: TableRow<Column>,
  partnership: Partnership,
  today: string,
): readonly LineFault[] {
  const kind = cells.kind.toLowerCase();
  const shown = (cell: string): string => shorten(cell, 60);
  const found: string[] = [];
  if (cells.year !== '' && !isFinancialYear(cells.year))
    found.push(`'${shown(cells.year)}' is no financial year like 2016/17.`);
  if (kind !== '' && !(ROW_KINDS as readonly string[]).includes(kind)) {
    found.push(`'${shown(cells.kind)}' is no kind of entry. The kinds are ${inWords(ROW_KINDS)}.`);
  }
  if (!POT_WORDS.includes(cells.pot.toLowerCase())) {
    found.push(`'${shown(cells.pot)}' is no pot. Write single, upfront or tactical.`);
  }
  if (WITH_POT.includes(kind) && cells.pot === '') found.push("'pot' is empty.");
  if (WITH_PROJECT.includes(kind) && cells.project === '') found.push("'project' is empty.");
  if (kind === 'return' && (cells.project === '') === (cells.pot === ''))
    found.push('name the pot or the project that gives the money back.');
  const wrong = kind !== 'project' || cells.pounds !== '';
  if (wrong && (readPounds(cells.pounds) ?? 0) === 0)
    found.push(`'${shown(cells.pounds)}' is no amount in pounds like 1200 or 1,837.50.`);
  if (cells.on !== '' && !isDay(cells.on)) found.push(`'${shown(cells.on)}' is no date like 2016-10-31.`);
  if (isDay(cells.on) && cells.on > today) found.push(`${cells.on} has not come yet.`);
  if (!Object.hasOwn(DELIVERIES, cells.delivery.toLowerCase())) {
    found.push(`'${shown(cells.delivery)}' is no state of delivery. Write delivered, delayed or under way.`);
  }
  if (organisationOf(cells.organisation, partnership) === undefined) {
    found.push(`'${shown(cells.organisation)}' is no organisation of the partnership file.`);
  }
  return found.map((fault) => ({ line, fault }));
}

function isFinancialYear(text: string): boolean {
  const [, first, second] = /^20(\d\d)\/(\d\d)$/.exec(text) ?? [];
  return first !== undefined && (Number(first) + 1) % 100 === Number(second);
}
