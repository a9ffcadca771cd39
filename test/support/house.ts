/** The whole bot without Teams: the real store, router, outbox and scheduler, and a clock that is set. */
import { GlobalSettings } from 'adaptivecards-templating';
import { pino } from 'pino';
import { contextIn } from '../../src/context.js';
import { channels, contacts, members } from '../../src/directory.js';
import type { Member } from '../../src/directory.js';
import { openWriter } from '../../src/mail/write.js';
import type { Carrier, Delivery, Message, NotSent, Post, Posted, SentMessage } from '../../src/message.js';
import type { Clock } from '../../src/clock.js';
import { openLinks } from '../../src/links/links.js';
import type { Links } from '../../src/links/links.js';
import { collectionsOf } from '../../src/collections.js';
import { openOutbox } from '../../src/outbox/outbox.js';
import { CHANNEL_CALM, outboxRows, reopenFor } from '../../src/outbox/rows.js';
import { loadPartnership } from '../../src/partnership.js';
import type { Partnership } from '../../src/partnership.js';
import { recognise } from '../../src/recognise.js';
import { createRouter } from '../../src/router/router.js';
import type { Place, Router } from '../../src/router/port.js';
import { createScheduler } from '../../src/scheduler.js';
import type { Store, Transaction } from '../../src/store/store.js';
import { workflows as registered } from '../../src/workflows/index.js';
import type { Context, Job, Letter, Workflow } from '../../src/workflows/workflow.js';
import { openSampleStore } from './sample-store.js';

const partnershipFile = 'env/partnership.yaml';
/** Any will do. */
export const pseudonymKey = 'ab'.repeat(32);
/** In bytes; the largest message that Teams shows. */
const LARGEST_CARD = 28 * 1024;
export const silent = pino({ level: 'silent' });

/** A card on somebody's screen: what it says, and what its buttons would send. */
export interface Shown {
  readonly text: string;
  readonly card: object | undefined;
  readonly message?: SentMessage | undefined;
}

export interface House {
  readonly store: Store;
  /** Where its records are kept. */
  readonly folder: string;
  readonly partnership: Partnership;
  readonly router: Router;
  readonly links: Links;
  readonly clock: Clock;
  /** Sets the clock. */
  at(instant: string): void;
  /** Says something in one's own chat. */
  say(name: string, text: string, place?: Place): Promise<Shown>;
  /** Presses the button with this title on a card, with what was typed into its inputs. */
  press(
    name: string,
    shown: Shown,
    title: string,
    typed?: Readonly<Record<string, string>>,
    where?: { readonly personal: boolean },
  ): Promise<Shown>;
  /** Presses with any verb and data, as a hostile or old card would. */
  send(name: string, verb: string, data: object, place?: Place): Promise<Shown>;
  /** The person installs the app: Teams may know their address, and what waits for them is sent. */
  meet(name: string, email?: string): Promise<void>;
  /** Runs the jobs and sends what is due. */
  tick(): Promise<void>;
  /** What a person was sent by itself, oldest first; an update in place shows its last state. */
  inbox(name: string): readonly Shown[];
  /** The bot is added to a channel; what it posts there is in the inbox of the channel's id. */
  addChannel(id: string, name: string): Promise<void>;
  /** What an e-mail address was sent, oldest first. */
  letters(address: string): readonly Letter[];
  member(name: string): Promise<Member>;
  inside<T>(work: (tx: Transaction, context: Context) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

interface Options {
  readonly now?: string;
  readonly workflows?: readonly Workflow[];
  /** Without the sample's plan and round. */
  readonly empty?: boolean;
  /** True where the folder is read after the store was closed; it takes five times as long to close. */
  readonly onDisk?: boolean;
  /** False: an installation without web pages. */
  readonly web?: boolean;
  /** False: an installation without a mail server. */
  readonly mail?: boolean;
  /** What the carrier answers instead of sending. */
  readonly deliver?: (account: string, message: Message) => Delivery | undefined;
  /** What becomes of a letter instead of being sent. */
  readonly post?: (posted: Posted) => NotSent | undefined;
  /** True where the bot is meant to meet a fault; otherwise one ends the test with its stack. */
  readonly faulty?: boolean;
  /** True where no form of Teams lets anybody type what is sent, so that the answer need not fit a card. */
  readonly unfit?: boolean;
}

/** Read once; each house has a copy that a test may change. */
const kent = loadPartnership(partnershipFile);

/** Fields that a card asked for and nobody gave: people would read `${field}`. */
const missing: string[] = [];
GlobalSettings.getUndefinedFieldValueSubstitutionString = (field: string) => {
  missing.push(field);
  return undefined;
};

/** Opens the Kent sample in a folder of its own; `close` removes it. */
export async function openHouse({
  now = '2026-11-23T09:00:00Z',
  workflows = registered,
  empty = false,
  onDisk = false,
  web = true,
  mail = true,
  deliver = () => undefined,
  post = () => undefined,
  faulty = false,
  unfit = false,
}: Options = {}): Promise<House> {
  let instant = new Date(now);
  const clock = { now: () => instant };
  // How far the outbox is ahead: it edits a message in a channel once in a few seconds.
  let ahead = 0;
  const outboxClock = { now: () => new Date(instant.getTime() + ahead) };
  const faults: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void faults.push(faultIn(line)) });
  const partnership = structuredClone(kent);
  const collections = collectionsOf(workflows);
  const { store, folder, leave } = await openSampleStore(
    { collections, clock, log, onFailure: fail },
    {
      ...{ partnership, partnershipFile, now: instant },
      workflows: empty ? workflows.map((each) => ({ ...each, sample: undefined })) : workflows,
    },
    onDisk,
  );

  const inboxes = new Map<string, Shown[]>();
  const carrier = recordingCarrier(inboxes, deliver, store);
  const links = openLinks({ secrets: ['s'.repeat(32)], publicUrl: 'https://roundtable.example', clock });
  const webLinks = web ? links : undefined;
  const letters = new Map<string, Letter[]>();
  const write = openWriter({ store, clock, partnership, workflows, links: webLinks });
  const outbox = await openOutbox({
    ...{ store, clock: outboxClock, carrier, log },
    mail: mail ? { post: recordingPost(letters, post), write, abreast: 5 } : undefined,
  });
  let wanted = false;
  const wake = (): void => {
    wanted = true;
  };
  const scheduler = createScheduler({ store, clock, partnership, workflows, log, wake });
  let begun: Promise<void> | undefined;
  const begin = (jobs: readonly Job[]): void => {
    begun = scheduler.begin(jobs);
  };
  const parts = { store, clock, partnership, workflows, log, links: webLinks };
  const router = createRouter({ ...parts, pseudonymKey, wake, begin });

  function inside<T>(work: (tx: Transaction, context: Context) => Promise<T>): Promise<T> {
    return store.transact('test', 'test/inside', (tx) => work(tx, contextIn(tx, partnership, instant)));
  }
  async function find(name: string): Promise<Member | undefined> {
    const everybody = await inside(async (_tx, { directory }) =>
      Promise.all(
        (['active', 'waiting', 'declined', 'left'] as const).map((each) => directory.members(each)),
      ),
    );
    return everybody.flat().find((each) => each.name === name);
  }
  async function member(name: string): Promise<Member> {
    const found = await find(name);
    if (found === undefined) throw new Error(`Nobody is called ${name}.`);
    return found;
  }
  /** Somebody who is not on the list has an account all the same. */
  async function speaker(name: string): Promise<{ account: string; name: string }> {
    return { account: (await find(name))?.account ?? strangersAccount(name), name };
  }
  /** Everything that follows from a press: the outbox empties itself before the next step. */
  async function settle(): Promise<void> {
    while (wanted || begun !== undefined) {
      const jobs = begun;
      begun = undefined;
      await jobs;
      wanted = false;
      await outbox.deliver();
      const calm = await calmed();
      if (calm === undefined) continue;
      ahead = Date.parse(calm) - instant.getTime();
      wanted = true;
    }
  }
  /** When the last of the edits that wait for their channel to be calm is due. */
  async function calmed(): Promise<string | undefined> {
    const now = outboxClock.now().getTime();
    const to = new Date(now + CHANNEL_CALM + 1).toISOString();
    const where = { via: 'teams', state: 'waiting' } as const;
    const soon = await inside((tx) => tx.find(outboxRows, { where, by: 'due', to }));
    return soon.filter(({ sent }) => sent !== undefined).at(-1)?.due;
  }
  function complain(): void {
    const fields = missing.splice(0);
    if (fields.length > 0) throw new Error(`A card has no value for ${fields.join(', ')}.`);
    if (!faulty && faults.length > 0) throw new Error(faults.join('\n'));
  }
  async function shown(answer: Promise<Message>, message?: SentMessage): Promise<Shown> {
    const { card, text } = await answer;
    await settle();
    complain();
    if (!unfit) mustFit(text, card);
    return { card, text, message };
  }

  const house: House = {
    store,
    folder,
    links,
    clock,
    partnership,
    router,
    inside,
    member,
    at(text) {
      instant = new Date(text);
    },
    async say(name, text, place = { personal: true }) {
      return shown(router.hear(text, await speaker(name), place));
    },
    async press(name, { card, message }, title, typed = {}, where = { personal: true }) {
      const button = buttonsOf(card).find((each) => each.title === title);
      if (button === undefined) throw new Error(`No button '${title}' on: ${wordsOf(card).join(' | ')}`);
      const data = { ...inputsOf(card), ...typed, ...button.data };
      const place = { ...where, ...(message && { message }) };
      return shown(router.press(button.verb, data, await speaker(name), place), message);
    },
    async send(name, verb, data, place = { personal: true }) {
      return shown(router.press(verb, { ...data }, await speaker(name), place));
    },
    async meet(name, email) {
      const { account } = await speaker(name);
      await inside(async (tx) => {
        const serviceUrl = 'https://smba.trafficmanager.net/uk/';
        const known = await tx.get(contacts, account);
        await tx.put(contacts, {
          ...{ id: account, version: known?.version ?? 0, user: `29:${account}`, bot: '28:bot', serviceUrl },
          ...{ conversation: `chat-${account}`, state: 'open' as const, name },
          ...(email !== undefined && { email }),
        });
        const found = await recognise(tx, partnership, account);
        if (found !== undefined) await reopenFor(tx, found.id, instant);
      });
      await outbox.deliver();
    },
    async tick() {
      await scheduler.tick();
      await settle();
    },
    async addChannel(id, name) {
      await inside((tx) =>
        tx.put(channels, {
          ...{
            id,
            version: 0,
            tenant: '7c1f5f0e-3a52-4b0e-9c1d-2f6a8e4d5b10',
            bot: '28:bot',
            name,
            team: 'kcsp',
          },
          serviceUrl: 'https://smba.trafficmanager.net/uk/',
        }),
      );
    },
    inbox: (name) => inboxes.get(name) ?? [],
    letters: (address) => letters.get(address) ?? [],
    async close() {
      await outbox.stop();
      await scheduler.stop();
      await store.close();
      leave();
      complain();
    },
  };
  await settle();
  return house;
}

/** A line of the log as its sentence and the fault's stack. */
function faultIn(line: string): string {
  const { msg, err } = JSON.parse(line) as { msg: string; err?: { stack?: string } };
  return `${msg}\n${err?.stack ?? ''}`;
}

/** The account of somebody who is not in the sample. */
export function strangersAccount(name: string): string {
  return `7c1f5f0e-3a52-4b0e-9c1d-2f6a8e4d5b10/${name.toLowerCase().replaceAll(' ', '-')}`;
}

function recordingPost(
  letters: Map<string, Letter[]>,
  answer: (posted: Posted) => NotSent | undefined,
): Post {
  return {
    async send(posted) {
      const told = answer(posted);
      if (told !== undefined) return told;
      const { address } = posted.to;
      letters.set(address, [...(letters.get(address) ?? []), posted.letter]);
      return { state: 'sent' };
    },
    close: () => undefined,
  };
}

function recordingCarrier(
  inboxes: Map<string, Shown[]>,
  deliver: (account: string, message: Message) => Delivery | undefined,
  store: Store,
): Carrier {
  let activities = 0;
  /** A channel's messages are in the inbox of its id. */
  async function sendToChannel(id: string, message: Message): Promise<Delivery> {
    const channel = await store.transact('test', 'test/channel', (tx) => tx.get(channels, id));
    if (channel === undefined) return { state: 'unreachable', reason: 'no such channel in this house' };
    activities += 1;
    const sent = { conversation: id, activity: `a${activities}`, serviceUrl: channel.serviceUrl };
    inboxes.set(id, [...(inboxes.get(id) ?? []), { ...message, card: message.card, message: sent }]);
    return { state: 'sent', sent };
  }
  return {
    async send(to, message) {
      mustFit(message.text, message.card);
      if ('channel' in to) return sendToChannel(to.channel, message);
      const told = deliver(to.account, message);
      if (told !== undefined) return told;
      const { contact, name } = await store.transact('test', 'test/send', async (tx) => ({
        contact: await tx.get(contacts, to.account),
        name: (await tx.find(members, { where: { account: to.account } })).at(-1)?.name ?? '',
      }));
      if (contact === undefined)
        return { state: 'unreachable', reason: 'They have not met the bot in Teams yet.' };
      activities += 1;
      const sent = {
        conversation: contact.conversation ?? '',
        activity: `a${activities}`,
        serviceUrl: contact.serviceUrl,
      };
      inboxes.set(name, [...(inboxes.get(name) ?? []), { ...message, card: message.card, message: sent }]);
      return { state: 'sent', sent };
    },
    async update(sent, message) {
      mustFit(message.text, message.card);
      for (const [name, inbox] of inboxes) {
        const next = inbox.map((each) =>
          each.message?.activity === sent.activity ? { ...message, card: message.card, message: sent } : each,
        );
        inboxes.set(name, next);
      }
      return { state: 'sent', sent };
    },
  };
}

function mustFit(text: string, card: object | undefined): void {
  const bytes = Buffer.byteLength(JSON.stringify(card ?? {}));
  if (bytes >= LARGEST_CARD) throw new Error(`The card '${text}' has ${bytes} bytes.`);
}

interface Button {
  readonly title: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Every button of a card, wherever it stands. */
export function buttonsOf(card: object | undefined): readonly Button[] {
  return nodesOf(card).flatMap((node) =>
    node.type === 'Action.Execute'
      ? [{ title: String(node.title), verb: String(node.verb), data: { ...(node.data as object) } }]
      : [],
  );
}

/** What its inputs hold: what a press sends when nothing is typed. */
export function inputsOf(card: object | undefined): Record<string, string> {
  const inputs = nodesOf(card).filter((node) => String(node.type).startsWith('Input.'));
  return Object.fromEntries(
    inputs.map((node) => [String(node.id), String((node.value as string | number | undefined) ?? '')]),
  );
}

/** Every text a card shows, in order. */
export function wordsOf(card: object | undefined): readonly string[] {
  return nodesOf(card).flatMap((node) => {
    if (node.type === 'TextBlock') return [String(node.text)];
    if (typeof node.title === 'string' && typeof node.value === 'string' && node.type === undefined) {
      return [`${node.title}: ${node.value}`];
    }
    return [];
  });
}

/** Every object in a card. */
export function nodesOf(node: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (Array.isArray(node)) return node.flatMap(nodesOf);
  if (typeof node !== 'object' || node === null) return [];
  return [node as Record<string, unknown>, ...Object.values(node).flatMap(nodesOf)];
}

function fail(error: Error): void {
  throw error;
}
