/** The cards of an enquiry: the form that asks, the message that is answered, and the reply. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { longDate } from '../../../shared/calendar.js';
import type { Card, Context, Notification } from '../../workflow.js';
import { about } from '../answer/cards.js';
import { describe } from '../answer/form.js';
import type { Answer } from '../answer/answer.js';
import { enquiryKey } from './enquiry.js';
import type { Enquiry } from './enquiry.js';
import { maySeeAction } from '../plan/sight.js';
import { planActions } from '../plan/plan.js';
import type { PlanAction } from '../plan/plan.js';

/** An organisation that can be asked, and who is asked for it. */
export interface Contact {
  readonly organisation: string;
  readonly title: string;
}

export function blockedFormCard(
  { partnership }: Context,
  action: PlanAction,
  answer: Answer,
  contacts: readonly Contact[],
  trouble: Trouble = {},
): Card {
  return {
    template: 'check-ins/blocked-form',
    summary: `Who blocks ${action.number}, and what you need from them`,
    data: {
      heading: `${action.number} is blocked by others`,
      ...about(action),
      another: `If it is not here, write to the ${partnership.team.name}: ${partnership.team.mailbox}`,
      organisations: contacts.map(({ organisation, title }) => ({ value: organisation, title })),
      ...formData(['organisation', 'needed'], { organisation: '', needed: '' }, trouble),
      press: pressOf(answer),
    },
  };
}

export function questionFormCard(
  action: PlanAction,
  answer: Answer,
  name: string,
  trouble: Trouble = {},
): Card {
  return {
    template: 'check-ins/question-form',
    summary: `Ask ${name} about ${action.number}`,
    data: {
      heading: `Ask ${name} about ${action.number}`,
      ...about(action),
      facts: describe(answer, 'all'),
      ...formData(['question'], { question: '' }, trouble),
      press: pressOf(answer),
    },
  };
}

/** What whoever is asked reads: the answer goes into this very card. */
export async function enquiryCard(context: Context, enquiry: Enquiry, trouble: Trouble = {}): Promise<Card> {
  const { by, action } = await named(context, enquiry);
  const heading =
    enquiry.kind === 'question'
      ? `${by} asks about ${action.number}`
      : `${by} needs something from ${organisationOf(context, enquiry)}`;
  return {
    template: 'check-ins/enquiry',
    summary: `${heading}: ${enquiry.text}`,
    data: {
      heading,
      ...about(action),
      asked: enquiry.text,
      on: `Asked on ${longDate(enquiry.askedOn)}.`,
      ...formData(['reply'], { reply: '' }, trouble),
      press: { enquiry: enquiry.id },
    },
  };
}

/** The message to whoever is asked. */
export async function asking(context: Context, enquiry: Enquiry): Promise<Notification> {
  const card = await enquiryCard(context, enquiry);
  return { to: { kind: 'member', id: enquiry.to }, card, key: enquiryKey(enquiry) };
}

/** What it becomes once it is answered or taken back, for both sides. */
export async function enquiryEndCard(context: Context, enquiry: Enquiry, reader: string): Promise<Card> {
  const { by, to, action } = await named(context, enquiry);
  const withdrawn = enquiry.state === 'withdrawn';
  const heading = withdrawn
    ? `${by} needs nothing more for ${action.number}`
    : `${reader === enquiry.to ? 'Your answer' : `${to} has answered`} about ${action.number}`;
  const leads = (enquiry.kind === 'question') === (reader === enquiry.to);
  return {
    template: 'check-ins/enquiry-end',
    summary: heading,
    data: {
      heading,
      ...about(action),
      facts: [
        { title: enquiry.kind === 'question' ? 'Question' : 'Needed', value: enquiry.text },
        { title: 'Answer', value: withdrawn ? '' : enquiry.reply },
      ].filter(({ value }) => value !== ''),
      told: withdrawn || reader !== enquiry.to ? '' : `${by} has been told.`,
      // Their own words here are the reply: what they would change is what they said of the action.
      change: leads && !withdrawn ? `Change the update of ${action.number}` : '',
      history: enquiry.kind === 'question' && reader !== enquiry.to ? 'Open the history' : '',
      press: { round: enquiry.round, action: enquiry.action },
    },
  };
}

function pressOf(answer: Answer): object {
  return { round: answer.round, action: answer.action, version: answer.version };
}

function organisationOf({ directory, today }: Context, { organisation }: Enquiry): string {
  return directory.organisationName(organisation, today);
}

/** It may have been marked restricted since they were asked: then its words are not theirs to see. */
function hidden(action: PlanAction): PlanAction {
  return { ...action, aim: '', text: 'This action is restricted now.' };
}

async function named(
  context: Context,
  enquiry: Enquiry,
): Promise<{ readonly by: string; readonly to: string; readonly action: PlanAction }> {
  const { store, directory } = context;
  const asked = await directory.member(enquiry.to);
  const by = (await directory.member(enquiry.by))?.name ?? 'Somebody who has left';
  const to = asked?.name ?? 'Somebody who has left';
  const action = await store.get(planActions, enquiry.action);
  if (action === undefined) throw new Error(`The plan keeps every action; ${enquiry.action} is not there.`);
  return {
    by,
    to,
    action: (await maySeeAction(context, asked ?? 'anybody', action)) ? action : hidden(action),
  };
}
