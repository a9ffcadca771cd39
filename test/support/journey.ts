/** The real bot, a real Playground for each person, and a browser with all their chats open. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startBot } from '../../env/local/bot.js';
import type { RunningBot } from '../../env/local/bot.js';
import type { Person } from '../../env/local/people.js';
import { enterChat } from './playground-page.js';
import { sharedBrowser, sharedStage } from './stage.js';

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
 * Starts a bot with an empty data folder, which local mode fills with the sample, and opens the chats anew.
 * @param now an ISO instant at which the bot's clock starts: the same on whatever day the tests run. Without it a
 *   Sunday, on which nobody is reminded of anything while a form is being filled
 * @returns undefined when this machine has no browser, which is an error when CI is set
 */
export async function startJourney(
  people: readonly Person[],
  now = '2026-11-22T09:00:00Z',
): Promise<Journey | undefined> {
  const browser = await sharedBrowser();
  if (browser === undefined) return undefined;
  const stage = await sharedStage(browser);
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-journey-'));
  const dataFolder = path.join(folder, 'data');
  const environment = { ...process.env, DATA_DIR: dataFolder, LOG_LEVEL: 'error' };
  let clock = now;
  function start(at: string): Promise<RunningBot> {
    clock = at;
    return startBot({
      port: stage.botPort,
      program: 'dist/index.js',
      environment: { ...environment, NOW: at },
      onOutput: () => undefined,
    });
  }

  const [started, ...seats] = await Promise.all([start(now), ...people.map(stage.seatOf)]);
  let bot = started;
  // The bot writes to people in the order in which it met them.
  for (const { page, playground } of seats) await enterChat(page, playground.url);
  return {
    pages: seats.map(({ page }) => page),
    dataFolder,
    async killAndRestart(later) {
      await bot.kill();
      bot = await start(later ?? new Date(Date.parse(clock) + HOURS_LATER).toISOString());
    },
    async close() {
      await Promise.all(seats.map(({ page }) => page.goto('about:blank')));
      await bot.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
