/** What keeps the tactical pot locked, and what opens it. */
import { z } from 'zod';
import { longDate } from '../../../shared/calendar.js';
import { choice, optionalDay, parse } from '../../../shared/parse.js';
import { ok } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { inWords } from '../../../shared/text.js';
import type { Transaction } from '../../../store/store.js';
import { lines } from './form.js';
import { proposals, proposalsOf } from '../proposal/proposal.js';
import type { Proposal, ProposalState } from '../proposal/proposal.js';
import type { EarlierProject, GrantRound, UnlockRule } from './round.js';

export interface Lock {
  readonly locked: boolean;
  /** One sentence for each rule that still holds it, or how it was opened. */
  readonly reasons: readonly string[];
}

/** What the rules are held against. */
interface LockFacts {
  readonly today: string;
  /** The round's upfront proposals. */
  readonly upfront: readonly Pick<Proposal, 'state' | 'title'>[];
  /** Earlier projects that the bot has, by id. */
  readonly earlier: ReadonlyMap<string, Pick<Proposal, 'state'>>;
}

const AWAITING: readonly ProposalState[] = ['shortlisted', 'submitted', 'pending'];
const DECIDED: readonly ProposalState[] = ['approved', 'part-approved', 'refused', 'delivered'];

/** Every rule of the round must hold; a coordinator's word opens it whatever they say. */
export function lockOf(
  { unlock, unlocked }: Pick<GrantRound, 'unlock' | 'unlocked'>,
  known: LockFacts,
): Lock {
  if (unlocked !== undefined) return { locked: false, reasons: [`Opened by hand: ${unlocked.reason}`] };
  const reasons = unlock.flatMap((rule) => held(rule, known));
  return { locked: reasons.length > 0, reasons };
}

function held(rule: UnlockRule, known: LockFacts): readonly string[] {
  if (rule.kind === 'date') {
    return known.today < rule.from ? [`It opens on ${longDate(rule.from)}.`] : [];
  }
  if (rule.kind === 'delivered') {
    const left = rule.projects.filter((project) => !isDelivered(project, known.earlier));
    if (left.length === 0) return [];
    return [`Not delivered yet: ${inWords(left.map(({ title, year }) => `${title} (${year})`))}.`];
  }
  const waiting = known.upfront.filter(({ state }) => AWAITING.includes(state));
  if (waiting.length > 0) return [`Not decided yet: ${inWords(waiting.map(({ title }) => title))}.`];
  return known.upfront.some(({ state }) => DECIDED.includes(state))
    ? []
    : ['No upfront project is decided yet.'];
}

export function isDelivered(project: EarlierProject, earlier: LockFacts['earlier']): boolean {
  return project.deliveredOn !== '' || earlier.get(project.proposal)?.state === 'delivered';
}

/** Gathers what the rules need, from the records. */
export async function lockFacts(store: Transaction, round: GrantRound, today: string): Promise<LockFacts> {
  const own = await proposalsOf(store, round.id);
  const earlier = new Map<string, Proposal>();
  for (const { proposal } of earlierProjects(round)) {
    const found = proposal === '' ? undefined : await store.get(proposals, proposal);
    if (found !== undefined) earlier.set(found.id, found);
  }
  return { today, upfront: own.filter(({ pot }) => pot === 'upfront'), earlier };
}

export function earlierProjects({ unlock }: Pick<GrantRound, 'unlock'>): readonly EarlierProject[] {
  return unlock.flatMap((rule) => (rule.kind === 'delivered' ? rule.projects : []));
}

export const UNLOCK_FIELDS = ['projects', 'decided', 'from'] as const;

const form = z.object({
  projects: lines('the list', 10, 150).superRefine((list, context) => {
    const wrong = list.find((line) => !PROJECT.test(line));
    if (wrong === undefined) return;
    const message = `Enter each project with its year, like Hate Crime Publicity Material (2020/21); '${wrong}' has none`;
    context.addIssue({ code: 'custom', message });
  }),
  decided: choice({ yes: '', no: '' }, 'Choose whether upfront projects must be decided first'),
  from: optionalDay('Enter the date from which it is open, or leave it empty'),
});
const PROJECT = /^(.+?)\s*\((\d{4}\/\d{2})\)$/;

/** The rules as typed. A project that stood in the list keeps what is known of it. */
export function parseUnlock(data: unknown, round: GrantRound): Result<readonly UnlockRule[]> {
  const read = parse(form, data);
  if (!read.ok) return read;
  const { projects, decided, from } = read.value;
  const before = earlierProjects(round);
  const listed = projects.map((line): EarlierProject => {
    const [, title = '', year = ''] = PROJECT.exec(line) ?? [];
    const known = before.find((each) => each.title === title && each.year === year);
    return known ?? { title, year, proposal: '', deliveredOn: '' };
  });
  return ok([
    ...(listed.length === 0 ? [] : [{ kind: 'delivered', projects: listed } as const]),
    ...(decided === 'yes' ? [{ kind: 'upfront decided' } as const] : []),
    ...(from === '' ? [] : [{ kind: 'date', from } as const]),
  ]);
}

export function unlockStart(round: GrantRound): Record<(typeof UNLOCK_FIELDS)[number], string> {
  return {
    projects: earlierProjects(round)
      .map(({ title, year }) => `${title} (${year})`)
      .join('\n'),
    decided: round.unlock.some(({ kind }) => kind === 'upfront decided') ? 'yes' : 'no',
    from: round.unlock.flatMap((rule) => (rule.kind === 'date' ? [rule.from] : []))[0] ?? '',
  };
}

/** What opens the tactical pot, in words. */
export function unlockWords({ unlock }: Pick<GrantRound, 'unlock'>): string {
  if (unlock.length === 0) return 'open from the start';
  const each = unlock.map((rule) => {
    if (rule.kind === 'date') return `it is ${longDate(rule.from)}`;
    if (rule.kind === 'upfront decided') return 'the upfront projects are decided';
    return `these are delivered: ${inWords(rule.projects.map(({ title, year }) => `${title} (${year})`))}`;
  });
  return `locked until ${inWords(each)}`;
}
