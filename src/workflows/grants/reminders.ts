/** What the grants remind of: drafts before the deadline, votes before the ballot closes, objections that were answered. */
import { addDays, addWorkingDays, dayOf, longDate } from '../../shared/calendar.js';
import { count } from '../../shared/text.js';
import type { Context, Reminder } from '../workflow.js';
import { ballotsUnderWay, takesVotes } from './ballot/ballot.js';
import type { Ballot } from './ballot/ballot.js';
import { leftFor } from './ballot/desk-cards.js';
import { titleOf } from './proposal/cards.js';
import { pendingFor, speakersIn } from './ballot/objectors.js';
import { applicants, proposals } from './proposal/proposal.js';
import { countOf } from './ballot/result.js';
import { takesProposals } from './round/life.js';
import { roundsIn } from './round/round.js';
import type { GrantRound } from './round/round.js';
import { speakersOf } from './ballot/seats.js';

export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const round of await roundsIn(context.store, 'open')) found.push(...(await ofDrafts(context, round)));
  for (const ballot of await ballotsUnderWay(context.store)) {
    found.push(...(await ofVotes(context, ballot)), ...(await ofObjections(context, ballot)));
  }
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
  const { today, partnership } = context;
  if (!takesVotes(ballot, today)) return [];
  const opened = dayOf(new Date(ballot.openedAt), partnership.time_zone);
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

/** Two working days after the answer, to whoever has not said whether the objection stays; another answer, another. */
async function ofObjections(context: Context, ballot: Ballot): Promise<readonly Reminder[]> {
  if (ballot.state !== 'answering') return [];
  const counted = await countOf(context, ballot);
  const closed = dayOf(new Date(ballot.closedAt), context.partnership.time_zone);
  const found: Reminder[] = [];
  for (const member of await speakersIn(context, counted)) {
    for (const { proposal } of await pendingFor(context, counted, member)) {
      const on = ballot.answeredOn?.[proposal.id] ?? closed;
      if (context.today < addWorkingDays(on, 2)) continue;
      found.push({
        member: member.id,
        key: `grants.objection:${ballot.id}:${proposal.id}:${on}`,
        title: `An objection to '${titleOf(proposal)}'`,
        detail: 'It was answered. Say whether it stays.',
        open: { verb: 'grants/ballot', data: { ballot: ballot.id, proposal: proposal.id }, title: 'Decide' },
      });
    }
  }
  return found;
}
