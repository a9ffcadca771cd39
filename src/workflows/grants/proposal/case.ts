/** One proposal as somebody sees it, loaded and allowed: what every press on a proposal starts from. */
import type { Member } from '../../../directory.js';
import { UserError } from '../../../shared/errors.js';
import { textOf } from '../../../shared/parse.js';
import type { Transaction } from '../../../store/store.js';
import type { ActorContext, Input } from '../../workflow.js';
import { isUnderVote, progressOf } from '../ballot/progress.js';
import type { Progress } from '../ballot/progress.js';
import { mayManageGrants } from '../policy.js';
import { PROPOSAL_STATES, applicants, loadProposal, proposals } from './proposal.js';
import type { Proposal } from './proposal.js';
import { standing, takesProposals } from '../round/life.js';
import { loadRound, roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { sectionsFor, sectionsOf, withLead } from './sections.js';
import type { Section } from './sections.js';

export interface Case {
  readonly round: GrantRound;
  readonly proposal: Proposal;
  /** Those of its form. */
  readonly sections: readonly Section[];
  /** A ballot on it is under way: what is voted on stays as it is. */
  readonly voting: boolean;
  readonly progress: Progress;
}

export function applicantId(proposal: string, member: string): string {
  return `${proposal}.${member}`;
}

export async function isApplicant(store: Transaction, proposal: string, member: Member): Promise<boolean> {
  return (await store.get(applicants, applicantId(proposal, member.id))) !== undefined;
}

/**
 * The proposal that a button names, for its applicants and the coordinating team. A draft is its
 * applicants' alone.
 * @throws {UserError} when there is none, or it is somebody else's
 */
export async function loadCase(input: Input, context: ActorContext): Promise<Case> {
  const proposal = await loadProposal(context.store, textOf(input.data, 'proposal'));
  const own = await isApplicant(context.store, proposal.id, context.actor);
  if (!own && (proposal.state === 'draft' || !mayManageGrants(context.actor))) {
    throw new UserError(
      'grants.notYours',
      'This proposal is not one of yours. Say my proposals to see them.',
    );
  }
  return caseOf(context, proposal);
}

export async function caseOf(context: ActorContext, proposal: Proposal): Promise<Case> {
  const round = await loadRound(context.store, proposal.round);
  const sections = await sectionsOfOne(context, round, proposal);
  const progress = await progressOf(context, proposal);
  const voting = proposal.state !== 'withdrawn' && isUnderVote(progress);
  return { round, proposal, sections, voting, progress };
}

/** Those of its form; a coordinator's expression of interest says whose it is. */
async function sectionsOfOne(
  context: ActorContext,
  round: GrantRound,
  { form, contact }: Proposal,
): Promise<readonly Section[]> {
  const sections = sectionsFor(sectionsOf(context, round), form);
  if (form === 'full') return sections;
  const member = await context.directory.member(contact);
  return member !== undefined && mayManageGrants(member) ? withLead(context, sections) : sections;
}

/** @throws {UserError} when the proposal has no such section in its form */
export function sectionOf({ sections }: Case, id: string): Section {
  const found = sections.find((section) => section.id === id);
  if (found !== undefined) return found;
  throw new UserError(
    'grants.noSection',
    'This section is not part of the proposal now. Say my proposals to go on.',
  );
}

/**
 * Whether a section can be saved: before the deadline, while a shortlisted proposal is worked up, or when
 * a coordinator reopened it; never while a ballot on it is under way.
 */
export function mayChange(
  { round, proposal, voting }: Pick<Case, 'round' | 'proposal' | 'voting'>,
  today: string,
  section?: string,
): boolean {
  const { state, reopened } = proposal;
  if (voting) return false;
  if (state === 'shortlisted' || state === 'waiting') return true;
  if (reopened !== undefined && reopened.section === section) return state !== 'withdrawn';
  return (state === 'draft' || state === 'proposed') && takesProposals(round, today);
}

/** @throws {UserError} while a ballot on it is under way */
export function mustNotBeVotedOn({ voting }: Pick<Case, 'voting'>): void {
  if (!voting) return;
  throw new UserError(
    'grants.votedOn',
    'The Working Group is voting on this proposal. It can be changed once the ballot has ended.',
  );
}

/** @throws {UserError} when it cannot be saved now */
export function mustBeChangeable(found: Case, today: string, section?: string): void {
  if (mayChange(found, today, section)) return;
  mustNotBeVotedOn(found);
  const { round, proposal } = found;
  const sentence =
    proposal.state === 'draft' || proposal.state === 'proposed'
      ? `${roundName(round)}: ${standing(round, today)}`
      : `This proposal is ${PROPOSAL_STATES[proposal.state].toLowerCase()}.`;
  throw new UserError('grants.notChangeable', `${sentence} It cannot be changed now.`);
}

/** A member's proposals, newest first. */
export async function proposalsOfMember(store: Transaction, member: string): Promise<readonly Proposal[]> {
  const found: Proposal[] = [];
  for (const { proposal } of await store.find(applicants, { where: { member } })) {
    const each = await store.get(proposals, proposal);
    if (each !== undefined) found.push(each);
  }
  return found.sort((one, other) => other.createdAt.localeCompare(one.createdAt));
}
