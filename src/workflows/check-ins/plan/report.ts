/** The plan and its version table as documents. They are for anybody: nothing restricted is in them. */
import { documentOf, facts, heading, list, paragraph, table } from '../../../reports/document.js';
import type { Block, Cell, Document } from '../../../reports/document.js';
import { longDate } from '../../../shared/calendar.js';
import type { Context } from '../../workflow.js';
import { STATES, leadLine, versionLine } from './cards.js';
import { milestoneLines } from './milestones.js';
import { seenBy } from './sight.js';
import type { Reader } from './sight.js';
import { changeLines, monthOf } from './version.js';
import { actionsOf, plans, priorityPosts } from './plan.js';
import type { Plan, PlanAction } from './plan.js';

const COLUMNS = [
  ...['No.', 'Priority', 'Lead', 'Aim', 'Action', 'Links to cross-cutting themes'],
  ...['Links to the PCC’s priorities', 'Target date', 'Milestones', 'Stands'],
];

/** The action plan in force: for each priority its lead and actions, then one table of all. */
export async function planDocument(context: Context, plan: Plan): Promise<Document> {
  const all: PlanAction[] = [];
  for (const state of ['current', 'complete', 'everyday', 'removed'] as const) {
    all.push(...(await seenBy(context, 'anybody', await actionsOf(context, plan.id, state))));
  }
  const current = all.filter(({ state }) => state === 'current');
  const blocks: Block[] = [
    facts({ Version: versionLine(plan), 'As it stood on': longDate(context.today) }),
    ...plan.priorities.flatMap((name) => {
      const own = current.filter(({ priority }) => priority === name);
      const lines = own.map(({ number, text }) => `${number} ${text}`);
      return [
        heading(name),
        paragraph(`${leadLine(priorityPosts(plan, name, own))}.`),
        lines.length === 0 ? paragraph('It has no actions now.') : list(lines),
      ];
    }),
    heading('Every action'),
    table({ caption: 'Every action', columns: COLUMNS, rows: all.map(rowOf), inCsv: true }),
  ];
  return documentOf(`Action plan, version ${plan.number}`, blocks, context.partnership.name);
}

function rowOf(action: PlanAction): Cell[] {
  const { number, priority, posts, aim, text, themes, links, target, milestones, state } = action;
  return [
    ...[number, priority, posts.length === 0 ? 'To be confirmed' : posts.join('; '), aim, text],
    ...[themes.join('; '), links.join('; '), target, milestoneLines(milestones), STATES[state]],
  ];
}

/** One row of the version table. */
export interface Version {
  readonly plan: Plan;
  readonly month: string;
  readonly changes: readonly string[];
  readonly agreed: string;
}

/** Every version, newest first, as the reader may see it. */
export async function versionsOf(context: Context, reader: Reader): Promise<readonly Version[]> {
  const { store, directory } = context;
  const past = await store.find(plans, { where: { state: 'past' } });
  const current = await store.find(plans, { where: { state: 'current' } });
  const all = [...past, ...current].sort((one, other) => (one.from < other.from ? 1 : -1));
  const versions: Version[] = [];
  for (const plan of all) {
    const by = plan.agreed && (await directory.member(plan.agreed.by));
    versions.push({
      plan,
      month: plan.from === '' ? '' : monthOf(plan.from),
      changes: await linesSeenBy(context, reader, plan.changes),
      agreed:
        plan.agreed === undefined
          ? 'Brought in from a file'
          : `Agreed by the Working Group on ${longDate(plan.agreed.meetingOn)}, recorded by ${by?.name ?? 'somebody who has left'}`,
    });
  }
  return versions;
}

/** A change list in words, without what the reader must not hear of. */
export async function linesSeenBy(
  context: Context,
  reader: Reader,
  changes: Plan['changes'],
): Promise<readonly string[]> {
  const named = changes.flatMap((change) => ('actions' in change ? change.actions : []));
  const seen = new Set((await seenBy(context, reader, named)).map(({ id }) => id));
  return changeLines(changes, (id) => seen.has(id));
}

/** The plan's version control: `2.0 | April 2027 | what changed`. */
export async function versionsDocument(context: Context): Promise<Document> {
  const versions = await versionsOf(context, 'anybody');
  const rows = versions.map(({ plan, month, changes, agreed }) => [
    plan.number,
    month,
    changes.length === 0 ? 'First version' : changes.join('; '),
    agreed,
  ]);
  const columns = ['Version', 'In force from', 'Changes', 'Agreed'];
  return documentOf(
    'Action plan: versions',
    [table({ caption: 'Versions of the action plan', columns, rows, inCsv: true })],
    context.partnership.name,
  );
}
