/** What `import` needs of the workflows: their kinds, and the work itself when no bot runs. */
import type { Writable } from 'node:stream';
import { pino } from 'pino';
import { openStore } from '../collections.js';
import type { Installation } from '../installation.js';
import { workflows } from '../workflows/index.js';
import { importsOf, runImport } from './import.js';
import type { ImportAnswer, ImportRequest } from './import.js';

/** A line for each kind of file. */
export function kindsInWords(): readonly string[] {
  return Object.entries(importsOf(workflows)).map(([kind, { help }]) => `  ${kind}  ${help}`);
}

/**
 * On the data folder, while no bot runs.
 * @throws {SetupError} when the folder cannot be used, with what to do
 */
export async function importAlone(
  installation: Installation,
  request: ImportRequest,
  stderr: Writable,
): Promise<ImportAnswer> {
  const store = await openStore(installation, pino({ level: 'warn' }, stderr), () => undefined);
  try {
    return await runImport({ ...installation, store }, workflows, request);
  } finally {
    await store.close();
  }
}
