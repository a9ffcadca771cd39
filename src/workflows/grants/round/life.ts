/** The steps of a round's life: what it needs to open, and when it takes proposals. */
import { longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { inWords } from '../../../shared/text.js';
import { roundName } from './round.js';
import type { GrantRound, RoundState } from './round.js';

const STEPS: Readonly<Record<RoundState, readonly RoundState[]>> = {
  draft: ['open'],
  open: ['closed'],
  closed: ['open', 'voting', 'finished'],
  voting: ['closed', 'decided'],
  decided: ['open', 'voting', 'finished'],
  finished: ['decided'],
};

/** @throws {UserError} unless the step exists */
export function mustStep(round: GrantRound, to: RoundState): void {
  if (STEPS[round.state].includes(to)) return;
  throw new UserError('grants.noStep', `${roundName(round)}: ${standing(round)} That cannot be done now.`);
}

/** What a draft still needs before it opens. */
export function missingToOpen({ closesOn }: GrantRound, today: string): readonly string[] {
  if (closesOn === '') return ['the last day for proposals'];
  return closesOn < today ? ['a last day for proposals that is not past'] : [];
}

/** @throws {UserError} when the draft is not complete */
export function mustBeReady(round: GrantRound, today: string): void {
  const missing = missingToOpen(round, today);
  if (missing.length === 0) return;
  throw new UserError('grants.notReady', `Before it opens, enter ${inWords(missing)}.`);
}

/** Whether proposals can be made and changed: until the end of the last day, whenever the job runs. */
export function takesProposals({ state, closesOn }: GrantRound, today: string): boolean {
  return state === 'open' && today <= closesOn;
}

/** @throws {UserError} when the round takes no proposals now */
export function mustTakeProposals(round: GrantRound, today: string): void {
  if (takesProposals(round, today)) return;
  throw new UserError('grants.closed', `${roundName(round)}: ${standing(round, today)}`);
}

/** How the round stands, as a sentence. */
export function standing({ state, closesOn }: GrantRound, today = closesOn): string {
  if (state === 'draft') return 'It is not open yet.';
  if (state === 'open' && today <= closesOn) return `Proposals until ${longDate(closesOn)}.`;
  if (state === 'finished') return 'It is finished.';
  return `Proposals closed on ${longDate(closesOn)}.`;
}
