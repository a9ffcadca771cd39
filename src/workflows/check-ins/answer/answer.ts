/** What is recorded for one action in one round. */
import { dayOf } from '../../../shared/calendar.js';
import { UserError } from '../../../shared/errors.js';
import { collection } from '../../../store/store.js';
import type { Migration, Stored, Transaction } from '../../../store/store.js';

/** Status and its reason come from the partnership's papers; the RAG colour is the bot's. */
export const STATUSES = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  complete: 'Complete',
  delayed: 'Delayed',
  ongoing: 'Ongoing',
  'carried-over': 'Carried over',
  stopped: 'Stopped',
} as const;
export const RAGS = { green: 'Green', amber: 'Amber', red: 'Red' } as const;
/** How the money of an action stands, apart from its delivery. */
export const MONEY = { none: 'No money of its own', ...RAGS } as const;
export const SHARING = { no: 'No', yes: 'Yes' } as const;

export type Status = keyof typeof STATUSES;
export type Rag = keyof typeof RAGS;

/** The first section, in the lead's own words. Empty text means not given. */
export interface Words {
  readonly status: Status;
  /** Of delivery. */
  readonly rag: Rag;
  readonly money: keyof typeof MONEY;
  readonly done: string;
  /** Outcomes in numbers, as they were typed; figures.ts reads them. */
  readonly outcome: string;
  /** Required for every exception, and for what is carried over. */
  readonly reason: string;
}

/** The second section: what comes next, and evidence for what was done. */
export interface Details {
  readonly next: string;
  /** ISO date or empty. */
  readonly nextOn: string;
  /** An https address or empty. */
  readonly evidence: string;
  /** The date of the evidence as an ISO date, or empty. */
  readonly evidenceOn: string;
  /** Whether the link may stand in papers; otherwise the lead and the coordinators alone see it. */
  readonly evidenceShared: keyof typeof SHARING;
}

export interface Answer extends Stored, Words, Details {
  readonly round: string;
  readonly action: string;
  /** The member who gave it. */
  readonly by: string;
  /** ISO instant of these words. */
  readonly answeredAt: string;
  /** ISO instant of the first words: a correction after the due day does not make an answer late. */
  readonly firstAnsweredAt: string;
  /** Given as "nothing has changed". */
  readonly unchanged: boolean;
  /** Given before its round asked: it goes back when that is cancelled (early-moves.ts). */
  readonly early?: true;
  /** The nonce of the card it was given on: a second press on that card is not a conflict. */
  readonly nonce: string;
}

const withMoneyAndEvidence: Migration = (old) => ({
  ...{ money: 'none', evidenceOn: '', evidenceShared: 'no', firstAnsweredAt: old.answeredAt },
  ...old,
});

/** `id` is `<round>.<action>`; the indexes serve a round's answers and an action's history. */
export const answers = collection<Answer>(
  'check-ins.answers',
  [['round'], ['action', 'answeredAt']],
  [withMoneyAndEvidence],
);
/** Earlier versions of answers, `<answer>.<version>`. */
export const earlierAnswers = collection<Answer & { readonly of: string }>(
  'check-ins.earlier-answers',
  [['of', 'answeredAt']],
  [withMoneyAndEvidence],
);

export function answerId(round: string, action: string): string {
  return `${round}.${action}`;
}

export const NO_DETAILS: Details = {
  next: '',
  nextOn: '',
  evidence: '',
  evidenceOn: '',
  evidenceShared: 'no',
};

/** What an action that was never reported starts from. */
export const NEVER_REPORTED: Words & Details = {
  status: 'not-started',
  rag: 'green',
  money: 'none',
  done: '',
  outcome: '',
  reason: '',
  ...NO_DETAILS,
};

/** Needs the Working Group's attention. */
export function isException({ status, rag, money }: Pick<Words, 'status' | 'rag' | 'money'>): boolean {
  return (
    status === 'delayed' || status === 'stopped' || rag !== 'green' || money === 'amber' || money === 'red'
  );
}

/** First given after the day it was due. */
export function isLate({ firstAnsweredAt }: Answer, dueOn: string, zone: string): boolean {
  return dayOf(new Date(firstAnsweredAt), zone) > dueOn;
}

/** The last answer for an action in another round. */
export async function lastTime(
  store: Transaction,
  action: string,
  round: string,
): Promise<Answer | undefined> {
  const latest = await store.find(answers, {
    where: { action },
    by: 'answeredAt',
    order: 'descending',
    limit: 2,
  });
  return latest.find((answer) => answer.round !== round);
}

/** Where the press came from: the version its card showed, and the card's own mark. */
export interface Press {
  readonly version: number;
  readonly nonce: string;
}

/**
 * Keeps an answer and the version before it. The same words pressed again change nothing.
 * @throws {UserError} when somebody else answered since the card was made
 */
export async function keepAnswer(store: Transaction, next: Answer, press: Press): Promise<Answer> {
  const current = await store.get(answers, next.id);
  if (current === undefined) return store.put(answers, { ...next, version: 0 });
  if (saysTheSame(current, next)) return current;
  if (current.version !== press.version && current.nonce !== press.nonce) {
    throw new UserError(
      'check-ins.answeredMeanwhile',
      'This action was answered since you opened the form. Compare your words with what is recorded; save again to replace it.',
    );
  }
  await store.put(earlierAnswers, {
    ...current,
    id: `${current.id}.${current.version}`,
    version: 0,
    of: current.id,
  });
  const { firstAnsweredAt, version, early } = current;
  return store.put(answers, { ...next, firstAnsweredAt, version, ...(early && { early }) });
}

function saysTheSame(one: Answer, other: Answer): boolean {
  const keys = Object.keys(NEVER_REPORTED) as (keyof (Words & Details))[];
  return (
    one.by === other.by && one.unchanged === other.unchanged && keys.every((key) => one[key] === other[key])
  );
}
