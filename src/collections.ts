/** Every collection there is, and the store that keeps them. */
import type { Logger } from 'pino';
import { digestCollections } from './digest/records.js';
import { directoryCollections } from './directory.js';
import type { Installation } from './installation.js';
import { secretRecords } from './links/local-secret.js';
import { revocationCollections } from './links/revocations.js';
import { outboxRows } from './outbox/rows.js';
import { facts } from './sample.js';
import { openLowdbStore } from './store/lowdb.js';
import type { AnyCollection, Store } from './store/store.js';
import { workflows } from './workflows/index.js';
import type { Workflow } from './workflows/workflow.js';

/** The store refuses data of a collection that is not listed. */
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

/** @throws {SetupError} when the data folder cannot be used, with what to do */
export function openStore(
  { config, clock }: Installation,
  log: Logger,
  onFailure: (error: Error) => void,
): Promise<Store> {
  return openLowdbStore({ folder: config.dataFolder, collections, clock, log, onFailure });
}
