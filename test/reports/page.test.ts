import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { FORMATS } from '../../src/reports/formats.js';
import { PAGE_POLICY } from '../../src/reports/html.js';
import { takePicture } from '../support/pictures.js';
import { sharedBrowser } from '../support/stage.js';
import { SAMPLE } from './sample.js';

describe('a web page in a browser', () => {
  let browser: Browser | undefined;

  before(async function () {
    this.timeout(120_000);
    browser = await sharedBrowser();
    if (browser === undefined) this.skip();
  });

  for (const width of [320, 1200]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`fits ${width} pixels, ${colorScheme}, under its policy, and axe finds nothing`, async () => {
        const body = Buffer.from(await FORMATS.html.write(SAMPLE));
        const context = await browser!.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        const complaints: string[] = [];
        page.on('console', (message) => complaints.push(message.text()));
        await page.route('**/*', (route) =>
          route.fulfill({
            body,
            contentType: 'text/html',
            headers: { 'content-security-policy': PAGE_POLICY },
          }),
        );

        await page.goto('http://page.example/');
        await takePicture(page, `reports-${width}-${colorScheme}`, { fullPage: true });
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        await page.evaluate(axe.source);
        const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
        await context.close();

        assert.equal(wide, width);
        assert.deepEqual(complaints, []);
        assert.deepEqual(
          violations.map(({ id }) => id),
          [],
        );
      });
    }
  }
});
