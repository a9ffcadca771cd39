/** The cards of passing an action to a colleague. */
import type { Member } from '../../../directory.js';
import { longDate } from '../../../shared/calendar.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import type { ActorContext, Card, Context } from '../../workflow.js';
import { dueSentence } from '../round/chase.js';
import { returnsOn } from './records.js';
import type { PassOn } from './records.js';
import type { PlanAction } from '../plan/plan.js';
import { endedSentence } from '../round/round.js';
import type { Ask, Round } from '../round/round.js';

export const PASS_ON_FIELDS = ['colleague', 'note'] as const;
/** As many as a list of choices should hold. */
const MOST_COLLEAGUES = 100;

/** The active members of the actor's organisation, without the actor, by name. */
export async function colleaguesOf({ directory, actor }: ActorContext): Promise<readonly Member[]> {
  const all = await directory.members('active');
  return all
    .filter(({ id, organisation }) => id !== actor.id && organisation === actor.organisation)
    .slice(0, MOST_COLLEAGUES);
}

export async function passOnFormCard(
  context: ActorContext,
  { round, action }: { readonly round: Round; readonly action: PlanAction },
  trouble: Trouble = {},
): Promise<Card> {
  const colleagues = await colleaguesOf(context);
  const organisation = context.directory.organisationName(context.actor.organisation, context.today);
  return {
    template: 'check-ins/pass-on-form',
    summary: `Pass ${action.number} to a colleague`,
    data: {
      heading: `Pass ${action.number} to a colleague`,
      ...about(action),
      nobody:
        colleagues.length === 0
          ? `Nobody else of ${organisation} is on the list of members. Ask them to say hello to me first.`
          : '',
      choices: colleagues.map(({ id, name }) => ({ title: name, value: id })),
      ...formData(PASS_ON_FIELDS, { colleague: '', note: '' }, trouble),
      press: { round: round.id, action: action.id },
    },
  };
}

export interface PassedOn {
  readonly passOn: PassOn;
  readonly round: Round;
  readonly action: PlanAction;
  readonly from: string;
  readonly to: string;
  readonly ask: Ask | undefined;
}

/** What the lead sees while the colleague has not answered. */
export function passedOnCard(context: Context, { passOn, round, action, to }: PassedOn): Card {
  const back = longDate(returnsOn(passOn, context));
  return {
    template: 'check-ins/passed-on',
    summary: `${action.number} passed to ${to}.`,
    data: {
      heading: `${action.number} passed to ${to}`,
      ...about(action),
      sentence: `It stays in your list until ${to} accepts. If ${to} declines, or has not accepted before ${back}, it is yours to answer, and I tell you.`,
      press: { passOn: passOn.id, version: passOn.version, round: round.id },
    },
  };
}

/** What the colleague is asked. */
export function askedOverCard(context: Context, found: PassedOn): Card {
  const { passOn, round, action, from } = found;
  const heading = `${from} asks you to answer for ${action.number}`;
  return {
    template: 'check-ins/asked-over',
    summary: `${heading}: ${action.text}`,
    data: {
      heading,
      ...about(action),
      note: passOn.note === '' ? '' : `${from} writes: ${passOn.note}`,
      due: `${round.name}. ${dueSentence(round, context.today)}`,
      back: `It goes back to ${from} on ${longDate(returnsOn(passOn, context))} if you do not accept it.`,
      press: { passOn: passOn.id, version: passOn.version },
    },
  };
}

/** What came of it, in a sentence for one of the two. */
export function settledCard(found: PassedOn, reader: string): Card {
  const { passOn, round, action, from, to } = found;
  const { number } = action;
  if (passOn.state === 'waiting' && round.state !== 'open') {
    const next = reader === passOn.to ? 'Nothing more is asked of you.' : undefined;
    return sentenceCard(action, endedSentence(round, next));
  }
  const forColleague = {
    accepted: `You accepted ${number}.`,
    declined: `You declined ${number}. It is for ${from} to answer, who is told.`,
    returned: `${number} is restricted now, so you cannot answer for it. It is for ${from} to answer.`,
    'taken back': `${from} took ${number} back. Nothing more is asked of you.`,
    waiting: `You did not accept ${number} in time. It is for ${from} to answer.`,
  };
  const forLead = {
    accepted: `${to} accepted ${number}. It has left your list.`,
    declined: `${to} declined ${number}. It is yours to answer.`,
    returned: `${number} is restricted now, so ${to} cannot answer for it. It is yours to answer.`,
    'taken back': `You took ${number} back. It is yours to answer.`,
    waiting: `${to} did not accept ${number} in time. It is yours to answer.`,
  };
  return sentenceCard(action, (reader === passOn.to ? forColleague : forLead)[passOn.state]);
}

/** One sentence in place of a card whose question is settled. */
export function sentenceCard({ number }: PlanAction, sentence: string): Card {
  return {
    template: 'shared/notice',
    summary: sentence,
    data: { heading: `Action ${number}`, sentence },
  };
}

function about({ priority, text }: PlanAction): object {
  return { priority, action: text };
}
