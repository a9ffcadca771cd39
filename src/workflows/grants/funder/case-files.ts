/** The business case as files to download. */
import type { Download, Handler } from '../../workflow.js';
import { bookOfRound, chosenBook } from '../money/book.js';
import { filesCard } from '../money/funding-cards.js';
import { mustManageGrants } from '../policy.js';
import { businessCase } from './business-case.js';
import { putOf } from './desk.js';

/** The business case as a document: what is asked, in full, and what was decided so far. */
export const offerCase: Handler = async (input, context) => {
  mustManageGrants(context.actor);
  const book = await chosenBook(input, context);
  const put = await putOf(context, book);
  const links = context.downloadLinks(
    'grants/business-case',
    [book.round.id],
    await businessCase(context, book, put),
  );
  const back = { verb: 'grants/to-funder', year: book.year };
  return { reply: filesCard(`Business case ${book.year}`, back, links) };
};

export const downloadCase: Download = async ([round = ''], context) => {
  mustManageGrants(context.actor);
  const book = await bookOfRound(context, round);
  return businessCase(context, book, await putOf(context, book));
};
