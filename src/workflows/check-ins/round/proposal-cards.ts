/** What coordinators see of a check-in that the bot proposes. */
import { longDate } from '../../../shared/calendar.js';
import { count } from '../../../shared/text.js';
import type { Card, Context } from '../../workflow.js';
import { reckoningSentence } from './cards.js';
import type { RoundForm } from './form.js';
import { currentPlan } from '../plan/plan.js';
import type { Proposal } from './proposal.js';
import { reckon } from './round.js';

/** Asks whether to open it, with the dates filled in and the number of people it asks. */
export async function proposalCard(
  context: Context,
  { id, version }: Pick<Proposal, 'id' | 'version'>,
  { dueOn }: RoundForm,
): Promise<Card> {
  const plan = await currentPlan(context);
  const reckoning = await reckon(context, plan?.id ?? '');
  const people = count(reckoning.people.length, 'person', 'people');
  const heading = `Open the check-in for ${longDate(id)}?`;
  return {
    template: 'check-ins/proposal',
    summary: heading,
    data: {
      heading,
      dates: `The Working Group meets on ${longDate(id)}. Answers would be due by ${longDate(dueOn)}.`,
      sentence: reckoningSentence(reckoning),
      open: `Ask ${people} now`,
      press: { meeting: id, version },
    },
  };
}

/** What was decided, and the way on. After the meeting nothing is decided any more. */
export function decidedCard(
  { id, version, state, round, decidedOn }: Proposal,
  by: string,
  today: string,
): Card {
  const opened = state === 'opened';
  const past = id <= today && !opened;
  const sentence = past
    ? `The meeting was on ${longDate(id)}, so nobody is asked for it any more.`
    : opened
      ? `${by} opened it on ${longDate(decidedOn)}.`
      : `${by} decided on ${longDate(decidedOn)} that there is no check-in for this meeting.`;
  return {
    template: 'check-ins/proposal-decided',
    summary: `Check-in for ${longDate(id)}: ${sentence}`,
    data: {
      heading: `Check-in for ${longDate(id)}`,
      sentence,
      skipped: state === 'skipped' && !past,
      opened,
      past,
      press: { meeting: id, version, round },
    },
  };
}
