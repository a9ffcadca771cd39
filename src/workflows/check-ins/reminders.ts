/** The chase: whom a round reminds today, and of what. The steps stand in the partnership file. */
import { isActive } from '../../directory.js';
import { dayOf, longDate } from '../../shared/calendar.js';
import { count, inWords } from '../../shared/text.js';
import type { Context, Reminder } from '../workflow.js';
import { chaseDay, dueSentence, latestStep } from './round/chase.js';
import { passOnReminders } from './pass-on/reminders.js';
import { proposalReminders } from './round/propose.js';
import { ownAsk } from './plan/sight.js';
import { repliedOf, roundProgress } from './round/progress.js';
import type { Progress } from './round/progress.js';
import { askKey, openRounds } from './round/round.js';
import type { Ask, Round } from './round/round.js';
import { standInsFor } from './round/stand-ins.js';

interface Late {
  readonly round: Round;
  readonly ask: Ask;
  readonly progress: Progress;
}

/**
 * From the first step until the meeting: leads with actions left, then their deputies, then the coordinators.
 * The due day is part of each key, so that an extension starts the ladder anew.
 */
export async function reminders(context: Context): Promise<readonly Reminder[]> {
  const found: Reminder[] = [];
  for (const round of await openRounds(context)) {
    if (round.meetingOn < context.today) continue;
    const { people, replied } = await roundProgress(context.store, round.id);
    for (const { ask, progress } of people.filter((each) => each.progress.left.length > 0)) {
      const seen = await ownAsk(context, ask);
      const left = progress.left.filter((id) => seen.actions.includes(id));
      const asked = seen.actions.length;
      if (left.length === 0) continue;
      const own = { answered: asked - left.length, asked, left };
      found.push(...(await ofOne(context, { round, ask: seen, progress: own })));
    }
    if (replied < people.length) found.push(...(await ofTheTeam(context, round, replied, people.length)));
    found.push(...(await passOnReminders(context, round)));
  }
  return [...found, ...(await proposalReminders(context))];
}

/** What follows from one lead's answers that are left. */
async function ofOne(context: Context, late: Late): Promise<readonly Reminder[]> {
  const { today, directory, partnership } = context;
  const { round, ask } = late;
  const lead = await directory.member(ask.member);
  if (lead === undefined || !isActive(lead))
    return withoutLead(context, late, 'has left the list of members');

  const { leads, deputies } = partnership.check_ins.chase;
  const step = latestStep(round.dueOn, leads, today);
  const away = await context.awayUntil(lead.id);
  if (step !== undefined && away > round.dueOn) {
    const own = await toLead(context, late, step);
    return [...own, ...(await withoutLead(context, late, `is away until ${longDate(away)}`))];
  }
  const own = step === undefined ? [] : await toLead(context, late, step);
  return chaseDay(round.dueOn, deputies) > today ? own : [...own, ...(await toStandIns(context, late, ''))];
}

async function toLead(
  context: Context,
  { round, ask, progress }: Late,
  step: number,
): Promise<readonly Reminder[]> {
  // Who has not got the first card, or got it today, is not reminded of it. Who joined the round since, by
  // taking an action over, got none.
  const asked = await context.delivery(askKey(round.id, ask.member));
  const sentOn = asked?.sentAt && dayOf(new Date(asked.sentAt), context.partnership.time_zone);
  if (asked !== undefined && (sentOn === undefined || sentOn === context.today)) return [];
  const left = `${progress.left.length} of ${count(progress.asked, 'action')} to answer.`;
  return [
    {
      member: ask.member,
      key: `check-ins.due:${round.id}:${round.dueOn}:${step}`,
      title: round.name,
      detail: `${left} ${dueSentence(round, context.today)}`,
      open: { verb: 'check-ins/actions', data: { round: round.id }, title: 'Answer now' },
    },
  ];
}

/** The lead cannot answer: whoever stands in is asked, or else the coordinators hear it, once. */
async function withoutLead(context: Context, late: Late, why: string): Promise<readonly Reminder[]> {
  const { round, ask, progress } = late;
  const lead = await context.directory.member(ask.member);
  const left = lead === undefined || !isActive(lead);
  const asked = await toStandIns(context, late, why);
  if (asked.length > 0 && !left) return asked;
  const names: string[] = [];
  for (const { member } of asked) names.push((await context.directory.member(member))?.name ?? '');
  const then =
    names.length === 0
      ? 'Nobody stands in: name a deputy, or who holds the post now, in the partnership file.'
      : `I ask ${inWords(names)} instead.`;
  const detail = `${lead?.name ?? 'A lead'} ${why}, with ${count(progress.left.length, 'action')} to answer. ${then}`;
  const key = `check-ins.no-lead:${round.id}:${ask.member}:${left ? 'left' : why}`;
  return [...asked, ...(await toCoordinators(context, round, key, detail))];
}

async function toStandIns(
  context: Context,
  { round, ask, progress }: Late,
  why: string,
): Promise<readonly Reminder[]> {
  const lead = await context.directory.member(ask.member);
  const name = lead?.name ?? 'Somebody who has left';
  return (await standInsFor(context, lead, progress.left)).map(({ member, actions }) => ({
    member: member.id,
    key: `check-ins.stand-in:${round.id}:${round.dueOn}:${ask.member}`,
    title: `${round.name}: in place of ${name}`,
    detail:
      `${why === '' ? '' : `${name} ${why}. `}${count(actions.length, 'action')} of theirs ` +
      `${actions.length === 1 ? 'has' : 'have'} no answer yet, and you stand in. ${dueSentence(round, context.today)}`,
    open: { verb: 'check-ins/stand-in', data: { ask: ask.id }, title: 'Answer in their place' },
  }));
}

/** Counts alone: who it is they see when they ask, in their own chat. */
async function ofTheTeam(
  context: Context,
  round: Round,
  replied: number,
  people: number,
): Promise<readonly Reminder[]> {
  const { coordinators } = context.partnership.check_ins.chase;
  if (chaseDay(round.dueOn, coordinators) > context.today) return [];
  const detail = `${repliedOf(replied, people)} in full. ${dueSentence(round, context.today)}`;
  return toCoordinators(context, round, `check-ins.missing:${round.id}:${round.dueOn}`, detail);
}

async function toCoordinators(
  { directory }: Context,
  round: Round,
  key: string,
  detail: string,
): Promise<readonly Reminder[]> {
  const open = { verb: 'check-ins/not-replied', data: { round: round.id }, title: 'See who has not replied' };
  const team = await directory.membersWith('coordinator');
  return team.map(({ id }) => ({ member: id, key, title: round.name, detail, open }));
}
