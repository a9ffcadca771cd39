/** What is recorded for one action in one round. */
import { UserError } from '../../shared/errors.js';
import { collection } from '../../store/store.js';
import type { Stored, Transaction } from '../../store/store.js';

/** Status and its reason come from the partnership's papers; the RAG colour is the bot's. */
export const STATUSES = {
  'not-started': 'Not started',
  'in-progress': 'In progress',
  complete: 'Complete',
  delayed: 'Delayed',
  ongoing: 'Ongoing',
} as const;
export const RAGS = { green: 'Green', amber: 'Amber', red: 'Red' } as const;

export type Status = keyof typeof STATUSES;
export type Rag = keyof typeof RAGS;

/** The lead's own words. Empty text means not given. */
export interface Words {
  readonly status: Status;
  readonly rag: Rag;
  readonly done: string;
  /** Required when delayed, amber or red. */
  readonly reason: string;
  readonly next: string;
  /** ISO date or empty. */
  readonly nextOn: string;
}

/** The second section: outcomes are numbers in the partnership's papers. */
export interface Figures {
  readonly outcome: string;
  /** An https address or empty. */
  readonly evidence: string;
}

export interface Answer extends Stored, Words, Figures {
  readonly round: string;
  readonly action: string;
  /** The member who gave it. */
  readonly by: string;
  /** ISO instant. */
  readonly answeredAt: string;
  /** Given as "nothing has changed". */
  readonly unchanged: boolean;
  /** The nonce of the card it was given on: a second press on that card is not a conflict. */
  readonly nonce: string;
}

/** `id` is `<round>.<action>`; the indexes serve a round's answers and an action's history. */
export const answers = collection<Answer>('check-ins.answers', [['round'], ['action', 'answeredAt']]);
/** Earlier versions of answers, `<answer>.<version>`. */
export const earlierAnswers = collection<Answer & { readonly of: string }>('check-ins.earlier-answers', [
  ['of', 'answeredAt'],
]);

export function answerId(round: string, action: string): string {
  return `${round}.${action}`;
}

/** What an action that was never reported starts from. */
export const NEVER_REPORTED: Words & Figures = {
  status: 'not-started',
  rag: 'green',
  done: '',
  reason: '',
  next: '',
  nextOn: '',
  outcome: '',
  evidence: '',
};

/** Needs the Working Group's attention. */
export function isException(answer: Words): boolean {
  return answer.status === 'delayed' || answer.rag !== 'green';
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
  return store.put(answers, { ...next, version: current.version });
}

function saysTheSame(one: Answer, other: Answer): boolean {
  const keys = Object.keys(NEVER_REPORTED) as (keyof (Words & Figures))[];
  return (
    one.by === other.by && one.unchanged === other.unchanged && keys.every((key) => one[key] === other[key])
  );
}
