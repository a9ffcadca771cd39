/**
 * The routes of the Teams AI application: what each kind of activity leads to. Nothing is sent
 * within an invoke, and nothing is kept in the turn's state.
 */
// Not the whole package, which loads clients of language models that nobody asks here.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { TurnContext } from 'botbuilder';
import type { Logger } from 'pino';
import type { Message } from '../message.js';
import type { Router } from '../router/port.js';
import type { Store } from '../store/store.js';
import type { Incoming } from './activity.js';
import type { Adapter } from './adapter.js';
import { logFault } from './background.js';
import type { Background } from './background.js';
import type { Reached } from './conversations.js';
import { openMeetings } from './meetings.js';
import type { Messenger } from './messenger.js';
import type { Recent } from './recent.js';
import { NO_ACTION, answerOf, invokeResponse } from './reply.js';

export interface ApplicationParts {
  readonly adapter: Adapter;
  readonly background: Background;
  readonly log: Logger;
  readonly messenger: Messenger;
  readonly reached: Reached;
  readonly recent: Recent;
  readonly router: Router;
  readonly store: Store;
  readonly wake: () => void;
}

const INCOMING = Symbol('incoming');

/** Hands a turn what was narrowed from its activity. */
export function bringIncoming(context: TurnContext, incoming: Incoming): void {
  context.turnState.set(INCOMING, incoming);
}

function incomingOf(context: TurnContext): Incoming {
  return context.turnState.get<Incoming>(INCOMING);
}

/** The application with all its routes. */
export function openApplication(parts: ApplicationParts): Application {
  const { background, log, messenger, recent, router } = parts;
  const meetings = openMeetings(parts);
  const application = new Application({ startTypingTimer: false, removeRecipientMention: false });
  // The option is not read in 1.7.4: every message that takes a second would send "typing" by itself.
  application.startTypingTimer = () => undefined;

  /** Each answers its own press: a route per verb would hand one person's card to everybody. */
  async function press(context: TurnContext): Promise<void> {
    const incoming = incomingOf(context);
    const { press } = incoming;
    const answer =
      press === undefined
        ? NO_ACTION
        : answerOf(
            await asked(incoming, (speaker) => router.press(press.verb, press.data, speaker, incoming.place)),
          );
    background.start('keep a contact', () => meetings.keep(incoming));
    // The last act: a throw after it would still return the card.
    await context.sendActivity(invokeResponse(answer));
  }

  async function message(context: TurnContext): Promise<void> {
    const incoming = incomingOf(context);
    const { press, place, text, mentionsBot } = incoming;
    const words = text === '' && mentionsBot ? 'hello' : text;
    // A picture, a reaction, a form of somebody else's: nothing was said to the bot.
    if (press === undefined && words === '') return;

    const answer = await asked(incoming, (speaker) =>
      press === undefined
        ? router.hear(words, speaker, place)
        : router.press(press.verb, press.data, speaker, place),
    );
    background.start('answer a message', async () => {
      await messenger.reply(incoming, answer);
      await meetings.keep(incoming);
    });
  }

  /** The router's answer; what it could not foresee becomes a sentence with a reference. */
  async function asked(
    incoming: Incoming,
    ask: (speaker: NonNullable<Incoming['speaker']>) => Promise<Message>,
  ): Promise<Message> {
    if (incoming.speaker === undefined) {
      return { text: 'Teams does not say who you are, so the bot cannot answer you here.' };
    }
    try {
      return await ask(incoming.speaker);
    } catch (error) {
      const reference = logFault(log, 'answer', error);
      return {
        text: `Something went wrong in the bot. Try again in a minute. The reference is ${reference}.`,
      };
    }
  }

  /** Runs a handler for the first delivery of an activity only. */
  function once(handle: (context: TurnContext) => Promise<void>): (context: TurnContext) => Promise<void> {
    return async (context) => {
      const { id, conversation } = incomingOf(context);
      if (id === '') return handle(context);
      const key = `${conversation} ${id}`;
      if (!recent.isNew(key)) return;
      try {
        await handle(context);
      } catch (error) {
        recent.forget(key);
        throw error;
      }
    };
  }

  application.addRoute(isCardAction, press, true);
  application.activity('message', once(message));
  application.activity(
    'installationUpdate',
    once((context) => meetings.installed(incomingOf(context))),
  );
  application.activity(
    'conversationUpdate',
    once((context) => meetings.changed(incomingOf(context))),
  );
  return application;
}

function isCardAction({ activity }: TurnContext): Promise<boolean> {
  return Promise.resolve(activity.type === 'invoke' && activity.name === 'adaptiveCard/action');
}
