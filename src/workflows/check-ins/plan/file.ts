/** From a plan as CSV or XLSX to its rows, or to every fault with its line. Writes nothing. */
import type { Partnership } from '../../../partnership.js';
import { dayFrom } from '../../../shared/calendar.js';
import { cellFaults, inLines, listOf, readTable } from '../../../shared/table-file.js';
import type { LineFault, TableRow } from '../../../shared/table-file.js';
import { shorten } from '../../../shared/text.js';
import type { ImportFile } from '../../workflow.js';
import { milestonesFrom } from './milestones.js';
import type { PlanWords } from './plan.js';

/** One row of the file: what the plan says, before it has an id. A column that the file lacks is absent. */
export interface PlanRow extends Partial<Pick<PlanWords, 'links' | 'target' | 'milestones' | 'restricted'>> {
  readonly line: number;
  readonly number: string;
  readonly priority: string;
  readonly posts: readonly string[];
  readonly aim: string;
  readonly text: string;
  readonly themes: readonly string[];
}

export type PlanFile =
  | { readonly ok: true; readonly rows: readonly PlanRow[] }
  | { readonly ok: false; readonly faults: readonly string[] };

const COLUMNS = ['number', 'priority', 'priority_lead', 'aim', 'action', 'cross_cutting_themes'] as const;
const OPTIONAL = ['pcc_priorities', 'target_date', 'milestones', 'restricted'] as const;
type Row = TableRow<(typeof COLUMNS)[number], (typeof OPTIONAL)[number]>;
const LONGEST_CELL = 2000;
const NEEDED = ['number', 'priority', 'action'] as const;
/** How the papers say that nobody leads an action yet. */
const NO_LEAD = /^(|n\/?a|tbc|none|-)$/i;

/** @param partnership names the posts that may lead and the organisations they belong to */
export async function readPlanFile(file: ImportFile, partnership: Partnership): Promise<PlanFile> {
  const table = await readTable(file, COLUMNS, OPTIONAL);
  if (!table.ok) return table;
  const rows = table.rows.map(rowOf);
  const faults = [
    ...table.faults,
    ...table.rows.flatMap((row) => cellFaults(row, NEEDED, LONGEST_CELL)),
    ...table.rows.flatMap((row) => detailFaults(row, partnership)),
    ...rows.flatMap((row) => postFaults(row, partnership)),
    ...repeated(rows),
  ];
  if (faults.length > 0) return { ok: false, faults: inLines(faults) };
  if (rows.length === 0) return { ok: false, faults: [`${file.name} holds no actions.`] };
  return { ok: true, rows };
}

function rowOf({ line, cells }: Row): PlanRow {
  const { pcc_priorities: links, target_date: target, milestones, restricted } = cells;
  return {
    line,
    number: cells.number,
    priority: cells.priority,
    posts: listOf(cells.priority_lead).filter((post) => !NO_LEAD.test(post)),
    aim: cells.aim,
    text: cells.action,
    themes: listOf(cells.cross_cutting_themes),
    ...(links !== undefined && { links: listOf(links) }),
    ...(target !== undefined && { target: dayFrom(target) }),
    ...(milestones !== undefined && { milestones: milestonesFrom(milestones).milestones }),
    ...(restricted !== undefined && { restricted: YES.test(restricted) }),
  };
}

const YES = /^(yes|y|true|restricted)$/i;
const NO = /^(|no|n|false|-)$/i;

/** What is wrong in the columns that a file need not have. */
function detailFaults({ line, cells }: Row, { funder_priorities: known }: Partnership): LineFault[] {
  const { pcc_priorities: links = '', target_date: target = '', milestones = '', restricted = '' } = cells;
  const faults = listOf(links)
    .filter((link) => !known.includes(link))
    .map((link) => `'${shorten(link, 120)}' is no priority under funder_priorities in the partnership file.`);
  if (target !== '' && dayFrom(target) === '') {
    faults.push(`'${shorten(target, 40)}' is no date. Write it like 31 March 2027 or 2027-03-31.`);
  }
  faults.push(...milestonesFrom(milestones).faults);
  if (!YES.test(restricted) && !NO.test(restricted)) {
    faults.push(`'restricted' is '${shorten(restricted, 40)}'. Write yes or no.`);
  }
  return faults.map((fault) => ({ line, fault }));
}

function postFaults({ line, posts }: PlanRow, partnership: Partnership): LineFault[] {
  return posts
    .filter((post) => !partnership.posts.some(({ name }) => name === post))
    .map((post) => ({ line, fault: unknownPost(post, partnership) }));
}

/** After a comma a post names the organisation it belongs to. */
function unknownPost(post: string, { organisations }: Partnership): string {
  const shown = shorten(post, 120);
  const known = organisations.some(({ names }) => names.some(({ name }) => post.endsWith(`, ${name}`)));
  if (post.includes(',') && !known) {
    const organisation = shorten(post.slice(post.lastIndexOf(',') + 1).trim(), 80);
    return `'${shown}' belongs to '${organisation}', which is no organisation of the partnership file.`;
  }
  return `'${shown}' is no post of the partnership file. Add it under posts, or write TBC.`;
}

function repeated(rows: readonly PlanRow[]): LineFault[] {
  const first = new Map<string, number>();
  const faults: LineFault[] = [];
  for (const { number, line } of rows) {
    const before = first.get(number);
    if (before === undefined) first.set(number, line);
    else if (number !== '')
      faults.push({ line, fault: `the number ${shorten(number, 40)} stands in line ${before} already.` });
  }
  return faults;
}
