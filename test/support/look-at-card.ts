/**
 * Draws an Adaptive Card as a picture, at a phone's width or the Playground's, to be looked at or tested:
 *
 *     tsx test/support/look-at-card.ts card.json out.png [width]
 *
 * A template is filled with the sample beside it (`cards/members/join.json`).
 * It is the open-source renderer with settings close to Teams, not Teams itself: use it for what fits,
 * wraps and can be read, and the Playground for how it behaves.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Template } from 'adaptivecards-templating';
import type { Browser } from 'playwright-core';
import { openBrowser } from './browser.js';

/** A small phone, and the width of a card in the Playground. */
export const widths = { phone: 320, playground: 446 } as const;

export interface Look {
  /** In pixels, as drawn. */
  readonly height: number;
  /** What does not fit the width: the text of each element that sticks out. Empty when all is well. */
  readonly sticksOut: readonly string[];
}

/** A page on which one card after another is drawn. */
export interface Easel {
  /** Draws a card (JSON, its template already filled in), and keeps a PNG of it when given a file. */
  draw(card: object, file?: string): Promise<Look>;
  /** What axe finds wrong with the card that is drawn: the rule and the element. */
  complaints(): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** @param width in pixels */
export async function openEasel(browser: Browser, width: number): Promise<Easel> {
  // Twice the pixels, so that small text can be read in the picture.
  const page = await browser.newPage({
    viewport: { width, height: 400 },
    deviceScaleFactor: 2,
    locale: 'en-GB',
  });
  await page.setContent(
    `<!doctype html><html lang="en-GB"><title>Card</title><style>${style}</style><main></main></html>`,
  );
  const { resolve } = createRequire(import.meta.url);
  for (const library of ['adaptivecards/dist/adaptivecards.js', 'axe-core/axe.min.js']) {
    await page.addScriptTag({ path: resolve(library) });
  }
  return {
    async draw(card, file) {
      const look = await page.evaluate<Look>(
        `(${drawInPage})(${JSON.stringify(card)}, ${JSON.stringify(hostConfig)})`,
      );
      if (file !== undefined) await page.screenshot({ path: file, fullPage: true });
      return look;
    },
    async complaints() {
      // Only the sentences leave the page: all that axe found out about a card is long.
      const inPage = `axe.run('main', ${JSON.stringify(axeOptions)}).then(({ violations }) =>
        violations.map(({ id, nodes }) => id + ': ' + nodes[0]?.html))`;
      return page.evaluate<string[]>(inPage);
    },
    close: () => page.close(),
  };
}

/** Draws one card into a PNG file. */
export async function lookAtCard(browser: Browser, card: object, file: string, width: number): Promise<Look> {
  const easel = await openEasel(browser, width);
  try {
    return await easel.draw(card, file);
  } finally {
    await easel.close();
  }
}

/** Runs in the page. Text, because the compiler knows Node's world only and not the browser's. */
const drawInPage = `function draw(json, hostConfig) {
  const escaped = (text) => text.replace(/[&<>"]/g, (each) => '&#' + each.charCodeAt(0) + ';');
  // The part of Markdown that Teams draws within a line; a backslash keeps a character as it is.
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const kept = [];
    const safe = text.replace(/\\\\([^A-Za-z0-9\\s])/g, (_, each) => '\\u0000' + (kept.push(each) - 1) + '\\u0000');
    result.outputHtml = escaped(safe)
      .replace(/\\*\\*(.+?)\\*\\*/g, '<strong>$1</strong>')
      .replace(/(^|\\W)[*_](\\S.*?)[*_](?=\\W|$)/g, '$1<em>$2</em>')
      .replace(/\\[([^\\]]+)\\]\\(([^)\\s]+)\\)/g, '<a href="$2">$1</a>')
      .replace(/\\n/g, '<br>')
      .replace(/\\u0000(\\d+)\\u0000/g, (_, index) => escaped(kept[Number(index)]));
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  card.parse(json);
  const main = document.querySelector('main');
  main.replaceChildren(card.render());
  const edge = main.getBoundingClientRect().right + 0.5;
  const out = [...main.querySelectorAll('*')].filter((each) => {
    const box = each.getBoundingClientRect();
    const cut = each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1 && each.tagName !== 'INPUT';
    return box.width > 0 && (box.right > edge || cut);
  });
  // The innermost ones: what holds them sticks out only because of them.
  const innermost = out.filter((each) => !out.some((other) => other !== each && each.contains(other)));
  const named = (each) => (each.innerText || each.value || each.tagName).trim().slice(0, 80);
  return { height: Math.ceil(main.getBoundingClientRect().height), sticksOut: innermost.map(named) };
}`;

/** A card is a part of a page, whose headings, regions and colours are the client's. */
const axeOptions = {
  resultTypes: ['violations'],
  rules: Object.fromEntries(
    ['region', 'page-has-heading-one', 'color-contrast'].map((rule) => [rule, { enabled: false }]),
  ),
};

const fontFamily = '"Segoe UI", "Open Sans", "Noto Sans", Arial, sans-serif';
const ink = { default: '#242424', subtle: '#616161' };
const colors = {
  default: ink,
  dark: ink,
  light: { default: '#ffffff', subtle: '#f5f5f5' },
  accent: { default: '#5b5fc7', subtle: '#5b5fc7' },
  good: { default: '#237b4b', subtle: '#237b4b' },
  warning: { default: '#8a5700', subtle: '#8a5700' },
  attention: { default: '#c4314b', subtle: '#c4314b' },
};

/** Sizes and light colours as Teams draws them. */
const hostConfig = {
  fontFamily,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 200, default: 400, bolder: 600 },
  spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: '#e1e1e1' },
  supportsInteractivity: true,
  textBlock: { headingLevel: 2 },
  imageSizes: { small: 32, medium: 52, large: 100 },
  actions: {
    maxActions: 6,
    spacing: 'default',
    buttonSpacing: 8,
    showCard: { actionMode: 'inline', inlineTopMargin: 16, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
  },
  containerStyles: {
    default: { backgroundColor: '#ffffff', foregroundColors: colors },
    emphasis: { backgroundColor: '#f0f0f0', foregroundColors: colors },
    accent: { backgroundColor: '#e8ebfa', foregroundColors: colors },
    good: { backgroundColor: '#e7f2da', foregroundColors: colors },
    warning: { backgroundColor: '#fbf6d9', foregroundColors: colors },
    attention: { backgroundColor: '#fcf4f6', foregroundColors: colors },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'default', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'default' },
    },
    errorMessage: { size: 'small', color: 'attention', weight: 'default', spacing: 'small' },
  },
  factSet: {
    title: { weight: 'bolder', maxWidth: 140, wrap: true },
    value: { wrap: true },
    spacing: 12,
  },
};

const style = `
  * { box-sizing: border-box; }
  body { margin: 0; background: #ffffff; font: 14px/20px ${fontFamily}; color: #242424; }
  p { margin: 0; }
  a { color: #4f52b2; }
  .ac-pushButton { font: 600 14px ${fontFamily}; color: #242424; background: #ffffff; border: 1px solid #d1d1d1;
    border-radius: 4px; padding: 6px 12px; }
  .ac-pushButton.style-positive { background: #5b5fc7; border-color: #5b5fc7; color: #ffffff; }
  .ac-pushButton.style-destructive { color: #c4314b; }
  /* The library would keep them in one line and cut them; Teams lets them wrap. */
  .ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
  .ac-actionSet > .ac-pushButton { flex: 0 1 auto !important; max-width: 100%; }
  .ac-input, select.ac-input { font: 14px ${fontFamily}; color: #242424; background: #ffffff; width: 100%;
    border: 1px solid #d1d1d1; border-bottom-color: #616161; border-radius: 4px; padding: 6px 8px; }
  .ac-input.ac-toggleInput, .ac-input.ac-choiceSetInput-expanded, .ac-input.ac-choiceSetInput-multiSelect
    { border: 0; padding: 0; }
  input[type=checkbox], input[type=radio] { width: 16px; height: 16px; flex: 0 0 auto; }
`;

function cardIn(file: string): object {
  const card = JSON.parse(readFileSync(file, 'utf8')) as object;
  const sample = file.replace(/\.json$/, '.sample.json');
  if (!existsSync(sample)) return card;
  const data = JSON.parse(readFileSync(sample, 'utf8')) as object;
  return new Template(card).expand({ $root: data }) as object;
}

async function main(): Promise<void> {
  const [cardFile, pictureFile, width = String(widths.phone)] = process.argv.slice(2);
  if (cardFile === undefined || pictureFile === undefined || !/^\d+$/.test(width)) {
    console.error('Usage: tsx test/support/look-at-card.ts card.json out.png [width in pixels]');
    process.exitCode = 1;
    return;
  }
  const browser = await openBrowser();
  if (browser === undefined) {
    process.exitCode = 1;
    return;
  }
  try {
    const card = cardIn(cardFile);
    const look = await lookAtCard(browser, card, pictureFile, Number(width));
    console.log(`${pictureFile}: ${width} by ${look.height} pixels.`);
    for (const text of look.sticksOut) console.log(`Sticks out: ${text}`);
  } finally {
    await browser.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main();
