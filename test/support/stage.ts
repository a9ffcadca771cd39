/**
 * What journeys share in one process, because starting it costs more than most of them: the browser, and for each
 * person a Playground with its page. One journey plays at a time, with a bot and data of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '../../env/local/people.js';
import { startPlayground } from '../../env/local/playground.js';
import type { Playground } from '../../env/local/playground.js';
import { freePort } from '../../env/local/ports.js';
import { openBrowser } from './browser.js';
import { endLater } from './endings.js';
import { picturesOfAll } from './pictures.js';
import { openWindow } from './playground-page.js';

/** Where one person sits: their Playground, and the page in which it opens. */
export interface Seat {
  readonly playground: Playground;
  readonly page: Page;
}

export interface Stage {
  /** Where every bot of this process listens: the Playgrounds know no other. */
  readonly botPort: number;
  /** The seat of a person, who keeps it from one journey to the next. */
  seatOf(person: Person): Promise<Seat>;
}

let browser: Promise<Browser | undefined> | undefined;
let stage: Promise<Stage> | undefined;

/**
 * The browser of this process. Close your pages, not the browser.
 * @returns undefined when this machine has none, which is an error when CI is set
 */
export function sharedBrowser(): Promise<Browser | undefined> {
  browser ??= openBrowser().then((opened) => {
    endLater(() => opened?.close());
    return opened;
  });
  return browser;
}

/** What is on all screens, in test-results/, after a test has failed. */
export async function picturesOfOpenPages(test: string): Promise<void> {
  const opened = await browser;
  if (opened !== undefined) await picturesOfAll(opened, test);
}

export function sharedStage(shared: Browser): Promise<Stage> {
  stage ??= openStage(shared);
  return stage;
}

async function openStage(shared: Browser): Promise<Stage> {
  const botPort = await freePort();
  const botUrl = `http://127.0.0.1:${botPort}/api/messages`;
  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-stage-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

  const seats = new Map<string, Promise<Seat>>();
  async function open(person: Person): Promise<Seat> {
    const playground = await startPlayground({ botUrl, port: await freePort(), person, folder });
    endLater(() => playground.stop());
    return { playground, page: await openWindow(shared) };
  }
  return {
    botPort,
    seatOf(person) {
      const seat = seats.get(person.objectId) ?? open(person);
      seats.set(person.objectId, seat);
      return seat;
    },
  };
}
