/** What the grants remind of: drafts before the deadline, and votes before the ballot closes. */
import { addDays, addWorkingDays, longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { Context, Reminder } from '../workflow.js';
import { ballotsUnderWay, takesVotes } from './ballot.js';
import type { Ballot } from './ballot.js';
import { leftFor } from './cards-ballot-desk.js';
import { titleOf } from './cards-proposal.js';
import { applicants, proposals } from './proposal.js';
import { countOf } from './result.js';
import { takesProposals } from './round-life.js';
import { roundsIn } from './round.js';
import type { GrantRound } from './round.js';
import { speakersOf } from './seats.js';

export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const round of await roundsIn(context.store, 'open')) found.push(...(await ofDrafts(context, round)));
  for (const ballot of await ballotsUnderWay(context.store)) found.push(...(await ofVotes(context, ballot)));
  return found;
}

/** One to everybody with a draft; another deadline earns another. */
async function ofDrafts(context: Context, round: GrantRound): Promise<readonly Reminder[]> {
  const { store, today, partnership } = context;
  const from = addDays(round.closesOn, -partnership.grants.remind_days_before_deadline);
  if (!takesProposals(round, today) || today < from) return [];
  const found: Reminder[] = [];
  for (const draft of await store.find(proposals, {
    where: { round: round.id, state: 'draft' },
    by: 'createdAt',
  })) {
    for (const { member } of await store.find(applicants, { where: { proposal: draft.id } })) {
      found.push({
        member,
        key: `grants.draft:${draft.id}:${round.closesOn}`,
        title: titleOf(draft),
        detail: `It is a draft. Proposals close on ${longDate(round.closesOn)}.`,
        open: { verb: 'grants/proposal', data: { proposal: draft.id }, title: 'Open the proposal' },
      });
    }
  }
  return found;
}

/** Two working days after it opened, and from two working days before it closes. */
async function ofVotes(context: Context, ballot: Ballot): Promise<readonly Reminder[]> {
  const { today } = context;
  if (!takesVotes(ballot, today)) return [];
  const opened = ballot.openedAt.slice(0, 10);
  const last = addWorkingDays(today, 2) >= ballot.closesOn;
  if (opened === today || (!last && today < addWorkingDays(opened, 2))) return [];
  const counted = await countOf(context, ballot);
  const found: Reminder[] = [];
  for (const seat of counted.ballot.seats) {
    for (const member of await speakersOf(context, seat)) {
      const left = leftFor(counted, seat, { member: member.id, organisation: member.organisation });
      if (left === 0) continue;
      found.push({
        member: member.id,
        key: `grants.vote:${ballot.id}:${seat.organisation}:${last ? ballot.closesOn : 'opened'}`,
        title: `Vote for ${seat.name}`,
        detail: `${count(left, 'proposal')} left to vote on by ${longDate(ballot.closesOn)}.`,
        open: { verb: 'grants/ballot', data: { ballot: ballot.id }, title: 'Vote now' },
      });
    }
  }
  return found;
}
