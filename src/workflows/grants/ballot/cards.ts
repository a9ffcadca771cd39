/** What a voter's cards show, and those of members who only see. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { numberOf } from '../../../shared/parse.js';
import { pageOf } from '../../../shared/page.js';
import { count } from '../../../shared/text.js';
import type { ActorContext, Card, Input } from '../../workflow.js';
import { describe } from '../proposal/answers.js';
import { giverOf, knownInterests, ownVote, recusedBecause } from './case.js';
import type { Booth } from './case.js';
import { mayReplace, takesVotes, voteWords } from './ballot.js';
import type { Ballot, Vote } from './ballot.js';
import { leadOf, titleOf } from '../proposal/cards.js';
import { caseOf } from '../proposal/case.js';
import type { Proposal } from '../proposal/proposal.js';
import { objectionWords } from './form-cards.js';
import { inBallotOrder } from './result.js';
import type { Line } from './result.js';
import { VOTING_RULES, loadRound, roundName } from '../round/round.js';
import { roleOn } from './seats.js';
import type { Seat } from './seats.js';

const LISTED = 6;
export const DECLARE_FIELDS = ['own', 'organisation', 'what'] as const;
export const VOTE_FIELDS = ['choice', 'place', 'reason'] as const;

/** Somebody who could speak for several seats says for which, in this ballot. */
export function chooseSeatCard(ballot: Ballot, seats: readonly Seat[]): Card {
  return {
    template: 'grants/choose-seat',
    summary: 'For whom do you vote in this ballot?',
    data: {
      seats: seats.map(({ organisation, name }) => ({
        name,
        press: { ballot: ballot.id, seat: organisation },
      })),
    },
  };
}

/** Interests come before votes. */
export function declareCard(context: ActorContext, booth: Booth, seat: Seat, trouble: Trouble = {}): Card {
  const { ballot, count: counted, declaration } = booth;
  const places = (ids: readonly string[]): string =>
    counted.proposals.flatMap(({ id }, place) => (ids.includes(id) ? [place] : [])).join();
  const start = {
    own: places(declaration?.own ?? []),
    organisation: places(declaration?.organisation ?? []),
    what: declaration?.what ?? '',
  };
  return {
    template: 'grants/declare',
    summary: `Declare interests for ${seat.name} before you vote.`,
    data: {
      heading: 'Declare interests',
      sentence: `You vote for ${seat.name}. First say where you or your organisation would gain: nobody votes on that.`,
      applies: declaration === undefined ? knownInterests(context, { ...booth, seat }) : '',
      proposals: counted.proposals.map((proposal, place) => ({
        value: String(place),
        title: titleOf(proposal),
      })),
      ...formData(DECLARE_FIELDS, start, trouble),
      press: { ballot: ballot.id, seat: seat.organisation },
    },
  };
}

/** The proposals of the ballot, with one's own vote on each. */
export async function ballotCard(context: ActorContext, booth: Booth, page = 0, notice = ''): Promise<Card> {
  const { ballot, count: counted, seat, seats } = booth;
  const round = await loadRound(context.store, ballot.round);
  const lines = inBallotOrder(counted);
  const shown = pageOf(lines, page, LISTED);
  const open = takesVotes(ballot, context.today);
  const heading = `Vote on proposals of ${round.year}`;
  const until = open
    ? `Vote by ${longDate(ballot.closesOn)}; you can change your votes until then.`
    : 'Voting is closed.';
  const who =
    seat === undefined ? 'You can read the proposals; you have no vote.' : `You vote for ${seat.name}.`;
  return {
    template: 'grants/ballot',
    summary: `${heading}. ${until}`,
    data: {
      heading,
      notice,
      sentence: `${roundName(round)}: ${count(lines.length, 'proposal')}. ${who} ${until}`,
      rule: `${VOTING_RULES[ballot.voting.kind]}. Nobody sees a vote before the ballot closes.`,
      rows: await Promise.all(shown.items.map((line) => row(context, booth, line, open))),
      ballot: ballot.id,
      actions: [
        ...(open && seat !== undefined
          ? [{ title: 'Declare interests', verb: 'grants/declare', data: { ballot: ballot.id } }]
          : []),
        ...(seats.length > 1 && seat === undefined
          ? [{ title: 'Choose your seat', verb: 'grants/ballot', data: { ballot: ballot.id } }]
          : []),
      ],
      ...shown.links,
    },
  };
}

async function row(
  context: ActorContext,
  booth: Booth,
  { proposal, could }: Line,
  open: boolean,
): Promise<object> {
  const { seat, ballot } = booth;
  const why = recusedBecause(context, booth, proposal);
  const own = seat === undefined ? undefined : ownVote(booth, seat, proposal);
  const free = open && seat !== undefined && why === '' && proposal.state !== 'withdrawn';
  const votes = free && (await mayChange(context, seat, own));
  return {
    title: titleOf(proposal),
    detail: `${leadOf(context, proposal)}, ${formatMoney(proposal.askedPence)}. ${count(could, 'authority', 'authorities')} can vote on it.`,
    standing: standingOf(context, booth, proposal, own, why),
    vote: votes ? (own?.member === context.actor.id ? 'Change my vote' : 'Vote') : '',
    press: { ballot: ballot.id, proposal: proposal.id },
  };
}

/** Whether the actor's vote could take the place of the one that is recorded for the seat. */
async function mayChange(context: ActorContext, seat: Seat, own: Vote | undefined): Promise<boolean> {
  const { actor, today, partnership } = context;
  const role = roleOn(seat, actor, today, partnership) ?? 'deputy';
  return mayReplace(own, { member: actor.id, role, enteredBy: '' }, await giverOf(context, seat, own));
}

function standingOf(
  context: ActorContext,
  { seat }: Booth,
  proposal: Proposal,
  own: Vote | undefined,
  why: string,
): string {
  if (proposal.state === 'withdrawn') return 'Withdrawn: no vote is taken on it';
  if (seat === undefined) return '';
  if (why !== '') return `You do not vote on it: ${why}`;
  if (own === undefined) return 'Not voted yet';
  const by = whoseVote(context, seat, own);
  return `${by}: ${voteWords(own)}${own.confirmed ? '' : ', entered for you and not confirmed yet'}`;
}

/** What a colleague said for the seat is the seat's one vote. */
function whoseVote({ actor, today, partnership }: ActorContext, seat: Seat, { member, role }: Vote): string {
  if (member === actor.id) return 'Your vote';
  if (role === 'deputy') return 'The deputy’s vote';
  return roleOn(seat, actor, today, partnership) === 'voter'
    ? 'The earlier voter’s vote'
    : 'The voter’s vote';
}

/** One proposal in full, for everybody in the Working Group. */
export async function ballotReadCard(
  context: ActorContext,
  booth: Booth,
  proposal: Proposal,
  input: Input,
): Promise<Card> {
  const { sections } = await caseOf(context, proposal);
  const written = sections
    .map((section) => ({ title: section.title, facts: describe(section, proposal.answers) }))
    .filter(({ facts }) => facts.length > 0);
  const shown = pageOf(written, numberOf(input.data, 'page'), 2);
  const press = { ballot: booth.ballot.id, proposal: proposal.id };
  const why = recusedBecause(context, booth, proposal);
  const votes = booth.seat !== undefined && why === '' && takesVotes(booth.ballot, context.today);
  return {
    template: 'grants/ballot-read',
    summary: titleOf(proposal),
    data: {
      heading: titleOf(proposal),
      sentence: `${proposal.reference}. ${leadOf(context, proposal)}, ${formatMoney(proposal.askedPence)}.`,
      sections: shown.items,
      vote: votes && proposal.state !== 'withdrawn' ? 'Vote on it' : '',
      press,
      ...press,
      ...shown.links,
    },
  };
}

export function voteCard(
  context: ActorContext,
  booth: Booth & { seat: Seat },
  proposal: Proposal,
  trouble: Trouble = {},
): Card {
  const own = ownVote(booth, booth.seat, proposal);
  const now = own?.version ?? 0;
  // A field to mend shows nothing of a newer vote, so the form goes on from the one that it was opened on.
  const faulty = Object.keys(trouble.problems ?? {}).length > 0;
  const start = {
    choice: own?.choice ?? '',
    place: own === undefined || own.place === 0 ? '' : String(own.place),
    reason: own?.reason ?? '',
  };
  return {
    template: 'grants/vote',
    summary: `Vote on ${titleOf(proposal)}`,
    data: {
      heading: titleOf(proposal),
      sentence: `${leadOf(context, proposal)}, ${formatMoney(proposal.askedPence)}. You vote for ${booth.seat.name}.`,
      what: proposal.answers.what ?? '',
      ranking: booth.ballot.voting.kind === 'ranking',
      ...objectionWords(booth.ballot, 'you do not support it'),
      ...formData(VOTE_FIELDS, start, trouble),
      press: {
        ballot: booth.ballot.id,
        proposal: proposal.id,
        version: faulty ? numberOf(trouble.typed ?? {}, 'version') : now,
      },
    },
  };
}

/** Asks the voter about a vote that was entered for them on the phone. */
export function confirmVoteCard(
  ballot: Ballot,
  seat: Seat,
  proposal: Proposal,
  vote: Vote,
  by: string,
): Card {
  const sentence = `${by} entered your vote for ${seat.name} on '${titleOf(proposal)}': ${voteWords(vote)}${vote.reason === '' ? '' : `, because: ${vote.reason}`}. It counts once you confirm it.`;
  return {
    template: 'grants/confirm-vote',
    summary: sentence,
    data: {
      heading: 'Confirm your vote',
      sentence,
      press: { ballot: ballot.id, proposal: proposal.id, version: vote.version },
    },
  };
}
