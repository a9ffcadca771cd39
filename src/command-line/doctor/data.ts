/** What the data folder holds: whether a start could read it, and whether it fits the settings. */
import { stat } from 'node:fs/promises';
import type { Config } from '../../config.js';
import { members } from '../../directory.js';
import { collections } from '../../collections.js';
import { facts } from '../../sample.js';
import { SetupError } from '../../shared/errors.js';
import { count } from '../../shared/text.js';
import { manifestFile } from '../../store/checkpoint.js';
import { isNew } from '../../store/load.js';
import { readRecords } from '../../store/records.js';
import type { Records } from '../../store/records.js';
import { verifyFolder } from '../../store/verify.js';
import type { Report } from '../progress.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

export interface Data {
  readonly findings: readonly Finding[];
  readonly lastAt?: string | undefined;
}

const { ok, note, problem } = about('Data');

/** @param full checks every entry of the journal, as verify does */
export async function checkData(
  folder: string,
  {
    config,
    full,
    report,
  }: { readonly config?: Config | undefined; readonly full: boolean; readonly report: Report },
): Promise<Data> {
  try {
    if (await isNew(folder))
      return { findings: [note('Nothing is stored yet.'), ...misfits(undefined, config)] };
    const records = await readRecords(folder, collections);
    const findings = [ok(await described(folder, records)), ...misfits(records, config)];
    if (full) findings.push(await verified(folder, report));
    return { findings, lastAt: records.lastAt };
  } catch (error) {
    if (error instanceof SetupError) return { findings: error.faults.map(problem) };
    throw error;
  }
}

async function described(folder: string, { count: records, lastAt }: Records): Promise<string> {
  const { mtime } = await stat(manifestFile(folder));
  const last = lastAt === undefined ? 'nothing was saved yet' : `the last entry is of ${lastAt}`;
  return `${count(records, 'record')} can be read; ${last}, the last checkpoint of ${mtime.toISOString()}.`;
}

async function verified(folder: string, report: Report): Promise<Finding> {
  const found = await verifyFolder(folder, report);
  if (!found.ok) return problem(found.fault);
  return ok(
    `Every entry of the audit trail is as it was written: ${count(found.entries, 'entry', 'entries')}.`,
  );
}

/** What stands against the settings of a bot that real people use. */
function misfits(records: Records | undefined, config: Config | undefined): readonly Finding[] {
  if (config?.bot === undefined) return [];
  const findings: Finding[] = [];
  if (records !== undefined && records.of(facts).length > 0) {
    findings.push(
      problem(
        'This is the sample partnership of local mode, with invented people, and BOT_ID is set. Set DATA_DIR to another folder.',
      ),
    );
  }
  const coordinators = records
    ?.of(members)
    .filter(
      ({ standing, roles }) => ['active', 'invited'].includes(standing) && roles.includes('coordinator'),
    );
  if ((coordinators ?? []).length === 0 && config.firstCoordinator === undefined) {
    findings.push(
      problem(
        'There is no coordinator, and nobody could approve anybody. Set FIRST_COORDINATOR to the account of the first one: their tenant id, a slash, their object id.',
      ),
    );
  }
  return findings;
}
