/** Topics and speakers that people suggest all year, and who supports them. */
import { collection } from '../../store/store.js';
import type { Stored } from '../../store/store.js';
import type { Context, Notification } from '../workflow.js';
import { noticeCard } from './cards-place.js';
import type { Session } from './session.js';
import { sessionLine } from './cards-member.js';

export interface Suggestion extends Stored {
  readonly title: string;
  readonly why: string;
  readonly speaker: string;
  /** The member who suggested it. */
  readonly by: string;
  /** ISO instant. */
  readonly at: string;
  readonly state: 'open' | 'accepted' | 'answered' | 'merged';
  /** The session it was accepted into, when it was. */
  readonly session?: string;
  /** What the coordinating team said. */
  readonly answer?: string;
  /** The suggestion it became a part of, when it did. */
  readonly into?: string;
}

/** `id` is `<suggestion>.<member>`: nobody supports a suggestion twice. */
interface Support extends Stored {
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

export async function support({ store }: Context, suggestion: string, member: string): Promise<void> {
  const id = `${suggestion}.${member}`;
  if ((await store.get(supports, id)) !== undefined) return;
  await store.put(supports, { id, version: 0, suggestion, member });
}

/** Tells everybody behind a suggestion once that it is scheduled. */
export async function tellScheduled(
  context: Context,
  suggestion: Suggestion,
  session: Session,
): Promise<readonly Notification[]> {
  const sentence = `'${suggestion.title}', which you suggested or support, is scheduled: ${session.title}, ${sessionLine(context, session)} Say sessions to take a place.`;
  return (await supportersOf(context, suggestion)).map((id) => ({
    to: { kind: 'member', id },
    card: noticeCard('Your topic is scheduled', sentence),
    key: `info-sessions.scheduled:${suggestion.id}:${id}`,
  }));
}

/** What publishing a session means for the suggestions that were accepted into its draft. */
export async function tellOfTopics(context: Context, session: Session): Promise<readonly Notification[]> {
  const notify: Notification[] = [];
  for (const each of await context.store.find(suggestions, { where: { session: session.id } })) {
    notify.push(...(await tellScheduled(context, each, session)));
  }
  return notify;
}
