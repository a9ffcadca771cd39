/** Pictures of what a browser shows, in test-results/. */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../test-results/', import.meta.url));

/** Takes one when PICTURES is set: a run whose pictures nobody wants does not wait for them. */
export async function takePicture(page: Page, name: string, how: { fullPage?: boolean } = {}): Promise<void> {
  if (process.env['PICTURES'] === undefined) return;
  await page.screenshot({ path: `${folder}${name}.png`, ...how });
}

/** What a test that failed has left on screen. */
export async function picturesOfAll(browser: Browser, test: string): Promise<void> {
  const name = test.replace(/[^\w]+/g, '-').slice(-120);
  const pages = browser.contexts().flatMap((context) => context.pages());
  for (const [index, page] of pages.entries()) {
    if (page.url() !== 'about:blank')
      await page.screenshot({ path: `${folder}failed-${name}-${index + 1}.png` });
  }
}
