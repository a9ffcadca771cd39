/** From an issue and its items to the newsletter that every way of showing it is written from. Pure. */
import { longDate } from '../../../shared/calendar.js';
import { documentOf, heading, list, paragraph, facts } from '../../../reports/document.js';
import type { Block, Document } from '../../../reports/document.js';
import type { FooterLine, NewsItem, Newsletter } from '../../../reports/newsletter.js';
import type { Partnership } from '../../../partnership.js';
import { issueName } from './issue.js';
import type { Issue } from './issue.js';
import { daysInWords } from '../item/item.js';
import type { Item } from '../item/item.js';
import { sectionsOf } from './order.js';

/** @param footer what stands under it: who gets it, and how to get it no longer */
export function newsletterOf(
  issue: Issue,
  items: readonly Item[],
  partnership: Partnership,
  footer: readonly FooterLine[] = [],
): Newsletter {
  const { name, team } = partnership;
  return {
    title: titleOf(issue, partnership),
    publisher: name,
    introduction: issue.introduction,
    sections: sectionsOf(items, partnership).map((section) => ({
      title: section.name,
      items: section.items.map(newsOf),
    })),
    dates: datesOf(issue),
    footer: [
      ...footer,
      `Sent by the ${team.name} (${team.short_name}). To send in an item or to ask a question, write to ${team.mailbox}.`,
    ],
  };
}

export function titleOf(issue: Pick<Issue, 'id'>, { short_name }: Partnership): string {
  return `${short_name} e-bulletin, ${issueName(issue)}`;
}

/** One to a line. */
export function datesOf({ dates }: Pick<Issue, 'dates'>): readonly string[] {
  return dates
    .split(/\r?\n/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

function newsOf(item: Item): NewsItem {
  const answers = [
    { title: 'When', value: daysInWords(item) },
    { title: 'For', value: item.audience },
    { title: 'From', value: item.organisation },
    { title: 'Contact', value: item.contact },
    { title: 'Until', value: item.validUntil === '' ? '' : longDate(item.validUntil) },
  ];
  const { headline, summary, link } = item;
  return { headline, summary, link, facts: answers.filter(({ value }) => value !== '') };
}

/** The same as a document, for Word and paper. */
export function documentOfNewsletter({ title, publisher, ...issue }: Newsletter): Document {
  const blocks: Block[] = issue.introduction === '' ? [] : [paragraph(issue.introduction)];
  for (const section of issue.sections) {
    blocks.push(heading(section.title));
    for (const { headline, summary, facts: answers, link } of section.items) {
      blocks.push(heading(headline, 3), paragraph(summary));
      const rows = [...answers, { title: 'Link', value: link }].filter(({ value }) => value !== '');
      blocks.push(facts(Object.fromEntries(rows.map(({ title: question, value }) => [question, value]))));
    }
  }
  if (issue.dates.length > 0) blocks.push(heading('Dates to note'), list(issue.dates));
  return documentOf(title, blocks, publisher);
}
