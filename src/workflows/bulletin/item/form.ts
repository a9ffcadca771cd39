/** The fields of the bulletin's forms: what is asked, what is wrong, how it reads when recorded. */
import { z } from 'zod';
import { isDay, longDate } from '../../../shared/calendar.js';
import {
  choice,
  optionalDay,
  optionalLink,
  optionalText,
  parse,
  requiredText,
} from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import type { Result } from '../../../shared/result.js';
import { count } from '../../../shared/text.js';
import type { Partnership } from '../../../partnership.js';
import { daysInWords, kindName, wordCount } from './item.js';
import type { Details, Words } from './item.js';

export const WORD_FIELDS = [
  'kind',
  'headline',
  'summary',
  'link',
  'validUntil',
  'sensitive',
  'confirmed',
] as const;
export const DETAIL_FIELDS = ['startsOn', 'endsOn', 'audience', 'contact', 'organisation'] as const;

const SENSITIVE = { no: 'No', yes: 'Yes' } as const;

const words = z.object({
  headline: requiredText('the headline', 120, 'Enter a headline'),
  summary: requiredText('the summary', 4000, 'Enter a summary of a few sentences'),
  link: optionalLink('Enter a link that starts with https://, or leave it empty'),
  validUntil: optionalDay('Enter the last day on which it is worth reading'),
  sensitive: choice(SENSITIVE, 'Choose whether a second person should read it'),
});
const confirmed = z.object({
  confirmed: z
    .unknown()
    .refine(
      (value) => value === 'true',
      'Confirm that it names no victim, suspect or family, and nothing that must not leave your organisation',
    ),
});

/**
 * The first section. Every fault at once.
 * @param today no day before it can be the last on which an item is worth reading
 */
export function parseWords(data: unknown, { bulletin }: Partnership, today: string): Result<Words> {
  const kinds = Object.fromEntries(bulletin.kinds.map(({ id, name }) => [id, name]));
  const kind = parse(z.object({ kind: choice(kinds, 'Choose what kind of item it is') }), data);
  const read = parse(words, data);
  const sure = parse(confirmed, data);
  const typed = z
    .looseObject({ summary: z.string().catch(''), validUntil: z.string().catch('') })
    .catch({ summary: '', validUntil: '' })
    .parse(data);
  const length = summaryTooLong(typed.summary, bulletin.most_words);
  const over = typed.validUntil !== '' && isDay(typed.validUntil) && typed.validUntil < today;
  if (kind.ok && read.ok && sure.ok && length === '' && !over) {
    return { ok: true, value: { ...kind.value, ...read.value } };
  }
  return invalid({
    ...(length !== '' && { summary: length }),
    ...(over && { validUntil: `Enter a day from today, ${longDate(today)}, on` }),
    ...(!kind.ok && kind.problems),
    ...(!read.ok && read.problems),
    ...(!sure.ok && sure.problems),
  });
}

function summaryTooLong(summary: string, most: number): string {
  const has = wordCount(summary);
  return has <= most
    ? ''
    : `Shorten the summary to ${count(most, 'word')}; it has ${has.toLocaleString('en-GB')}`;
}

const details = z.object({
  startsOn: optionalDay('Enter the first day, like 18 November 2026'),
  endsOn: optionalDay('Enter the last day, like 20 November 2026'),
  audience: optionalText('who it is for', 200),
  contact: optionalText('the contact', 200),
  organisation: requiredText('the organisation', 120, 'Enter the organisation it comes from'),
});

export function parseDetails(data: unknown): Result<Details> {
  const read = parse(details, data);
  if (!read.ok) return read;
  const { startsOn, endsOn } = read.value;
  if (startsOn === '' || endsOn === '' || endsOn >= startsOn) return read;
  return invalid({ endsOn: `Enter a day from ${longDate(startsOn)} on` });
}

export interface Answer {
  readonly title: string;
  readonly value: string;
}

/** Question and answer, for cards and for what an editor changed. Empty answers are left out. */
export function describe(item: Words & Details, partnership: Partnership): readonly Answer[] {
  return questions(item, partnership).filter(({ value }) => value !== '');
}

function questions(item: Words & Details, partnership: Partnership): readonly Answer[] {
  return [
    { title: 'Kind', value: kindName(item.kind, partnership) },
    { title: 'Headline', value: item.headline },
    { title: 'Summary', value: item.summary },
    { title: 'Link', value: item.link },
    { title: 'When', value: daysInWords(item) },
    { title: 'Who it is for', value: item.audience },
    { title: 'Contact', value: item.contact },
    { title: 'Organisation', value: item.organisation },
    { title: 'Worth reading until', value: item.validUntil === '' ? '' : longDate(item.validUntil) },
    { title: 'Second reader', value: item.sensitive === 'yes' ? 'Yes' : '' },
  ];
}

export interface Change {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** What differs between two versions of an item. */
export function changesBetween(
  before: Words & Details,
  after: Words & Details,
  partnership: Partnership,
): readonly Change[] {
  const now = questions(after, partnership);
  return questions(before, partnership).flatMap(({ title, value }, index) => {
    const next = now[index]?.value ?? '';
    return next === value ? [] : [{ title, before: value, after: next }];
  });
}
