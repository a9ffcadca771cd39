import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import PostalMime from 'postal-mime';
import { personNamed } from '../../env/local/people.js';
import { startJourney } from '../support/journey.js';
import type { Journey } from '../support/journey.js';
import { takePicture } from '../support/pictures.js';
import * as chat from '../support/playground-page.js';

const looks = [
  { width: 320, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1200, colorScheme: 'light' },
  { width: 1200, colorScheme: 'dark' },
] as const;

/** The sample partnership, in which Sam Okafor, who has no account, holds a post that leads actions. */
function partnershipWithSam(folder: string): string {
  const file = path.join(folder, 'partnership.yaml');
  const holder = 'isaiah.langer@kcc.example';
  const text = readFileSync('env/partnership.yaml', 'utf8');
  assert.ok(text.includes(`holders: [${holder}]`));
  writeFileSync(file, text.replace(`holders: [${holder}]`, 'holders: [sam.okafor@probation.example]'));
  cpSync('env/sample', path.join(folder, 'sample'), { recursive: true });
  return file;
}

describe('a check-in on the web page, by keyboard alone', function () {
  this.timeout(120_000);

  const folder = mkdtempSync(path.join(tmpdir(), 'roundtable-web-'));
  const partnershipBefore = process.env['PARTNERSHIP'];
  let journey: Journey | undefined;
  let alex: Page;
  let sam: Page;
  let link = '';

  before(async function () {
    process.env['PARTNERSHIP'] = partnershipWithSam(folder);
    journey = await startJourney([personNamed('Alex Wilber')]);
    if (journey === undefined) return this.skip();
    [alex] = journey.pages as [Page];
    sam = await alex
      .context()
      .browser()!
      .newPage({ locale: 'en-GB', viewport: { width: 320, height: 640 } });
    sam.setDefaultTimeout(8000);
  });

  after(async () => {
    await sam.close();
    await journey?.close();
    rmSync(folder, { recursive: true, force: true });
    if (partnershipBefore === undefined) delete process.env['PARTNERSHIP'];
    else process.env['PARTNERSHIP'] = partnershipBefore;
  });

  it('is announced by a letter, which local mode keeps to be read, with a link to the page', async () => {
    const [file = ''] = readdirSync(path.join(journey!.dataFolder, 'mail'));
    const { text = '' } = await PostalMime.parse(readFileSync(path.join(journey!.dataFolder, 'mail', file)));
    const { origin } = new URL(/http:\/\/127\.0\.0\.1:\d+\/card\//.exec(text)?.[0] ?? '');
    await sam.goto(`${origin}/mail/`);
    await sam.getByText('to Sam Okafor').waitFor();
    await lookAt('letters');
    await sam.getByRole('link', { name: /^KCSP: / }).click();
    await lookAt('letter');
    await sam.getByRole('link', { name: 'As a mail program shows it' }).click();
    await sam.getByText('Hello Sam Okafor,').waitFor();
    await lookAt('letter-html');

    await sam.getByRole('link', { name: 'Open your page to see it and to answer' }).click();

    await sam.getByRole('heading', { name: 'My items' }).waitFor();
  });

  it('begins with the coordinator, who passes a link on to a member without Teams', async () => {
    await chat.say(alex, 'members');
    const list = await chat.waitForCard(alex, 'Sam Okafor');
    await chat.fill(list, 'Part of a name (optional)', 'Okafor');
    await chat.press(list, 'Find');
    await chat.press(await chat.waitForCard(alex, "with 'Okafor' in the name"), 'Open');

    await chat.press(await chat.waitForCard(alex, 'has no account: I write'), 'Make a web link');

    const card = await chat.waitForCard(alex, 'Web link for Sam Okafor');
    link = /http:\/\/127\.0\.0\.1:\d+\/card\/[\w:.-]+/.exec(await card.innerText())?.[0] ?? '';
    await takePicture(alex, 'web-link');
    assert.notEqual(link, '');
  });

  it('opens on what waits for him', async () => {
    await sam.goto(link);

    await sam.getByRole('heading', { name: 'My items' }).waitFor();
    assert.match(await sam.locator('main').innerText(), /Check-in for/);
    assert.equal(await sam.locator('html').getAttribute('lang'), 'en-GB');
    assert.match(await sam.title(), /^My items – Your page – KCSP$/);
    await lookAt('items');
  });

  it('takes him to an action with Tab and Enter, and moves the focus to its heading', async () => {
    await pressByKeys('Answer now');
    await sam.getByRole('heading', { name: /^Check-in/ }).waitFor();
    await pressByKeys(/^Update /);

    await sam.getByText('What has been done').waitFor();

    assert.equal(await focused(), await sam.locator('[role=heading]').first().innerText());
  });

  it('says what is missing beside its field, and nothing is lost', async () => {
    await tabTo('Status');
    await sam.keyboard.type('Del');
    await tabTo('Green: as planned');
    await sam.keyboard.press('ArrowDown');

    await pressByKeys('Save');

    await sam.getByText('Enter what has been done since the last update').waitFor();
    assert.equal(await focused(), '');
    await sam.keyboard.type('Two seminars held; 59 people trained & "more" <b>_soon_</b>.');
    await pressByKeys('Save');
    await sam.locator('.problem').waitFor();
    assert.equal(await sam.locator('.problem').innerText(), 'Enter why the action is delayed');
    const reason = sam.getByLabel(/^Reason/);
    assert.equal(
      await reason.getAttribute('aria-describedby'),
      await sam.locator('.problem').getAttribute('id'),
    );
    await sam
      .locator('[role=status]', { hasText: /Not saved yet. One answer needs you./ })
      .waitFor({ state: 'attached' });
    assert.equal(
      await sam.getByLabel('What has been done').inputValue(),
      'Two seminars held; 59 people trained & "more" <b>_soon_</b>.',
    );
    await lookAt('problem');
  });

  it('records what he corrects, shows it as he typed it, and says so', async () => {
    await tabTo(/^Reason/);
    await sam.keyboard.type('Waiting for a venue in Ashford.');

    await pressByKeys('Save');

    const heading = sam.getByRole('heading', { name: /^Recorded/ });
    await heading.waitFor();
    const card = await sam.locator('#card').innerText();
    assert.match(card, /Waiting for a venue in Ashford\./);
    assert.ok(card.includes('Two seminars held; 59 people trained & "more" <b>_soon_</b>.'), card);
    assert.equal(await focused(), await heading.innerText());
    await sam.locator('[role=status]', { hasText: /[Rr]ecorded/ }).waitFor({ state: 'attached' });
    await lookAt('recorded');
  });

  it('keeps what was typed when the answer does not get through', async () => {
    await sam.goto(link);
    await pressByKeys('Answer now');
    await sam.getByRole('heading', { name: /^Check-in/ }).waitFor();
    await pressByKeys(/^Update /);
    await tabTo('Status');
    await sam.keyboard.type('Ong');
    await tabTo('Green: as planned');
    await sam.keyboard.press('Space');
    await tabTo('What has been done');
    await sam.keyboard.type('And one more.');
    await sam.context().setOffline(true);

    await pressByKeys('Save');

    await sam.getByText('That did not get through').waitFor();
    await sam.context().setOffline(false);
    assert.match(await sam.getByLabel('What has been done').inputValue(), /And one more\./);
    await lookAt('not-through');
  });

  it('says that a link of before was replaced, and how to get a new one', async () => {
    await chat.press(await chat.waitForCard(alex, 'Web link for Sam Okafor'), 'Back to the member');
    await chat.press(await chat.waitForCard(alex, 'has no account: I write'), 'Make a web link');
    await chat.waitForCard(alex, 'Web link for Sam Okafor');

    await pressByKeys('Save');

    await sam.getByText('This link has been replaced or taken back').waitFor();
    await sam.goto(link);
    assert.match(await sam.locator('main').innerText(), /write to the Kent Community Safety Team/);
    await lookAt('refused');
  });

  /** What has the focus: a field's value, or else its words. */
  function focused(): Promise<string> {
    return sam.evaluate<string>(
      '(({ activeElement: each }) => "value" in each && each.tagName !== "BUTTON" ? each.value : each.innerText)(document)',
    );
  }

  async function tabTo(name: string | RegExp): Promise<void> {
    const wanted = sam.getByRole('button', { name, exact: true }).or(sam.getByLabel(name)).first();
    await wanted.waitFor();
    for (let presses = 0; presses < 60; presses += 1) {
      if ((await wanted.and(sam.locator(':focus')).count()) > 0) return;
      await sam.keyboard.press('Tab');
    }
    assert.fail(`Tab does not lead to ${String(name)}.`);
  }

  async function pressByKeys(name: string | RegExp): Promise<void> {
    await tabTo(name);
    await sam.keyboard.press('Enter');
  }

  /** Nothing sticks out, axe finds nothing, and there is a picture of each look. */
  async function lookAt(name: string): Promise<void> {
    for (const { width, colorScheme } of looks) {
      await sam.setViewportSize({ width, height: 700 });
      await sam.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const found = await sam.evaluate<string[]>(
        `(async () => {
          ${axe.source}
          const { violations } = await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html));
        })()`,
      );
      const wide = await sam.evaluate<number>('document.documentElement.scrollWidth');
      await takePicture(sam, `web-${name}-${width}-${colorScheme}`, { fullPage: true });
      assert.deepEqual(found, [], `${name} ${width} ${colorScheme}`);
      assert.ok(wide <= width, `${name} is ${wide} pixels wide`);
    }
    await sam.setViewportSize({ width: 320, height: 640 });
  }
});
