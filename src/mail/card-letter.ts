/** The letter that tells a member without Teams what a card says to everybody else, and where to answer. */
import type { Partnership } from '../partnership.js';
import { longDate } from '../shared/calendar.js';
import { shorten } from '../shared/text.js';
import type { Card, Letter, PageLink } from '../workflows/workflow.js';
import { plainLetter } from './plain-letter.js';

const SUBJECT = 120;

export function cardLetter(
  { name, short_name, team }: Partnership,
  member: string,
  card: Card,
  page: PageLink | undefined,
): Letter {
  return plainLetter({
    subject: shorten(`${short_name}: ${firstSentence(card.summary)}`, SUBJECT),
    heading: name,
    paragraphs: [`Hello ${member},`, card.summary, ...(page === undefined ? [] : pageParagraphs(page))],
    footer: [
      page === undefined
        ? `To answer, or to see more, reply to this message or write to the ${team.name} (${team.short_name}): ${team.mailbox}.`
        : `For help, reply to this message or write to the ${team.name} (${team.short_name}): ${team.mailbox}.`,
      `You get this because you are on the list of members of the ${name}.`,
    ],
  });
}

function firstSentence(text: string): string {
  return /^.+?[.?!](?=\s)/.exec(text)?.[0] ?? text;
}

function pageParagraphs({ url, until }: PageLink): readonly (string | { title: string; url: string })[] {
  return [
    { title: 'Open your page to see it and to answer', url },
    `This link is yours alone until ${longDate(until)}: whoever has it answers in your name, so do not pass it on.`,
  ];
}
