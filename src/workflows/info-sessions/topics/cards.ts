/** Topics: the list, the form to suggest one, and the coordinating team's decision. */
import { formData } from '../../../shared/form-card.js';
import type { Trouble } from '../../../shared/form-card.js';
import { pageOf } from '../../../shared/page.js';
import { count, shorten } from '../../../shared/text.js';
import type { ActorContext, Card } from '../../workflow.js';
import { mayManage } from '../policy.js';
import { comingSessions, sessions } from '../session/session.js';
import { suggestions, supportersOf } from './topic.js';
import type { Suggestion } from './topic.js';

const PAGE = 6;
const MOST_CHOICES = 40;

export function suggestFormCard(id: string, trouble: Trouble): Card {
  return {
    template: 'info-sessions/suggest-form',
    summary: 'Suggest a topic',
    data: {
      ...formData(['title', 'why', 'speaker'], { title: '', why: '', speaker: '' }, trouble),
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
  for (const each of shown.items) {
    const people = await supportersOf(context, each);
    const speaker = each.speaker === '' ? '' : ` Speaker: ${each.speaker}.`;
    rows.push({
      title: each.title,
      text: `${each.why === '' ? '' : `${shorten(each.why, 300)} `}${count(people.length, 'person wants', 'people want')} it.${speaker}`,
      support: !people.includes(context.actor.id),
      decide: mayManage(context.actor),
      press: { suggestion: each.id, page },
    });
  }
  const nothing = open.length === 0 ? 'No topic is open. Suggest the first.' : '';
  return {
    template: 'info-sessions/topics',
    summary: notice === '' ? (nothing === '' ? `${count(open.length, 'topic')}.` : nothing) : notice,
    data: { notice, nothing, rows, ...shown.links },
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
  return {
    template: 'info-sessions/decide-form',
    summary: `Decide about ${suggestion.title}`,
    data: {
      title: suggestion.title,
      sentence: `${count(people, 'person wants', 'people want')} it, and ${people === 1 ? 'hears' : 'hear'} what becomes of it.`,
      choices,
      ...formData(['into', 'answer'], { into: 'answer', answer: '' }, trouble),
      press: { suggestion: suggestion.id },
    },
  };
}
