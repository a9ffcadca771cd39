/** The result of a ballot, as far as whoever looks at it may see. */
import type { Member } from '../../../directory.js';
import { longDate } from '../../../shared/calendar.js';
import { formatMoney } from '../../../shared/money.js';
import { pageOf } from '../../../shared/page.js';
import { count as number, inWords } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { CHOICES, closingDay } from './ballot.js';
import type { Vote, VoteChoice } from './ballot.js';
import type { Button } from '../proposal/cards.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { mayManageGrants } from '../policy.js';
import { quorumSentence, quorumThen } from './quorum.js';
import { maySeeVotes } from './result.js';
import type { Count, Line } from './result.js';
import { VOTING_RULES, loadRound, roundName } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { OUTCOMES, pointsWords, tallyWords } from './tally.js';
import { isDecided, undecidedIn } from './undecided.js';

/** Reasons of twelve seats at their limit stay under a card's 28 KB. */
const LISTED = 2;

/** @param viewer what they may not see is not on the card */
export async function resultCard(
  context: Context,
  viewer: Member,
  count: Count,
  page = 0,
  notice = '',
): Promise<Card> {
  const { ballot } = count;
  const round = await loadRound(context.store, ballot.round);
  const closed = ballot.state === 'closed';
  const shown = pageOf(closed ? count.lines : [], page, LISTED);
  const sentence = closed
    ? `Closed on ${longDate(closingDay(context, ballot))}. ${quorumWords(count)}`
    : STANDING[
        ballot.state === 'answering' ? 'answering' : ballot.state === 'cancelled' ? 'cancelled' : 'open'
      ];
  return {
    template: 'grants/result',
    summary: `Ballot of ${roundName(round)}: ${sentence}`,
    data: {
      heading: `Result of the ballot of ${round.year}`,
      notice,
      sentence,
      rule: ruleWords(count),
      rows: await Promise.all(shown.items.map((line) => resultRow(context, viewer, count, line))),
      ballot: ballot.id,
      actions: closed ? await resultSteps(context, viewer, count, round) : [],
      ...shown.links,
    },
  };
}

/** How the ballot is decided; of a ranking, how its points are counted, so that the order can be followed. */
export function ruleWords({ ballot }: Count): string {
  const rule = VOTING_RULES[ballot.voting.kind];
  if (ballot.voting.kind !== 'ranking') return rule;
  const most = ballot.proposals.length;
  return `${rule}. Place 1 gives ${number(most, 'point')}, each place after it one less. Points decide the order: their average over the seats that voted on the proposal.`;
}

/** Whether points say where a proposal stands. */
export function hasPoints({ ballot }: Count, { tally }: Line): boolean {
  return ballot.voting.kind === 'ranking' && tally.outcome !== 'withdrawn';
}

/** How it stands with the quorum, in the way this ballot counts it; of a ballot that has ended, how it ended. */
export function quorumWords({ ballot, quorum, lines }: Count): string {
  if (ballot.state === 'cancelled') return 'No vote in it counts.';
  const over = ballot.state !== 'open';
  if (ballot.voting.quorumBy === 'ballot') {
    if (!over || quorum.met) return `Quorum ${quorumSentence(quorum)}.`;
    return `Quorum ${quorumThen(quorum)}. Nothing is decided.`;
  }
  const open = lines.filter(({ proposal }) => proposal.state !== 'withdrawn');
  const met = open.filter((line) => line.quorum.met);
  if (met.length === open.length) return 'Each proposal is quorate.';
  if (over && met.length === 0) return 'No proposal was quorate. Nothing is decided.';
  const are = met.length === 1 ? (over ? 'was' : 'is') : over ? 'were' : 'are';
  return `${met.length} of ${number(open.length, 'proposal')} ${are} quorate.`;
}

const STANDING = {
  open: 'It is open: nobody sees a vote before it closes.',
  answering: 'Voting is closed. The objections are being answered; the result follows.',
  cancelled: 'It was cancelled. No votes count.',
} as const;

/** Who applied, under the name of the day the ballot ended. */
export function leadThen(context: Context, { ballot }: Count, { proposal }: Line): string {
  return leadOf({ ...context, today: closingDay(context, ballot) }, proposal);
}

async function resultRow(context: Context, viewer: Member, count: Count, line: Line): Promise<object> {
  const { proposal, tally, could, team } = line;
  const seesVotes = maySeeVotes(context, count, line, viewer);
  const outcome = OUTCOMES[tally.outcome];
  return {
    title: titleOf(proposal),
    detail: `${leadThen(context, count, line)}, ${formatMoney(proposal.askedPence)}.`,
    outcome: seesVotes && tally.outcome !== 'withdrawn' ? `${outcome}: ${tallyWords(tally)}` : outcome,
    facts: [
      ...(seesVotes && hasPoints(count, line) ? [{ title: 'Points', value: pointsWords(tally) }] : []),
      { title: 'Could vote', value: `${could} responsible authorities` },
      ...(count.ballot.voting.quorumBy === 'proposal'
        ? [{ title: 'Quorum', value: quorumThen(line.quorum) }]
        : []),
      ...(await recusedWords(context, count, line, seesVotes)).map((value) => ({ title: 'Recused', value })),
      ...(team.length === 0
        ? []
        : [{ title: 'Declared', value: `${inWords(team)}, part of the team that proposes it` }]),
      ...(seesVotes ? votesBy(count, line) : []),
    ],
  };
}

/**
 * Who is recused, seats and people.
 * @param why whether the reader may know the reasons, and the people's names: as they may see the votes
 */
export async function recusedWords(
  { directory }: Context,
  { ballot }: Count,
  { recused, people }: Line,
  why: boolean,
): Promise<readonly string[]> {
  const words = recused.map((each) => (why ? each.why : each.seat.name));
  for (const person of people) {
    const seat = ballot.seats.find(({ organisation }) => organisation === person.seat)?.name ?? person.seat;
    const name = (await directory.member(person.member))?.name ?? 'Somebody who has left';
    words.push(why ? `${name}, of those who vote for ${seat}, ${person.why}` : `One who votes for ${seat}`);
  }
  return words;
}

/** `Support: Kent Police; Probation Service`, and each reason under it. */
function votesBy({ ballot }: Count, { votes }: Line): readonly { title: string; value: string }[] {
  const nameOf = (vote: Vote): string =>
    ballot.seats.find(({ organisation }) => organisation === vote.seat)?.name ?? vote.seat;
  const groups = (Object.keys(CHOICES) as VoteChoice[]).flatMap((choice) => {
    const those = votes.filter((vote) => vote.choice === choice);
    if (those.length === 0) return [];
    const names = those.map((vote) => `${nameOf(vote)}${vote.place > 0 ? ` (place ${vote.place})` : ''}`);
    return [{ title: CHOICES[choice], value: inWords(names) }];
  });
  const reasons = votes.flatMap((vote) => {
    const after = { '': '', kept: ' (objection kept)', withdrawn: ' (objection withdrawn)' }[vote.objection];
    return vote.reason === '' && after === ''
      ? []
      : [{ title: nameOf(vote), value: `${vote.reason}${after}`.trim() }];
  });
  return [...groups, ...reasons];
}

/** A coordinator marks the shortlist from what was decided, and puts what was not to the vote again. */
async function resultSteps(
  context: Context,
  viewer: Member,
  { ballot, lines }: Count,
  round: GrantRound,
): Promise<readonly Button[]> {
  const data = { ballot: ballot.id };
  const keep = { title: 'Decision record', verb: 'grants/keep-decision', data };
  if (!mayManageGrants(viewer)) return [keep];
  const mark = { title: 'Mark the shortlist', verb: 'grants/shortlist', data };
  const open = { title: 'Open a ballot', verb: 'grants/new-ballot', data: { round: round.id } };
  const some = round.state === 'decided' || round.state === 'closed' ? await undecidedIn(context, round) : [];
  const again = lines.some(({ proposal }) => some.some(({ id }) => id === proposal.id));
  return [...(lines.some(isDecided) ? [mark] : []), ...(again ? [open] : []), keep];
}
