/** The quorum: at least four different responsible authorities (Working Group terms of reference, section 6). */
import { count, inWords } from '../../../shared/text.js';
import type { Seat } from './seats.js';

export interface Quorum {
  /** How many different authorities took part, and how many must. */
  readonly present: number;
  readonly needed: number;
  readonly met: boolean;
  /** Names of authorities that have not taken part. */
  readonly absent: readonly string[];
}

/**
 * Counted from the seats that took part. Seats of one authority (a council and its units) are one.
 * @param tookPart organisations of the seats with a vote that counts
 */
export function quorumOf(
  seats: readonly Seat[],
  tookPart: ReadonlySet<string>,
  needed: number,
  nameOf: (authority: string) => string,
): Quorum {
  const all = authoritiesOf(seats);
  const present = new Set(authoritiesOf(seats.filter(({ organisation }) => tookPart.has(organisation))));
  return {
    present: present.size,
    needed,
    met: present.size >= needed,
    absent: all.filter((each) => !present.has(each)).map(nameOf),
  };
}

/** The different authorities that these seats count for, in the seats' order. */
export function authoritiesOf(seats: readonly Seat[]): readonly string[] {
  return [...new Set(seats.flatMap(({ authority }) => (authority === '' ? [] : [authority])))];
}

const NUMBERS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** `3 of 4: still needed, one of Probation Service and NHS`, or `4 of 4: quorate`. */
export function quorumSentence({ present, needed, met, absent }: Quorum): string {
  if (met) return `${present} of ${needed}: quorate`;
  const left = needed - present;
  if (absent.length < left) return `${present} of ${needed}: too few authorities can vote to reach it`;
  const missing = NUMBERS[left] ?? String(left);
  if (absent.length === left) return `${present} of ${needed}: still needed, ${inWords(absent)}`;
  return `${present} of ${needed}: still needed, ${missing} of ${absent.join(', ')}`;
}

/** The same once no vote can be given any more: `not reached: 2 responsible authorities took part, and 4 were needed`. */
export function quorumThen(quorum: Quorum): string {
  if (quorum.met) return quorumSentence(quorum);
  const { present, needed } = quorum;
  const some =
    present === 0
      ? 'no responsible authority'
      : count(present, 'responsible authority', 'responsible authorities');
  return `not reached: ${some} took part, and ${needed} ${needed === 1 ? 'was' : 'were'} needed`;
}
