/**
 * Takes the README's pictures: `npm run pictures`. The wide ones are from the real Playground, with the
 * real bot and the sample partnership; the narrow ones are the same cards at a phone's width.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { endAll } from './endings.js';
import { openHouse } from './house.js';
import { startJourney } from './journey.js';
import { lookAtCard, widths } from './look-at-card.js';
import * as chat from './playground-page.js';
import { sharedBrowser } from './stage.js';

const pictures = fileURLToPath(new URL('../../.github/pictures/', import.meta.url));
const TALL = { width: 1280, height: 1600 };
const MEGAN = 'Megan Bowen';
const ALEX = 'Alex Wilber';
const SAID = {
  status: 'delayed',
  rag: 'amber',
  done: 'Two of three workshops held; 59 people trained.',
  reason: 'Waiting for a venue in Ashford.',
  outcome: '59 people trained',
};

async function main(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  const browser = await sharedBrowser();
  if (browser === undefined) throw new Error('There is no browser to take pictures with.');
  await fromThePlayground();
  await atPhoneWidth(browser);
  await endAll();
}

async function fromThePlayground(): Promise<void> {
  const journey = await startJourney([personNamed(MEGAN), personNamed(ALEX)]);
  const [megan, alex] = journey!.pages as [Page, Page];
  // Tall enough for a whole card: the Playground's own bar hides what is scrolled under it.
  await megan.setViewportSize(TALL);
  const list = await chat.waitForCard(megan, '0 of 5 answered');
  await picture(list, 'lead-is-asked');
  await chat.press(list, 'Update 4.1');
  const form = await chat.waitForCard(megan, 'What has been done');
  await chat.choose(form, 'Status', 'Delayed');
  await chat.choose(form, 'Red, amber or green (RAG)', 'Amber: at risk');
  await chat.fill(form, 'What has been done', SAID.done);
  await chat.fill(form, 'Reason (needed when delayed, amber or red)', SAID.reason);
  await picture(form, 'update');
  await chat.press(form, 'Save');
  await picture(await chat.waitForCard(megan, 'Recorded: 4.1'), 'recorded');

  await alex.setViewportSize(TALL);
  await chat.say(alex, 'who has not replied');
  await picture(await chat.waitForCard(alex, 'Megan Bowen: 1 of 5 answered'), 'who-has-not-replied');
  await chat.say(alex, 'check-in results');
  await picture(await chat.waitForCard(alex, 'Exceptions'), 'results');

  await journey!.close();
}

async function picture(card: Locator, name: string): Promise<void> {
  await card.screenshot({ path: path.join(pictures, `${name}.png`) });
}

async function atPhoneWidth(browser: Browser): Promise<void> {
  const house = await openHouse();
  await house.meet(MEGAN);
  const look = (card: object | undefined, name: string) =>
    lookAtCard(browser, card ?? {}, path.join(pictures, `${name}-phone.png`), widths.phone);

  const hello = await house.say(MEGAN, 'hello');
  const list = await house.press(MEGAN, hello, 'Answer now');
  const form = await house.press(MEGAN, list, 'Update');
  const missing = await house.press(MEGAN, form, 'Save', { ...SAID, reason: '' });
  const recorded = await house.press(MEGAN, form, 'Save', SAID);
  await look(hello.card, 'hello');
  await look(list.card, 'lead-is-asked');
  await look(missing.card, 'reason-needed');
  await look(recorded.card, 'recorded');
  await look((await house.say(ALEX, 'check-in results')).card, 'results');
  await house.close();
}

await main();
