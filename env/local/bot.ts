/** Starts the bot as a program of its own and waits until it is ready. */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { startChild } from './child.js';
import type { Child } from './child.js';

export interface BotOptions {
  readonly port: number;
  /** Environment of the bot; PORT is set from `port`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The program to run, with tsx unless it is compiled (`.js`); the bot itself when not given. */
  readonly program?: string;
  /** Gets what the bot prints; without it, it prints on our terminal. */
  readonly onOutput?: (text: string) => void;
  /** Stops a start that is under way. */
  readonly signal?: AbortSignal;
}

export interface RunningBot extends Child {
  /** Where it takes activities. */
  readonly messagesUrl: string;
}

/** Not import.meta.resolve: a test runner may load this file in a way that has none. */
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const patience = 60_000;

/**
 * Starts the bot and waits until /readyz answers 200.
 * @throws {Error} with one sentence, and nothing left running, when it ends or does not get ready
 */
export async function startBot(options: BotOptions): Promise<RunningBot> {
  const address = `http://127.0.0.1:${options.port}`;
  const program = options.program ?? 'src/index.ts';
  const bot = startChild({
    name: 'The bot',
    arguments: program.endsWith('.js') ? [program] : ['--import', tsx, program],
    environment: { ...options.environment, PORT: String(options.port) },
    onOutput: options.onOutput,
  });

  const outcome = await Promise.race([
    waitUntilReady(`${address}/readyz`, bot.ended, options.signal),
    bot.ended.then((how) => `${how} It was not ready yet; what it said is above.`),
  ]);
  if (outcome !== 'ready') {
    await bot.stop();
    throw new Error(outcome);
  }
  return { ...bot, messagesUrl: `${address}/api/messages` };
}

async function waitUntilReady(url: string, ended: Promise<string>, signal?: AbortSignal): Promise<string> {
  const limit = Date.now() + patience;
  let over = false;
  void ended.then(() => (over = true));
  while (!over && Date.now() < limit) {
    if (signal?.aborted === true) return 'The bot was stopped.';
    if (await isReady(url)) return 'ready';
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return 'The bot was not ready after 60 seconds.';
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await answer.arrayBuffer();
    return answer.status === 200;
  } catch {
    return false;
  }
}
