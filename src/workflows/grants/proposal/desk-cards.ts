/** What a coordinator's cards about proposals show. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import { missingIn } from './answers.js';
import { leadOf, proposalSentence, titleOf } from './cards.js';
import type { Case } from './case.js';
import { PROPOSAL_STATES, proposalsOf } from './proposal.js';
import type { ProposalState } from './proposal.js';
import { roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { sectionsFor, sectionsOf } from './sections.js';

const LISTED = 8;

/** A round's proposals, without its drafts, which are only counted. */
export async function listCard(
  context: ActorContext,
  round: GrantRound,
  state: ProposalState | undefined,
  page: number,
): Promise<Card> {
  const all = await proposalsOf(context.store, round.id);
  const sent = all.filter((each) => each.state !== 'draft');
  const wanted = sent.filter((each) => state === undefined || each.state === state);
  const shown = pageOf(wanted, page, LISTED);
  const sections = sectionsOf(context, round);
  const sum = wanted.reduce((total, { askedPence }) => total + askedPence, 0);
  const drafts = all.length - sent.length;
  const sentence = `${count(wanted.length, 'proposal')}, ${formatMoney(sum)} together.${drafts === 0 ? '' : ` ${count(drafts, 'draft')} not proposed yet.`}`;
  const states = Object.entries(PROPOSAL_STATES).filter(([key]) => key !== 'draft');
  return {
    template: 'grants/list',
    summary: `${roundName(round)}: ${sentence}`,
    data: {
      heading: 'Proposals',
      name: roundName(round),
      sentence,
      rows: shown.items.map((proposal) => ({
        title: titleOf(proposal),
        detail: `${leadOf(context, proposal)}. ${proposalSentence(proposal)}`,
        formed:
          missingIn(sectionsFor(sections, proposal.form), proposal).length > 0 ? 'Not fully formed' : '',
        press: { proposal: proposal.id },
      })),
      states: [{ value: 'all', title: 'All' }, ...states.map(([value, title]) => ({ value, title }))],
      ...formData(['state'], { state: state ?? 'all' }),
      ...{ round: round.id, state: state ?? 'all' },
      ...shown.links,
    },
  };
}

export function changesCard({ proposal, sections }: Case, trouble: Trouble = {}): Card {
  return {
    template: 'grants/changes-form',
    summary: `Ask for a change: ${titleOf(proposal)}`,
    data: {
      heading: 'Ask for a change',
      about: titleOf(proposal),
      sections: sections.map(({ id, title }) => ({ value: id, title })),
      ...formData(['section', 'note'], proposal.reopened ?? { section: '', note: '' }, trouble),
      press: { proposal: proposal.id },
    },
  };
}
