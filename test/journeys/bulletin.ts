import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

const HEADLINE = 'Scams awareness fortnight: four free sessions';

async function confirm(form: Locator): Promise<void> {
  await form.getByRole('checkbox').check();
}

/** The issue's letters, which local mode keeps as files. */
function bulletins({ dataFolder }: Journey): readonly string[] {
  const folder = path.join(dataFolder, 'mail');
  const letters = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'));
  return letters.filter((letter) => letter.includes('List-Unsubscribe-Post'));
}

describe('The e-bulletin, in the real Playground', function () {
  this.timeout(120_000);

  let journey: Journey | undefined;
  let alex: Page;
  let megan: Page;

  before(async function () {
    journey = await startJourney([personNamed('Alex Wilber'), personNamed('Megan Bowen')]);
    if (journey === undefined) return this.skip();
    [alex, megan] = journey.pages as [Page, Page];
  });

  after(() => journey?.close());

  it('takes an item: a form, a card to check, a reference', async () => {
    await chat.say(megan, 'submit item');
    const form = await chat.waitForCard(megan, 'Submit an item');
    await chat.choose(form, 'What kind of item', 'Training and events');
    await chat.fill(form, 'Headline', HEADLINE);
    await chat.fill(form, 'Summary', 'How to spot a scam, and where to send somebody who fell for one.');
    await confirm(form);
    await takePicture(megan, 'bulletin-form');
    await chat.press(form, 'Continue');

    const check = await chat.waitForCard(megan, 'Check your item');
    assert.match(await check.innerText(), /Summary: 14 of at most 120 words/);
    await takePicture(megan, 'bulletin-check');
    await chat.press(check, 'Send');

    await chat.waitForCard(megan, 'Item received: KCSP-B-');
    await takePicture(megan, 'bulletin-receipt');
  });

  it('shows it to the team, whose edit the sender sees', async () => {
    const item = await chat.waitForCard(alex, HEADLINE);
    await chat.press(item, 'Edit');
    const form = await chat.waitForCard(alex, 'Change the item');
    await chat.fill(form, 'Headline', 'Scams awareness fortnight');
    await confirm(form);
    await chat.press(form, 'Continue');

    const told = await chat.waitForCard(megan, 'What was changed');
    assert.match(await told.innerText(), /Before: Scams awareness fortnight: four free sessions/);
    await takePicture(megan, 'bulletin-edited');
    await chat.press(await chat.waitForCard(alex, 'Waiting for a decision'), 'Accept');
    await chat.waitForCard(megan, 'Your item is accepted');
  });

  it('declines an item with a reason', async () => {
    await chat.say(alex, 'bulletin desk');
    const desk = await chat.waitForCard(alex, 'Bulletin desk');
    await takePicture(alex, 'bulletin-desk');
    const [reference = ''] = /KCSP-B-\d{4}-003/.exec(await desk.innerText()) ?? [];
    await chat.press(desk, `Open ${reference}`);
    await chat.press(await chat.waitForCard(alex, `${reference}: Waiting`), 'Decline');
    const form = await chat.waitForCard(alex, `Decline ${reference}`);
    await chat.fill(form, 'Reason', 'It was in the last issue.');
    await chat.press(form, 'Decline');

    await chat.waitForCard(alex, `Recorded for ${reference}`);
  });

  it('is compiled, and waits for somebody else’s approval', async () => {
    await chat.say(alex, 'members');
    await chat.press(await chat.waitForCard(alex, 'On the list'), 'Open Megan Bowen');
    await chat.press(await chat.waitForCard(alex, 'Roles'), 'Change');
    const member = await chat.waitForCard(alex, 'Change Megan Bowen');
    await chat.choose(member, 'Roles (optional)', 'Kent Community Safety Team');
    await chat.press(member, 'Save');
    await chat.waitForCard(megan, 'You are now in: Kent Community Safety Team');

    await chat.say(alex, 'compile');
    const issue = await chat.waitForCard(alex, 'No introduction yet');
    await takePicture(alex, 'bulletin-compile');
    await chat.press(issue, 'Ask for approval');

    const ready = await chat.waitForCard(alex, 'The other coordinators are asked to approve it');
    assert.equal(await ready.getByRole('button', { name: 'Approve' }).count(), 0);
    await chat.press(await chat.waitForCard(megan, 'waits for approval'), 'Open');
    await chat.press(await chat.waitForCard(megan, 'Compiled by Alex Wilber'), 'Approve');
    await chat.waitForCard(megan, 'Approved by Megan Bowen');
  });

  it('goes to everybody on the list once, after one question that names the number', async () => {
    await chat.press(await chat.waitForCard(megan, 'Approved by Megan Bowen'), 'Send');
    const asked = await chat.waitForCard(megan, 'Each gets one e-mail');
    assert.match(await asked.innerText(), /Send the .* bulletin to 3 people/);
    await takePicture(megan, 'bulletin-send');
    await chat.press(asked, 'Send it to 3 people');

    // The card changes by itself: at the bot's next pulse, within half a minute.
    await chat.lastCard(megan, '3 of 3 people have it').waitFor({ timeout: 45_000 });
    assert.equal(bulletins(journey!).length, 3);
  });

  it('lets a reader leave the list, and somebody else ask to join it, on its own pages', async () => {
    const page = await chat.openWindow(alex.context().browser()!);
    const [, link = ''] = /^List-Unsubscribe:\s*<([^>]+)>/im.exec(bulletins(journey!)[0] ?? '') ?? [];
    await page.goto(link);
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await page.getByText('You are off the list').waitFor();

    await page.goto(new URL('/bulletin/join', link).href);
    await page.getByLabel('Your name').fill('Sam Okafor');
    await page.getByLabel('Your e-mail address').fill('sam.okafor@charity.example');
    await page.getByLabel('Your organisation').fill('A charity');
    await page.getByRole('button', { name: 'Ask to join' }).click();
    await page.getByText('Look into your inbox').waitFor();
    await page.context().close();
  });
});
