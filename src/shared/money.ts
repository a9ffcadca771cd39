/** Money in whole pence, as the partnership types and reads it. */
import { z } from 'zod';

/** What to say about anything that is no amount. */
export const ENTER_AN_AMOUNT = 'Enter an amount in pounds, like 1200 or 1,837.50';

/** Up to £999,999,999.99: thousands of such amounts still add up exactly. */
const AMOUNT = /^£?\s?(\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?$/;

/** `£1,837.50`, `1837.5` or `1200` in pence; undefined for anything else, a minus sign included. */
export function readPounds(text: string): number | undefined {
  const [, pounds, pence = ''] = AMOUNT.exec(text.trim()) ?? [];
  return pounds === undefined
    ? undefined
    : Number(pounds.replaceAll(',', '')) * 100 + Number(pence.padEnd(2, '0'));
}

/** A card's amount in pence, from `least` on. */
export function amount(missing = ENTER_AN_AMOUNT, least = 1) {
  return z
    .preprocess((typed) => (typeof typed === 'string' ? readPounds(typed) : undefined), z.int(missing))
    .refine((pence) => pence >= least, missing);
}

/** A card's amount in pence, or undefined when the field is left empty. */
export function optionalAmount(wrong = ENTER_AN_AMOUNT) {
  return z.preprocess(
    (typed) => (typeof typed !== 'string' || typed.trim() === '' ? undefined : (readPounds(typed) ?? NaN)),
    z.int(wrong).optional(),
  );
}

const WHOLE_POUNDS = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const WITH_PENCE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `£39,661`, `£195.32`, `-£0.05`: pence only when there are any. */
export function formatMoney(pence: number): string {
  const format = pence % 100 === 0 ? WHOLE_POUNDS : WITH_PENCE;
  return `${pence < 0 ? '-' : ''}£${format.format(Math.abs(pence) / 100)}`;
}

/** `1837.50`, for the amount that a form starts from. */
export function inPounds(pence: number): string {
  return formatMoney(pence).replace('£', '').replaceAll(',', '');
}

/** How an award is shared between projects chosen at the start of the year and those during it. */
export interface Split {
  readonly upfront: number;
  readonly tactical: number;
}

/**
 * Two thirds upfront and one third for the tactical pot, which is in whole pounds: £26,441 and £13,220 of
 * £39,661 (the grant's terms since 2018/19; the papers round either way).
 * @param award in pence
 */
export function proposeSplit(award: number): Split {
  const tactical = Math.floor(award / 300) * 100;
  return { upfront: award - tactical, tactical };
}

/** Whether the pots add up to the award to the penny. */
export function addsUp(award: number, { upfront, tactical }: Split): boolean {
  return upfront >= 0 && tactical >= 0 && upfront + tactical === award;
}
