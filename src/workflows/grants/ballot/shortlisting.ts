/** After a ballot: which proposals are shortlisted, held against the pots. More than a pot warns, and is allowed. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { numberOf, optionalText, parse, textOf } from '../../../shared/parse.js';
import type { Action, ActorContext, Card, Download, Handler, Notification } from '../../workflow.js';
import { boothOf, mustSeeBallots } from './case.js';
import { managedBallot } from './desk.js';
import { loadBallot } from './ballot.js';
import type { Ballot } from './ballot.js';
import { mustBeListed, stillListed } from './chosen.js';
import { titleOf } from '../proposal/cards.js';
import { resultCard } from './result-cards.js';
import { decisionDocument } from './decision-document.js';
import { isDecided } from './undecided.js';
import { PROPOSAL_STATES, mayBecome, proposals, proposalsOf } from '../proposal/proposal.js';
import type { Proposal, ProposalState } from '../proposal/proposal.js';
import { countOf } from './result.js';
import type { Count } from './result.js';
import { POTS, grantRounds, loadRound } from '../round/round.js';
import type { GrantRound } from '../round/round.js';
import { tellApplicants } from '../told.js';

const ON_IT: readonly ProposalState[] = [
  'shortlisted',
  'submitted',
  'pending',
  'approved',
  'part-approved',
  'delivered',
];

/** `Upfront projects: £27,240 for a pot of £26,440: £800 over.` One sentence for each pot that is asked for. */
export function againstPots(
  { pots }: Pick<GrantRound, 'pots'>,
  asked: readonly Pick<Proposal, 'pot' | 'askedPence'>[],
): readonly string[] {
  return pots.flatMap(({ id, pence }) => {
    const own = asked.filter(({ pot }) => pot === id);
    if (own.length === 0) return [];
    const sum = own.reduce((total, { askedPence }) => total + askedPence, 0);
    const difference = sum - pence;
    const rest =
      difference > 0
        ? `${formatMoney(difference)} over`
        : difference < 0
          ? `${formatMoney(-difference)} left`
          : 'all of it';
    return [`${POTS[id]}: ${formatMoney(sum)} for a pot of ${formatMoney(pence)}: ${rest}.`];
  });
}

export const showResult: Handler = async (input, context) => {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(input.data, 'ballot')));
  mustSeeBallots(context, booth);
  return { reply: await resultCard(context, context.actor, booth.count, numberOf(input.data, 'page')) };
};

export const openShortlist: Handler = async (input, context) => {
  const ballot = await managedBallot(input, context);
  mustBeClosed(ballot);
  const count = await countOf(context, ballot);
  mustHaveDecided(count);
  return { reply: shortlistCard(count, await loadRound(context.store, ballot.round)) };
};

/** Those that can still be put on the list or taken off it. What nobody decided on is neither put on it nor refused. */
function open({ lines, proposals: now }: Count): readonly Proposal[] {
  return lines
    .flatMap((line) => {
      const proposal = now.find(({ id }) => id === line.proposal.id);
      return proposal !== undefined && (isDecided(line) || proposal.state === 'shortlisted')
        ? [proposal]
        : [];
    })
    .filter(({ state }) => state === 'shortlisted' || mayBecome(state, 'shortlisted'));
}

function shortlistCard(count: Count, round: GrantRound, trouble: Trouble = {}): Card {
  const candidates = open(count);
  const marked = candidates.some(({ state }) => state !== 'proposed');
  const supported = new Set(
    count.lines.flatMap(({ proposal, tally }) => (tally.outcome === 'supported' ? [proposal.id] : [])),
  );
  const chosen = candidates.flatMap(({ id, state }) =>
    (marked ? state === 'shortlisted' : supported.has(id)) ? [id] : [],
  );
  return {
    template: 'grants/shortlist',
    summary: 'Mark the shortlist',
    data: {
      heading: `Shortlist of ${round.year}`,
      candidates: candidates.map((proposal) => ({
        value: proposal.id,
        title: `${titleOf(proposal)}, ${formatMoney(proposal.askedPence)}, ${POTS[proposal.pot].toLowerCase()}`,
      })),
      ...formData(['chosen'], { chosen: chosen.join() }, trouble),
      press: { ballot: count.ballot.id, version: round.version },
    },
  };
}

export const saveShortlist: Action = {
  async handle(input, context) {
    const read = parse(z.object({ chosen: optionalText('the choice', 4000) }), input.data);
    if (!read.ok) return read;
    const ballot = await managedBallot(input, context);
    mustBeClosed(ballot);
    const round = await loadRound(context.store, ballot.round);
    const listed = open(await countOf(context, ballot));
    const chosen = mustBeListed(read.value.chosen, listed);
    const wanted = listed.map((proposal) => ({
      proposal,
      to: chosen.includes(proposal) ? ('shortlisted' as const) : ('not-shortlisted' as const),
    }));
    const changes = wanted.filter(
      ({ proposal, to }) => proposal.state !== to && mayBecome(proposal.state, to),
    );
    if (changes.length > 0 && round.version !== numberOf(input.data, 'version')) {
      throw new UserError(
        'grants.decidedMeanwhile',
        'Somebody else has changed the shortlist or the round since you opened the form. Look at it, and save again to replace that.',
      );
    }
    const notify: Notification[] = [];
    for (const { proposal, to } of changes) {
      const saved = await context.store.put(proposals, { ...proposal, state: to });
      notify.push(...(await tellOf(context, saved)));
    }
    if (changes.length > 0) await context.store.put(grantRounds, round);
    const onIt = (await proposalsOf(context.store, round.id)).filter(({ state }) => ON_IT.includes(state));
    const notice = ['Saved.', ...againstPots(round, onIt)].join(' ');
    const count = await countOf(context, ballot);
    return { reply: await resultCard(context, context.actor, count, 0, notice), notify };
  },
  form: async (typed, trouble, context) => {
    const ballot = await managedBallot(typed, context);
    const count = await countOf(context, ballot);
    // A refusal shows the list as it is now; what was ticked and is still there stays ticked.
    return shortlistCard(count, await loadRound(context.store, ballot.round), {
      typed: stillListed(typed.data, 'chosen', open(count)),
      ...trouble,
    });
  },
};

function tellOf(context: ActorContext, proposal: Proposal): Promise<readonly Notification[]> {
  const state = PROPOSAL_STATES[proposal.state].toLowerCase();
  const next =
    proposal.state === 'shortlisted'
      ? 'The coordinating team works with you on the details before it goes to the funder.'
      : 'The coordinating team can tell you more.';
  const sentence = `${proposal.reference}, '${titleOf(proposal)}', is ${state} by the Working Group. ${next}`;
  return tellApplicants(
    context,
    proposal.id,
    { heading: titleOf(proposal), sentence },
    `grants.shortlist:${proposal.id}:${proposal.version}`,
  );
}

/** @throws {UserError} when there was no quorum for anything in the ballot */
function mustHaveDecided(count: Count): void {
  if (count.lines.some(isDecided)) return;
  throw new UserError(
    'grants.nothingDecided',
    'The ballot had no quorum: nothing was decided, so nothing can be shortlisted. Open another ballot.',
  );
}

/** @throws {UserError} while the result is not there */
function mustBeClosed({ state }: Ballot): void {
  if (state === 'closed') return;
  throw new UserError('grants.notClosed', 'The ballot has no result yet. Close it first.');
}

/** The decision record as a file, as far as the actor may see. */
export const offerDecision: Handler = async (input, context) => {
  const booth = await boothOf(context, await loadBallot(context.store, textOf(input.data, 'ballot')));
  mustSeeBallots(context, booth);
  mustBeClosed(booth.ballot);
  const document = await decisionDocument(context, booth.count);
  const { id } = booth.ballot;
  return {
    reply: {
      template: 'grants/download',
      summary: 'The decision record as a file.',
      data: {
        heading: 'Decision record',
        links: context.downloadLinks('grants/decision', [id], document),
        ...{ back: 'grants/result', press: { ballot: id } },
      },
    },
  };
};

export const downloadDecision: Download = async ([id = ''], context) => {
  const booth = await boothOf(context, await loadBallot(context.store, id));
  mustSeeBallots(context, booth);
  mustBeClosed(booth.ballot);
  return decisionDocument(context, booth.count);
};
