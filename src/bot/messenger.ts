/** The Carrier to Teams: sends once, and says in plain words what became of it. */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { channels, contacts } from '../directory.js';
import type { Contact } from '../directory.js';
import type { Carrier, Delivery, Message } from '../message.js';
import type { Store } from '../store/store.js';
import type { Adapter } from './adapter.js';
import { openCalls } from './connector.js';
import type { Conversation } from './connector.js';
import { blockContact, keepChat } from './conversations.js';
import { deliveryAfter, isGone } from './delivery.js';

export interface Messenger extends Carrier {
  /** Answers somebody who waits: tried up to three times when it surely was not sent. Never throws. */
  reply(to: Conversation, message: Message): Promise<Delivery>;
}

interface Parts {
  readonly adapter: Adapter;
  readonly store: Store;
  readonly log: Logger;
  /** Milliseconds that one call to Teams may take. */
  readonly timeout?: number;
}

const NOT_MET: Delivery = { state: 'unreachable', reason: 'They have not met the bot in Teams yet.' };
const BLOCKED: Delivery = { state: 'unreachable', reason: 'They have blocked the bot or removed it.' };
const NO_CHANNEL: Delivery = { state: 'unreachable', reason: 'The bot is not in this channel any more.' };

/** The one carrier for Teams; it must exist before the outbox, and the bot's door after the router. */
export function openMessenger({ adapter, store, log, timeout = 10_000 }: Parts): Messenger {
  const calls = openCalls(adapter, timeout);

  async function post(to: Conversation, message: Message): Promise<Delivery> {
    try {
      return { state: 'sent', sent: await calls.post(to, message) };
    } catch (error) {
      return deliveryAfter(error, 'post');
    }
  }

  /** Undefined when the chat is not known there any more. */
  async function postToChat(
    contact: Contact,
    conversation: string,
    message: Message,
  ): Promise<Delivery | undefined> {
    try {
      return {
        state: 'sent',
        sent: await calls.post({ conversation, serviceUrl: contact.serviceUrl }, message),
      };
    } catch (error) {
      return isGone(error) ? undefined : deliveryAfter(error, 'post');
    }
  }

  async function postToNewChat(contact: Contact, message: Message): Promise<Delivery> {
    try {
      const conversation = await calls.openChat(contact);
      await keepChat(store, contact.id, conversation);
      return await post({ conversation, serviceUrl: contact.serviceUrl }, message);
    } catch (error) {
      return deliveryAfter(error, 'open chat');
    }
  }

  async function sendToAccount(account: string, message: Message): Promise<Delivery> {
    const contact = await store.transact('roundtable', 'bot/send', (tx) => tx.get(contacts, account));
    if (contact === undefined) return NOT_MET;
    if (contact.state === 'blocked') return BLOCKED;
    const { conversation } = contact;
    // A chat that is gone does not mean that the person is (the Playground forgets its own): made anew, once.
    const delivery =
      (conversation === undefined ? undefined : await postToChat(contact, conversation, message)) ??
      (await postToNewChat(contact, message));
    if (delivery.state === 'unreachable') await blockContact(store, account);
    return delivery;
  }

  async function sendToChannel(id: string, message: Message): Promise<Delivery> {
    const channel = await store.transact('roundtable', 'bot/send', (tx) => tx.get(channels, id));
    if (channel === undefined) return NO_CHANNEL;
    return post({ conversation: id, serviceUrl: channel.serviceUrl }, message);
  }

  return {
    async send(to, message) {
      try {
        return await ('account' in to
          ? sendToAccount(to.account, message)
          : sendToChannel(to.channel, message));
      } catch (error) {
        // The store: nothing had been sent, or what was sent is known to be refused.
        log.error({ err: error }, 'could not look up where to send');
        return { state: 'try again', reason: 'The bot could not look up where to send.' };
      }
    },
    async update(sent, message) {
      try {
        await calls.edit(sent, message);
        return { state: 'sent', sent };
      } catch (error) {
        return deliveryAfter(error, 'edit');
      }
    },
    async reply(to, message) {
      let delivery = await post(to, message);
      for (let again = 0; again < 2 && delivery.state === 'try again'; again++) {
        await setTimeout(Math.min(delivery.after ?? 1, 10) * 1000);
        delivery = await post(to, message);
      }
      if (delivery.state !== 'sent')
        log.warn({ state: delivery.state, reason: delivery.reason }, 'answer not sent');
      return delivery;
    },
  };
}
