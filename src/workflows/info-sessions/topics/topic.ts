/** Topics and speakers that people suggest all year, and who supports them. */
import { collection } from '../../../store/store.js';
import type { Stored } from '../../../store/store.js';
import type { Context, Notification } from '../../workflow.js';
import { noticeCard } from '../places/place-cards.js';
import type { Session, Topic } from '../session/session.js';
import { sessionLine } from '../places/cards.js';
import { NO_WORDS, added, isSilent } from './words.js';
import type { Words } from './words.js';

export interface Suggestion extends Stored {
  readonly title: string;
  readonly why: string;
  readonly speaker: string;
  /** The member who suggested it; when they withdrew it and others support it, the first of those. */
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly state: 'open' | 'accepted' | 'answered' | 'merged' | 'withdrawn';
  /** The session it was accepted into, when it was. */
  readonly session?: string;
  /** How often it was open again after that: each time it is scheduled, people are told anew. */
  readonly reopened?: number;
  /** What the coordinating team said. */
  readonly answer?: string;
  /** The suggestion it became a part of, when it did. */
  readonly into?: string;
}

/** `id` is `<suggestion>.<member>`: nobody supports a suggestion twice. Its words are those of whoever suggested the same again. */
interface Support extends Stored, Partial<Words> {
  readonly suggestion: string;
  readonly member: string;
}

export const suggestions = collection<Suggestion>('info-sessions.suggestions', [
  ['state', 'at'],
  ['session'],
]);
export const supports = collection<Support>('info-sessions.supports', [['suggestion']]);

/** Everybody to be told what became of it: who suggested it and who supports it, each once. */
export async function supportersOf({ store }: Context, { id, by }: Suggestion): Promise<readonly string[]> {
  const found = await store.find(supports, { where: { suggestion: id } });
  return [...new Set([by, ...found.map(({ member }) => member)])];
}

/** @param words what they wrote of it themselves; it goes to the coordinating team with that of the others */
export async function support(
  { store }: Context,
  suggestion: string,
  member: string,
  words: Words = NO_WORDS,
): Promise<void> {
  const id = `${suggestion}.${member}`;
  const known = await store.get(supports, id);
  const { why = '', speaker = '' } = known ?? {};
  const said = added({ why, speaker }, words);
  if (known !== undefined && said.why === why && said.speaker === speaker) return;
  const base = known ?? { id, version: 0, suggestion, member };
  await store.put(supports, isSilent(said) ? base : { ...base, ...said });
}

/** What those who support a suggestion wrote of it themselves. */
export async function wordsOfSupporters({ store }: Context, { id }: Suggestion): Promise<readonly Words[]> {
  const found = await store.find(supports, { where: { suggestion: id } });
  return found.map((each) => ({ ...NO_WORDS, ...each })).filter((each) => !isSilent(each));
}

/** What one person wrote of it with their support. */
export async function supporterWords({ store }: Context, suggestion: string, member: string): Promise<Words> {
  const { why = '', speaker = '' } = (await store.get(supports, `${suggestion}.${member}`)) ?? {};
  return { why, speaker };
}

/** Takes somebody's support back. */
export async function unsupport({ store }: Context, suggestion: string, member: string): Promise<void> {
  const id = `${suggestion}.${member}`;
  if ((await store.get(supports, id)) !== undefined) await store.remove(supports, id);
}

/** The open suggestion of the same words, whatever their case and spaces, but not the one of this id. */
export async function openLike(
  { store }: Context,
  title: string,
  id: string,
): Promise<Suggestion | undefined> {
  const open = await store.find(suggestions, { where: { state: 'open' }, by: 'at' });
  return open.find((each) => each.id !== id && isSameTitle(each.title, title));
}

export function isSameTitle(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(title: string): string {
  return title.trim().toLowerCase().replaceAll(/\s+/g, ' ');
}

/**
 * Withdrawn by whoever suggested it. Others who support it keep it: it goes on as the first one's.
 * @returns how many still want it
 */
export async function withdraw(context: Context, suggestion: Suggestion): Promise<number> {
  const [, next, ...others] = await supportersOf(context, suggestion);
  if (next === undefined) {
    await context.store.put(suggestions, { ...suggestion, state: 'withdrawn' });
    return 0;
  }
  // What the next one wrote of it goes on as their own.
  const theirs = await supporterWords(context, suggestion.id, next);
  await unsupport(context, suggestion.id, next);
  await context.store.put(suggestions, { ...suggestion, ...added(suggestion, theirs), by: next });
  return others.length + 1;
}

/** Tells everybody behind a suggestion once that it is scheduled. */
async function tellScheduled(
  context: Context,
  suggestion: Suggestion,
  session: Session,
): Promise<readonly Notification[]> {
  const sentence = `'${suggestion.title}', which you suggested or support, is scheduled: ${session.title}, ${sessionLine(context, session)} Say sessions to take a place.`;
  const again = suggestion.reopened === undefined ? '' : `:${suggestion.reopened}`;
  return (await supportersOf(context, suggestion)).map((id) => ({
    to: { kind: 'member', id },
    card: noticeCard('Your topic is scheduled', sentence),
    key: `info-sessions.scheduled:${suggestion.id}:${id}${again}`,
  }));
}

/**
 * What publishing means for the suggestions that were accepted into the session: people hear of those that are in it.
 * @param known the topics that were public before
 */
export async function tellOfTopics(
  context: Context,
  session: Session,
  known: readonly Topic[],
): Promise<readonly Notification[]> {
  const notify: Notification[] = [];
  for (const each of await acceptedInto(context, session.id)) {
    if (isAmong(session.topics, each) && !isAmong(known, each)) {
      notify.push(...(await tellScheduled(context, each, session)));
    }
  }
  return notify;
}

/** Suggestions that are in the session no more are open again, so that none is lost. */
export async function reopenTopics(context: Context, { id, topics, pending }: Session): Promise<void> {
  await reopen(context, id, [...topics, ...(pending?.topics ?? [])]);
}

/** The same for a draft that is thrown away. */
export async function reopenAllTopics(context: Context, { id }: Session): Promise<void> {
  await reopen(context, id, []);
}

async function reopen(context: Context, id: string, kept: readonly Topic[]): Promise<void> {
  for (const each of await acceptedInto(context, id)) {
    const { session, ...rest } = each;
    if (session === undefined || isAmong(kept, each)) continue;
    await context.store.put(suggestions, { ...rest, state: 'open', reopened: (each.reopened ?? 0) + 1 });
  }
}

async function acceptedInto({ store }: Context, session: string): Promise<readonly Suggestion[]> {
  return (await store.find(suggestions, { where: { session } })).filter(({ state }) => state === 'accepted');
}

/** A suggestion becomes a topic of the same id. */
function isAmong(topics: readonly Topic[], { id }: Suggestion): boolean {
  return topics.some((each) => each.id === id);
}
