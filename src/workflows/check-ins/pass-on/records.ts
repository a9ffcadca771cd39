/** An action of a round that a lead passed to a colleague, who accepts or declines. */
import { addWorkingDays } from '../../../shared/calendar.js';
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context } from '../../workflow.js';

export interface PassOn extends Stored {
  readonly round: string;
  readonly action: string;
  /** Members: the lead, and the colleague. */
  readonly from: string;
  readonly to: string;
  readonly state: 'waiting' | 'accepted' | 'declined' | 'taken back' | 'returned';
  /** ISO date on which it was passed on. */
  readonly on: string;
  /** How often the lead has passed it on. */
  readonly turn: number;
  /** What the lead wrote to the colleague, or ''. */
  readonly note: string;
  /** The key of the lead's message that says it was passed on; absent or '' when it shows something else. */
  readonly shownIn?: string;
}

/** `id` is `<round>.<action>.<from>`: one at a time. */
export const passOns = collection<PassOn>('check-ins.pass-ons', [
  ['round', 'state'],
  ['to', 'state'],
  ['from', 'state'],
]);

export function passOnId(round: string, action: string, from: string): string {
  return `${round}.${action}.${from}`;
}

/** The key of the message that asks the colleague. */
export function passOnKey({ id, turn }: PassOn): string {
  return `check-ins.pass-on:${id}:${turn}`;
}

/** The day from which it is the lead's again when nobody accepted. */
export function returnsOn({ on }: PassOn, { partnership }: Context): string {
  return addWorkingDays(on, partnership.check_ins.chase.passed_on);
}

/** Waiting for the colleague, and not too long. */
export function isOffered(passOn: PassOn, context: Context): boolean {
  return passOn.state === 'waiting' && context.today < returnsOn(passOn, context);
}
