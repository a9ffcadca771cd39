/** What other workflows' recorded cards hand to the bulletin. */
import { isDay } from '../../shared/calendar.js';
import { newId } from '../../shared/ids.js';
import { shorten } from '../../shared/text.js';
import type { Offer } from '../workflow.js';
import { NEW_WORDS, itemFormCard } from './item/cards.js';

/** The form, filled in: nothing is sent, and its kind is still to be chosen. */
export const news: Offer = {
  title: 'Offer to the bulletin',
  takes: 'news',
  start: async ({ headline, summary, link = '', validUntil = '' }, context) => {
    const words = {
      ...NEW_WORDS,
      headline: shorten(headline, 120),
      summary: shorten(summary, 4000),
      link: link.startsWith('https://') && link.length <= 500 ? link : '',
      validUntil: isDay(validUntil) ? validUntil : '',
    };
    return itemFormCard({ id: newId(), version: 0 }, words, {}, context);
  },
};
