/** What one person has in one session. The records are the only account of places: there is no tally. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Slot } from '../session/session.js';

/** Standing on a waiting list. While it is offered, a place is held until `until` (ISO instant). */
export type Wish =
  | { readonly slot: Slot; readonly state: 'waiting'; readonly since: string }
  | { readonly slot: Slot; readonly state: 'offered'; readonly since: string; readonly until: string };

export type Ending = 'cancelled' | 'declined' | 'expired';

/** One step of a sign-up, so that a coordinator can see what happened and when (ISO instant). */
export interface Step {
  readonly at: string;
  readonly what: 'taken' | 'waiting' | 'offered' | 'left the list' | Ending;
  readonly slot?: Slot;
}

/** `id` is `<session>.<member>`: nobody can have two in one session. */
export interface SignUp extends Stored {
  readonly session: string;
  readonly member: string;
  /** The person's organisation when they signed up: places may be reserved for it. */
  readonly organisation: string;
  /** The member who signed them up: themselves or a colleague. */
  readonly by: string;
  readonly place?: Slot;
  readonly wish?: Wish;
  /** How it ended, when there is neither a place nor a wish. */
  readonly ended?: Ending;
  /** The newest last, at most {@link STEPS}. */
  readonly steps: readonly Step[];
  /** Whether there is a wish, for the index. */
  readonly waits: boolean;
}

export const STEPS = 20;

export const signUps = collection<SignUp>('info-sessions.sign-ups', [['session'], ['session', 'waits']]);

export function signUpId(session: string, member: string): string {
  return `${session}.${member}`;
}

/** Whether the person is coming or wants to. */
export function isLive(signUp: SignUp | undefined): boolean {
  return signUp?.place !== undefined || signUp?.wish !== undefined;
}
