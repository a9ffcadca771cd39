/** What the digest's cards show. */
import { addDays, isWorkingDay, longDate, weekday } from '../shared/calendar.js';
import { formData } from '../shared/form-card.js';
import type { Trouble } from '../shared/form-card.js';
import { count, shorten } from '../shared/text.js';
import type { Card } from '../workflows/workflow.js';
import { endOfSnooze } from './pace.js';
import type { Snooze } from './pace.js';
import type { Digest } from './records.js';

/** As many as fit a phone: the others come on the next day if they still matter. */
export const MOST_SHOWN = 8;

/** Everything that is due for one member. */
export function digestCard({ id, reminders, more }: Digest, today: string): Card {
  const all = reminders.length + more;
  const summary = reminders.length === 1 ? (reminders[0]?.title ?? '') : `${count(all, 'thing')} for you.`;
  return {
    template: 'shared/digest',
    summary: `Reminder: ${summary}`,
    data: {
      heading: all === 1 ? 'One thing for you' : `${count(all, 'thing')} for you`,
      rows: reminders.map(({ title, detail, open }) => ({
        title: shorten(title, 160),
        detail: shorten(detail, 400),
        button: open.title,
        verb: open.verb,
        data: open.data,
      })),
      more:
        more === 0 ? '' : `${count(more, 'more thing')} did not fit: I bring what still matters next time.`,
      snoozes: snoozesOn(today).map(({ title, snooze }) => ({ title, press: { digest: id, snooze } })),
    },
  };
}

/** On a Friday, tomorrow is Monday: one button less. */
function snoozesOn(today: string): readonly { readonly title: string; readonly snooze: Snooze }[] {
  const next = endOfSnooze(today, 'tomorrow');
  const monday = endOfSnooze(today, 'monday');
  const onNext = {
    title: isWorkingDay(addDays(today, 1)) ? 'Remind me tomorrow' : `Remind me on ${weekday(next)}`,
    snooze: 'tomorrow' as const,
  };
  if (next === monday) return [onNext];
  // Said on the same weekday, it could be today.
  const day = weekday(monday) === weekday(today) ? longDate(monday) : weekday(monday);
  return [onNext, { title: `Remind me on ${day}`, snooze: 'monday' }];
}

/** What a digest becomes when it is put off. */
export function snoozedCard(digest: string, until: string): Card {
  const on = `${weekday(until)} ${longDate(until)}`;
  const sentence = `I will remind you on ${on} of what still matters then, with anything new.`;
  return {
    template: 'shared/snoozed',
    summary: sentence,
    data: { heading: 'Put off', sentence, press: { digest } },
  };
}

/** @param back the first day back, or '' */
export function awayFormCard(back: string, trouble: Trouble = {}): Card {
  return {
    template: 'shared/away-form',
    summary: 'Until when are you away?',
    data: formData(['back'], { back }, trouble),
  };
}

export function awayCard(back: string): Card {
  const heading = `You are away until ${longDate(back)}`;
  return { template: 'shared/away', summary: heading, data: { heading } };
}

export function backCard(wasAway: boolean): Card {
  const sentence = wasAway
    ? 'You are not away any more. What I kept for you comes with the next reminder, and waits in my items now.'
    : 'You are not marked as away.';
  return { template: 'shared/notice', summary: sentence, data: { heading: 'Welcome back', sentence } };
}
