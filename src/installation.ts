/** One installation, as the bot and the command line both find it: settings, partnership, store. */
import type { Logger } from 'pino';
import type { Clock } from './clock.js';
import { clockStartedAt, systemClock } from './clock.js';
import { readConfig } from './config.js';
import type { Config } from './config.js';
import { digestCollections } from './digest/records.js';
import { directoryCollections } from './directory.js';
import { secretRecords } from './links/local-secret.js';
import { revocationCollections } from './links/revocations.js';
import { outboxRows } from './outbox-rows.js';
import { loadPartnership } from './partnership.js';
import type { Partnership } from './partnership.js';
import { facts } from './sample.js';
import { SetupError } from './shared/errors.js';
import { openLowdbStore } from './store/lowdb.js';
import type { AnyCollection, Store } from './store/store.js';
import { workflows } from './workflows/index.js';
import type { Workflow } from './workflows/workflow.js';

export interface Installation {
  readonly config: Config;
  readonly partnership: Partnership;
  readonly clock: Clock;
}

/** Every collection there is; the store refuses data of one that is not listed. */
export function collectionsOf(all: readonly Workflow[]): readonly AnyCollection[] {
  return [
    ...directoryCollections,
    outboxRows,
    ...digestCollections,
    ...revocationCollections,
    secretRecords,
    facts,
    ...all.flatMap((workflow) => workflow.collections),
  ];
}

export const collections = collectionsOf(workflows);

/**
 * Reads the environment and the partnership file.
 * @throws {SetupError} with the faults of both at once
 */
export function readInstallation(environment: Readonly<Record<string, string | undefined>>): Installation {
  const faults: string[] = [];
  function attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  }
  const config = attempt(() => readConfig(environment));
  // Checked too when the settings have a fault: whoever mends one should not then find the next.
  const file = config?.partnershipFile ?? (environment.PARTNERSHIP || './env/partnership.yaml');
  const partnership = attempt(() => loadPartnership(file));
  if (config === undefined || partnership === undefined) throw new SetupError(faults);
  const clock = config.startClockAt === undefined ? systemClock : clockStartedAt(config.startClockAt);
  return { config, partnership, clock };
}

/** @throws {SetupError} when the data folder cannot be used, with what to do */
export function openStore(
  { config, clock }: Installation,
  log: Logger,
  onFailure: (error: Error) => void,
): Promise<Store> {
  return openLowdbStore({ folder: config.dataFolder, collections, clock, log, onFailure });
}

/** Tells what is wrong with the set-up, one fault a line; anything else is passed on as the fault it is. */
export function tellFaults(error: unknown): void {
  if (!(error instanceof SetupError)) throw error;
  for (const fault of error.faults) process.stderr.write(`${fault}\n`);
}
