/** Roundtable in Teams: the door, the check at it, and the turn behind it. */
import type { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { Request } from 'restify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import type { Router } from '../router/port.js';
import type { Store } from '../store/store.js';
import { readActivity } from './activity.js';
import type { Adapter } from './adapter.js';
import { openAdmission } from './admission.js';
import { bringIncoming, openApplication } from './application.js';
import { openBackground } from './background.js';
import type { Reached } from './conversations.js';
import type { Messenger } from './messenger.js';
import { openRecent } from './recent.js';
import { Refusal } from './refusal.js';
import { checkHeaders, readJson } from './request-body.js';
import { openServer } from './server.js';
import type { HttpAnswer, Pages } from './server.js';

export interface BotParts {
  readonly adapter: Adapter;
  readonly config: Config;
  readonly log: Logger;
  readonly messenger: Messenger;
  readonly router: Router;
  readonly store: Store;
  /** Called in the transaction that stores a new contact or opens a blocked one again. */
  readonly reached: Reached;
  /** Called after that transaction is saved: what waited for the person can be sent. */
  readonly wake: () => void;
  /** Why the bot is not ready, as a sentence; nothing when it is. */
  readonly ready: () => string | undefined;
  /** Web pages on the same port. */
  readonly pages?: Pages | undefined;
}

export interface Bot {
  /** @throws {SetupError} when the port cannot be had */
  listen(): Promise<{ readonly port: number }>;
  /** Takes nothing more, and resolves when every answer under way has been sent. */
  stop(): Promise<void>;
}

/** Puts the parts together; nothing happens before `listen`. */
export function openBot(parts: BotParts): Bot {
  const { adapter, config, log } = parts;
  const local = config.bot === undefined;
  const background = openBackground(log);
  const application: Application = openApplication({ ...parts, background, recent: openRecent() });
  const admit = openAdmission(config, adapter);

  /** Each step costs more than the one before: headers, bytes, JSON, shape, token, turn. */
  async function take(request: Request): Promise<HttpAnswer> {
    checkHeaders(request, !local);
    const reading = readActivity(await readJson(request));
    if (!reading.ok) throw new Refusal(400, reading.sentence);
    const { incoming, activity } = reading;
    const admission = await admit(incoming, activity, request.headers.authorization ?? '');

    // Asked to collect replies, the SDK would answer with them in place of the card.
    const plain = { ...activity, deliveryMode: undefined };
    const response = await adapter.take(plain as typeof activity, admission, async (context) => {
      bringIncoming(context, incoming);
      await application.run(context);
    });
    return { status: response?.status ?? 200, body: response?.body };
  }

  const { port } = config;
  const server = openServer({ port, local, log, ready: parts.ready, take, pages: parts.pages });
  return {
    listen: () => server.listen(),
    async stop() {
      await server.close();
      await background.settled();
    },
  };
}
