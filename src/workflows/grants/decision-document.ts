/** The decision record: who voted, who was recused and why, the quorum, the outcome and the reasons. */
import { documentOf, facts, heading, list, table } from '../../reports/document.js';
import type { Cell, Document } from '../../reports/document.js';
import { longDate } from '../../shared/calendar.js';
import { formatMoney } from '../../shared/money.js';
import type { ActorContext } from '../workflow.js';
import { CHOICES } from './ballot.js';
import type { Vote } from './ballot.js';
import { leadOf, titleOf } from './cards-proposal.js';
import { closedOn } from './cards-result.js';
import { quorumSentence } from './quorum.js';
import { maySeeVotes } from './result.js';
import type { Count, Line } from './result.js';
import { VOTING_RULES, loadRound, roundName } from './round.js';
import { OUTCOMES, tallyWords } from './tally.js';

/** As far as the actor may see: a vote they are recused from is left out for them. */
export async function decisionDocument(context: ActorContext, count: Count): Promise<Document> {
  const { ballot } = count;
  const round = await loadRound(context.store, ballot.round);
  const rows: Cell[][] = [];
  for (const line of count.lines) {
    if (!maySeeVotes(context, count, line, context.actor)) continue;
    for (const vote of line.votes) rows.push(await rowOf(context, count, line, vote));
  }
  const voted = new Set(count.counted.map(({ seat }) => seat));
  return documentOf(
    `Decision record: ballot of ${roundName(round)}`,
    [
      facts({
        Opened: longDate(ballot.openedAt.slice(0, 10)),
        Closed: closedOn(context, ballot).replace(/^Closed on |\.$/g, ''),
        Rule: VOTING_RULES[ballot.voting.kind],
        Quorum: `${quorumSentence(count.quorum)}, counted over ${ballot.voting.quorumBy === 'ballot' ? 'the ballot as a whole' : 'each proposal'}`,
        'Seats that voted': ballot.seats
          .flatMap(({ organisation, name }) => (voted.has(organisation) ? [name] : []))
          .join('; '),
        'Seats that did not': ballot.seats
          .flatMap(({ organisation, name }) => (voted.has(organisation) ? [] : [name]))
          .join('; '),
      }),
      ...count.lines.flatMap((line) => [
        heading(titleOf(line.proposal)),
        facts(factsOf(context, count, line)),
        ...recusedList(line),
      ]),
      heading('Every vote'),
      table({
        caption: 'Every vote',
        columns: ['Proposal', 'Seat', 'Vote', 'Place', 'Reason', 'Given by', 'As', 'Entered by'],
        rows,
        inCsv: true,
      }),
    ],
    context.partnership.name,
  );
}

function factsOf(context: ActorContext, count: Count, line: Line): Record<string, string> {
  const { proposal, tally, team, could } = line;
  const answer = count.ballot.answers[proposal.id] ?? '';
  const sees = maySeeVotes(context, count, line, context.actor);
  return {
    Reference: proposal.reference,
    'Lead organisation': leadOf(context, proposal),
    'Asked for': formatMoney(proposal.askedPence),
    Outcome: OUTCOMES[tally.outcome],
    ...(sees && { Votes: tallyWords(tally) }),
    'Authorities that could vote': String(could),
    ...(count.ballot.voting.quorumBy === 'proposal' && { Quorum: quorumSentence(line.quorum) }),
    ...(team.length > 0 && { 'Declared, as part of the team': team.join('; ') }),
    ...(sees && answer !== '' && { 'Answer to the objections': answer }),
  };
}

function recusedList({ recused }: Line): Document['blocks'] {
  return recused.length === 0 ? [] : [list(recused.map(({ why }) => `Recused: ${why}`))];
}

async function rowOf(
  context: ActorContext,
  { ballot }: Count,
  { proposal }: Line,
  vote: Vote,
): Promise<Cell[]> {
  const seat = ballot.seats.find(({ organisation }) => organisation === vote.seat);
  const member = await context.directory.member(vote.member);
  const by = vote.enteredBy === '' ? undefined : await context.directory.member(vote.enteredBy);
  return [
    titleOf(proposal),
    seat?.name ?? vote.seat,
    `${CHOICES[vote.choice]}${vote.objection === '' ? '' : `, objection ${vote.objection}`}`,
    vote.place === 0 ? '' : vote.place,
    vote.reason,
    member?.name ?? 'Somebody who has left',
    vote.role,
    by?.name ?? '',
  ];
}
