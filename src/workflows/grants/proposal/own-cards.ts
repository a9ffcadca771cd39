/** What somebody's own proposals and their people look like. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import { proposalSentence, titleOf } from './cards.js';
import { proposalsOfMember } from './case.js';
import type { Case } from './case.js';
import { applicants } from './proposal.js';
import { loadRound, roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';

const LISTED = 8;

/** *my proposals*. */
export async function ownListCard(context: ActorContext, page: number): Promise<Card> {
  const own = await proposalsOfMember(context.store, context.actor.id);
  const shown = pageOf(own, page, LISTED);
  const rows: object[] = [];
  for (const proposal of shown.items) {
    rows.push({
      title: titleOf(proposal),
      detail: `${roundName(await loadRound(context.store, proposal.round))}. ${proposalSentence(proposal)}`,
      press: { proposal: proposal.id },
    });
  }
  const nothing = own.length === 0 ? 'You have no proposals. Say propose to begin one.' : '';
  return {
    template: 'grants/own',
    summary: nothing === '' ? `${count(own.length, 'proposal')} of yours.` : nothing,
    data: { nothing, rows, ...shown.links },
  };
}

export async function applicantsCard(
  context: ActorContext,
  { proposal }: Case,
  trouble: Trouble = {},
): Promise<Card> {
  const rows: object[] = [];
  for (const { member } of await context.store.find(applicants, { where: { proposal: proposal.id } })) {
    const person = await context.directory.member(member);
    const contact = member === proposal.contact;
    rows.push({
      name: person?.name ?? 'Somebody who has left',
      detail: contact ? 'Contact' : 'Co-applicant: may change the proposal',
      remove: contact ? '' : 'Remove',
      press: { proposal: proposal.id, member },
    });
  }
  return {
    template: 'grants/applicants',
    summary: `Co-applicants of ${titleOf(proposal)}`,
    data: {
      heading: 'Co-applicants',
      about: titleOf(proposal),
      rows,
      ...formData(['email'], { email: '' }, trouble),
      press: { proposal: proposal.id },
    },
  };
}

export function roundChoice(rounds: readonly GrantRound[]): Card {
  return {
    template: 'grants/choose-round',
    summary: 'Which grant round is it for?',
    data: {
      rounds: rounds.map((round) => ({
        title: roundName(round),
        detail: `Proposals until ${longDate(round.closesOn)}.`,
        press: { round: round.id },
      })),
    },
  };
}
