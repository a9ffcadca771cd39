/** Whether this computer knows what time it is, and where. */
import { DateTime } from 'luxon';
import { count } from '../../shared/text.js';
import { about } from './finding.js';
import type { Finding } from './finding.js';

/** Microsoft takes a token for five minutes early or late, no more. In milliseconds. */
const TOLERANCE = 5 * 60_000;

interface Times {
  /** What the bot's clock would read. */
  readonly now: Date;
  /** What this computer's clock reads. */
  readonly ours: Date;
  /** What Microsoft's clock reads, when it was reached. */
  readonly theirs?: Date | undefined;
  /** When the journal's last entry was made, ISO 8601. */
  readonly lastAt?: string | undefined;
  readonly zone?: string | undefined;
}

export function checkClock({ now, ours, theirs, lastAt, zone }: Times): readonly Finding[] {
  const { ok, problem } = about('Clock');
  const findings: Finding[] = [];
  if (lastAt !== undefined && now.toISOString() < lastAt) {
    findings.push(
      problem(
        `It says ${now.toISOString()}, but the last entry of the journal was made at ${lastAt}. Set this computer's clock right (or NOW, in local mode, to a later time).`,
      ),
    );
  }
  const apart = theirs === undefined ? 0 : Math.abs(ours.getTime() - theirs.getTime());
  if (apart > TOLERANCE) {
    findings.push(
      problem(
        `It is ${Math.round(apart / 60_000)} minutes ${theirs !== undefined && ours > theirs ? 'ahead of' : 'behind'} Microsoft's, and tokens hold no more than five apart. Let this computer set its clock from the network.`,
      ),
    );
  }
  if (findings.length > 0) return findings;
  const beside =
    theirs === undefined ? '' : `, ${count(Math.round(apart / 1000), 'second')} from Microsoft's`;
  return [ok(`It is ${localTime(now, zone)}${beside}.`)];
}

/** In the partnership's zone, so that whoever reads it can hold it against the clock on the wall. */
function localTime(now: Date, zone = 'UTC'): string {
  const there = DateTime.fromJSDate(now, { zone }).setLocale('en-GB');
  return `${there.toFormat('d LLLL yyyy, HH:mm')} in ${zone}`;
}
