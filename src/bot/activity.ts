/**
 * From what arrived over HTTP to what the bot works with. Everything in an activity is a claim:
 * what has the wrong shape is left out, and an activity that lacks its frame is refused.
 */
import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { accountOf } from '../directory.js';
import type { Place, Speaker } from '../router/port.js';

export type Scope = 'personal' | 'group' | 'channel';

/** Somebody as the service names them: `user` towards this bot, `objectId` in their tenant. */
export interface Person {
  readonly user: string;
  readonly objectId?: string;
}

export interface Press {
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One activity, narrowed. Empty strings stand for what the service did not say. */
export interface Incoming {
  readonly type: string;
  readonly id: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly tenant: string;
  readonly conversation: string;
  readonly scope: Scope;
  readonly bot: string;
  readonly user: string;
  /** Absent when the service did not vouch for a person. */
  readonly speaker?: Speaker;
  readonly place: Place;
  /** What was typed, as words: no mention of the bot, no markup. */
  readonly text: string;
  readonly mentionsBot: boolean;
  /** The button that was pressed, when it carries a verb. */
  readonly press?: Press;
  /** What an installation update does: `add`, `remove`, `add-upgrade`, `remove-upgrade`. */
  readonly action: string;
  readonly added: readonly Person[];
  readonly removed: readonly Person[];
  readonly team: { readonly id: string; readonly name: string };
  readonly channelName: string;
}

export type Reading =
  | { readonly ok: true; readonly incoming: Incoming; readonly activity: Activity }
  | { readonly ok: false; readonly sentence: string };

const short = z.string().min(1).max(2000);

/** What the bot cannot work without. */
const frame = z.object({
  type: short,
  channelId: short,
  serviceUrl: short,
  conversation: z.looseObject({ id: short }),
  from: z.looseObject({ id: short }),
  recipient: z.object({ id: short }),
});

const mention = z.object({
  type: z.literal('mention'),
  mentioned: z.object({ id: z.string() }),
  text: z.string().min(1),
});

/** Narrows the body of a request; the sentence names the first missing part, never its content. */
export function readActivity(body: unknown): Reading {
  if (!isRecord(body)) return { ok: false, sentence: 'Send one activity as a JSON object.' };
  const framed = frame.safeParse(body);
  if (!framed.success) {
    return { ok: false, sentence: `The activity has no usable ${framed.error.issues[0]?.path.join('.')}.` };
  }
  const incoming = incomingFrom(framed.data, body);
  // The frame is checked; nothing but the frame is read by the SDK on the way to the routes.
  return { ok: true, incoming, activity: body as unknown as Activity };
}

function incomingFrom(given: z.output<typeof frame>, more: Readonly<Record<string, unknown>>): Incoming {
  const { conversation, from, serviceUrl } = given;
  const channelData = recordIn(more['channelData']);
  const tenant = (
    textIn(recordIn(channelData['tenant'])['id']) || textIn(conversation['tenantId'])
  ).toLowerCase();
  const teamData = recordIn(channelData['team']);
  const team = { id: textIn(teamData['id']), name: textIn(teamData['name']) };
  const scope = scopeOf(conversation, team.id);
  const pressed = textIn(more['replyToId']);
  return {
    type: given.type,
    id: textIn(more['id']),
    channelId: given.channelId,
    serviceUrl,
    tenant,
    conversation: conversation.id,
    scope,
    bot: given.recipient.id,
    user: from.id,
    speaker: speakerOf(tenant, from),
    place: {
      personal: scope === 'personal',
      ...(pressed !== '' && { message: { conversation: conversation.id, activity: pressed, serviceUrl } }),
    },
    ...wordsOf(more['text'], mentionsOf(more['entities'], given.recipient.id)),
    press: given.type === 'invoke' ? invokedPress(more['value']) : submittedPress(more['value']),
    action: textIn(more['action']),
    added: personsIn(more['membersAdded']),
    removed: personsIn(more['membersRemoved']),
    team,
    channelName: textIn(recordIn(channelData['channel'])['name']),
  };
}

function scopeOf({ conversationType, isGroup }: Readonly<Record<string, unknown>>, team: string): Scope {
  if (conversationType === 'personal' || conversationType === 'channel') return conversationType;
  // The Playground names no type for the chats that the bot made, which are one-to-one.
  if (conversationType === undefined && isGroup !== true && team === '') return 'personal';
  // What is not known to be one-to-one is treated as overheard by others.
  return 'group';
}

function speakerOf(tenant: string, from: Readonly<Record<string, unknown>>): Speaker | undefined {
  const objectId = objectIdIn(from['aadObjectId']);
  if (tenant === '' || objectId === undefined) return undefined;
  return { account: accountOf(tenant, objectId), name: textIn(from['name']).trim().slice(0, 200) };
}

function personsIn(members: unknown): readonly Person[] {
  return listIn(members).flatMap((member) => {
    const { id, aadObjectId } = recordIn(member);
    const user = textIn(id);
    return user === '' ? [] : [{ user, objectId: objectIdIn(aadObjectId) }];
  });
}

/** The texts by which the bot is mentioned, as they stand in the message. */
function mentionsOf(entities: unknown, bot: string): readonly string[] {
  return listIn(entities).flatMap((entity) => {
    const read = mention.safeParse(entity);
    return read.success && read.data.mentioned.id === bot ? [read.data.text] : [];
  });
}

function wordsOf(raw: unknown, mentions: readonly string[]): { text: string; mentionsBot: boolean } {
  const written = typeof raw === 'string' ? raw : '';
  const text = mentions
    .reduce((words, each) => words.replaceAll(each, ' '), written)
    .replace(/<\/?(?:at|p|div|span|br|b|i|u|em|strong)\b[^<>]*>/gi, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&lt;/gi, '<')
    .replace(/&gt;/gi, '>')
    .replace(/&amp;/gi, '&')
    .replace(/\s+/g, ' ')
    .trim();
  return { text, mentionsBot: mentions.length > 0 };
}

/** The press of an Action.Execute: `value.action`. */
function invokedPress(value: unknown): Press | undefined {
  const { verb, data } = recordIn(recordIn(value)['action']);
  if (!isVerb(verb)) return undefined;
  if (data === undefined || data === null) return { verb, data: {} };
  return isRecord(data) ? { verb, data: withoutPrototype(data) } : undefined;
}

/** The press of an Action.Submit: the whole value is the data, and the verb is in it. */
function submittedPress(value: unknown): Press | undefined {
  if (!isRecord(value) || !isVerb(value['verb'])) return undefined;
  const { verb, ...data } = value;
  return { verb: verb as string, data: withoutPrototype(data) };
}

function isVerb(verb: unknown): verb is string {
  return typeof verb === 'string' && verb.length > 0 && verb.length <= 200;
}

/** JSON may carry a property called __proto__: a merge further on would take it as the prototype. */
function withoutPrototype(data: Record<string, unknown>): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(data, '__proto__')) return data;
  return Object.fromEntries(Object.entries(data).filter(([key]) => key !== '__proto__'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, 1000) : [];
}

function textIn(value: unknown): string {
  return typeof value === 'string' && value.length <= 2000 ? value : '';
}

/** A GUID in Teams; the Agents Playground's default ids are longer than one. */
function objectIdIn(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined;
}
