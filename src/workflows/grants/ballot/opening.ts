/** What is sent when a ballot opens: one card to each person who speaks for a seat today. */
import { longDate } from '../../../shared/calendar.js';
import { count } from '../../../shared/text.js';
import type { Context, Notification } from '../../workflow.js';
import type { Ballot } from './ballot.js';
import { leftFor } from './desk-cards.js';
import { countOf } from './result.js';
import { loadRound, roundName } from '../round/round.js';
import { speakersOf } from './seats.js';
import { tell } from '../told.js';

export function ballotKey(ballot: string, member: string): string {
  return `grants.ballot:${ballot}:${member}`;
}

export async function openingNotices(context: Context, ballot: Ballot): Promise<readonly Notification[]> {
  const round = await loadRound(context.store, ballot.round);
  const counted = await countOf(context, ballot);
  const told = new Map<string, Notification>();
  for (const seat of ballot.seats) {
    for (const { id, organisation } of await speakersOf(context, seat)) {
      if (told.has(id)) continue;
      const theirs = leftFor(counted, seat, { member: id, organisation });
      const sentence =
        `You vote for ${seat.name} on ${howMany(theirs, ballot.proposals.length)} of ${roundName(round)}, until ` +
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

/** `3 of 4 proposals`: what they are recused from is known before they begin. */
function howMany(theirs: number, all: number): string {
  const proposals = count(all, 'proposal');
  return theirs === 0 || theirs === all ? proposals : `${theirs} of ${proposals}`;
}
