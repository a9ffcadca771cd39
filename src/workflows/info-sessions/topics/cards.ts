/** Topics: the list, the form to suggest one, and the coordinating team's decision. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import { mayManage } from '../policy.js';
import { comingSessions, sessions } from '../session/session.js';
import { suggestions, supporterWords, supportersOf, wordsOfSupporters } from './topic.js';
import type { Suggestion } from './topic.js';
import { NO_WORDS, isSilent, mostOf, wordsLine } from './words.js';
import type { Words } from './words.js';

const PAGE = 6;
const MOST_CHOICES = 40;
const MOST_WRITTEN = 10;

/** @param known what is changed; without it, a new one is suggested */
export function suggestFormCard(id: string, trouble: Trouble, known?: Suggestion): Card {
  const heading = known === undefined ? 'Suggest a topic' : 'Change your topic';
  return {
    template: 'info-sessions/suggest-form',
    summary: heading,
    data: {
      heading,
      save: known === undefined ? 'Suggest it' : 'Save',
      most: mostOf(known),
      ...formData(['title', 'why', 'speaker'], known ?? { title: '', why: '', speaker: '' }, trouble),
      press: { suggestion: id },
    },
  };
}

export async function topicListCard(context: ActorContext, page: number, notice = ''): Promise<Card> {
  const open = await context.store.find(suggestions, {
    where: { state: 'open' },
    ...{ by: 'at', order: 'descending', limit: 100 },
  });
  const shown = pageOf(open, page, PAGE);
  const rows: object[] = [];
  for (const each of shown.items) rows.push(await rowOf(context, each, page));
  const nothing = open.length === 0 ? 'No topic is open. Suggest the first.' : '';
  return {
    template: 'info-sessions/topics',
    summary: notice === '' ? (nothing === '' ? `${count(open.length, 'topic')}.` : nothing) : notice,
    data: { notice, nothing, rows, ...shown.links },
  };
}

/** The topic that somebody suggested again. @param words what they wrote of it, which goes with their support */
export async function knownTopicCard(
  context: ActorContext,
  known: Suggestion,
  words: Words = NO_WORDS,
): Promise<Card> {
  const wanted = await supportersOf(context, known);
  const goes = isSilent(words) ? '' : ` What you wrote goes with it: ${wordsLine(words)}`;
  const notice =
    known.by === context.actor.id
      ? 'You suggested this already. Change it to say more.'
      : wanted.includes(context.actor.id)
        ? 'This is on the list already, and you support it.'
        : `This is on the list already. Support it, and you hear what becomes of it.${goes}`;
  const row = await rowOf(context, known, 0, words);
  return {
    template: 'info-sessions/topics',
    summary: notice,
    data: { notice, nothing: '', rows: [row], ...pageOf([known], 0, PAGE).links },
  };
}

async function rowOf(
  context: ActorContext,
  each: Suggestion,
  page: number,
  words: Words = NO_WORDS,
): Promise<object> {
  const { actor } = context;
  const people = await supportersOf(context, each);
  const speaker = each.speaker === '' ? '' : ` Speaker: ${each.speaker}.`;
  const own = each.by === actor.id;
  const support = !people.includes(actor.id);
  const said = wordsLine(await supporterWords(context, each.id, actor.id));
  const wrote = said === '' ? '' : ` You wrote: ${said}`;
  return {
    title: each.title,
    text: `${each.why === '' ? '' : `${shorten(each.why, 300)} `}${count(people.length, 'person wants', 'people want')} it.${speaker}${wrote}`,
    ...{ support, own, supports: !support && !own },
    decide: mayManage(actor),
    press: { suggestion: each.id, page, ...(!isSilent(words) && words) },
  };
}

/** Withdrawing is asked once; with others behind it, the topic stays for them. */
export async function withdrawCard(context: ActorContext, own: Suggestion, page: number): Promise<Card> {
  const others = (await supportersOf(context, own)).length - 1;
  const sentence =
    others === 0
      ? 'Nobody else supports it, so it leaves the list.'
      : `${count(others, 'other person supports', 'other people support')} it, so it stays on the list for them. You hear no more of it.`;
  return {
    template: 'info-sessions/confirm',
    summary: `Withdraw '${own.title}'? ${sentence}`,
    data: {
      heading: `Withdraw '${own.title}'?`,
      ...{ sentence, yes: 'Withdraw it', verb: 'info-sessions/confirm-withdraw' },
      ...{ back: 'info-sessions/topics', press: { suggestion: own.id, page } },
    },
  };
}

export async function decideFormCard(
  suggestion: Suggestion,
  context: ActorContext,
  trouble: Trouble,
): Promise<Card> {
  const { store } = context;
  const drafts = await store.find(sessions, { where: { state: 'draft' }, by: 'createdAt' });
  const coming = await comingSessions(context);
  const others = await store.find(suggestions, {
    where: { state: 'open' },
    ...{ by: 'at', order: 'descending', limit: MOST_CHOICES },
  });
  const choices = [
    { title: 'No: the answer below', value: 'answer' },
    ...[...drafts, ...coming].slice(0, MOST_CHOICES).map(({ id, title, state }) => ({
      title: `Into the session ${title}${state === 'draft' ? ' (draft)' : ''}`,
      value: `session/${id}`,
    })),
    ...others
      .filter(({ id }) => id !== suggestion.id)
      .map(({ id, title }) => ({ title: `Together with ${title}`, value: `suggestion/${id}` })),
  ];
  const people = (await supportersOf(context, suggestion)).length;
  const written = [suggestion, ...(await wordsOfSupporters(context, suggestion))].map(wordsLine);
  return {
    template: 'info-sessions/decide-form',
    summary: `Decide about ${suggestion.title}`,
    data: {
      title: suggestion.title,
      sentence: `${count(people, 'person wants', 'people want')} it, and ${people === 1 ? 'hears' : 'hear'} what becomes of it.`,
      written: written
        .filter((each) => each !== '')
        .slice(0, MOST_WRITTEN)
        .map((text) => ({ text })),
      choices,
      ...formData(['into', 'answer'], { into: 'answer', answer: '' }, trouble),
      press: { suggestion: suggestion.id },
    },
  };
}
