/** A real year of the sample partnership: the grant of 2021/22, its amounts as the papers have them; the days are ours. */
import { newId } from '../../shared/ids.js';
import type { Context } from '../workflow.js';
import { importLedger } from './money/import.js';
import { projectsOf } from './project/project.js';
import { updates } from './project/update.js';

/** In env/sample; it shows what `import ledger` takes, too. */
const FILE = 'grants-2021.csv';
const YEAR = '2021/22';
/** The day of the papers, and an instant on it. */
const ON = '2021-11-18';
const AT = `${ON}T09:00:00.000Z`;

/** What the papers say of projects beside their money. Who said it is not known. */
const SAID: readonly {
  readonly title: string;
  readonly progress: string;
  readonly outputs: string;
  readonly spent?: number;
}[] = [
  {
    title: "'Spot the Signs' social media campaign",
    ...{ progress: 'The campaign is running.', outputs: '6,845 video views, 91 link clicks', spent: 19_532 },
  },
  {
    title: 'ASB Tools and Powers CPD for Partnerships',
    ...{ progress: 'Four dates are set.', outputs: '16 places on each of four dates' },
  },
];

/** Brings the year in by the rules of an import. Before its papers there is nothing to bring. */
export async function sampleYear(read: (name: string) => Uint8Array, context: Context): Promise<void> {
  if (context.today < ON) return;
  const imported = await importLedger.run({ name: FILE, content: read(FILE) }, true, context);
  if (!imported.ok) throw new Error(`${FILE}: ${Object.values(imported.problems).join(' ')}`);
  const funded = await projectsOf(context.store, YEAR);
  for (const { title, ...said } of SAID) {
    const found = funded.find(({ proposal }) => proposal.title === title);
    if (found === undefined) throw new Error(`${FILE} has no project '${title}'.`);
    await context.store.put(updates, {
      ...{ id: newId(), version: 0, project: found.project.id, kind: 'update', delivery: 'under-way' },
      ...{ ...said, reason: '', by: 'roundtable', at: AT, on: ON },
    });
  }
}
