/** The fields of a check-in: what is asked, what is wrong, and what a new one starts from. */
import { z } from 'zod';
import { addDays, longDate } from '../../../shared/calendar.js';
import { choiceOr, parse, requiredDay, requiredText } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import type { RoundKind } from './round.js';

export const ROUND_FIELDS = ['name', 'kind', 'meetingOn', 'dueOn'] as const;

export interface RoundForm {
  readonly name: string;
  readonly kind: RoundKind;
  readonly meetingOn: string;
  readonly dueOn: string;
}

const KINDS: Readonly<Record<RoundKind, string>> = { quarterly: 'Quarterly', 'year-end': 'Year-end' };

const round = z.object({
  name: requiredText('the name', 80, 'Enter a name, like Quarter 3 check-in'),
  kind: choiceOr('quarterly', KINDS, 'Choose the kind of check-in'),
  meetingOn: requiredDay('Enter the date of the meeting'),
  dueOn: requiredDay('Enter the day answers are due'),
});

/** @param today the first day that answers can be due */
export function parseRound(data: unknown, today: string): Result<RoundForm> {
  const read = parse(round, data);
  if (!read.ok) return read;
  const { meetingOn, dueOn } = read.value;
  if (dueOn < today) return invalid({ dueOn: `Enter a day from today, ${longDate(today)}, on` });
  return dueOn > meetingOn ? invalid({ dueOn: afterMeeting(meetingOn) }) : read;
}

/** What is wrong with a due day after the meeting it is for. */
export function afterMeeting(meetingOn: string): string {
  return `Enter a day up to the meeting on ${longDate(meetingOn)}`;
}

/** @param today the first day that answers can be due */
export function parseDueOn(data: unknown, today: string): Result<{ readonly dueOn: string }> {
  const read = parse(round.pick({ dueOn: true }), data);
  if (!read.ok || read.value.dueOn >= today) return read;
  return invalid({ dueOn: `Enter a day from today, ${longDate(today)}, on` });
}

/** What a new check-in starts from: the next meeting, and answers due some days before it. */
export function proposedRound(meetings: readonly string[], daysBefore: number, today: string): RoundForm {
  const meetingOn = [...meetings].sort().find((day) => day > today);
  if (meetingOn === undefined) return { name: '', kind: 'quarterly', meetingOn: '', dueOn: '' };
  const dueOn = addDays(meetingOn, -daysBefore);
  return {
    name: `Check-in for ${longDate(meetingOn)}`,
    kind: 'quarterly',
    meetingOn,
    dueOn: dueOn < today ? meetingOn : dueOn,
  };
}
