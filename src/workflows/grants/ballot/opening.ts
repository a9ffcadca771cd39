/** What is sent when a ballot opens: one card to each person who speaks for a seat today. */
import { longDate } from '../../../shared/calendar.js';
import { count } from '../../../shared/text.js';
import type { Context, Notification } from '../../workflow.js';
import type { Ballot } from './ballot.js';
import { loadRound, roundName } from '../round/round.js';
import { speakersOf } from './seats.js';
import { tell } from '../told.js';

export function ballotKey(ballot: string, member: string): string {
  return `grants.ballot:${ballot}:${member}`;
}

export async function openingNotices(context: Context, ballot: Ballot): Promise<readonly Notification[]> {
  const round = await loadRound(context.store, ballot.round);
  const told = new Map<string, Notification>();
  for (const seat of ballot.seats) {
    for (const { id } of await speakersOf(context, seat)) {
      if (told.has(id)) continue;
      const sentence =
        `You vote for ${seat.name} on ${count(ballot.proposals.length, 'proposal')} of ${roundName(round)}, until ` +
        `${longDate(ballot.closesOn)}. First you declare interests. Nobody sees your vote before the ballot closes.`;
      const notice = {
        ...{ heading: 'The Working Group votes', sentence, open: 'Begin' },
        ...{ verb: 'grants/ballot', press: { ballot: ballot.id } },
      };
      told.set(id, tell(id, notice, ballotKey(ballot.id, id)));
    }
  }
  return [...told.values()];
}
