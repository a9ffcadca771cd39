/** A bot on a port of its own, with the connector stand-in, a store in memory and a scripted router. */
import pino from 'pino';
import { openAdapter } from '../../src/bot/adapter.js';
import { openBot } from '../../src/bot/bot.js';
import type { Cloud } from '../../src/bot/cloud.js';
import { openMessenger } from '../../src/bot/messenger.js';
import type { BotRegistration, Config } from '../../src/config.js';
import type { Message } from '../../src/message.js';
import type { Router } from '../../src/router/port.js';
import { collection } from '../../src/store/store.js';
import type { Stored } from '../../src/store/store.js';
import { startConnector } from '../support/connector.js';
import type { ConnectorStandIn } from '../support/connector.js';
import { openMemoryStore } from '../support/memory-store.js';
import type { MemoryStore } from '../support/memory-store.js';

/** Whom the outbox was told about: in the store, where the port says it belongs. */
export const reachedAccounts = collection<Stored>('test.reached');

export interface RunningBot {
  readonly url: string;
  readonly connector: ConnectorStandIn;
  readonly store: MemoryStore;
  /** What the router was asked, like `hear hello`, `press grants/vote`. */
  readonly asked: readonly string[];
  readonly log: readonly string[];
  readonly wakes: () => number;
  post(activity: unknown, headers?: Record<string, string>): Promise<{ status: number; body: string }>;
  /** Stops the bot and waits for its answers. */
  stop(): Promise<void>;
}

export interface BotOptions {
  readonly bot?: BotRegistration;
  readonly allowedTenants?: readonly string[];
  readonly cloud?: Cloud;
  readonly connector?: ConnectorStandIn;
  readonly port?: number;
  readonly ready?: () => string | undefined;
  readonly router?: Partial<Router>;
  readonly store?: MemoryStore;
}

export async function startBot(options: BotOptions = {}): Promise<RunningBot> {
  const connector = options.connector ?? (await startConnector());
  const store = options.store ?? openMemoryStore();
  const asked: string[] = [];
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const config: Config = {
    port: options.port ?? 0,
    dataFolder: '',
    partnershipFile: '',
    bot: options.bot,
    allowedTenants: options.allowedTenants ?? [],
    logLevel: 'info',
  };
  const adapter = openAdapter(config, options.cloud);
  let wakes = 0;
  const bot = openBot({
    adapter,
    config,
    log,
    messenger: openMessenger({ adapter, store, log, timeout: 1000 }),
    router: { ...scriptedRouter(asked), ...options.router },
    store,
    reached: async (tx, account) => {
      const known = await tx.get(reachedAccounts, account);
      await tx.put(reachedAccounts, { id: account, version: known?.version ?? 0 });
    },
    wake: () => void wakes++,
    ready: options.ready ?? (() => undefined),
  });
  const { port } = await bot.listen();
  const url = `http://127.0.0.1:${port}`;

  return {
    url,
    connector,
    store,
    asked,
    log: lines,
    wakes: () => wakes,
    async post(activity, headers = {}) {
      const response = await fetch(`${url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof activity === 'string' ? activity : JSON.stringify(activity),
      });
      return { status: response.status, body: await response.text() };
    },
    async stop() {
      await bot.stop();
      if (options.connector === undefined) await connector.close();
    },
  };
}

/** Says what it was asked; a press is answered with a card that carries its data. */
function scriptedRouter(asked: string[]): Router {
  function note(what: string, message: Message): Promise<Message> {
    asked.push(what);
    return Promise.resolve(message);
  }
  return {
    hear: (text, speaker) => note(`hear ${text}`, { text: `You said ${text}, ${speaker.name}.` }),
    press: (verb, data) => note(`press ${verb}`, { text: 'Recorded.', card: { type: 'AdaptiveCard', data } }),
    welcome: () => note('welcome', { text: 'Welcome.', card: { type: 'AdaptiveCard' } }),
    introduce: () => note('introduce', { text: 'I am Roundtable.' }),
  };
}
