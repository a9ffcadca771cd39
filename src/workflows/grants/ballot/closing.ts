/** The end of a ballot: by hand or after its last day, with objections answered first where consensus decides. */
import type { Member } from '../../../directory.js';
import type { Context, Notification } from '../../workflow.js';
import { ballots } from './ballot.js';
import type { Ballot } from './ballot.js';
import { resultCard } from './result-cards.js';
import { toTheGroup } from './objectors.js';
import { countOf } from './result.js';
import type { Line } from './result.js';
import { grantRounds, loadRound } from '../round/round.js';
import { seatsIn, speakersOf } from './seats.js';
import { stoodOf } from './stood.js';

export interface Ended {
  readonly ballot: Ballot;
  readonly notify: readonly Notification[];
}

/** Takes no more votes. Where somebody objects and consensus decides, the objections go to the group first. */
export async function closeBallot(context: Context, ballot: Ballot, answered = ''): Promise<Ended> {
  const closedAt = context.now.toISOString();
  const objected = (await countOf(context, ballot)).lines.filter(hasObjections);
  if (objected.length === 0) return conclude(context, { ...ballot, closedAt }, answered);
  const answering = await context.store.put(ballots, { ...ballot, state: 'answering', closedAt });
  const count = await countOf(context, answering);
  const notify: Notification[] = [];
  for (const { proposal } of objected) notify.push(...(await toTheGroup(context, count, proposal)));
  return { ballot: answering, notify };
}

function hasObjections({ tally }: Line): boolean {
  return tally.outcome === 'no-consensus';
}

/**
 * The result: each member of the Working Group gets as much of it as they may see.
 * @param answered the member who sees it in the answer to their press
 */
export async function conclude(context: Context, ballot: Ballot, answered = ''): Promise<Ended> {
  const closed = await context.store.put(ballots, {
    ...ballot,
    state: 'closed',
    seats: seatsIn(context, ballot),
    stood: (await countOf(context, ballot)).proposals.map(stoodOf),
    team: context.partnership.grants.team_organisations,
  });
  const round = await loadRound(context.store, ballot.round);
  if (round.state === 'voting') await context.store.put(grantRounds, { ...round, state: 'decided' });
  const count = await countOf(context, closed);
  const notify: Notification[] = [];
  for (const member of await audience(context, closed)) {
    if (member.id === answered) continue;
    const card = await resultCard(context, member, count);
    notify.push({
      to: { kind: 'member', id: member.id },
      card,
      key: `grants.result:${ballot.id}:${member.id}`,
    });
  }
  return { ballot: closed, notify };
}

/** Who hears of a ballot: the seats, the Working Group with its chair and the coordinating team, each once. */
async function audience(context: Context, ballot: Ballot): Promise<readonly Member[]> {
  const people = new Map<string, Member>();
  for (const seat of ballot.seats) {
    for (const member of await speakersOf(context, seat)) people.set(member.id, member);
  }
  for (const role of ['working-group', 'coordinator'] as const) {
    for (const member of await context.directory.membersWith(role)) people.set(member.id, member);
  }
  const chair = context.partnership.grants.urgent?.decided_by ?? '';
  const member = await context.directory.memberByEmail(chair);
  return [...people.values(), ...(member === undefined || people.has(member.id) ? [] : [member])];
}
