/** The decision record: who voted, who was recused and why, the quorum, the outcome and the reasons. */
import { documentOf, facts, heading, list, table } from '../../../reports/document.js';
import type { Block, Cell, Document } from '../../../reports/document.js';
import { dayOf, longDate } from '../../../shared/calendar.js';
import { formatMoney } from '../../../shared/money.js';
import type { ActorContext } from '../../workflow.js';
import { CHOICES, closingDay } from './ballot.js';
import type { Ballot, Vote } from './ballot.js';
import { titleOf } from '../proposal/cards.js';
import { hasPoints, leadThen, quorumWords, recusedWords, ruleWords } from './result-cards.js';
import { quorumThen } from './quorum.js';
import { maySeeVotes } from './result.js';
import type { Count, Line } from './result.js';
import { loadRound, roundName } from '../round/round.js';
import { OUTCOMES, pointsWords, tallyWords } from './tally.js';

/** As far as the actor may see: a vote they are recused from is left out for them. */
export async function decisionDocument(context: ActorContext, count: Count): Promise<Document> {
  const { ballot } = count;
  const round = await loadRound(context.store, ballot.round);
  const rows: Cell[][] = [];
  for (const line of count.lines) {
    if (!maySeeVotes(context, count, line, context.actor)) continue;
    for (const vote of line.votes) rows.push(await rowOf(context, count, line, vote));
  }
  const lines: Block[] = [];
  for (const line of count.lines) {
    const recused = await recusedWords(
      context,
      count,
      line,
      maySeeVotes(context, count, line, context.actor),
    );
    lines.push(heading(titleOf(line.proposal)), facts(factsOf(context, count, line)));
    if (recused.length > 0) lines.push(list(recused.map((words) => `Recused: ${words}`)));
  }
  const voted = new Set(count.counted.map(({ seat }) => seat));
  return documentOf(
    `Decision record: ballot of ${roundName(round)}`,
    [
      facts({
        Opened: longDate(dayOf(new Date(ballot.openedAt), context.partnership.time_zone)),
        ...(await movesOf(context, ballot)),
        Closed: longDate(closingDay(context, ballot)),
        Rule: ruleWords(count),
        Quorum:
          ballot.voting.quorumBy === 'ballot'
            ? `Counted over the ballot as a whole. ${quorumWords(count)}`
            : `Counted over each proposal. ${quorumWords(count)}`,
        'Seats that voted': ballot.seats
          .flatMap(({ organisation, name }) => (voted.has(organisation) ? [name] : []))
          .join('; '),
        'Seats that did not': ballot.seats
          .flatMap(({ organisation, name }) => (voted.has(organisation) ? [] : [name]))
          .join('; '),
      }),
      ...lines,
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

async function movesOf(
  { directory, partnership }: ActorContext,
  { moves }: Ballot,
): Promise<Record<string, string>> {
  const lines: string[] = [];
  for (const { from, to, by, at, reason } of moves) {
    const who = (await directory.member(by))?.name ?? 'somebody who has left';
    const on = longDate(dayOf(new Date(at), partnership.time_zone));
    lines.push(`from ${longDate(from)} to ${longDate(to)}, by ${who} on ${on}: ${reason}`);
  }
  return lines.length === 0 ? {} : { 'Last day moved': lines.join('; ') };
}

function factsOf(context: ActorContext, count: Count, line: Line): Record<string, string> {
  const { proposal, tally, team, could } = line;
  const answer = count.ballot.answers[proposal.id] ?? '';
  const sees = maySeeVotes(context, count, line, context.actor);
  return {
    Reference: proposal.reference,
    'Lead organisation': leadThen(context, count, line),
    'Asked for': formatMoney(proposal.askedPence),
    Outcome: OUTCOMES[tally.outcome],
    ...(sees && { Votes: tallyWords(tally) }),
    ...(sees && hasPoints(count, line) && { Points: pointsWords(tally) }),
    'Authorities that could vote': String(could),
    ...(count.ballot.voting.quorumBy === 'proposal' && { Quorum: quorumThen(line.quorum) }),
    ...(team.length > 0 && { 'Declared, as part of the team': team.join('; ') }),
    ...(sees && answer !== '' && { 'Answer to the objections': answer }),
  };
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
