/** A proposal: what a partner wants to do with the grant, and the steps of its life. */
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import { UserError } from '../../../shared/errors.js';
import type { PotId } from '../round/round.js';

/** In the order of its life. What is waiting keeps its place for the tactical pot. */
export const PROPOSAL_STATES = {
  draft: 'Draft',
  proposed: 'Proposed',
  shortlisted: 'Shortlisted',
  'not-shortlisted': 'Not shortlisted',
  waiting: 'Waiting for the tactical pot',
  submitted: 'Submitted to the funder',
  pending: 'Pending with the funder',
  approved: 'Approved',
  'part-approved': 'Approved in part',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  delivered: 'Delivered',
} as const;
export type ProposalState = keyof typeof PROPOSAL_STATES;

export interface Cost {
  readonly what: string;
  /** Integer pence. */
  readonly pence: number;
}

/** A member who may change the proposal: its contact, or a co-applicant. `id` is `<proposal>.<member>`. */
export interface Applicant extends Stored {
  readonly proposal: string;
  readonly member: string;
}

export interface Proposal extends Stored {
  readonly round: string;
  /** `KCSP-G-2026-014`; empty until it is proposed. Never given to another. */
  readonly reference: string;
  readonly state: ProposalState;
  /** An expression of interest can grow into a full proposal; it does not shrink back. */
  readonly form: 'expression' | 'full';
  readonly title: string;
  /** An organisation's id, `team`, or empty. */
  readonly organisation: string;
  /** Ids of organisations that apply together with it. */
  readonly partners: readonly string[];
  /** The member who answers for it. */
  readonly contact: string;
  readonly pot: PotId;
  /** Integer pence; 0 until it is given. */
  readonly askedPence: number;
  readonly costs: readonly Cost[];
  /** What was written in the sections, by the field's name. Amounts stand in the fields above as well. */
  readonly answers: Readonly<Record<string, string>>;
  /** A section that a coordinator reopened, with what should change; it can be saved after the deadline. */
  readonly reopened?: { readonly section: string; readonly note: string };
  /** ISO instant of the draft. */
  readonly createdAt: string;
  /** ISO instant of proposing; empty before. */
  readonly proposedAt: string;
}

export const proposals = collection<Proposal>('grants.proposals', [
  ['round', 'createdAt'],
  ['round', 'state', 'createdAt'],
  ['reference'],
]);
export const applicants = collection<Applicant>('grants.applicants', [['member'], ['proposal']]);

/** A round's proposals in the order they were begun. */
export function proposalsOf(store: Transaction, round: string): Promise<readonly Proposal[]> {
  return store.find(proposals, { where: { round }, by: 'createdAt' });
}

/** @throws {UserError} when there is no such proposal */
export async function loadProposal(store: Transaction, id: string): Promise<Proposal> {
  const proposal = await store.get(proposals, id);
  if (proposal !== undefined) return proposal;
  throw new UserError(
    'grants.noProposal',
    'This proposal is not kept any more. Say my proposals to see yours.',
  );
}

const STEPS: Readonly<Record<ProposalState, readonly ProposalState[]>> = {
  draft: ['proposed', 'withdrawn'],
  proposed: ['shortlisted', 'not-shortlisted', 'waiting', 'withdrawn'],
  shortlisted: ['proposed', 'not-shortlisted', 'waiting', 'submitted', 'withdrawn'],
  'not-shortlisted': ['shortlisted', 'waiting', 'withdrawn'],
  waiting: ['shortlisted', 'not-shortlisted', 'submitted', 'withdrawn'],
  submitted: ['approved', 'part-approved', 'refused', 'pending', 'withdrawn'],
  pending: ['approved', 'part-approved', 'refused', 'withdrawn'],
  approved: ['delivered', 'withdrawn'],
  'part-approved': ['delivered', 'withdrawn'],
  refused: ['waiting'],
  withdrawn: [],
  delivered: [],
};

/** Whether the step exists; who may take it is another question. */
export function mayBecome(from: ProposalState, to: ProposalState): boolean {
  return STEPS[from].includes(to);
}
