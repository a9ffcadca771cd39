/** What people do with topics: suggest and support them; and the coordinating team: accept, merge and answer them. */
import { UserError } from '../../../shared/errors.js';
import { newId } from '../../../shared/ids.js';
import { numberOf, optionalText, parse, requiredText, textOf } from '../../../shared/parse.js';
import { invalid } from '../../../shared/result.js';
import { count, shorten } from '../../../shared/text.js';
import { z } from 'zod';
import type { Action, ActorContext, Card, Handler, Input, Notification } from '../../workflow.js';
import { noticeCard } from '../places/place-cards.js';
import { decideFormCard, knownTopicCard, suggestFormCard, topicListCard, withdrawCard } from './cards.js';
import { draftOf, withDetails } from '../session/draft.js';
import { mustManage } from '../policy.js';
import { isOver, sessions } from '../session/session.js';
import type { Session } from '../session/session.js';
import {
  isSameTitle,
  openLike,
  suggestions,
  support,
  supporterWords,
  supportersOf,
  unsupport,
  withdraw,
} from './topic.js';
import type { Suggestion } from './topic.js';
import { NO_WORDS, added, isSilent, wordsForm } from './words.js';
import type { Words } from './words.js';

export const showTopics: Handler = async (input, context) => ({
  reply: await topicListCard(context, numberOf(input.data, 'page')),
});

export const suggestTopic: Handler = async () => ({ reply: suggestFormCard(newId(), {}) });

const title = z.object({ title: requiredText('the topic', 160, 'Enter the topic, like Dangerous dogs') });

export const saveSuggestion: Action = {
  async handle(input, context) {
    const id = textOf(input.data, 'suggestion');
    // The form names the suggestion: a redelivered press finds it.
    const known = await context.store.get(suggestions, id);
    const own = known?.by === context.actor.id ? known : undefined;
    const read = parse(title.extend(wordsForm(own).shape), input.data);
    if (!read.ok) return read;
    if (!/^[a-z0-9]{16}$/.test(id)) return { reply: suggestFormCard(newId(), { typed: input.data }) };
    if (known?.state === 'withdrawn') {
      const refusal = 'You withdrew this topic. Press Suggest it to suggest it again.';
      return { reply: suggestFormCard(newId(), { typed: input.data, refusal }) };
    }
    if (known !== undefined) mustBeOwn(await loadOpen(input, context), context);
    const same = await openLike(context, read.value.title, id);
    if (same !== undefined) return { reply: await suggestedAgain(context, same, read.value) };
    if (known !== undefined && !isSameTitle(known.title, read.value.title)) {
      const others = (await supportersOf(context, known)).length - 1;
      if (others > 0) {
        return invalid({
          title: `Others support '${known.title}', so it keeps its name. Suggest another topic as a new one`,
        });
      }
    }
    const base = { id, version: 0, by: context.actor.id, at: context.now.toISOString() };
    await context.store.put(suggestions, { ...base, ...known, ...read.value, state: 'open' });
    const notice = 'Your topic is with the coordinating team. Others can support it.';
    return { reply: await topicListCard(context, 0, notice) };
  },
  form: async (typed, trouble, context) => {
    const id = textOf(typed.data, 'suggestion');
    const known = await context.store.get(suggestions, id);
    const own = known?.by === context.actor.id ? known : undefined;
    return suggestFormCard(id === '' ? newId() : id, { typed: typed.data, ...trouble }, own);
  },
};

/** The same topic once more: what was written of it goes to the one on the list, and is never lost. */
async function suggestedAgain(context: ActorContext, same: Suggestion, said: Words): Promise<Card> {
  const { actor } = context;
  if (same.by === actor.id) {
    const typed = { title: same.title, ...added(same, said) };
    if (typed.why === same.why && typed.speaker === same.speaker) return knownTopicCard(context, same);
    const refusal = 'You suggested this already. What you wrote now is below: save it, or change it first.';
    return suggestFormCard(same.id, { typed, refusal }, same);
  }
  if (!(await supportersOf(context, same)).includes(actor.id)) return knownTopicCard(context, same, said);
  await support(context, same.id, actor.id, said);
  return knownTopicCard(context, same);
}

export const supportTopic: Handler = async (input, context) => {
  const suggestion = await loadOpen(input, context);
  // The button after a second suggestion of the same topic carries what was written in it.
  const read = parse(wordsForm(), input.data);
  const said = read.ok ? read.value : NO_WORDS;
  if (suggestion.by !== context.actor.id) {
    await support(context, suggestion.id, context.actor.id, said);
  }
  const also = isSilent(said) ? '' : ' What you wrote is with the coordinating team.';
  const notice = `You support '${suggestion.title}'.${also}`;
  return { reply: await topicListCard(context, numberOf(input.data, 'page'), notice) };
};

/** Whoever suggested a topic changes it as long as it is open. */
export const changeTopic: Handler = async (input, context) => {
  const suggestion = await loadOpen(input, context);
  mustBeOwn(suggestion, context);
  return { reply: suggestFormCard(suggestion.id, {}, suggestion) };
};

export const withdrawTopic: Handler = async (input, context) => {
  const suggestion = await loadOpen(input, context);
  mustBeOwn(suggestion, context);
  return { reply: await withdrawCard(context, suggestion, numberOf(input.data, 'page')) };
};

export const confirmWithdraw: Handler = async (input, context) => {
  const suggestion = await loadOpen(input, context);
  mustBeOwn(suggestion, context);
  const left = await withdraw(context, suggestion);
  const stays = left === 0 ? '' : ` It stays on the list for ${count(left, 'other person', 'other people')}.`;
  const notice = `You withdrew '${suggestion.title}'.${stays}`;
  return { reply: await topicListCard(context, numberOf(input.data, 'page'), notice) };
};

/** Support that is taken back; one's own topic is withdrawn instead. */
export const unsupportTopic: Handler = async (input, context) => {
  const suggestion = await loadOpen(input, context);
  await unsupport(context, suggestion.id, context.actor.id);
  const notice = `You no longer support '${suggestion.title}'.`;
  return { reply: await topicListCard(context, numberOf(input.data, 'page'), notice) };
};

export const openDecision: Handler = async (input, context) => {
  mustManage(context.actor);
  return { reply: await decideFormCard(await loadOpen(input, context), context, {}) };
};

const decision = z.object({
  into: optionalText('the choice', 60),
  answer: optionalText('the answer', 600),
});

/** Into a session, into another suggestion, or with an answer: everybody behind it is told once. */
export const saveDecision: Action = {
  async handle(input, context) {
    const read = parse(decision, input.data);
    mustManage(context.actor);
    const suggestion = await loadOpen(input, context);
    if (!read.ok) return read;
    const { into, answer } = read.value;
    const [kind = '', id = ''] = into.split('/');
    const decided = await decide(context, suggestion, kind, id, answer);
    if (decided === undefined) {
      return invalid({ answer: 'Enter an answer, or choose a session or another suggestion' });
    }
    return { reply: await topicListCard(context, 0, decided.notice), notify: decided.notify };
  },
  form: async (typed, trouble, context) => {
    mustManage(context.actor);
    return decideFormCard(await loadOpen(typed, context), context, { typed: typed.data, ...trouble });
  },
};

interface Decided {
  readonly notice: string;
  readonly notify: readonly Notification[];
}

async function decide(
  context: ActorContext,
  suggestion: Suggestion,
  kind: string,
  id: string,
  answer: string,
): Promise<Decided | undefined> {
  const { store } = context;
  if (kind === 'session') {
    const session = await store.get(sessions, id);
    if (session === undefined || session.state === 'cancelled' || isOver(session, context.now))
      return undefined;
    return accept(context, suggestion, session);
  }
  if (kind === 'suggestion') {
    const other = await store.get(suggestions, id);
    if (other?.state !== 'open' || other.id === suggestion.id) return undefined;
    // Whoever was behind the one is behind the other now, and hears when that is scheduled.
    for (const member of await supportersOf(context, suggestion)) {
      const wrote =
        member === suggestion.by ? suggestion : await supporterWords(context, suggestion.id, member);
      if (member !== other.by) await support(context, other.id, member, wrote);
      else await store.put(suggestions, { ...other, ...added(other, wrote) });
    }
    await store.put(suggestions, { ...suggestion, state: 'merged', into: other.id });
    const notice = `'${suggestion.title}' is now a part of '${other.title}'. Everybody who wanted either hears when that is scheduled.`;
    return { notice, notify: [] };
  }
  if (answer === '') return undefined;
  const answered = await store.put(suggestions, { ...suggestion, state: 'answered', answer });
  const notify: readonly Notification[] = (await supportersOf(context, answered)).map((member) => ({
    to: { kind: 'member', id: member },
    card: noticeCard(`About your topic '${suggestion.title}'`, answer),
    key: `info-sessions.answered:${suggestion.id}:${member}`,
  }));
  return { notice: 'Recorded.', notify };
}

/** Into a draft, or as a change of a published session. People hear that it is scheduled when that is published. */
async function accept(context: ActorContext, suggestion: Suggestion, session: Session): Promise<Decided> {
  const draft = draftOf(session);
  const topic = {
    id: suggestion.id,
    title: suggestion.title,
    // The form of a session's topic takes so much; the rest stays in the suggestion.
    speaker: shorten(suggestion.speaker, 120),
    organisation: '',
    email: '',
  };
  const known = draft.topics.some(({ id }) => id === topic.id);
  const topics = known ? draft.topics : [...draft.topics, topic];
  await context.store.put(sessions, withDetails(session, { ...draft, topics }));
  await context.store.put(suggestions, { ...suggestion, state: 'accepted', session: session.id });
  const what = session.state === 'published' ? 'the changes of the session' : 'the session';
  return { notice: `Recorded. Publish ${what}, and people hear that it is scheduled.`, notify: [] };
}

/** @throws {UserError} when it is not open any more */
async function loadOpen(input: Input, { store }: ActorContext): Promise<Suggestion> {
  const found = await store.get(suggestions, textOf(input.data, 'suggestion'));
  if (found?.state === 'open') return found;
  const into = found?.into === undefined ? undefined : await store.get(suggestions, found.into);
  if (found !== undefined && into !== undefined) {
    throw new UserError(
      'info-sessions.topicMerged',
      `'${found.title}' is now a part of '${into.title}', and what was written of it is kept there. Say topics to see what is open.`,
    );
  }
  throw new UserError(
    'info-sessions.topicDecided',
    'This topic is decided or withdrawn already. Say topics to see what is open.',
  );
}

/** @throws {UserError} for everybody but who suggested it */
function mustBeOwn({ by }: Suggestion, { actor }: ActorContext): void {
  if (by === actor.id) return;
  throw new UserError(
    'info-sessions.topicOfOthers',
    'Only who suggested a topic changes or withdraws it. Say topics to see what is open.',
  );
}
