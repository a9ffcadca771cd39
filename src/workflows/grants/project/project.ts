/** A funded project: what became of an approved proposal. Its money stands in the ledger. */
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import { proposals } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import type { PotId } from '../round/round.js';

export const DELIVERY = {
  'under-way': 'Under way',
  delayed: 'Delayed',
  delivered: 'Delivered',
} as const;
export type Delivery = keyof typeof DELIVERY;

/** `id` is the proposal's: title, organisation and contact stand there. */
export interface Project extends Stored {
  /** The financial year whose grant pays for it: `2021/22`. */
  readonly year: string;
  readonly pot: PotId;
  /** In pence, extensions included. What is allocated may be less, never what the ledger does not hold. */
  readonly approvedPence: number;
  /** ISO date of the first approval. */
  readonly approvedOn: string;
  readonly delivery: Delivery;
  /** Why it is delayed, in the project's words; empty otherwise. */
  readonly delayReason: string;
  /** ISO dates, empty until then: when it was delivered, and when its year-end feedback came. */
  readonly deliveredOn: string;
  readonly feedbackOn: string;
  /** ISO instant, for the order. */
  readonly createdAt: string;
}

export const projects = collection<Project>('grants.projects', [
  ['year', 'createdAt'],
  ['delivery', 'createdAt'],
  ['feedbackOn', 'createdAt'],
]);

/** A project with the proposal it came from. */
export interface Funded {
  readonly project: Project;
  readonly proposal: Proposal;
}

/** A year's projects in the order they were approved. */
export async function projectsOf(store: Transaction, year: string): Promise<readonly Funded[]> {
  return withProposals(store, await store.find(projects, { where: { year }, by: 'createdAt' }));
}

/** Every project that is not delivered yet, whatever its year, the oldest first. */
export async function undelivered(store: Transaction): Promise<readonly Funded[]> {
  const delayed = await store.find(projects, { where: { delivery: 'delayed' }, by: 'createdAt' });
  const underWay = await store.find(projects, { where: { delivery: 'under-way' }, by: 'createdAt' });
  return withProposals(store, [...delayed, ...underWay]);
}

/** Every project that still owes something: updates until it is delivered, then its feedback. */
export async function unfinished(store: Transaction): Promise<readonly Funded[]> {
  return withProposals(store, await store.find(projects, { where: { feedbackOn: '' }, by: 'createdAt' }));
}

async function withProposals(store: Transaction, found: readonly Project[]): Promise<readonly Funded[]> {
  const funded: Funded[] = [];
  for (const project of found) {
    const proposal = await store.get(proposals, project.id);
    if (proposal !== undefined) funded.push({ project, proposal });
  }
  return funded;
}

/** @throws {UserError} when there is no such project */
export async function loadFunded(store: Transaction, id: string): Promise<Funded> {
  const project = await store.get(projects, id);
  const proposal = await store.get(proposals, id);
  if (project !== undefined && proposal !== undefined) return { project, proposal };
  throw new UserError(
    'grants.noProject',
    'This project is not funded, or not kept any more. Say funding to see the projects.',
  );
}

/** `Hate Crime Publicity Material (2020/21)`. */
export function projectName({ project, proposal }: Funded): string {
  return `${proposal.title} (${project.year})`;
}

export interface Approval {
  readonly year: string;
  readonly pot: PotId;
  /** In pence: what is approved now. An extension adds to what was approved before. */
  readonly pence: number;
  /** ISO date. */
  readonly on: string;
}

/** Makes a project of an approved proposal, or adds what an extension was given. */
export async function fund(
  store: Transaction,
  proposal: Proposal,
  { year, pot, pence, on }: Approval,
  now: Date,
): Promise<Project> {
  const known = await store.get(projects, proposal.id);
  if (known !== undefined) {
    return store.put(projects, { ...known, approvedPence: known.approvedPence + pence });
  }
  return store.put(projects, {
    ...{ id: proposal.id, version: 0, year, pot, approvedPence: pence, approvedOn: on },
    ...{ delivery: 'under-way', delayReason: '', deliveredOn: '', feedbackOn: '' },
    createdAt: now.toISOString(),
  });
}
