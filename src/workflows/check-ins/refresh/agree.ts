/** The Working Group's agreement: when it was given, by whom it was recorded, and from when the version holds. */
import { z } from 'zod';
import { addDays, longDate } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import type { Action, ActorContext, Card, Context, Handler, Input } from '../../workflow.js';
import { planCard } from '../plan/cards.js';
import { mustManagePlan } from '../policy.js';
import { plans } from '../plan/plan.js';
import { refreshCard } from './cards.js';
import { loadDraft, loadRefresh, mustBeDecided, mustBeUnderWay } from './draft.js';
import { isDue, putInForce } from './effect.js';
import { refreshes } from './refresh.js';
import type { Refresh } from './refresh.js';

const FIELDS = ['meetingOn', 'number', 'from'] as const;

export interface AgreementForm {
  readonly meetingOn: string;
  readonly number: string;
  readonly from: string;
}

const agreement = z.object({
  meetingOn: requiredDay('Enter the date of the meeting'),
  number: requiredText('the version', 12, 'Enter a version, like 2.0').refine(
    (text) => text === '' || /^\d{1,3}\.\d{1,3}$/.test(text),
    'Enter a version, like 2.0',
  ),
  from: requiredDay('Enter the day on which it takes effect'),
});

interface AgreementLimits {
  readonly today: string;
  /** The last day on which members could comment: the Working Group agrees with their comments before it. */
  readonly commentsUntil: string;
  /** Numbers of the versions before. */
  readonly taken: readonly string[];
}

export function parseAgreement(
  data: unknown,
  { today, commentsUntil, taken }: AgreementLimits,
): Result<AgreementForm> {
  const read = parse(agreement, data);
  if (!read.ok) return read;
  const { meetingOn, number, from } = read.value;
  const problems = {
    ...(meetingOn < commentsUntil && {
      meetingOn: `Enter a meeting from ${longDate(commentsUntil)} on: until then members could comment`,
    }),
    ...(meetingOn > today && {
      meetingOn: 'Enter a meeting that has taken place; record the agreement after it',
    }),
    ...(taken.includes(number) && { number: `Version ${number} exists already. Enter the next one` }),
    ...(from < meetingOn && { from: `Enter a day from the meeting on ${longDate(meetingOn)} on` }),
  };
  return Object.keys(problems).length === 0 ? read : invalid(problems);
}

export const openAgreement: Handler = async (input, context) => {
  const refresh = await load(input, context);
  await mustBeAgreeable(context, refresh);
  return { reply: await agreementCard(context, refresh) };
};

/** Records the agreement, or corrects it until the version takes effect. */
export const saveAgreement: Action = {
  async handle(input, context) {
    const { store, actor, now, today } = context;
    const refresh = await load(input, context);
    const commentsUntil = lastDayForComments(refresh);
    const form = parseAgreement(input.data, { today, commentsUntil, taken: await numbersOf(context) });
    if (!form.ok) return form;
    await mustBeAgreeable(context, refresh);
    const { meetingOn, number, from } = form.value;
    const agreed = { meetingOn, by: actor.id, at: now.toISOString() };
    const kept = await store.put(refreshes, { ...refresh, state: 'agreed', agreed, number, from });
    if (!isDue(kept, today)) return { reply: await refreshCard(context, kept, 'The agreement is recorded.') };
    const plan = await putInForce(context, kept);
    return { reply: await planCard(context, plan, `Version ${number} of the plan is in force.`) };
  },
  form: async (typed, trouble, context) =>
    agreementCard(context, await load(typed, context), { typed: typed.data, ...trouble }),
};

/** It was recorded by mistake: the draft is with the members again, and waits for an agreement. The version and its day stay. */
export const withdrawAgreement: Handler = async (input, context) => {
  const refresh = await load(input, context);
  if (refresh.state !== 'agreed') return { reply: await refreshCard(context, refresh) };
  const { agreed: _, ...before } = refresh;
  const kept = await context.store.put(refreshes, { ...before, state: 'out' });
  const notice =
    'The agreement is withdrawn. Record it again once the Working Group has agreed; until then nothing takes effect.';
  return { reply: await refreshCard(context, kept, notice) };
};

async function agreementCard(context: ActorContext, refresh: Refresh, trouble: Trouble = {}): Promise<Card> {
  const { agreed, number, from } = refresh;
  const commentsUntil = lastDayForComments(refresh);
  const meetingOn = agreed?.meetingOn ?? lastMeeting(context, commentsUntil);
  const start = {
    meetingOn,
    number: number ?? nextNumber(await numbersOf(context)),
    from: from ?? proposedStart(context.today, meetingOn),
  };
  return {
    template: 'check-ins/refresh-agree-form',
    summary: 'The Working Group’s agreement',
    data: {
      about: `Members could comment until ${longDate(commentsUntil)}.${meetingOn === '' ? whichMeeting(context) : ''}`,
      ...formData(FIELDS, start, trouble),
      press: { refresh: refresh.id },
    },
  };
}

/** The last meeting that members' comments could reach, or '': no date is better than one that nobody looked at. */
function lastMeeting({ partnership, today }: Context, commentsUntil: string): string {
  const meetings = [...partnership.working_group.meetings].sort();
  return meetings.findLast((day) => day >= commentsUntil && day <= today) ?? '';
}

/** What to do while no meeting can be proposed. */
function whichMeeting({ partnership, today }: Context): string {
  const next = [...partnership.working_group.meetings].sort().find((day) => day > today);
  return next === undefined
    ? ' Enter the meeting after that at which the Working Group agreed.'
    : ` The Working Group’s next meeting is on ${longDate(next)}: record its agreement after it.`;
}

/** `2.0` after `1.0`, as each refresh is a whole version. */
export function nextNumber(taken: readonly string[]): string {
  return `${Math.max(0, ...taken.map((number) => Number.parseInt(number, 10) || 0)) + 1}.0`;
}

/** The April that is near, but no day before the meeting: a version is agreed before it takes effect. */
function proposedStart(today: string, meetingOn: string): string {
  const april = nextApril(today);
  return april < meetingOn ? meetingOn : april;
}

/** Refreshed agreements take effect in April. */
function nextApril(today: string): string {
  const april = `${today.slice(0, 4)}-04-01`;
  return april >= addDays(today, -60) ? april : `${Number(today.slice(0, 4)) + 1}-04-01`;
}

async function numbersOf({ store }: Context): Promise<readonly string[]> {
  const past = await store.find(plans, { where: { state: 'past' } });
  const current = await store.find(plans, { where: { state: 'current' } });
  return [...past, ...current].map(({ number }) => number);
}

/** @throws {UserError} before members have had their say, or while something of it is to be decided */
async function mustBeAgreeable(context: Context, refresh: Refresh): Promise<void> {
  const commentsUntil = lastDayForComments(refresh);
  if (refresh.state === 'agreed') return;
  if (commentsUntil < context.today) {
    mustBeDecided(await loadDraft(context, refresh));
    return;
  }
  throw new UserError(
    'check-ins.commentsOpen',
    `Members can comment until ${longDate(commentsUntil)}. Record the agreement after that day, or change the date for comments first.`,
  );
}

/** @throws {UserError} before the draft was sent */
function lastDayForComments({ state, commentsUntil }: Refresh): string {
  if (state !== 'working' && commentsUntil !== undefined) return commentsUntil;
  throw new UserError(
    'check-ins.notSent',
    'The members have not seen this draft yet. Send it to them before the agreement is recorded.',
  );
}

async function load(input: Input, context: ActorContext): Promise<Refresh> {
  mustManagePlan(context.actor);
  const refresh = await loadRefresh(input, context);
  mustBeUnderWay(refresh);
  return refresh;
}
