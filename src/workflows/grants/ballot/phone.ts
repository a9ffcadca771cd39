/** A vote given on the phone: entered by a coordinator, counted once the voter has confirmed it. */
import { z } from 'zod';
import { choice, optionalText, parse } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Action, Handler, Notification } from '../../workflow.js';
import { managedBallot } from './desk.js';
import { CHOICES, asksForReason, mustReplace, mustTakeVotes, voteId, votes } from './ballot.js';
import type { Vote } from './ballot.js';
import { confirmVoteCard } from './cards.js';
import { deskCard } from './desk-cards.js';
import { phoneCard } from './form-cards.js';
import { personRecusal, seatRecusal } from './interests.js';
import { countOf, isWithdrawn } from './result.js';
import { roleOn, speakersOf } from './seats.js';

export const openPhone: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  mustTakeVotes(ballot, context);
  return { reply: phoneCard(await countOf(context, ballot)) };
};

const phoneForm = z.object({
  seat: optionalText('the seat', 100).refine((text) => text !== '', 'Choose the seat'),
  proposal: optionalText('the proposal', 20).refine((text) => text !== '', 'Choose the proposal'),
  choice: choice(CHOICES, 'Choose support, do not support or abstain'),
  place: optionalText('the place', 3),
  reason: optionalText('the reason', 500),
});

/** A vote given on the phone: it counts once the voter has confirmed it. */
export const savePhone: Action = {
  async handle(input, context) {
    const read = parse(phoneForm, input.data);
    if (!read.ok) return read;
    const ballot = await managedBallot(input, context);
    mustTakeVotes(ballot, context);
    const count = await countOf(context, ballot);
    const { choice: chosen, reason } = read.value;
    const seat = count.ballot.seats.find(({ organisation }) => organisation === read.value.seat);
    const proposal = count.proposals.find(({ id }) => id === read.value.proposal);
    if (seat === undefined) return invalid({ seat: 'Choose the seat' });
    if (proposal === undefined || proposal.state === 'withdrawn')
      return invalid({ proposal: 'Choose a proposal that is not withdrawn' });
    const [voter] = await speakersOf(context, seat);
    if (voter === undefined) return invalid({ seat: 'Nobody can vote for this seat now' });
    const speaker = { member: voter.id, organisation: voter.organisation };
    const recusal = seatRecusal(seat, proposal, count) ?? personRecusal(proposal, speaker, count);
    if (recusal !== undefined) return invalid({ proposal: `This seat does not vote on it: ${recusal.why}` });
    if (reason === '' && asksForReason(ballot, chosen)) {
      return invalid({ reason: 'Enter why they object: the group hears the reason and answers it' });
    }
    const ranked = ballot.voting.kind === 'ranking' && chosen === 'support';
    const place = ranked && /^\d{1,2}$/.test(read.value.place) ? Number(read.value.place) : 0;
    const taken = count.given.some(
      (each) =>
        each.seat === seat.organisation &&
        each.proposal !== proposal.id &&
        each.place === place &&
        !isWithdrawn(count, each.proposal),
    );
    if (ranked && (place < 1 || place > ballot.proposals.length || taken)) {
      return invalid({
        place: `Enter a place from 1 to ${ballot.proposals.length} that this seat has not given yet`,
      });
    }
    const id = voteId(ballot.id, proposal.id, seat.organisation);
    const current = count.given.find((each) => each.id === id);
    const vote: Vote = {
      ...{
        id,
        version: current?.version ?? 0,
        ballot: ballot.id,
        proposal: proposal.id,
        seat: seat.organisation,
      },
      ...{ choice: chosen, reason, place, ...speaker },
      role: roleOn(seat, voter, context.today, context.partnership) ?? 'deputy',
      ...{ enteredBy: context.actor.id, confirmed: false, objection: '', at: context.now.toISOString() },
    };
    mustReplace(current, vote, 'voter');
    if (
      current !== undefined &&
      (['choice', 'reason', 'place'] as const).every((field) => current[field] === vote[field])
    ) {
      return { reply: await deskCard(context, count) };
    }
    const saved = await context.store.put(votes, vote);
    const ask: Notification = {
      to: { kind: 'member', id: voter.id },
      card: confirmVoteCard(ballot, seat, proposal, saved, context.actor.name),
      key: `grants.phone:${saved.id}:${saved.version}`,
    };
    const notice = `Entered. ${voter.name} is asked to confirm; the vote counts then.`;
    return { reply: await deskCard(context, await countOf(context, ballot), notice), notify: [ask] };
  },
  form: async (typed, trouble, context) =>
    phoneCard(await countOf(context, await managedBallot(typed, context)), { typed: typed.data, ...trouble }),
};
