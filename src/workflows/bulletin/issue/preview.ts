/** An issue before it goes out: everything that its letter says, in the chat and as files. */
import { numberOf } from '../../../shared/parse.js';
import { escapeMarkdown } from '../../../shared/typed.js';
import type { NewsItem, Newsletter } from '../../../reports/newsletter.js';
import type { ActorContext, Download, Handler } from '../../workflow.js';
import { linksCard } from './cards.js';
import type { Issue } from './issue.js';
import { loadIssue } from './load.js';
import { documentOfNewsletter, newsletterOf, titleOf } from './newsletter.js';
import { itemsOf } from './order.js';
import { button, sheetCard } from '../sheet.js';
import type { Button, Row } from '../sheet.js';

/** In bytes as a card writes them. An item that needs more has a page of its own, and even the longest fits into 28 KB. */
const ROOM = 10_000;
/** What a card needs for a row beside its words. */
const AROUND = 400;

interface Part {
  /** The heading that it stands under. */
  readonly section: string;
  readonly row: Row;
}

/** Whoever approves reads all that goes out, on as many cards as it needs. */
export const preview: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  const newsletter = newsletterOf(issue, await itemsOf(context.store, issue.id), context.partnership);
  const pages = pagesOf(partsOf(newsletter), sizeOf(newsletter.introduction));
  const last = pages.length - 1;
  const page = Math.min(Math.max(0, numberOf(input.data, 'page')), last);
  const press = { issue: issue.id };
  const to = (title: string, number: number): Button[] =>
    number < 0 || number > last ? [] : [button(title, 'preview', { ...press, page: number })];
  return {
    reply: sheetCard({
      heading: newsletter.title,
      lines: [
        last === 0 ? '' : `Page ${page + 1} of ${last + 1} of the preview.`,
        page === 0 ? newsletter.introduction : '',
      ],
      groups: inSections(pages[page] ?? []),
      first: [...to('Show the page before', page - 1), ...to('Show the next page', page + 1)],
      second: [button('As the e-mail or as text', 'preview-links', press), button('Back', 'compile', press)],
    }),
  };
};

function partsOf({ sections, dates }: Newsletter): readonly Part[] {
  const items = sections.flatMap(({ title, items: within }) =>
    within.map((item) => ({ section: title, row: rowOf(item) })),
  );
  const noted = { section: 'Dates to note', row: { title: '', text: dates.join('\n'), buttons: [] } };
  return dates.length === 0 ? items : [...items, noted];
}

/** Everything that the letter says of an item. */
function rowOf({ headline, summary, facts, link }: NewsItem): Row {
  const answers = [...facts, { title: 'Link', value: link }].filter(({ value }) => value !== '');
  const text = [summary, ...answers.map(({ title, value }) => `${title}: ${value}`)].join('\n');
  return { title: headline, text, buttons: [] };
}

/** @param taken of the first page, by what stands above its items */
function pagesOf(parts: readonly Part[], taken: number): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  let used = taken;
  for (const part of parts) {
    const size = sizeOf(part.row.title) + sizeOf(part.row.text) + AROUND;
    if (used > 0 && used + size > ROOM) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1)?.push(part);
    used += size;
  }
  return pages;
}

function sizeOf(text: string): number {
  return Buffer.byteLength(JSON.stringify(escapeMarkdown(text))) - '""'.length;
}

function inSections(
  parts: readonly Part[],
): readonly { readonly title: string; readonly rows: readonly Row[] }[] {
  const titles = [...new Set(parts.map(({ section }) => section))];
  return titles.map((title) => ({
    title,
    rows: parts.filter(({ section }) => section === title).map(({ row }) => row),
  }));
}

/** Links to it as the e-mail, as plain text and for paper. */
export const previewLinks: Handler = async (input, context) => {
  const issue = await loadIssue(input, context);
  const document = await issueDocument(context, issue);
  const links = context.downloadLinks('bulletin/issue', [issue.id], document);
  const sentence =
    'As it will be sent, as plain text, and for paper. The links are yours alone and work for a day.';
  const back = { title: 'Back', verb: 'bulletin/preview', press: { issue: issue.id } };
  return { reply: linksCard(titleOf(issue, context.partnership), sentence, links, back) };
};

async function issueDocument({ store, partnership }: ActorContext, issue: Issue): ReturnType<Download> {
  const newsletter = newsletterOf(issue, await itemsOf(store, issue.id), partnership);
  return { ...documentOfNewsletter(newsletter), newsletter };
}

export const downloadIssue: Download = async ([issue = ''], context) =>
  issueDocument(context, await loadIssue({ data: { issue }, personal: true }, context));
