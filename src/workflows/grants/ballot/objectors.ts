/** Consensus: who hears of the objections to a proposal, and which of them say whether theirs stays. */
import type { Member } from '../../../directory.js';
import type { Context, Notification } from '../../workflow.js';
import type { Vote } from './ballot.js';
import { objectionCard } from './form-cards.js';
import { declarationId, personRecusal } from './interests.js';
import type { Proposal } from '../proposal/proposal.js';
import { ownSeat } from './result.js';
import type { Count, Line } from './result.js';
import { roleOn, seatsOf, speakersOf } from './seats.js';

/** Everybody who speaks for a seat of the ballot today, each once, whatever the number of their seats. */
export async function speakersIn(context: Context, { ballot }: Count): Promise<readonly Member[]> {
  const people = new Map<string, Member>();
  for (const seat of ballot.seats) {
    for (const member of await speakersOf(context, seat)) people.set(member.id, member);
  }
  return [...people.values()];
}

/**
 * The objection that is for this member to decide on: their own, or one of their seat whose giver speaks for it no
 * more. Who declared no interests while votes were taken decides on none.
 */
async function theirObjection(
  context: Context,
  count: Count,
  { proposal, votes }: Line,
  member: Member,
): Promise<Vote | undefined> {
  const { ballot, declared } = count;
  const seat = ownSeat(context, count, member);
  const speaker = { member: member.id, organisation: member.organisation };
  if (seat === undefined || !declared.some(({ id }) => id === declarationId(ballot.id, member.id))) return;
  if (personRecusal(proposal, speaker, count) !== undefined) return;
  const vote = votes.find((each) => each.seat === seat.organisation && each.choice === 'against');
  if (vote === undefined || vote.member === member.id) return vote;
  const giver = await context.directory.member(vote.member);
  const speaks = giver !== undefined && roleOn(seat, giver, context.today, context.partnership) !== undefined;
  return speaks ? undefined : vote;
}

/** What a member is asked about the objections to one proposal, or ''. */
async function questionFor(context: Context, count: Count, line: Line, member: Member): Promise<string> {
  const vote = await theirObjection(context, count, line, member);
  if (vote === undefined || (count.ballot.answers[line.proposal.id] ?? '') === '') return '';
  if (vote.member === member.id) return 'You objected. After this answer, do you keep your objection?';
  const seat = count.ballot.seats.find(({ organisation }) => organisation === vote.seat);
  return `${seat?.name ?? vote.seat} objected. After this answer, do you keep the objection?`;
}

/** A question that a member has not answered. */
export interface Pending {
  readonly proposal: Proposal;
  readonly asks: string;
}

/** What waits for a member while objections are answered. */
export async function pendingFor(
  context: Context,
  count: Count,
  member: Member,
): Promise<readonly Pending[]> {
  if (count.ballot.state !== 'answering') return [];
  const found: Pending[] = [];
  for (const line of count.lines) {
    const vote = await theirObjection(context, count, line, member);
    const asks = await questionFor(context, count, line, member);
    if (asks !== '' && vote?.objection === '') found.push({ proposal: line.proposal, asks });
  }
  return found;
}

/** The objections to one proposal, to those who speak for seats that may vote on it; to objectors, the question. */
export async function toTheGroup(
  context: Context,
  count: Count,
  { id }: Proposal,
): Promise<readonly Notification[]> {
  const { ballot, lines } = count;
  const line = lines.find(({ proposal }) => proposal.id === id);
  if (line === undefined) return [];
  const { proposal, recused } = line;
  const notify: Notification[] = [];
  for (const member of await speakersIn(context, count)) {
    const own = ownSeat(context, count, member);
    const theirs =
      own === undefined ? seatsOf(ballot.seats, member, context.today, context.partnership) : [own];
    const speaker = { member: member.id, organisation: member.organisation };
    if (recused.some(({ seat }) => theirs.includes(seat))) continue;
    if (personRecusal(proposal, speaker, count) !== undefined) continue;
    const first = `grants.objections:${ballot.id}:${proposal.id}:${member.id}`;
    const answered = (ballot.answers[proposal.id] ?? '') !== '';
    const asks = await questionFor(context, count, line, member);
    notify.push({
      to: { kind: 'member', id: member.id },
      card: objectionCard(count, proposal, asks),
      key: answered ? `${first}:${ballot.version}` : first,
      // A question comes as a message of its own: nobody is told that an earlier one was edited.
      ...(answered && asks === '' && { replaces: first }),
    });
  }
  return notify;
}
