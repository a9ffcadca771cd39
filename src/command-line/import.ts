/** Bringing a file in: the same work in the running bot and in the command line on its own. */
import { contextIn } from '../context.js';
import type { Installation } from '../installation.js';
import { enqueue } from '../outbox/rows.js';
import { SetupError } from '../shared/errors.js';
import type { Store } from '../store/store.js';
import type { Import, ImportFile, ImportReport, Workflow } from '../workflows/workflow.js';

export interface ImportRequest {
  /** What the file is: `plan`. */
  readonly kind: string;
  readonly file: ImportFile;
  /** False shows what would change. */
  readonly apply: boolean;
}

export type ImportAnswer =
  | ({ readonly ok: true } & Pick<ImportReport, 'changes' | 'summary'>)
  | { readonly ok: false; readonly faults: readonly string[] };

/** Every kind of file that a workflow takes. */
export function importsOf(workflows: readonly Workflow[]): Readonly<Record<string, Import>> {
  return Object.assign({}, ...workflows.map((workflow) => workflow.imports ?? {})) as Record<string, Import>;
}

export async function runImport(
  { store, partnership, clock }: Pick<Installation, 'partnership' | 'clock'> & { readonly store: Store },
  workflows: readonly Workflow[],
  { kind, file, apply }: ImportRequest,
): Promise<ImportAnswer> {
  const kinds = importsOf(workflows);
  const chosen = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (chosen === undefined)
    throw new SetupError([`There is no import '${kind}'. Choose one of: ${Object.keys(kinds).join(', ')}.`]);
  return store.transact('roundtable', `import/${kind}`, async (tx): Promise<ImportAnswer> => {
    const now = clock.now();
    const result = await chosen.run(file, apply, contextIn(tx, partnership, now));
    if (!result.ok) return { ok: false, faults: Object.values(result.problems) };
    const { changes, summary, notify = [] } = result.value;
    if (apply) await enqueue(tx, notify, now);
    return { ok: true, changes, summary };
  });
}
