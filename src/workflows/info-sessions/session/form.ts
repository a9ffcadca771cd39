/** The fields of a session's sections: what is asked and what is wrong, all at once. */
import { z } from 'zod';
import { clockTime, instantOf, longDate } from '../../../shared/calendar.js';
import {
  choice,
  optionalDay,
  optionalEmail,
  optionalLink,
  optionalNumber,
  optionalText,
  parse,
  requiredDay,
  requiredText,
  requiredTime,
} from '../../../shared/parse.js';
import { invalid, ok } from '../../../shared/result.js';
import type { Problems, Result } from '../../../shared/result.js';
import { AUDIENCES, MODES } from './session.js';

export const NEW_FIELDS = ['title', 'about', 'day', 'from', 'to', 'how'] as const;
export const DATE_FIELDS = ['day', 'from', 'to', 'how'] as const;
export const PLACES_FIELDS = ['venue', 'places', 'link', 'virtualPlaces'] as const;
export const ABOUT_FIELDS = ['title', 'about', 'awarenessWeek', 'priority', 'programme', 'action'] as const;
export const TOPIC_FIELDS = ['title', 'speaker', 'organisation', 'email'] as const;
export const SIGN_UP_FIELDS = ['opensOn', 'closesOn', 'offers', 'recorded', 'feedback'] as const;
export const RESERVATION_FIELDS = ['organisation', 'mode', 'places', 'until'] as const;
export const AUDIENCE_FIELDS = ['audience', 'organisations', 'channels', 'invite'] as const;

export const HOW = { 'in-person': 'In person', virtual: 'Virtual', hybrid: 'Both: hybrid' } as const;
export type How = keyof typeof HOW;
const YES_OR_NO = { yes: 'Yes', no: 'No' } as const;
const MOST_PLACES = 5000;

export interface Times {
  readonly startsAt: string;
  readonly endsAt: string;
}

const title = requiredText('the title', 120, 'Enter a title, like Changes to Neighbourhood Policing');
const about = optionalText('what it is about', 1500);
const date = {
  day: requiredDay('Enter the day of the session'),
  from: requiredTime('Enter when it starts, like 10:00'),
  to: requiredTime('Enter when it ends, like 11:00'),
  how: choice(HOW, 'Choose how it is held'),
};

export type NewSession = Times & { readonly title: string; readonly about: string; readonly how: How };

/** @param now the start must lie after it */
export function parseNew(data: unknown, zone: string, now: Date): Result<NewSession> {
  const read = parse(z.object({ title, about, ...date }), data);
  const times = parseTimes(data, zone, now);
  if (!read.ok || !times.ok) return invalid({ ...(times.ok ? {} : times.problems), ...problemsOf(read) });
  return ok({ title: read.value.title, about: read.value.about, how: read.value.how, ...times.value });
}

/** @param now the start must lie after it */
export function parseDate(data: unknown, zone: string, now: Date): Result<Times & { readonly how: How }> {
  const read = parse(z.object(date), data);
  const times = parseTimes(data, zone, now);
  if (!read.ok || !times.ok) return invalid({ ...(times.ok ? {} : times.problems), ...problemsOf(read) });
  return ok({ how: read.value.how, ...times.value });
}

/** The rules between day and times: each exists once, the end is after the start, the start is to come. */
function parseTimes(data: unknown, zone: string, now: Date): Result<Times> {
  const read = parse(z.object({ day: date.day, from: date.from, to: date.to }), data);
  if (!read.ok) return read;
  const { day, from, to } = read.value;
  const problems: Record<string, string> = {};
  const starts = instantIn(day, from, zone, 'from', problems);
  const ends = instantIn(day, to, zone, 'to', problems);
  if (starts === undefined || ends === undefined) return invalid(problems);
  if (ends <= starts) return invalid({ to: `Enter an end after the start at ${clockWords(from)}` });
  if (starts <= now) return invalid({ day: 'Enter a day and a time that are still to come' });
  return ok({ startsAt: starts.toISOString(), endsAt: ends.toISOString() });
}

function instantIn(
  day: string,
  time: string,
  zone: string,
  field: string,
  problems: Record<string, string>,
): Date | undefined {
  const found = instantOf(day, time, zone);
  if (found instanceof Date) return found;
  const change = found === 'does not exist' ? 'the clocks go forward' : 'the clocks go back';
  const what = found === 'does not exist' ? 'does not exist' : 'comes twice';
  problems[field] =
    `${clockWords(time)} ${what} on ${longDate(day)}, when ${change}. Enter a time an hour earlier or later`;
  return undefined;
}

function clockWords(time: string): string {
  return clockTime(new Date(`2000-01-01T${time}:00Z`), 'utc');
}

function problemsOf(read: Result<unknown>): Problems {
  return read.ok ? {} : read.problems;
}

export interface PlacesForm {
  readonly inPerson?: { readonly venue: string; readonly places: number };
  readonly virtual?: { readonly link: string; readonly places?: number };
}

const venue = requiredText('the venue', 200, 'Enter where it is held');
const places = optionalNumber(1, MOST_PLACES, `Enter a whole number of places from 1 to ${MOST_PLACES}`);
const inPerson = z.object({
  venue,
  places: places.refine((number) => number !== undefined, 'Enter how many places there are, like 16'),
});
const virtual = z.object({
  link: optionalLink('Enter a link that starts with https://, or leave it empty for now'),
  virtualPlaces: places,
});

/** Venue, links and places, as far as the date is held so. */
export function parsePlaces(data: unknown, how: How): Result<PlacesForm> {
  const there = how === 'virtual' ? undefined : parse(inPerson, data);
  const online = how === 'in-person' ? undefined : parse(virtual, data);
  if (there?.ok === false || online?.ok === false) {
    return invalid({ ...problemsOf(there ?? ok({})), ...problemsOf(online ?? ok({})) });
  }
  return ok({
    ...(there?.ok === true && {
      inPerson: { venue: there.value.venue, places: there.value.places ?? 0 },
    }),
    ...(online?.ok === true && {
      virtual: {
        link: online.value.link,
        ...(online.value.virtualPlaces !== undefined && { places: online.value.virtualPlaces }),
      },
    }),
  });
}

export function parseAbout(data: unknown, priorities: readonly string[]) {
  const known = Object.fromEntries([['none', ''], ...priorities.map((each) => [each, each])]);
  const read = parse(
    z.object({
      title,
      about,
      awarenessWeek: optionalText('the awareness week', 120),
      priority: choice<string>(known, 'Choose a priority, or none'),
      programme: optionalLink('Enter a link that starts with https://, or leave it empty'),
      action: optionalText('the number of the action', 20),
    }),
    data,
  );
  if (!read.ok) return read;
  const { priority } = read.value;
  return ok({ ...read.value, priority: priority === 'none' ? '' : priority });
}

export function parseTopic(data: unknown) {
  return parse(
    z.object({
      title: requiredText('the topic', 160, 'Enter the topic'),
      speaker: optionalText('the name', 120),
      organisation: optionalText('the organisation', 120),
      email: optionalEmail('Enter an e-mail address like name@example.org, or leave it empty'),
    }),
    data,
  );
}

const signUp = z.object({
  opensOn: optionalDay('Enter the day sign-up opens, or leave it empty'),
  closesOn: optionalDay('Enter the last day of sign-up, or leave it empty'),
  offers: choice({ automatic: '', 'by hand': '' }, 'Choose how free places are offered'),
  recorded: choice(YES_OR_NO, 'Choose whether it is recorded'),
  feedback: choice({ named: '', anonymous: '' }, 'Choose whether feedback carries names'),
});

/** @param lastDay the day of the last date: sign-up opens by then */
export function parseSignUp(data: unknown, lastDay: string) {
  const read = parse(signUp, data);
  if (!read.ok) return read;
  const { opensOn, closesOn } = read.value;
  if (opensOn > lastDay) return invalid({ opensOn: `Enter a day up to the last date, ${longDate(lastDay)}` });
  if (closesOn !== '' && closesOn < opensOn) {
    return invalid({ closesOn: `Enter a day from ${longDate(opensOn)} on, when sign-up opens` });
  }
  return ok({ ...read.value, recorded: read.value.recorded === 'yes' });
}

/** @param organisations ids that may be chosen */
export function parseReservation(data: unknown, organisations: readonly string[], today: string) {
  const known = Object.fromEntries(organisations.map((each) => [each, each]));
  const read = parse(
    z.object({
      organisation: choice<string>(known, 'Choose an organisation'),
      mode: choice(MODES, 'Choose in person or virtual'),
      places: places.refine((number) => number !== undefined, 'Enter how many places are kept'),
      until: requiredDay('Enter the last day the places are kept'),
    }),
    data,
  );
  if (!read.ok) return read;
  if (read.value.until < today) return invalid({ until: `Enter a day from today, ${longDate(today)}, on` });
  return ok({ ...read.value, places: read.value.places ?? 0 });
}

const audience = z.object({
  audience: choice(AUDIENCES, 'Choose who the session is for'),
  organisations: optionalText('the organisations', 4000),
  channels: optionalText('the channels', 4000),
  invite: choice(YES_OR_NO, 'Choose whether each person gets a message'),
});

/** @param organisations ids that may be chosen @param channels ids of channels that the bot is in */
export function parseAudience(data: unknown, organisations: readonly string[], channels: readonly string[]) {
  const read = parse(audience, data);
  if (!read.ok) return read;
  const chosen = among(read.value.organisations, organisations);
  if (read.value.audience === 'organisations' && chosen.length === 0) {
    return invalid({ organisations: 'Choose at least one organisation' });
  }
  return ok({
    audience: read.value.audience,
    organisations: read.value.audience === 'organisations' ? chosen : [],
    channels: among(read.value.channels, channels),
    invite: read.value.invite === 'yes',
  });
}

/** What a choice of many sends, joined by commas; what cannot be chosen is left out. */
export function among(chosen: string, keys: readonly string[]): readonly string[] {
  const wanted = new Set(chosen.split(','));
  return keys.filter((key) => wanted.has(key));
}
