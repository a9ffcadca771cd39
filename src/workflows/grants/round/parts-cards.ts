/** The forms of a round's parts. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import type { Card, Context } from '../../workflow.js';
import {
  ASKED_FIELDS,
  DATE_FIELDS,
  MONEY_FIELDS,
  VOTING_FIELDS,
  choicesOf,
  datesStart,
  moneyStart,
  placesOf,
  potOf,
} from './form.js';
import type { MoneyForm } from './form.js';
import { VOTING_RULES } from './round.js';
import type { GrantRound } from './round.js';
import { standing } from './life.js';
import { UNLOCK_FIELDS, earlierProjects, isDelivered, lockFacts, lockOf, unlockStart } from './unlock.js';

export function moneyCard(round: GrantRound, trouble: Trouble = {}, proposed?: MoneyForm): Card {
  const notice = proposed === undefined ? '' : changeWords(round, proposed);
  return {
    template: 'grants/round-money',
    summary: notice === '' ? `Money of ${round.year}` : notice,
    data: {
      heading: `Money of ${round.year}`,
      notice,
      two: potOf(round, 'single') === undefined,
      pots: potsWords(round),
      ...formData(MONEY_FIELDS, moneyStart(proposed ?? round), trouble),
      press: pressOf(round),
    },
  };
}

/** Proposals and the ledger stand on the pots, so a round has one or two of them from its beginning. */
function potsWords(round: GrantRound): string {
  const single = potOf(round, 'single') !== undefined;
  const [has, other] = single ? ['one pot', 'two pots'] : ['two pots', 'one pot'];
  return round.state === 'draft'
    ? `A round made with ${has} keeps ${has === 'one pot' ? 'it' : 'them'}. For ${other}, discard this draft and make a new round.`
    : `The round keeps its ${has}: proposals and the ledger stand on ${has === 'one pot' ? 'it' : 'them'}.`;
}

/** What another award does, before it is saved. */
function changeWords(round: GrantRound, { awardPence, pots }: MoneyForm): string {
  const difference = awardPence - round.awardPence;
  const sum = formatMoney(Math.abs(difference));
  const each = pots.map(
    ({ id, pence }) => `${formatMoney(potOf(round, id)?.pence ?? 0)} to ${formatMoney(pence)}`,
  );
  return (
    `The award changes from ${formatMoney(round.awardPence)} to ${formatMoney(awardPence)}, ${sum} ${difference < 0 ? 'less' : 'more'}. ` +
    `Upfront projects: ${each[0] ?? ''}. Tactical pot: ${each[1] ?? ''}. Nothing is saved yet: change the split or save it.`
  );
}

export function datesCard(round: GrantRound, trouble: Trouble = {}): Card {
  const has = (id: 'upfront' | 'tactical' | 'single'): boolean => potOf(round, id) !== undefined;
  return {
    template: 'grants/round-dates',
    summary: `Dates of ${round.year}`,
    data: {
      heading: `Dates of ${round.year}`,
      has: { upfrontOn: has('upfront'), tacticalOn: has('tactical'), singleOn: has('single') },
      ...formData(DATE_FIELDS, datesStart(round), trouble),
      press: pressOf(round),
    },
  };
}

export function askedCard({ partnership }: Context, round: GrantRound, trouble: Trouble = {}): Card {
  const start = {
    focus: placesOf(partnership.priorities, round.focus),
    criteria: round.criteria.join('\n'),
    questions: round.questions.join('\n'),
  };
  return {
    template: 'grants/round-asked',
    summary: `What is asked in ${round.year}`,
    data: {
      heading: `What is asked in ${round.year}`,
      priorities: choicesOf(partnership.priorities),
      ...formData(ASKED_FIELDS, start, trouble),
      press: pressOf(round),
    },
  };
}

export function votingCard(round: GrantRound, trouble: Trouble = {}): Card {
  const { kind, threshold, quorumBy } = round.voting;
  return {
    template: 'grants/round-voting',
    summary: `The vote of ${round.year}`,
    data: {
      heading: `The vote of ${round.year}`,
      kinds: choicesOf(VOTING_RULES),
      ...formData(VOTING_FIELDS, { kind, threshold: String(threshold), quorumBy }, trouble),
      press: pressOf(round),
    },
  };
}

export function unlockRulesCard(round: GrantRound, trouble: Trouble = {}): Card {
  return {
    template: 'grants/round-unlock',
    summary: `What opens the tactical pot of ${round.year}`,
    data: {
      heading: `What opens the tactical pot of ${round.year}`,
      ...formData(UNLOCK_FIELDS, unlockStart(round), trouble),
      press: pressOf(round),
    },
  };
}

export function reopenCard(round: GrantRound, trouble: Trouble = {}): Card {
  return {
    template: 'grants/reopen-form',
    summary: `Reopen ${round.year}`,
    data: {
      heading: `Reopen ${round.year}`,
      now: standing(round),
      ...formData(['closesOn'], { closesOn: '' }, trouble),
      press: pressOf(round),
    },
  };
}

/** What locks the tactical pot, and how a coordinator opens it. */
export async function lockCard(context: Context, round: GrantRound, trouble: Trouble = {}): Promise<Card> {
  const known = await lockFacts(context.store, round, context.today);
  const { locked, reasons } = lockOf(round, known);
  return {
    template: 'grants/lock',
    summary: `The tactical pot of ${round.year} is ${locked ? 'locked' : 'open'}.`,
    data: {
      heading: `Tactical pot of ${round.year}`,
      sentence: locked ? 'Locked' : 'Open',
      locked,
      reasons: reasons.map((text) => ({ text })),
      projects: earlierProjects(round).map((project, place) => {
        const delivered = isDelivered(project, known.earlier);
        return {
          title: `${project.title} (${project.year})`,
          state: delivered ? 'Delivered' : 'Not delivered yet',
          button: delivered ? '' : 'Delivered',
          press: { ...pressOf(round), project: place },
        };
      }),
      ...formData(['reason'], { reason: '' }, trouble),
      press: pressOf(round),
    },
  };
}

function pressOf({ id, version }: GrantRound): { readonly round: string; readonly version: number } {
  return { round: id, version };
}
