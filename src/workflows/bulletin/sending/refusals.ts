/**
 * A mail server that refuses the first letters all alike refuses us, whatever it says about the addresses: nobody's
 * address is doubted for that. Whether it does is decided here, from how the letters stand.
 */
import { replyCodes } from '../../../shared/smtp-reply.js';
import type { Issue } from '../issue/issue.js';
import type { IssueRecipient, Standing } from './recipient.js';

/** So many refusals alike, and nothing delivered, are no coincidence. */
const ALIKE = 5;

/** A letter on its way, and how it stands. */
export interface Followed {
  readonly recipient: IssueRecipient;
  readonly standing: Standing;
}

export interface Verdict {
  /** What the server said to all of the first letters, when that is its answer to everybody; or ''. */
  readonly refusal: string;
  /** Those to settle now. */
  readonly settled: readonly Followed[];
  /** How many may still change, or wait for what becomes of the others. */
  readonly open: number;
}

/** Nothing of this letter is open any more, though another may have to take its place. */
export function isSettled({ outcome, withdrawn }: Standing): boolean {
  return withdrawn || outcome !== 'waiting';
}

export function isRefused({ standing }: Followed): boolean {
  return standing.outcome === 'refused';
}

/**
 * What is to be done about the letters of an issue. Until one of them was delivered, a refusal is not believed:
 * it waits, for a delivery, for the end, or for so many more alike that they are the server's answer to everybody.
 * @param delivered one of the issue was settled as delivered before
 * @param more people wait whose letter is not written yet
 */
export function verdictOn(
  { refusedAlike = '' }: Pick<Issue, 'refusedAlike'>,
  letters: readonly Followed[],
  { delivered, more }: { readonly delivered: boolean; readonly more: boolean },
): Verdict {
  const settled = letters.filter(({ standing }) => isSettled(standing));
  const open = letters.length - settled.length;
  const refused = settled.filter(isRefused);
  const others = settled.filter((each) => !isRefused(each));
  const reached = delivered || others.some(({ standing }) => !standing.withdrawn);
  if (reached || refusedAlike !== '' || refused.length === 0) return { refusal: '', settled, open };
  const refusal = saidToAll(refused);
  if (refusal === '' && open === 0 && !more) return { refusal, settled, open };
  return { refusal, settled: others, open: open + refused.length };
}

/** The reply that all of them got, by its codes: its words may name the address. */
function saidToAll(refused: readonly Followed[]): string {
  const [first = ''] = refused.map(({ standing }) => standing.reason);
  const codes = replyCodes(first);
  const alike = refused.every(({ standing }) => replyCodes(standing.reason) === codes);
  return refused.length >= ALIKE && codes !== '' && alike ? first : '';
}
