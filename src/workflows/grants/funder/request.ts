/** What is put to the funder, one proposal at a time, and what was decided. */
import { UserError } from '../../../shared/errors.js';
import { formatMoney } from '../../../shared/money.js';
import { collection } from '../../../store/store.js';
import type { Stored, Transaction } from '../../../store/store.js';
import type { PotId } from '../round/round.js';

/** The words of the proposal's own states, so that the two never differ. */
export const REQUEST_STATES = {
  submitted: 'Submitted',
  pending: 'Pending',
  approved: 'Approved',
  'part-approved': 'Approved in part',
  refused: 'Refused',
} as const;
export type RequestState = keyof typeof REQUEST_STATES;

export const REQUEST_KINDS = {
  project: 'Project',
  extension: 'Extension of an approved project',
  /** For the tactical pot, decided by the Working Group's chair and reported at its next meeting. */
  urgent: 'Urgent tactical request',
} as const;

export interface FunderRequest extends Stored {
  readonly year: string;
  /** The proposal's id; an extension is of the project under the same id. */
  readonly proposal: string;
  readonly kind: keyof typeof REQUEST_KINDS;
  readonly pot: PotId;
  /** In pence. */
  readonly askedPence: number;
  readonly grantedPence: number;
  /** Why it is asked, of an extension or an urgent request; empty otherwise. */
  readonly why: string;
  readonly state: RequestState;
  /** Of the decision: why it was refused or cut, or what pending waits for. */
  readonly reason: string;
  /** ISO date of the decision; empty before. */
  readonly decidedOn: string;
  /** The member who put it to the funder, and the one who recorded the decision. */
  readonly by: string;
  readonly decidedBy: string;
  /** ISO instant with a number behind it, for the order of those that go together. */
  readonly createdAt: string;
}

export const requests = collection<FunderRequest>('grants.requests', [
  ['year', 'createdAt'],
  ['proposal', 'createdAt'],
  ['state', 'createdAt'],
]);

export function requestsOf(store: Transaction, year: string): Promise<readonly FunderRequest[]> {
  return store.find(requests, { where: { year }, by: 'createdAt' });
}

/** @throws {UserError} when there is no such request */
export async function loadRequest(store: Transaction, id: string): Promise<FunderRequest> {
  const request = await store.get(requests, id);
  if (request !== undefined) return request;
  throw new UserError('grants.noRequest', 'This request is not kept any more. Say funding to see the year.');
}

export function isDecided({ state }: Pick<FunderRequest, 'state'>): boolean {
  return state === 'approved' || state === 'part-approved' || state === 'refused';
}

export interface Decision {
  readonly state: Exclude<RequestState, 'submitted'>;
  /** In pence, of an approval in part alone. */
  readonly partPence: number;
  readonly reason: string;
  /** ISO date. */
  readonly on: string;
}

/** The request as the decision leaves it. What is decided stays decided. */
export function decide(
  request: FunderRequest,
  { state, partPence, reason, on }: Decision,
  by: string,
): FunderRequest {
  if (isDecided(request)) {
    throw new UserError(
      'grants.decidedAlready',
      `This was decided: ${REQUEST_STATES[request.state].toLowerCase()}.`,
    );
  }
  const granted = { approved: request.askedPence, 'part-approved': partPence, refused: 0, pending: 0 };
  return { ...request, state, grantedPence: granted[state], reason, decidedOn: on, decidedBy: by };
}

/** `£27,240 asked for a pot of £26,440: £800 over`: warned of, not forbidden. */
export function heldAgainst(asked: number, pot: number, potName: string): string {
  const over = asked > pot ? `: ${formatMoney(asked - pot)} over` : '';
  return `${formatMoney(asked)} asked, and ${potName} holds ${formatMoney(pot)}${over}.`;
}
