/** The real bot, a real Playground for each person, and a browser with all their chats open. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBot } from '../../env/local/bot.js';
import type { RunningBot } from '../../env/local/bot.js';
import type { Person } from '../../env/local/people.js';
import { startPlayground } from '../../env/local/playground.js';
import { freePort } from '../../env/local/ports.js';
import { openBrowser } from './browser.js';
import { openChat } from './playground-page.js';

const HOURS_LATER = 3 * 60 * 60 * 1000;

export interface Journey {
  /** One chat for each person, in the order they were given. */
  readonly pages: readonly Page[];
  readonly dataFolder: string;
  /** Ends the bot as a power cut would, and starts it again on the same data, at a later instant or some hours after. */
  killAndRestart(later?: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts everything with an empty data folder, which local mode fills with the sample.
 * @param now an ISO instant at which the bot's clock starts: the same on whatever day the tests run. Without it a
 *   Sunday, on which nobody is reminded of anything while a form is being filled
 * @returns undefined when this machine has no browser, which is an error when CI is set
 */
export async function startJourney(
  people: readonly Person[],
  now = '2026-11-22T09:00:00Z',
): Promise<Journey | undefined> {
  const browser = await openBrowser();
  if (browser === undefined) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-journey-'));
  const dataFolder = path.join(folder, 'data');
  const port = await freePort();
  const environment = { ...process.env, DATA_DIR: dataFolder, LOG_LEVEL: 'error' };
  let clock = now;
  function start(at: string): Promise<RunningBot> {
    clock = at;
    return startBot({
      port,
      program: 'dist/index.js',
      environment: { ...environment, NOW: at },
      onOutput: () => undefined,
    });
  }

  let bot = await start(now);
  const playgrounds = await Promise.all(
    people.map(async (person) =>
      startPlayground({ botUrl: bot.messagesUrl, port: await freePort(), person, folder }),
    ),
  );
  const pages: Page[] = [];
  for (const { url } of playgrounds) pages.push(await openChat(browser, url));
  return {
    pages,
    dataFolder,
    async killAndRestart(later) {
      await bot.kill();
      bot = await start(later ?? new Date(Date.parse(clock) + HOURS_LATER).toISOString());
    },
    async close() {
      await browser.close();
      await Promise.all(playgrounds.map((each) => each.stop()));
      await bot.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
