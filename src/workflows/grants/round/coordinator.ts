/** What a coordinator does with a round: make it, change its parts, open, close, reopen, finish. */
import type { Partnership } from '../../../partnership.js';
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { formatMoney } from '../../../shared/money.js';
import { textOf } from '../../../shared/parse.js';
import { count } from '../../../shared/text.js';
import type { Action, ActorContext, Card, Handler, Input } from '../../workflow.js';
import { recordAward } from '../money/book.js';
import { confirmCard, roundCard, roundListCard, startCard } from './cards.js';
import { reopenCard } from './parts-cards.js';
import { financialYear, parseDeadline, parseStart, proposedPots } from './form.js';
import { mustManageGrants } from '../policy.js';
import { proposals } from '../proposal/proposal.js';
import { mustBeReady, mustStep } from './life.js';
import { grantRounds, loadRound, roundName } from './round.js';
import type { GrantRound, VotingRule } from './round.js';

const NOTHING_TYPED = { year: '', award: '', standing: 'indicative', pots: 'two' };

/** *grants*: the rounds. */
export const showRounds: Handler = async (_input, context) => ({ reply: await roundListCard(context) });

export const showRound: Handler = async (input, context) => {
  const round = await loadRound(context.store, textOf(input.data, 'round'));
  if (round.state === 'draft') mustManageGrants(context.actor);
  return { reply: await roundCard(context, round) };
};

/** *new grant round*: makes the draft of a round. */
export const newRound: Handler = async (_input, context) => {
  mustManageGrants(context.actor);
  return {
    reply: startCard(newId(), {
      year: financialYear(context.today),
      award: '',
      standing: 'indicative',
      pots: 'two',
    }),
  };
};

export const startRound: Action = {
  async handle(input, context) {
    const form = parseStart(input.data);
    if (!form.ok) return form;
    mustManageGrants(context.actor);
    const id = textOf(input.data, 'round');
    const { year, award: awardPence, standing: award, pots } = form.value;
    const current = await context.store.get(grantRounds, id);
    if (current !== undefined) return { reply: await roundCard(context, current) };
    if (!/^[a-z0-9]{16}$/.test(id)) return newRound(input, context);
    const twin = (await context.store.find(grantRounds, { where: { year }, by: 'createdAt', limit: 1 }))[0];
    if (twin !== undefined) {
      return { ok: false, problems: { year: `There is a round for ${year} already. Say grants to open it` } };
    }
    const round = await context.store.put(grantRounds, {
      ...{ id, version: 0, year, state: 'draft', awardPence, award },
      pots: proposedPots(awardPence, pots),
      unlock: [],
      closesOn: '',
      ...{ focus: [], questions: [], criteria: [] },
      voting: votingOf(context.partnership),
      createdAt: context.now.toISOString(),
    });
    const split = round.pots.map(({ pence }) => formatMoney(pence)).join(' and ');
    return { reply: await roundCard(context, round, `Kept as a draft. The award splits into ${split}.`) };
  },
  form: async (typed, trouble, context) => {
    mustManageGrants(context.actor);
    return startCard(textOf(typed.data, 'round'), NOTHING_TYPED, { typed: typed.data, ...trouble });
  },
};

export const openRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state !== 'draft') return { reply: await roundCard(context, round) };
  mustBeReady(round, context.today);
  const open = await context.store.put(grantRounds, { ...round, state: 'open' });
  await recordAward(context, open, context.actor.id);
  return { reply: await roundCard(context, open, 'Open. Partners say propose to begin a proposal.') };
};

/** Asks once; says how many drafts would be left out. */
export const closeRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state !== 'open') return { reply: await roundCard(context, round) };
  const drafts = await context.store.find(proposals, {
    where: { round: round.id, state: 'draft' },
    by: 'createdAt',
  });
  const sentence =
    drafts.length === 0
      ? 'No more proposals can be made or changed once it is closed.'
      : `${count(drafts.length, 'draft is', 'drafts are')} not proposed yet, and cannot be once it is closed.`;
  return {
    reply: ask(round, 'Close', sentence, { yes: 'Close for proposals', verb: 'grants/confirm-close-round' }),
  };
};

export const confirmCloseRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state !== 'open') return { reply: await roundCard(context, round) };
  const { today } = context;
  const closesOn = today < round.closesOn ? today : round.closesOn;
  const closed = await context.store.put(grantRounds, { ...round, state: 'closed', closesOn });
  return { reply: await roundCard(context, closed) };
};

export const reopenRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state === 'open') return { reply: await roundCard(context, round) };
  mustStep(round, 'open');
  return { reply: reopenCard(round) };
};

/** Takes proposals again, until another day: a later call, or bids for the tactical pot. */
export const saveReopen: Action = {
  async handle(input, context) {
    const form = parseDeadline(input.data, context.today);
    if (!form.ok) return form;
    const round = await managedRound(input, context);
    if (round.state === 'open' && round.closesOn === form.value.closesOn) {
      return { reply: await roundCard(context, round) };
    }
    mustStep(round, 'open');
    const open = await context.store.put(grantRounds, { ...round, state: 'open', ...form.value });
    return { reply: await roundCard(context, open) };
  },
  form: async (typed, trouble, context) =>
    reopenCard(await managedRound(typed, context), { typed: typed.data, ...trouble }),
};

export const finishRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state === 'finished') return { reply: await roundCard(context, round) };
  mustStep(round, 'finished');
  const sentence = 'Nothing more can be proposed, voted on or changed in it. What is recorded stays.';
  return {
    reply: ask(round, 'Finish', sentence, { yes: 'Finish the round', verb: 'grants/confirm-finish-round' }),
  };
};

export const confirmFinishRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state === 'finished') return { reply: await roundCard(context, round) };
  mustStep(round, 'finished');
  const finished = await context.store.put(grantRounds, { ...round, state: 'finished' });
  return { reply: await roundCard(context, finished) };
};

export const discardRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state !== 'draft') return { reply: await roundCard(context, round) };
  const sentence = 'It was not opened yet, so nobody has proposed anything.';
  return {
    reply: ask(round, 'Discard', sentence, {
      yes: 'Discard the draft',
      verb: 'grants/confirm-discard-round',
    }),
  };
};

export const confirmDiscardRound: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  if (round.state !== 'draft') return { reply: await roundCard(context, round) };
  await context.store.remove(grantRounds, round.id);
  return { reply: await roundListCard(context) };
};

/** How the vote goes in a new round: as the partnership file says. */
function votingOf({ grants }: Partnership): VotingRule {
  const { rule, threshold, quorum_over: over } = grants.voting;
  return { kind: rule, threshold, quorumBy: over };
}

/** The round a button names, for a coordinator. */
export async function managedRound(input: Input, context: ActorContext): Promise<GrantRound> {
  mustManageGrants(context.actor);
  return loadRound(context.store, textOf(input.data, 'round'));
}

/** @throws {UserError} when somebody else changed the round since the card was made */
export function mustBeCurrent(round: GrantRound, version: number): void {
  if (round.version === version) return;
  throw new UserError(
    'grants.changedMeanwhile',
    `${roundName(round)} was changed since you opened the form. Save again to replace that.`,
  );
}

function ask(
  round: GrantRound,
  what: string,
  sentence: string,
  then: { readonly yes: string; readonly verb: string },
): Card {
  const heading = `${what} ${roundName(round)}?`;
  return confirmCard({ heading, sentence, ...then, back: 'grants/round', press: { round: round.id } });
}
