/** The parts of a round, each changed by a form of its own; and the lock of the tactical pot. */
import { z } from 'zod';
import { UserError } from '../../../shared/errors.js';
import { numberOf, parse, requiredText } from '../../../shared/parse.js';
import type { Result } from '../../../shared/result.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { Transaction } from '../../../store/store.js';
import type { Action, ActorContext, Card, Handler } from '../../workflow.js';
import { recordAward } from '../money/book.js';
import { roundCard } from './cards.js';
import { askedCard, datesCard, lockCard, moneyCard, unlockRulesCard, votingCard } from './parts-cards.js';
import { managedRound, mustBeCurrent } from './coordinator.js';
import { parseAsked, parseDates, parseMoney, parseVoting } from './form.js';
import { proposalsOf } from '../proposal/proposal.js';
import { grantRounds, roundName } from './round.js';
import type { GrantRound, UnlockRule } from './round.js';
import { parseUnlock } from './unlock.js';

interface Part {
  readonly open: Handler;
  readonly save: Action;
}

/**
 * A form for a part of the round.
 * @param read the change that was typed, as fields of the round
 */
function partOf(
  card: (context: ActorContext, round: GrantRound, trouble?: Trouble) => Card,
  read: (data: unknown, round: GrantRound, context: ActorContext) => Promise<Result<Partial<GrantRound>>>,
): Part {
  return {
    open: async (input, context) => {
      const round = await managedRound(input, context);
      mustNotBeFinished(round);
      return { reply: card(context, round) };
    },
    save: {
      async handle(input, context) {
        const round = await managedRound(input, context);
        const form = await read(input.data, round, context);
        if (!form.ok) return form;
        mustNotBeFinished(round);
        return { reply: await keep(context, round, form.value, numberOf(input.data, 'version')) };
      },
      form: async (typed, trouble, context) =>
        card(context, await managedRound(typed, context), { typed: typed.data, ...trouble }),
    },
  };
}

export const datesPart = partOf(
  (_context, round, trouble) => datesCard(round, trouble),
  async (data, round, { today }) => parseDates(data, round, today),
);
export const askedPart = partOf(askedCard, async (data, _round, { partnership }) =>
  parseAsked(data, partnership.priorities),
);
export const votingPart = partOf(
  (_context, round, trouble) => votingCard(round, trouble),
  async (data, round) => {
    const read = parseVoting(data);
    if (!read.ok) return read;
    if (round.state !== 'voting') return { ok: true, value: { voting: read.value } };
    throw new UserError(
      'grants.voting',
      'A ballot is under way, and its rules stay as they are until it closes.',
    );
  },
);
export const unlockPart = partOf(
  (_context, round, trouble) => unlockRulesCard(round, trouble),
  async (data, round, { store }) => {
    const read = parseUnlock(data, round);
    return read.ok ? { ok: true, value: { unlock: await linked(store, read.value) } } : read;
  },
);

const moneyForm = partOf(
  (_context, round, trouble) => moneyCard(round, trouble),
  async (data, round) => {
    const read = parseMoney(data, round);
    if (!read.ok) return read;
    const { awardPence, award, pots } = read.value;
    return { ok: true, value: { awardPence, award, pots } };
  },
);
/** An award changed alone comes back with the split that follows, before anything is saved. */
export const moneyPart: Part = {
  open: moneyForm.open,
  save: {
    ...moneyForm.save,
    async handle(input, context) {
      const round = await managedRound(input, context);
      const read = parseMoney(input.data, round);
      return read.ok && read.value.proposed
        ? { reply: moneyCard(round, {}, read.value) }
        : moneyForm.save.handle(input, context);
    },
  },
};

async function keep(
  context: ActorContext,
  round: GrantRound,
  change: Partial<GrantRound>,
  version: number,
): Promise<Card> {
  const next = { ...round, ...change };
  if (JSON.stringify(next) === JSON.stringify(round)) return roundCard(context, round);
  mustBeCurrent(round, version);
  const kept = await context.store.put(grantRounds, next);
  await recordAward(context, kept, context.actor.id);
  return roundCard(context, kept, 'Saved.');
}

/** Finds the earlier projects that the bot has, so that their delivery is known by itself. */
async function linked(store: Transaction, rules: readonly UnlockRule[]): Promise<readonly UnlockRule[]> {
  const found: UnlockRule[] = [];
  for (const rule of rules) {
    if (rule.kind !== 'delivered') {
      found.push(rule);
      continue;
    }
    const projects = [];
    for (const project of rule.projects) {
      projects.push({ ...project, proposal: await earlierProposal(store, project.year, project.title) });
    }
    found.push({ kind: 'delivered', projects });
  }
  return found;
}

async function earlierProposal(store: Transaction, year: string, title: string): Promise<string> {
  for (const { id } of await store.find(grantRounds, { where: { year }, by: 'createdAt' })) {
    const same = (await proposalsOf(store, id)).find(
      (each) => each.title.toLowerCase() === title.toLowerCase(),
    );
    if (same !== undefined) return same.id;
  }
  return '';
}

export const showLock: Handler = async (input, context) => ({
  reply: await lockCard(context, await managedRound(input, context)),
});

/** Notes that an earlier project is delivered which the bot does not have. */
export const markDelivered: Handler = async (input, context) => {
  const round = await managedRound(input, context);
  mustNotBeFinished(round);
  const place = numberOf(input.data, 'project', -1);
  if (round.version !== numberOf(input.data, 'version')) return { reply: await lockCard(context, round) };
  const unlock = round.unlock.map((rule) =>
    rule.kind !== 'delivered'
      ? rule
      : {
          ...rule,
          projects: rule.projects.map((project, index) =>
            index === place && project.deliveredOn === ''
              ? { ...project, deliveredOn: context.today }
              : project,
          ),
        },
  );
  return { reply: await lockCard(context, await context.store.put(grantRounds, { ...round, unlock })) };
};

const reasonForm = z.object({ reason: requiredText('the reason', 500, 'Enter why the pot opens now') });

/** Opens the tactical pot by hand, with a reason that stays on the round. */
export const unlock: Action = {
  async handle(input, context) {
    const form = parse(reasonForm, input.data);
    if (!form.ok) return form;
    const round = await managedRound(input, context);
    mustNotBeFinished(round);
    if (round.unlocked !== undefined) return { reply: await lockCard(context, round) };
    const unlocked = { by: context.actor.id, at: context.now.toISOString(), reason: form.value.reason };
    return { reply: await lockCard(context, await context.store.put(grantRounds, { ...round, unlocked })) };
  },
  form: async (typed, trouble, context) =>
    lockCard(context, await managedRound(typed, context), { typed: typed.data, ...trouble }),
};

function mustNotBeFinished(round: GrantRound): void {
  if (round.state !== 'finished') return;
  throw new UserError('grants.finished', `${roundName(round)} is finished and stays as it is.`);
}
