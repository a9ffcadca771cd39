import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { openEasel, widths } from '../support/look-at-card.js';
import { sharedBrowser } from '../support/stage.js';
import { cardOf, everythingShown, sampleOf, templates } from './card-samples.js';

describe('every card on a phone', function () {
  // Three hundred cards drawn by a browser.
  this.timeout(180_000);
  let browser: Browser | undefined;

  before(async function () {
    browser = await sharedBrowser();
    if (browser === undefined) this.skip();
  });

  it('fits the width, with nothing cut off, and gives axe nothing to complain about', async () => {
    const easel = await openEasel(browser!, widths.phone);
    const trouble: string[] = [];

    for (const template of templates) {
      for (const data of [sampleOf(template), everythingShown(sampleOf(template))]) {
        const { sticksOut } = await easel.draw(cardOf(template, data));
        if (sticksOut.length > 0) trouble.push(`${template} sticks out: ${sticksOut.join(' | ')}`);
      }
      for (const complaint of await easel.complaints()) trouble.push(`${template}: ${complaint}`);
    }
    await easel.close();

    assert.deepEqual(trouble, []);
  });
});
