/** What the cards show of everything that goes to the funder: the shortlist, what is submitted, what was decided. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import type { YearBook } from '../money/book.js';
import { titleOf } from '../proposal/cards.js';
import type { Button } from '../proposal/cards.js';
import { putSentence } from './request-cards.js';
import type { Put } from './request-cards.js';
import { POT_NAMES, balanceOf } from '../money/ledger.js';
import { PROPOSAL_STATES } from '../proposal/proposal.js';
import type { Proposal } from '../proposal/proposal.js';
import { REQUEST_KINDS, heldAgainst, isDecided } from './request.js';
import { POTS, roundName } from '../round/round.js';
import type { PotId } from '../round/round.js';
import type { Submission } from './submission.js';

const LISTED = 5;

/** Everything that is with the funder or may go there, the undecided first. */
export function funderCard(
  context: ActorContext,
  book: YearBook,
  shortlisted: readonly Proposal[],
  put: readonly Put[],
  page: number,
): Card {
  const open = put.filter(({ request }) => !isDecided(request));
  // What was withdrawn asks for no money any more.
  const asking = open.filter(({ proposal }) => proposal.state !== 'withdrawn');
  const decided = put.filter(({ request }) => isDecided(request));
  const rows = [
    ...open.map(requestRow),
    ...shortlisted.map((proposal) => ({
      title: titleOf(proposal),
      words: `${PROPOSAL_STATES[proposal.state]}. ${formatMoney(proposal.askedPence)}, ${POTS[proposal.pot].toLowerCase()}.`,
      actions: shortlistActions(context, proposal),
    })),
    ...decided.map(requestRow),
  ];
  const sentence = `${count(shortlisted.length, 'proposal')} on the shortlist, ${open.length} with the funder, ${decided.length} decided.`;
  const shown = pageOf(rows, page, LISTED);
  return {
    template: 'grants/to-funder',
    summary: `To the funder ${book.year}: ${sentence}`,
    data: {
      ...{ heading: `To the funder ${book.year}`, sentence, year: book.year, rows: shown.items },
      held: potsHeld(book, [...shortlisted, ...asking.map(({ request }) => request)]).map((text) => ({
        text,
      })),
      submit: shortlisted.length > 0,
      files: put.length > 0,
      ...shown.links,
    },
  };
}

/** Several rows have the same buttons: the tooltip says which one it is. */
interface RowButton extends Button {
  readonly tooltip: string;
}

function shortlistActions({ partnership }: ActorContext, proposal: Proposal): readonly RowButton[] {
  const { id } = proposal;
  const title = titleOf(proposal);
  const read = { title: 'Read it', tooltip: `Read ${title}`, verb: 'grants/read', data: { proposal: id } };
  const urgent = {
    ...{ title: 'Ask the chair', tooltip: `Ask the chair about ${title}` },
    ...{ verb: 'grants/ask', data: { proposal: id, kind: 'urgent' } },
  };
  return partnership.grants.urgent === undefined ? [read] : [read, urgent];
}

/** What is asked of each pot beside what it holds. */
function potsHeld(
  { entries }: YearBook,
  asked: readonly { readonly pot: PotId; readonly askedPence: number }[],
): readonly string[] {
  return [...new Set(asked.map(({ pot }) => pot))].map((pot) => {
    const sum = asked.filter((each) => each.pot === pot).reduce((all, { askedPence }) => all + askedPence, 0);
    return heldAgainst(sum, Math.max(0, balanceOf(entries, pot)), POT_NAMES[pot]);
  });
}

function requestRow({ request, proposal }: Put): {
  title: string;
  words: string;
  actions: readonly RowButton[];
} {
  const kind = request.kind === 'project' ? '' : `${REQUEST_KINDS[request.kind]}. `;
  const title = titleOf(proposal);
  const data = { request: request.id };
  return {
    title,
    words: `${kind}${putSentence({ request, proposal })}`,
    actions: [{ title: 'Open', tooltip: `Open ${title}`, verb: 'grants/request', data }],
  };
}

export function submitFormCard(
  book: YearBook,
  shortlisted: readonly Proposal[],
  submission: string,
  trouble: Trouble = {},
): Card {
  const all = shortlisted.map(({ id }) => id).join();
  return {
    template: 'grants/submit-form',
    summary: `Submit to the funder: ${count(shortlisted.length, 'proposal')} on the shortlist`,
    data: {
      year: roundName(book.round),
      held: potsHeld(book, shortlisted).map((text) => ({ text })),
      ...formData(['chosen'], { chosen: all }, trouble),
      proposals: shortlisted.map((proposal) => ({
        title: `${titleOf(proposal)}: ${formatMoney(proposal.askedPence)}`,
        value: proposal.id,
      })),
      press: { year: book.year, submission },
      back: { year: book.year },
    },
  };
}

/** Names what goes and what waits, before it goes. */
export function submissionCard(
  book: YearBook,
  { id }: Submission,
  going: readonly Proposal[],
  staying: readonly Proposal[],
): Card {
  const sum = going.reduce((all, { askedPence }) => all + askedPence, 0);
  const sentence = `This submits ${count(going.length, 'proposal')} to the funder, ${formatMoney(sum)} in all.`;
  const wait = staying.length === 1 ? 'waits' : 'wait';
  return {
    template: 'grants/submit-check',
    summary: sentence,
    data: {
      ...{ heading: 'Submit to the funder?', sentence },
      held: potsHeld(book, going).map((text) => ({ text })),
      waiting:
        staying.length === 0
          ? ''
          : `${count(staying.length, 'proposal')} ${wait} for the tactical pot and ${staying.length === 1 ? 'keeps its' : 'keep their'} place.`,
      proposals: going.slice(0, 20).map((proposal) => ({
        text: `${titleOf(proposal)}: ${formatMoney(proposal.askedPence)}`,
      })),
      yes: `Submit ${count(going.length, 'proposal')}`,
      press: { year: book.year, submission: id },
    },
  };
}
