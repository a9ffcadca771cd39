/**
 * Draws the icons from their sources, color.svg and outline.svg, into the PNG files beside them:
 *
 *     npx tsx manifest/draw-icons.ts
 *
 * The pictures are kept with the code, so that packaging needs no browser.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../test/support/browser.js';
import { iconSizes } from './icons.js';
import type { IconName } from './icons.js';

/** The PNG of an icon, freshly drawn; what its source leaves bare is transparent. */
export async function drawIcon(browser: Browser, name: IconName): Promise<Uint8Array> {
  const side = iconSizes[name];
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  try {
    const source = readFileSync(iconFile(`${name}.svg`), 'utf8');
    await page.setContent(`<!doctype html><style>* { margin: 0 } svg { display: block }</style>${source}`);
    return await page.screenshot({ omitBackground: true });
  } finally {
    await page.close();
  }
}

function iconFile(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function drawAll(): Promise<void> {
  const browser = await openBrowser();
  if (browser === undefined) throw new Error('Install Chrome or Chromium, and draw the icons again.');
  try {
    for (const name of ['color', 'outline'] as const) {
      writeFileSync(iconFile(`${name}.png`), await drawIcon(browser, name));
    }
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await drawAll();
