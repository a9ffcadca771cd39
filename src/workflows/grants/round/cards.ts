/** What the cards about a round show. */
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { formatMoney } from '../../../shared/money.js';
import { count, inWords } from '../../../shared/text.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { latestBallot } from '../ballot/ballot.js';
import { decidedNothing, undecidedIn } from '../ballot/undecided.js';
import { START_FIELDS } from './form.js';
import { mayManageGrants } from '../policy.js';
import { proposals } from '../proposal/proposal.js';
import { missingToOpen, standing, takesProposals } from './life.js';
import { POTS, ROUND_STATES, VOTING_RULES, grantRounds, roundName } from './round.js';
import type { GrantRound, Pot } from './round.js';
import { lockFacts, lockOf, unlockWords } from './unlock.js';

const LISTED = 8;
/** ux.md: at most three main buttons; the rest stand below. */
const MAIN = 3;

interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: object;
}

/** The latest rounds; drafts are the coordinating team's. */
export async function roundListCard(context: ActorContext): Promise<Card> {
  const { store, actor } = context;
  const latest = await store.find(grantRounds, { by: 'createdAt', order: 'descending', limit: LISTED });
  const manages = mayManageGrants(actor);
  const shown = latest.filter(({ state }) => state !== 'draft' || manages);
  const nothing = shown.length === 0 ? 'There is no grant round yet.' : '';
  const rounds: object[] = [];
  for (const round of shown) {
    const detail = await roundSentence(context, round);
    rounds.push({ name: roundName(round), detail, press: { round: round.id } });
  }
  return {
    template: 'grants/rounds',
    summary: nothing === '' ? `${count(shown.length, 'grant round')}.` : nothing,
    data: {
      nothing,
      rounds,
      actions: manages ? [{ title: 'New grant round', verb: 'grants/new-round', data: {} }] : [],
    },
  };
}

/** `Open for proposals. £39,661 (indicative). Proposals until 24 April 2023.` */
async function roundSentence(context: Context, round: GrantRound): Promise<string> {
  const idle = round.state === 'decided' && (await decidedNothing(context, round));
  const state = idle ? 'The ballot had no quorum: nothing was decided' : ROUND_STATES[round.state];
  const money = `${state}. ${formatMoney(round.awardPence)} (${round.award}).`;
  const over = round.state === 'draft' || round.state === 'finished';
  return over ? money : `${money} ${standing(round, context.today)}`;
}

export function startCard(
  id: string,
  start: Readonly<Record<(typeof START_FIELDS)[number], string>>,
  trouble: Trouble = {},
): Card {
  return {
    template: 'grants/round-start',
    summary: 'New grant round',
    data: { ...formData(START_FIELDS, start, trouble), press: { round: id } },
  };
}

/** How a round stands; a coordinator may change its parts from here. */
export async function roundCard(context: ActorContext, round: GrantRound, notice = ''): Promise<Card> {
  const manages = mayManageGrants(context.actor);
  const missing = round.state === 'draft' ? missingToOpen(round, context.today) : [];
  const sentence = await roundSentence(context, round);
  const press = { round: round.id };
  const parts = [...partsOf(round), ...(await lockPart(context, round))];
  const steps = manages ? await stepsOf(context, round) : [];
  return {
    template: 'grants/round',
    summary: `${roundName(round)}: ${notice === '' ? sentence : notice}`,
    data: {
      heading: roundName(round),
      notice,
      sentence,
      missing: manages && missing.length > 0 ? `Before it opens, enter ${inWords(missing)}.` : '',
      parts: parts.map(({ title, value, verb, change }) => ({
        ...{ title, value, verb, press },
        change: manages && round.state !== 'finished' ? change : '',
      })),
      actions: steps.slice(0, MAIN),
      more: [
        ...steps.slice(MAIN),
        ...(takesProposals(round, context.today)
          ? [{ title: 'Propose a project', verb: 'grants/propose', data: press }]
          : []),
        ...(manages && round.state !== 'draft'
          ? [{ title: 'Proposals', verb: 'grants/proposals', data: press }]
          : []),
        { title: 'All grant rounds', verb: 'grants/rounds', data: {} },
      ],
    },
  };
}

interface Part {
  readonly title: string;
  readonly value: string;
  readonly verb: string;
  /** What its button does, for those who cannot see which part it stands under. */
  readonly change: string;
}

function partsOf(round: GrantRound): readonly Part[] {
  const { pots, awardPence, award, focus, criteria, questions, voting, closesOn } = round;
  const potDays = pots.filter((pot) => pot.closesOn !== '');
  const dates = [
    closesOn === '' ? 'No last day for proposals yet' : `Proposals until ${longDate(closesOn)}`,
    ...potDays.map((pot) => `${POTS[pot.id].toLowerCase()} until ${longDate(pot.closesOn)}`),
  ];
  const asked = [
    focus.length === 0 ? 'All priorities' : `In focus: ${inWords(focus)}`,
    ...(criteria.length === 0 ? [] : [`Criteria: ${criteria.join('; ')}`]),
    ...(questions.length === 0 ? [] : [`Questions: ${questions.join(' ')}`]),
  ];
  const rule =
    voting.kind === 'threshold'
      ? `${voting.threshold}% of those who say yes or no must support it`
      : VOTING_RULES[voting.kind];
  const over = voting.quorumBy === 'ballot' ? 'the ballot as a whole' : 'each proposal';
  return [
    {
      title: 'Money',
      value: `${formatMoney(awardPence)} (${award}): ${inWords(pots.map(potWords))}`,
      ...{ verb: 'grants/change-money', change: 'Change the money' },
    },
    { title: 'Dates', value: dates.join('; '), verb: 'grants/change-dates', change: 'Change the dates' },
    { title: 'Asked', value: asked.join('. '), verb: 'grants/change-asked', change: 'Change what is asked' },
    {
      title: 'Vote',
      value: `${rule}. The quorum is counted over ${over}`,
      ...{ verb: 'grants/change-voting', change: 'Change how the vote is decided' },
    },
  ];
}

export function potWords({ id, pence }: Pot): string {
  return `${POTS[id].toLowerCase()} ${formatMoney(pence)}`;
}

async function lockPart(context: Context, round: GrantRound): Promise<readonly Part[]> {
  if (!round.pots.some(({ id }) => id === 'tactical')) return [];
  if (round.state === 'draft') {
    const value = unlockWords(round);
    const change = 'Change what opens the tactical pot';
    return [{ title: 'Tactical pot', value, verb: 'grants/change-unlock', change }];
  }
  const lock = lockOf(round, await lockFacts(context.store, round, context.today));
  const value = [lock.locked ? 'Locked.' : 'Open.', ...lock.reasons].join(' ');
  return [
    { title: 'Tactical pot', value, verb: 'grants/lock', change: 'Look at what locks the tactical pot' },
  ];
}

async function stepsOf(context: Context, round: GrantRound): Promise<readonly Button[]> {
  const { store, today } = context;
  const data = { round: round.id };
  const close = { title: 'Close for proposals', verb: 'grants/close-round', data };
  const reopen = { title: 'Reopen', verb: 'grants/reopen-round', data };
  const finish = { title: 'Finish the round', verb: 'grants/finish-round', data };
  if (round.state === 'draft') {
    const ready = missingToOpen(round, today).length === 0;
    const open = { title: 'Open for proposals', verb: 'grants/open-round', data };
    return [...(ready ? [open] : []), { title: 'Discard', verb: 'grants/discard-round', data }];
  }
  if (round.state === 'open') return [close];
  const latest = await latestBallot(store, round.id);
  const look = { title: 'Ballot', verb: 'grants/ballot-desk', data: { ballot: latest?.id ?? '' } };
  if (round.state === 'voting') return [look];
  const open = { title: 'Open a ballot', verb: 'grants/new-ballot', data };
  if (round.state === 'decided') {
    const again = (await undecidedIn(context, round)).length > 0;
    return [...(again ? [open] : []), look, reopen, finish];
  }
  const where = { round: round.id, state: 'proposed' } as const;
  const some = (await store.find(proposals, { where, by: 'createdAt', limit: 1 })).length > 0;
  return some ? [open, reopen] : [reopen, finish];
}

interface ConfirmParts {
  readonly heading: string;
  readonly sentence: string;
  readonly yes: string;
  readonly verb: string;
  readonly back: string;
  readonly press: object;
  /** Of the first button; what is sent is no destruction. */
  readonly style?: 'destructive' | 'positive';
}

/** Wide or lasting acts are asked once. */
export function confirmCard(parts: ConfirmParts): Card {
  return { template: 'grants/confirm', summary: parts.sentence, data: { style: 'destructive', ...parts } };
}
